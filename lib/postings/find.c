/* find.c - a row in a list. See gz/postings.h. */
#include "file.h"
#include "list.h"

enum {
	WORD = GZ_BLOCK < 64 ? GZ_BLOCK : 64 /* bits */
};

static unsigned count_bits(uint64_t w)
{
	const uint64_t twos = UINT64_C(0x3333333333333333);
	const uint64_t ones = UINT64_C(0x0101010101010101);

	w -= w >> 1 & UINT64_C(0x5555555555555555);
	w = (w & twos) + (w >> 2 & twos);
	w = (w + (w >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (unsigned)(w * ones >> 56);
}

static uint64_t word_at(const uint8_t *bits, unsigned at)
{
	uint64_t w = 0;

	memcpy(&w, bits + at / 8, WORD / 8);
	return w;
}

static bool find_bit(const struct gz_list_block *b, unsigned low, unsigned *i)
{
	unsigned at = low / WORD * WORD;
	uint64_t w = word_at(b->bits, at), bit = UINT64_C(1) << low % WORD;

	if (!(w & bit))
		return false;
	*i = count_bits(w & (bit - 1));
	while (at) {
		at -= WORD;
		*i += count_bits(word_at(b->bits, at));
	}
	return *i < b->count;
}

static bool find_low(const struct gz_list_block *b, unsigned low, unsigned *i)
{
	for (*i = 0; *i < b->count; ++*i)
		if (b->low[*i] >= low)
			return b->low[*i] == low;
	return false;
}

const struct gz_list_block *list_find(const struct gz_list *l, uint32_t row,
				      unsigned *i)
{
	uint32_t slot = l->slot[row / GZ_BLOCK];
	const struct gz_list_block *b = l->block + slot - 1;

	if (!slot)
		return NULL;
	if (b->bits ? find_bit(b, row % GZ_BLOCK, i)
		    : find_low(b, row % GZ_BLOCK, i))
		return b;
	return NULL;
}

uint32_t gz_list_tf(const struct gz_list *l, uint32_t row)
{
	unsigned i;
	const struct gz_list_block *b = list_find(l, row, &i);

	return b ? b->tf[i] : 0;
}
