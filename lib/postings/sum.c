/* sum.c - the articles that have any of some terms. See gz/postings.h.
 *
 * The blocks of all lists, sorted by number; each group of equal number then
 * is added up in an array by row. */
#include <stdlib.h>

#include "encode.h"
#include "list.h"

/* The blocks of all lists: those of number n are from start[n] to the next. */
struct stack {
	const struct gz_list_block **block;
	uint32_t *start;
	uint32_t slots;
};

static void stack_up(struct stack *s, const struct gz_list *of, size_t count,
		     uint32_t slots)
{
	size_t sum = 0;

	s->slots = slots;
	s->start = gz_alloc((slots + (size_t)2) * sizeof(*s->start));
	for (size_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < of[i].blocks; k++)
			s->start[of[i].number[k] + 2]++;
	for (uint32_t n = 2; n < slots + 2; n++)
		s->start[n] += s->start[n - 1];
	for (size_t i = 0; i < count; i++)
		sum += of[i].blocks;
	s->block = gz_alloc(sum * sizeof(struct gz_list_block *));
	for (size_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < of[i].blocks; k++)
			s->block[s->start[of[i].number[k] + 1]++] =
				&of[i].block[k];
}

static struct list_room room_for(const struct stack *s)
{
	struct list_room room = { 0 };

	for (uint32_t n = 0; n < s->slots; n++) {
		uint32_t rows = 0;

		for (uint32_t i = s->start[n]; i < s->start[n + 1]; i++)
			rows += s->block[i]->count;
		room.rows += rows < GZ_BLOCK ? rows : GZ_BLOCK;
		room.blocks += rows > 0;
	}
	return room;
}

/* What a block adds up to. */
struct sums {
	uint8_t bits[GZ_BLOCK / 8]; /* rows that are in any */
	uint32_t tf[GZ_BLOCK];
};

static void add_block(struct sums *s, const struct gz_list_block *b)
{
	uint8_t low[GZ_BLOCK];
	size_t n = block_rows(b, low);

	for (size_t i = 0; i < n; i++) {
		s->tf[low[i]] += b->tf[i];
		s->bits[low[i] / 8] |= (uint8_t)(1 << low[i] % 8);
	}
}

static void put_sums(struct list_builder *b, const struct sums *s,
		     uint32_t number, uint32_t rows)
{
	const struct gz_list_block all = { .bits = s->bits, .count = GZ_BLOCK };
	uint8_t low[GZ_BLOCK];
	size_t n = block_rows(&all, low);

	for (size_t i = 0; i < n; i++) {
		uint32_t row = number * GZ_BLOCK + low[i], tf = s->tf[low[i]];

		if (row >= rows)
			break;
		list_add(b, row, tf < GZ_MOST_TF ? tf : GZ_MOST_TF);
	}
}

static void sum_up(struct list_builder *b, const struct stack *s, uint32_t rows)
{
	for (uint32_t n = 0; n < s->slots; n++) {
		struct sums sums = { 0 };

		if (s->start[n] == s->start[n + 1])
			continue;
		for (uint32_t i = s->start[n]; i < s->start[n + 1]; i++)
			add_block(&sums, s->block[i]);
		put_sums(b, &sums, n, rows);
	}
}

void gz_list_sum(struct gz_list *l, const struct gz_files *files,
		 const struct gz_list *of, size_t count)
{
	uint32_t slots = gz_blocks(files->rows);
	struct list_builder b;
	struct list_room room;
	struct stack s;

	stack_up(&s, of, count, slots);
	room = room_for(&s);
	list_begin(&b, files, &room);
	sum_up(&b, &s, files->rows);
	list_end(&b, l);
	free(s.block);
	free(s.start);
}
