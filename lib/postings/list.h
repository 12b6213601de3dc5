/* list.h - a list in the making; for lib/postings alone. */
#ifndef POSTINGS_LIST_H
#define POSTINGS_LIST_H

#include "gz/postings.h"

#include "ratio.h"

/* No more than these are added. */
struct list_room {
	size_t blocks;
	size_t rows; /* that are decoded */
	size_t pieces;
};

/* Where the places of some of a list's postings are: those of a file. The
 * table of where samples begin follows them. */
struct gz_list_piece {
	const unsigned char *places, *places_end;
	uint32_t first, end; /* the list's postings, counted from 0 */
};

struct list_builder {
	struct gz_list_block *block;
	uint32_t *number, *slot;
	uint32_t blocks;
	struct gz_list_piece *piece;
	uint32_t pieces;
	uint32_t taken;	  /* rows of blocks that lie in a file */
	uint32_t settled; /* blocks that get no more rows */
	void *memory;

	/* What is decoded, and the last block of that. */
	const uint32_t *length;
	uint8_t *low, *tf;
	uint32_t rows, start;
	uint32_t current;
	uint8_t most_tf, least_ratio;
};

void list_begin(struct list_builder *b, const struct gz_files *files,
		const struct list_room *room);
void list_end(struct list_builder *b, struct gz_list *l);

/* How many postings it has so far. */
static inline uint32_t list_all(const struct list_builder *b)
{
	return b->rows + b->taken;
}

/* Add one posting. It is written out as if each were the last of its block,
 * and without a branch: whether it begins a block is as good as random. */
static inline __attribute__((always_inline)) void list_add(
	struct list_builder *b, uint32_t row, uint32_t tf)
{
	uint32_t number = row / GZ_BLOCK;
	uint8_t code = ratio_code(b->length[row], tf);
	uint32_t fresh = number != b->current, mask = -fresh;
	uint8_t most = b->most_tf & (uint8_t)~mask;
	uint8_t least = b->least_ratio | (uint8_t)mask;

	b->current = number;
	b->blocks += fresh;
	b->start ^= (b->start ^ b->rows) & mask;
	b->most_tf = tf > most ? (uint8_t)tf : most;
	b->least_ratio = code < least ? code : least;
	b->low[b->rows] = (uint8_t)(row % GZ_BLOCK);
	b->tf[b->rows++] = (uint8_t)tf;
	b->block[b->blocks - 1] = (struct gz_list_block){
		.low = b->low + b->start,
		.tf = b->tf + b->start,
		.count = (uint16_t)(b->rows - b->start),
		.most_tf = b->most_tf,
		.least_ratio = b->least_ratio,
		.first = b->start + b->taken,
	};
	b->number[b->blocks - 1] = number;
	b->slot[number] = b->blocks;
}

/* The block that has a row, which is its number *i; or NULL. */
const struct gz_list_block *list_find(const struct gz_list *l, uint32_t row,
				      unsigned *i);

#endif
