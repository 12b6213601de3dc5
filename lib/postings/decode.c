/* decode.c - the postings of one term from bytes. See encode.h. */
#include "encode.h"

/* A varint is read without a branch, as its length is hard to predict: behind
 * all postings there are 8 bytes more. */
static inline bool read_one(struct sparse *s, struct posting *p)
{
	const unsigned char *at = s->at;
	uint64_t w, stop, n;
	unsigned more;

	memcpy(&w, at, sizeof(w));
	more = w & 1;
	stop = ~w & UINT64_C(0x8080808080);
	if (at >= s->end || !stop)
		return false;
	w &= stop ^ (stop - 1);
	n = (w & 0x7f) | (w >> 1 & 0x3f80) | (w >> 2 & 0x1fc000) |
	    (w >> 3 & 0xfe00000) | (w >> 4 & 0x7f0000000);
	at += (unsigned)__builtin_ctzll(stop) / 8 + 1;
	p->tf = (*at - 1u) * more + 1;
	s->at = at + more;
	s->row += n >> 1;
	p->row = (uint32_t)s->row++;
	return s->at <= s->end && s->row <= s->rows_end && p->tf;
}

size_t sparse_read(struct sparse *s, struct posting *out, size_t count)
{
	struct sparse own = *s; /* in registers */
	size_t n = 0;

	while (n < count && read_one(&own, &out[n]))
		n++;
	*s = own;
	return n;
}

static bool decode_sparse(const struct coded *c, uint32_t first, uint32_t end,
			  struct posting *out)
{
	struct sparse s = sparse_open(c, first, end);

	return sparse_read(&s, out, c->rows) == c->rows && s.at == s.end;
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

static size_t bitmap_rows(const uint8_t *bits, size_t count, uint8_t *low)
{
	enum {
		WORD = GZ_BLOCK / 8 < 8 ? GZ_BLOCK / 8 : 8
	};
	size_t n = 0;

	for (unsigned i = 0; i < GZ_BLOCK / 8; i += WORD) {
		uint64_t word = 0;

		memcpy(&word, bits + i, WORD);
		for (; word && n < count; word &= word - 1)
			low[n++] = (uint8_t)(8 * i +
					     (unsigned)__builtin_ctzll(word));
	}
	return n;
}

size_t block_rows(const struct gz_list_block *b, uint8_t *low)
{
	size_t n;

	if (b->bits)
		return bitmap_rows(b->bits, b->count, low);
	for (n = 0; n < b->count && low_fits(b->low[n]); n++) {
		if (n && b->low[n] <= b->low[n - 1])
			break;
		low[n] = b->low[n];
	}
	return n;
}

size_t block_decode(const struct gz_list_block *b, uint32_t number,
		    struct posting *out)
{
	uint8_t low[GZ_BLOCK];
	size_t n = block_rows(b, low);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct posting){ number * GZ_BLOCK + low[i],
					   b->tf[i] };
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
