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
		room.pieces += p->list.places != NULL;
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

static void add_postings(struct list_builder *to, const struct posting *p,
			 size_t count)
{
	struct list_builder b = *to; /* in registers */

	for (size_t i = 0; i < count; i++)
		list_add(&b, p[i].row, p[i].tf);
	*to = b;
}

static void add_sparse(struct list_builder *b, const struct coded *c,
		       uint32_t first, uint32_t end)
{
	struct sparse s = sparse_open(c, first, end);
	struct posting p[128];
	size_t left = c->rows, most, n;

	do {
		most = left < 128 ? left : 128;
		n = sparse_read(&s, p, most);
		add_postings(b, p, n);
		left -= n;
	} while (left && n == most);
}

/* Add a block that may go on one that is there, and be gone on with. */
static void add_edge(struct list_builder *b, const struct gz_list_block *block,
		     uint32_t number, const struct header *h)
{
	uint8_t *low = b->low + b->rows, *tf = b->tf + b->rows;
	uint32_t row = number * GZ_BLOCK, n = (uint32_t)block_rows(block, low);
	struct gz_list_block *own;

	if (n == 0 || row + low[0] < h->first || row + low[n - 1] >= h->end)
		return;
	list_add(b, row + low[0], block->tf[0]);
	memcpy(tf, block->tf, n);
	own = &b->block[b->blocks - 1];
	own->count += (uint16_t)(n - 1);
	if (block->most_tf > own->most_tf)
		own->most_tf = b->most_tf = block->most_tf;
	if (block->least_ratio < own->least_ratio)
		own->least_ratio = b->least_ratio = block->least_ratio;
	b->rows += n - 1;
}

static bool is_edge(uint32_t number, const struct header *h)
{
	return number * (uint64_t)GZ_BLOCK < h->first ||
	       (number + (uint64_t)1) * GZ_BLOCK > h->end;
}

static bool add_inner(struct list_builder *b, struct dense *d, uint32_t i,
		      uint32_t end, uint32_t *number, const struct header *h)
{
	uint32_t all = list_all(b), blocks;

	if (i == end)
		return true;
	settle(b);
	blocks = b->blocks;
	for (; i < end; i++) {
		struct gz_list_block *to = &b->block[blocks];

		/* In a damaged file it could be an edge, and come again. */
		if (!dense_next(d, i, number, to) || is_edge(*number, h))
			break;
		if (GZ_BLOCK < 256 && to->low && !low_fits(*to->low))
			break;
		to->first = all;
		all += to->count;
		b->number[blocks++] = *number;
		b->slot[*number] = blocks;
	}
	b->taken = all - b->rows;
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
	if (add_inner(b, d, i, end, &number, h) && end < d->blocks)
		add_outer(b, d, end, &number, h);
}

static void add_piece(struct list_builder *b, struct piece *p)
{
	const struct header *h = p->file->header;
	const struct coded *c = &p->list;
	uint32_t first = list_all(b), count;

	if (c->dense)
		add_dense(b, &p->dense, h);
	else
		add_sparse(b, c, h->first, h->end);
	count = list_all(b) - first;
	if (c->places)
		b->piece[b->pieces++] = (struct gz_list_piece){
			.places = c->places,
			.places_end = c->places + c->places_size,
			.first = first,
			.end = first + (count < c->rows ? count : c->rows),
		};
}

void list_begin(struct list_builder *b, const struct gz_files *files,
		const struct list_room *room)
{
	size_t slots = gz_blocks(files->rows);
	size_t blocks = room->blocks < slots ? room->blocks : slots;
	size_t size = room->pieces * sizeof(*b->piece) +
		      blocks * (sizeof(*b->block) + sizeof(*b->number)) +
		      slots * sizeof(*b->slot) + 2 * room->rows + GZ_BLOCK;
	unsigned char *memory = gz_realloc(NULL, size);

	*b = (struct list_builder){ .memory = memory,
				    .length = files->length,
				    .current = UINT32_MAX };
	b->piece = (struct gz_list_piece *)memory;
	b->block = (struct gz_list_block *)(b->piece + room->pieces);
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
		.rows = list_all(b),
		.blocks = b->blocks,
		.block = b->block,
		.number = b->number,
		.slot = b->slot,
		.piece = b->piece,
		.pieces = b->pieces,
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

void gz_list_free(struct gz_list *l)
{
	free(l->memory);
	*l = (struct gz_list){ 0 };
}
