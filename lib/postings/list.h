/* list.h - a list in the making; for lib/postings alone. */
#ifndef POSTINGS_LIST_H
#define POSTINGS_LIST_H

#include "gz/postings.h"

#include "ratio.h"

/* No more than these are added. */
struct list_room {
	size_t blocks;
	size_t rows; /* that are decoded */
};

struct list_builder {
	struct gz_list_block *block;
	uint32_t *number, *slot;
	uint32_t blocks;
	uint32_t all;	  /* rows */
	uint32_t settled; /* blocks that get no more rows */
	void *memory;

	/* What is decoded, and the last block of that. */
	const uint32_t *length;
	uint8_t *low, *tf;
	size_t rows, start;
	uint32_t current;
	uint8_t most_tf, least_ratio;
};

void list_begin(struct list_builder *b, const struct gz_files *files,
		const struct list_room *room);
void list_end(struct list_builder *b, struct gz_list *l);

/* Add one posting. It is written out as if each were the last one of its
 * block: without a branch this is faster than to look. */
static inline void list_add(struct list_builder *b, uint32_t row, uint32_t tf)
{
	uint32_t number = row / GZ_BLOCK;
	uint8_t code = ratio_code(b->length[row], tf);
	bool fresh = number != b->current;
	uint8_t most = fresh || tf > b->most_tf ? (uint8_t)tf : b->most_tf;
	uint8_t least = fresh || code < b->least_ratio ? code : b->least_ratio;
	size_t start = fresh ? b->rows : b->start;

	b->low[b->rows] = (uint8_t)(row % GZ_BLOCK);
	b->tf[b->rows++] = (uint8_t)tf;
	b->blocks += fresh;
	b->current = number;
	b->most_tf = most;
	b->least_ratio = least;
	b->start = start;
	b->block[b->blocks - 1] = (struct gz_list_block){
		.low = b->low + start,
		.tf = b->tf + start,
		.count = (uint16_t)(b->rows - start),
		.most_tf = most,
		.least_ratio = least,
	};
	b->number[b->blocks - 1] = number;
	b->slot[number] = b->blocks;
}

#endif
