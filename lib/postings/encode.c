/* encode.c - the postings of one term as bytes. See encode.h. */
#include "encode.h"

#include "ratio.h"

/* A list is dense if it has so many rows, and so many a block: read where it
 * lies, it is opened several times as fast, for up to twice the bytes. */
enum {
	LEAST_DENSE = GZ_BLOCK / 4,
	DENSE_ROWS = 2,
};

const uint8_t postings_ones[GZ_BLOCK] = { [0 ... GZ_BLOCK - 1] = 1 };

static size_t count_blocks(const struct posting *p, size_t count)
{
	uint32_t before = UINT32_MAX;
	size_t blocks = 0;

	for (size_t i = 0; i < count; i++) {
		assert(i == 0 || p[i].row > p[i - 1].row);
		blocks += p[i].row / GZ_BLOCK != before;
		before = p[i].row / GZ_BLOCK;
	}
	return blocks;
}

static unsigned char *put_sparse(const struct posting *p, size_t count,
				 uint32_t next, unsigned char *at)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t gap = p[i].row - next;

		at = put_varint(at, gap << 1 | (p[i].tf > 1));
		if (p[i].tf > 1)
			*at++ = (unsigned char)p[i].tf;
		next = p[i].row + 1;
	}
	return at;
}

static void put_bitmap(const struct posting *p, size_t count, unsigned char *at)
{
	memset(at, 0, GZ_BLOCK / 8);
	for (size_t i = 0; i < count; i++) {
		unsigned low = p[i].row % GZ_BLOCK;

		at[low / 8] |= (unsigned char)(1 << low % 8);
	}
}

static unsigned char *put_rows(const struct posting *p, size_t count,
			       unsigned char *at)
{
	if (count > MOST_FEW) {
		put_bitmap(p, count, at);
		return at + MOST_FEW;
	}
	for (size_t i = 0; i < count; i++)
		*at++ = (unsigned char)(p[i].row % GZ_BLOCK);
	return at;
}

static unsigned char *put_tf(const struct posting *p, size_t count,
			     unsigned char *at)
{
	for (size_t i = 0; i < count; i++)
		*at++ = (unsigned char)p[i].tf;
	return at;
}

/* The arrays of dense postings, while they are filled. */
struct arrays {
	unsigned char *number, *count, *most_tf, *least_ratio, *data;
};

/* The postings of the block that the first of them is in; how many. */
static size_t put_block(const struct posting *p, size_t left,
			const struct rows *rows, struct arrays *to)
{
	uint32_t number = p->row / GZ_BLOCK;
	uint16_t offset = (uint16_t)(number - rows->first / GZ_BLOCK);
	uint8_t least_ratio = 255;
	uint32_t most_tf = 0;
	size_t n;

	for (n = 0; n < left && p[n].row / GZ_BLOCK == number; n++) {
		uint32_t length = rows->length[p[n].row - rows->first];
		uint8_t code = ratio_code(length, p[n].tf);

		least_ratio = code < least_ratio ? code : least_ratio;
		most_tf = p[n].tf > most_tf ? p[n].tf : most_tf;
	}
	memcpy(to->number, &offset, 2);
	to->number += 2;
	*to->count++ = (unsigned char)(n - 1);
	*to->most_tf++ = (unsigned char)most_tf;
	*to->least_ratio++ = least_ratio;
	to->data = put_rows(p, n, to->data);
	if (most_tf > 1)
		to->data = put_tf(p, n, to->data);
	return n;
}

static unsigned char *put_dense(const struct posting *p, size_t count,
				size_t blocks, const struct rows *rows,
				unsigned char *at)
{
	uint16_t less_one = (uint16_t)(blocks - 1);
	struct arrays to = {
		.number = at + 2,
		.count = at + 2 + 2 * blocks,
		.most_tf = at + 2 + 3 * blocks,
		.least_ratio = at + 2 + 4 * blocks,
		.data = at + 2 + 5 * blocks,
	};

	memcpy(at, &less_one, 2);
	for (size_t done = 0; done < count;)
		done += put_block(p + done, count - done, rows, &to);
	return to.data;
}

static bool is_dense(const struct posting *p, size_t count, size_t blocks,
		     const struct rows *rows)
{
	uint32_t last = p[count - 1].row / GZ_BLOCK - rows->first / GZ_BLOCK;

	return count >= LEAST_DENSE && count >= DENSE_ROWS * blocks &&
	       last < MOST_BLOCKS;
}

bool postings_encode(const struct posting *p, size_t count,
		     const struct rows *rows, struct gz_buf *out)
{
	size_t blocks = count_blocks(p, count);
	bool dense = is_dense(p, count, blocks, rows);
	size_t room = dense ? 2 + 5 * blocks + 2 * count : MOST_POSTING * count;
	unsigned char *at = (unsigned char *)gz_buf_room(out, room), *end;

	end = dense ? put_dense(p, count, blocks, rows, at)
		    : put_sparse(p, count, rows->first, at);
	out->len += (size_t)(end - at);
	return dense;
}
