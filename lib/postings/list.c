/* list.c - the list of one term over all files. See gz/postings.h.
 *
 * Dense blocks are used where they lie. The others are decoded into the memory
 * of the list, and so are the blocks at the edges of a file: there two files
 * share a block, and rows outside the file could be in a damaged one. */
#include <stdlib.h>

#include "dictionary.h"
#include "list.h"

/* What one file has of the list. */
struct piece {
	const struct gz_postings *file;
	struct coded list;
	struct dense dense;
};

static bool find_piece(struct piece *p, const char *term, size_t len)
{
	const struct header *h = p->file->header;

	if (!dictionary_find(p->file, term, len, &p->list))
		return false;
	return !p->list.dense ||
	       dense_open(&p->dense, &p->list, h->first, h->end);
}

/* Find the pieces; how many. Piece has room for one of each file. */
static size_t find_pieces(const struct gz_files *files, const char *term,
			  size_t len, struct piece *piece)
{
	uint32_t end = 0;
	size_t n = 0;

	for (size_t i = 0; i < files->count; i++) {
		const struct gz_postings *p = files->file[i];

		assert(p->header->first >= end);
		end = p->header->end;
		piece[n].file = p;
		n += find_piece(&piece[n], term, len);
	}
	assert(end <= files->rows);
	return n;
}

static struct list_room room_for(const struct piece *piece, size_t count)
{
	struct list_room room = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct piece *p = &piece[i];

		if (p->list.dense) {
			room.blocks += p->dense.blocks;
			room.rows += 2 * GZ_BLOCK;
		} else {
			room.blocks += p->list.rows;
			room.rows += p->list.rows;
		}
	}
	return room;
}

/* Low bytes become a bitmap in their own place, where they are more. */
static void settle_block(struct gz_list_block *b)
{
	uint8_t bits[GZ_BLOCK / 8] = { 0 };

	for (unsigned i = 0; i < b->count; i++)
		bits[b->low[i] / 8] |= (uint8_t)(1 << b->low[i] % 8);
	memcpy((uint8_t *)b->low, bits, sizeof(bits));
	b->bits = b->low;
	b->low = NULL;
}

/* The decoded blocks so far get no more rows. */
static void settle(struct list_builder *b)
{
	for (; b->settled < b->blocks; b->settled++)
		if (b->block[b->settled].count > MOST_FEW)
			settle_block(&b->block[b->settled]);
}

static void add_sparse(struct list_builder *to, const struct coded *c,
		       uint32_t row, uint32_t end)
{
	struct list_builder b = *to; /* in registers */
	struct gz_unpack u = { c->bytes, c->bytes + c->size, false };

	for (uint32_t n = 0; n < c->rows; n++) {
		uint64_t next = varint(&u);
		uint32_t tf = 1;

		if (u.bad || (next >> 1) >= end - row)
			break;
		row += (uint32_t)(next >> 1);
		if (next & 1) {
			if (u.at == u.end || !*u.at)
				break;
			tf = *u.at++;
		}
		list_add(&b, row++, tf);
	}
	b.all += b.rows - to->rows;
	*to = b;
}

static void add_edge(struct list_builder *b, const struct gz_list_block *block,
		     uint32_t number, const struct header *h)
{
	struct posting p[GZ_BLOCK];
	size_t n = block_decode(block, number, p);

	for (size_t i = 0; i < n; i++)
		if (p[i].row >= h->first && p[i].row < h->end && p[i].tf) {
			list_add(b, p[i].row, p[i].tf);
			b->all++;
		}
}

static bool is_edge(uint32_t number, const struct header *h)
{
	return number * (uint64_t)GZ_BLOCK < h->first ||
	       (number + (uint64_t)1) * GZ_BLOCK > h->end;
}

static bool add_inner(struct list_builder *b, struct dense *d, uint32_t i,
		      uint32_t end, uint32_t *number)
{
	uint32_t all = b->all, blocks;

	if (i == end)
		return true;
	settle(b);
	blocks = b->blocks;
	for (; i < end; i++) {
		struct gz_list_block *to = &b->block[blocks];

		if (!dense_next(d, i, number, to))
			break;
		if (GZ_BLOCK < 256 && to->low && !low_fits(*to->low))
			break;
		all += to->count;
		b->number[blocks++] = *number;
		b->slot[*number] = blocks;
	}
	b->all = all;
	b->settled = b->blocks = blocks;
	b->current = UINT32_MAX;
	return i == end;
}

static bool add_outer(struct list_builder *b, struct dense *d, uint32_t i,
		      uint32_t *number, const struct header *h)
{
	struct gz_list_block block;

	if (!dense_next(d, i, number, &block))
		return false;
	add_edge(b, &block, *number, h);
	return true;
}

static uint32_t block_at(const struct dense *d, uint32_t i)
{
	uint16_t offset;

	memcpy(&offset, d->number + 2 * (size_t)i, 2);
	return d->base + offset;
}

static void add_dense(struct list_builder *b, struct dense *d,
		      const struct header *h)
{
	uint32_t number = 0, i = 0, end = d->blocks;

	if (is_edge(block_at(d, 0), h) && !add_outer(b, d, i++, &number, h))
		return;
	if (i < end && is_edge(block_at(d, end - 1), h))
		end--;
	if (add_inner(b, d, i, end, &number) && end < d->blocks)
		add_outer(b, d, end, &number, h);
}

static void add_piece(struct list_builder *b, struct piece *p)
{
	const struct header *h = p->file->header;

	if (p->list.dense)
		add_dense(b, &p->dense, h);
	else
		add_sparse(b, &p->list, h->first, h->end);
}

void list_begin(struct list_builder *b, const struct gz_files *files,
		const struct list_room *room)
{
	size_t slots = files->rows / GZ_BLOCK + (files->rows % GZ_BLOCK != 0);
	size_t blocks = room->blocks < slots ? room->blocks : slots;
	size_t size = blocks * (sizeof(*b->block) + sizeof(*b->number)) +
		      slots * sizeof(*b->slot) + 2 * room->rows + GZ_BLOCK;
	unsigned char *memory = gz_realloc(NULL, size);

	*b = (struct list_builder){ .memory = memory,
				    .length = files->length,
				    .current = UINT32_MAX };
	b->block = (struct gz_list_block *)memory;
	b->number = (uint32_t *)(b->block + blocks);
	b->slot = b->number + blocks;
	b->low = (uint8_t *)(b->slot + slots);
	b->tf = b->low + room->rows;
	memset(b->slot, 0, slots * sizeof(*b->slot));
}

void list_end(struct list_builder *b, struct gz_list *l)
{
	settle(b);
	*l = (struct gz_list){
		.rows = b->all,
		.blocks = b->blocks,
		.block = b->block,
		.number = b->number,
		.slot = b->slot,
		.memory = b->memory,
	};
}

void gz_list_open(struct gz_list *l, const struct gz_files *files,
		  const char *term, size_t len)
{
	struct piece few[16], *piece = few;
	struct list_builder b;
	struct list_room room;
	size_t count;

	if (files->count > sizeof(few) / sizeof(*few))
		piece = gz_alloc(files->count * sizeof(*piece));
	count = find_pieces(files, term, len, piece);
	room = room_for(piece, count);
	list_begin(&b, files, &room);
	for (size_t i = 0; i < count; i++)
		add_piece(&b, &piece[i]);
	list_end(&b, l);
	if (piece != few)
		free(piece);
}

/* Which of the rows of a block it is, if the block has it. */
static bool find_low(const struct gz_list_block *b, unsigned low, unsigned *i)
{
	for (*i = 0; *i < b->count; ++*i)
		if (b->low[*i] >= low)
			return b->low[*i] == low;
	return false;
}

static bool find_bit(const struct gz_list_block *b, unsigned low, unsigned *i)
{
	unsigned before = b->bits[low / 8] & ((1u << low % 8) - 1);

	*i = (unsigned)__builtin_popcount(before);
	for (unsigned at = 0; at < low / 8; at++)
		*i += (unsigned)__builtin_popcount(b->bits[at]);
	return b->bits[low / 8] >> low % 8 & 1 && *i < b->count;
}

uint32_t gz_list_tf(const struct gz_list *l, uint32_t row)
{
	uint32_t at = l->slot[row / GZ_BLOCK];
	const struct gz_list_block *b = &l->block[at - 1];
	unsigned i;

	if (!at)
		return 0;
	if (b->bits ? find_bit(b, row % GZ_BLOCK, &i)
		    : find_low(b, row % GZ_BLOCK, &i))
		return b->tf[i];
	return 0;
}

void gz_list_free(struct gz_list *l)
{
	free(l->memory);
	*l = (struct gz_list){ 0 };
}
