/* encode.h - the postings of one term as bytes, and back; for lib/postings
 * alone. See file.h. */
#ifndef POSTINGS_ENCODE_H
#define POSTINGS_ENCODE_H

#include "file.h"

/* The rows of a file, as lists need them. */
struct rows {
	uint32_t first, end;
	const uint32_t *length; /* of the first row and on */
};

/* Postings ascend, all in those rows. The bytes are added to out. True: they
 * are dense. */
bool postings_encode(const struct posting *p, size_t count,
		     const struct rows *rows, struct gz_buf *out);

/* The bytes of a term's postings, which lie in a file. */
struct coded {
	const unsigned char *bytes;
	size_t size;
	uint32_t rows; /* as the dictionary has it */
	bool dense;
	const unsigned char *places; /* or NULL */
	size_t places_size;	     /* without the table behind them */
};

/* All c->rows of them, into out; false: they are damaged. */
bool postings_decode(const struct coded *c, uint32_t first, uint32_t end,
		     struct posting *out);

/* Sparse postings, while they are read. */
struct sparse {
	const unsigned char *at, *end;
	uint64_t row, rows_end; /* the next is not before, and before */
};

/* The bytes of the posting that begins here; 8 are read. */
static inline size_t sparse_size(const unsigned char *at)
{
	uint64_t w, stop;

	memcpy(&w, at, sizeof(w));
	stop = ~w & UINT64_C(0x8080808080808080);
	return stop ? (unsigned)__builtin_ctzll(stop) / 8 + 1 + (w & 1) : 9;
}

static inline struct sparse sparse_open(const struct coded *c, uint32_t first,
					uint32_t end)
{
	return (struct sparse){ c->bytes, c->bytes + c->size, first, end };
}

/* The next ones; fewer than so many, if they are damaged. */
size_t sparse_read(struct sparse *s, struct posting *out, size_t count);

/* The blocks of dense postings; what says how many bytes follow is checked. */
struct dense {
	const unsigned char *number, *count, *most_tf, *least_ratio;
	const unsigned char *data, *end;
	uint32_t blocks;
	uint32_t base, last; /* blocks of the file */
};
bool dense_open(struct dense *d, const struct coded *c, uint32_t first,
		uint32_t end);

/* As a row of a block; blocks of GZ_SMALL are smaller than a byte can say. */
static inline bool low_fits(unsigned low)
{
	return low < GZ_BLOCK;
}

/* Block i, whose data begins at d->data, which moves on; *number is that of
 * the block before and becomes its own. False: damaged. */
static inline bool dense_next(struct dense *d, uint32_t i, uint32_t *number,
			      struct gz_list_block *b)
{
	uint32_t count = d->count[i] + 1u, most_tf = d->most_tf[i], own;
	uint32_t rows = count > MOST_FEW ? MOST_FEW : count;
	uint32_t size = rows + (most_tf > 1 ? count : 0);
	uint16_t offset;

	memcpy(&offset, d->number + 2 * (size_t)i, 2);
	own = d->base + offset;
	if ((i && own <= *number) || own > d->last || count > GZ_BLOCK ||
	    size > (size_t)(d->end - d->data) || most_tf == 0)
		return false;
	*number = own;
	*b = (struct gz_list_block){
		.bits = count > MOST_FEW ? d->data : NULL,
		.low = count > MOST_FEW ? NULL : d->data,
		.tf = most_tf > 1 ? d->data + rows : postings_ones,
		.count = (uint16_t)count,
		.most_tf = (uint8_t)most_tf,
		.least_ratio = d->least_ratio[i],
	};
	d->data += size;
	return true;
}

/* The low bytes of a block's rows, ascending, and its postings; how many:
 * b->count, or fewer if they are damaged. */
size_t block_rows(const struct gz_list_block *b, uint8_t *low);
size_t block_decode(const struct gz_list_block *b, uint32_t number,
		    struct posting *out);

#endif
