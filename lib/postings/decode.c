/* decode.c - the postings of one term from bytes. See encode.h. */
#include "encode.h"

static bool decode_sparse(const struct coded *c, uint32_t first, uint32_t end,
			  struct posting *out)
{
	struct gz_unpack u = { c->bytes, c->bytes + c->size, false };
	uint64_t row = first;

	for (size_t n = 0; n < c->rows; n++) {
		uint64_t next = varint(&u);
		uint32_t tf = 1;

		row += next >> 1;
		if (u.bad || row >= end)
			return false;
		if (next & 1) {
			if (u.at == u.end || !*u.at)
				return false;
			tf = *u.at++;
		}
		out[n] = (struct posting){ (uint32_t)row++, tf };
	}
	return u.at == u.end;
}

bool dense_open(struct dense *d, const struct coded *c, uint32_t first,
		uint32_t end)
{
	uint16_t less_one;
	size_t blocks;

	if (c->size < 2)
		return false;
	memcpy(&less_one, c->bytes, 2);
	blocks = less_one + (size_t)1;
	if (5 * blocks > c->size - 2)
		return false;
	d->number = c->bytes + 2;
	d->count = d->number + 2 * blocks;
	d->most_tf = d->count + blocks;
	d->least_ratio = d->most_tf + blocks;
	d->data = d->least_ratio + blocks;
	d->end = c->bytes + c->size;
	d->blocks = (uint32_t)blocks;
	d->base = first / GZ_BLOCK;
	d->last = (end - 1) / GZ_BLOCK;
	return true;
}

static size_t decode_bitmap(const struct gz_list_block *b, uint32_t row,
			    struct posting *out)
{
	size_t n = 0;

	for (unsigned i = 0; i < GZ_BLOCK / 8; i++, row += 8)
		for (unsigned byte = b->bits[i]; byte; byte &= byte - 1) {
			if (n == b->count)
				return n;
			out[n].row = row + (unsigned)__builtin_ctz(byte);
			out[n].tf = b->tf[n];
			n++;
		}
	return n;
}

size_t block_decode(const struct gz_list_block *b, uint32_t number,
		    struct posting *out)
{
	uint32_t row = number * GZ_BLOCK;
	size_t n;

	if (b->bits)
		return decode_bitmap(b, row, out);
	for (n = 0; n < b->count && low_fits(b->low[n]); n++) {
		if (n && b->low[n] <= b->low[n - 1])
			break;
		out[n] = (struct posting){ row + b->low[n], b->tf[n] };
	}
	return n;
}

/* What a block has that is not in the rows of the file is damage. */
static bool are_in(const struct posting *p, size_t count, uint32_t first,
		   uint32_t end)
{
	for (size_t i = 0; i < count; i++)
		if (p[i].row < first || p[i].row >= end || !p[i].tf)
			return false;
	return true;
}

static bool decode_dense(const struct coded *c, uint32_t first, uint32_t end,
			 struct posting *out)
{
	struct gz_list_block b;
	struct dense d;
	uint32_t number = 0;
	size_t n = 0;

	if (!dense_open(&d, c, first, end))
		return false;
	for (uint32_t i = 0; i < d.blocks; i++) {
		if (!dense_next(&d, i, &number, &b) || b.count > c->rows - n ||
		    block_decode(&b, number, out + n) < b.count ||
		    !are_in(out + n, b.count, first, end))
			return false;
		n += b.count;
	}
	return n == c->rows && d.data == d.end;
}

bool postings_decode(const struct coded *c, uint32_t first, uint32_t end,
		     struct posting *out)
{
	return c->dense ? decode_dense(c, first, end, out)
			: decode_sparse(c, first, end, out);
}
