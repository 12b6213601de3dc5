/* match.c - which rows of a block match. See gz/match.h. */
#include <stdlib.h>
#include <string.h>

#include "gz/date.h"

#include "match.h"

typedef uint64_t bitmap[GZ_BLOCK_WORDS];

static bool any(const uint64_t *bits)
{
	uint64_t all = 0;

	for (int i = 0; i < GZ_BLOCK_WORDS; i++)
		all |= bits[i];
	return all != 0;
}

static void alive_bits(const struct gz_columns *c, uint32_t block,
		       uint64_t *bits)
{
	/* A small block is a part of a word. */
	if (GZ_BLOCK < 64)
		bits[0] = c->alive[block * GZ_BLOCK / 64] >>
				  (block * GZ_BLOCK % 64) &
			  (((uint64_t)1 << GZ_BLOCK % 64) - 1);
	else
		memcpy(bits, c->alive + (size_t)block * GZ_BLOCK_WORDS,
		       sizeof(bitmap));
}

static void list_bits(const struct gz_list_block *b, uint64_t *bits)
{
	memset(bits, 0, sizeof(bitmap));
	if (b->bits) {
		memcpy(bits, b->bits, GZ_BLOCK / 8);
		return;
	}
	for (unsigned i = 0; i < b->count; i++) {
		unsigned low = b->low[i] % GZ_BLOCK;

		bits[low / 64] |= (uint64_t)1 << low % 64;
	}
}

/* Take the first bit out; false: there is none. */
static bool take_bit(uint64_t *bits, unsigned *at)
{
	for (unsigned w = 0; w < GZ_BLOCK_WORDS; w++) {
		if (!bits[w])
			continue;
		*at = 64 * w + (unsigned)__builtin_ctzll(bits[w]);
		bits[w] &= bits[w] - 1;
		return true;
	}
	return false;
}

static bool match_body(const struct gz_node *n, uint32_t block, uint64_t *bits)
{
	const struct gz_list_block *b = list_block(n->list, block);
	unsigned at;
	bitmap all;

	memset(bits, 0, sizeof(bitmap));
	if (!b)
		return false;
	list_bits(b, all);
	while (take_bit(all, &at)) {
		uint32_t row = block * GZ_BLOCK + at;

		if (gz_list_tf(n->list, row) >
		    n->times_title * gz_list_tf(n->title, row))
			bits[at / 64] |= (uint64_t)1 << at % 64;
	}
	return any(bits);
}

static bool match_list(const struct gz_node *n, uint32_t block, uint64_t *bits)
{
	const struct gz_list_block *b = list_block(n->list, block);

	if (b)
		list_bits(b, bits);
	return b != NULL;
}

static bool match_row(const struct gz_node *n, uint32_t block, uint64_t *bits)
{
	if (n->row / GZ_BLOCK != block)
		return false;
	memset(bits, 0, sizeof(bitmap));
	bits[n->row % GZ_BLOCK / 64] = (uint64_t)1 << n->row % GZ_BLOCK % 64;
	return true;
}

/* Comparing is cheap: all rows of the block, not only the dated ones. */
static bool match_dates(const struct gz_node *n, const struct gz_columns *c,
			uint32_t block, uint64_t *bits)
{
	const struct gz_block_dates *d = &c->dates[block];
	uint32_t first = block * GZ_BLOCK;
	uint32_t count = c->rows - first < GZ_BLOCK ? c->rows - first
						    : GZ_BLOCK;

	if (d->greatest < n->from || d->least > n->to)
		return false;
	memset(bits, 0, sizeof(bitmap));
	for (uint32_t i = 0; i < count; i++) {
		int64_t at = c->published[first + i];
		uint64_t in = at >= n->from && at <= n->to &&
			      at != GZ_TIME_NONE;

		bits[i / 64] |= in << i % 64;
	}
	return any(bits);
}

static bool match_any(const struct gz_node *n, const struct gz_columns *c,
		      uint32_t block, uint64_t *bits)
{
	bool found = false;
	bitmap one;

	memset(bits, 0, sizeof(bitmap));
	for (size_t i = 0; i < n->count; i++) {
		if (!gz_match_block(n->kid[i], c, block, one))
			continue;
		found = true;
		for (int w = 0; w < GZ_BLOCK_WORDS; w++)
			bits[w] |= one[w];
	}
	return found;
}

/* That a block has nothing of a list, or of a range of dates, is seen at a
 * glance. */
static bool may_hold(const struct gz_node *n, const struct gz_columns *c,
		     uint32_t block)
{
	const struct gz_block_dates *d = &c->dates[block];

	for (size_t i = 0; i < n->count; i++) {
		const struct gz_node *kid = n->kid[i];

		if (kid->op == GZ_M_LIST && !list_block(kid->list, block))
			return false;
		if (kid->op == GZ_M_DATES &&
		    (d->greatest < kid->from || d->least > kid->to))
			return false;
	}
	return true;
}

static bool match_every(const struct gz_node *n, const struct gz_columns *c,
			uint32_t block, uint64_t *bits)
{
	bitmap one;

	if (!may_hold(n, c, block))
		return false;
	alive_bits(c, block, bits);
	for (size_t i = 0; i < n->count; i++) {
		const struct gz_node *kid = n->kid[i];

		if (kid->op == GZ_M_TEST) {
			if (!test_bits(kid, block, bits))
				return false;
			continue;
		}
		if (!gz_match_block(kid, c, block, one))
			return false;
		for (int w = 0; w < GZ_BLOCK_WORDS; w++)
			bits[w] &= one[w];
		if (!any(bits))
			return false;
	}
	return any(bits);
}

static bool match_not(const struct gz_node *n, const struct gz_columns *c,
		      uint32_t block, uint64_t *bits)
{
	bitmap one;

	alive_bits(c, block, bits);
	if (gz_match_block(n->kid[0], c, block, one))
		for (int w = 0; w < GZ_BLOCK_WORDS; w++)
			bits[w] &= ~one[w];
	return any(bits);
}

/* Few kids, each a word: counted row by row. */
static bool match_some(const struct gz_node *n, const struct gz_columns *c,
		       uint32_t block, uint64_t *bits)
{
	unsigned count[GZ_BLOCK] = { 0 };
	bitmap one;

	for (size_t k = 0; k < n->count; k++) {
		if (!gz_match_block(n->kid[k], c, block, one))
			continue;
		for (unsigned i = 0; i < GZ_BLOCK; i++)
			count[i] += one[i / 64] >> i % 64 & 1;
	}
	memset(bits, 0, sizeof(bitmap));
	for (unsigned i = 0; i < GZ_BLOCK; i++)
		bits[i / 64] |= (uint64_t)(count[i] >= n->least) << i % 64;
	return any(bits);
}

bool test_bits(const struct gz_node *n, uint32_t block, uint64_t *bits)
{
	bitmap left;
	unsigned at;

	memcpy(left, bits, sizeof(left));
	while (take_bit(left, &at))
		if (!n->test(n->arg, block * GZ_BLOCK + at))
			bits[at / 64] &= ~((uint64_t)1 << at % 64);
	return any(bits);
}

bool gz_match_block(const struct gz_node *n, const struct gz_columns *c,
		    uint32_t block, uint64_t *bits)
{
	switch (n->op) {
	case GZ_M_NONE:
		return false;
	case GZ_M_LIST:
		return match_list(n, block, bits);
	case GZ_M_BODY:
		return match_body(n, block, bits);
	case GZ_M_ROW:
		return match_row(n, block, bits);
	case GZ_M_DATES:
		return match_dates(n, c, block, bits);
	case GZ_M_AND:
		return match_every(n, c, block, bits);
	case GZ_M_OR:
		return match_any(n, c, block, bits);
	case GZ_M_SOME:
		return match_some(n, c, block, bits);
	case GZ_M_NOT:
		return match_not(n, c, block, bits);
	case GZ_M_TEST:
		alive_bits(c, block, bits);
		return test_bits(n, block, bits);
	case GZ_M_ALL:
		break;
	}
	alive_bits(c, block, bits);
	return any(bits);
}

/* ---- which blocks are worth a look --------------------------------------- */

static void may_dates(const struct gz_node *n, const struct gz_columns *c,
		      uint8_t *may)
{
	for (uint32_t b = 0; b < c->blocks; b++)
		may[b] = c->dates[b].greatest >= n->from &&
			 c->dates[b].least <= n->to;
}

static void may_kids(const struct gz_node *n, const struct gz_columns *c,
		     uint8_t *may)
{
	uint8_t *one = gz_alloc(c->blocks);
	bool all = n->op == GZ_M_AND;

	memset(may, all, c->blocks);
	for (size_t i = 0; i < n->count; i++) {
		if (n->kid[i]->op == GZ_M_NOT || n->kid[i]->op == GZ_M_TEST) {
			if (!all)
				memset(may, 1, c->blocks);
			continue;
		}
		may_match(n->kid[i], c, one);
		for (uint32_t b = 0; b < c->blocks; b++)
			may[b] = all ? may[b] & one[b] : may[b] | one[b];
	}
	free(one);
}

void may_match(const struct gz_node *n, const struct gz_columns *c,
	       uint8_t *may)
{
	switch (n->op) {
	case GZ_M_NONE:
		memset(may, 0, c->blocks);
		break;
	case GZ_M_LIST:
	case GZ_M_BODY:
		for (uint32_t b = 0; b < c->blocks; b++)
			may[b] = n->list->slot && n->list->slot[b];
		break;
	case GZ_M_ROW:
		memset(may, 0, c->blocks);
		may[n->row / GZ_BLOCK] = 1;
		break;
	case GZ_M_DATES:
		may_dates(n, c, may);
		break;
	case GZ_M_AND:
	case GZ_M_OR:
		may_kids(n, c, may);
		break;
	default:
		memset(may, 1, c->blocks);
	}
}

/* ---- plans ------------------------------------------------------------------ */

/* What a kid of an AND costs to ask, about: the rarest list first, tests only
 * when nothing else is left to ask. */
static uint64_t cost(const struct gz_node *n)
{
	switch (n->op) {
	case GZ_M_NONE:
	case GZ_M_ROW:
		return 0;
	case GZ_M_LIST:
		return 1 + (uint64_t)n->list->rows;
	case GZ_M_BODY:
		return (uint64_t)1 << 33;
	case GZ_M_DATES:
		return (uint64_t)1 << 32;
	case GZ_M_TEST:
		return UINT64_MAX;
	default:
		return (uint64_t)1 << 34;
	}
}

static int by_cost(const void *a, const void *b)
{
	uint64_t x = cost(*(struct gz_node *const *)a),
		 y = cost(*(struct gz_node *const *)b);

	return (x > y) - (x < y);
}

static void order_kids(struct gz_node *n)
{
	for (size_t i = 0; i < n->count; i++)
		order_kids(n->kid[i]);
	if (n->op == GZ_M_AND && n->count)
		qsort(n->kid, n->count, sizeof(*n->kid), by_cost);
}

/* The weightiest first: what it adds often tells that the others do not
 * matter. */
static int by_weight(const void *a, const void *b)
{
	float x = ((const struct gz_scoring *)a)->weight,
	      y = ((const struct gz_scoring *)b)->weight;

	return (x < y) - (x > y);
}

void gz_plan_order(struct gz_plan *plan)
{
	order_kids(plan->root);
	if (plan->scorings)
		qsort(plan->scoring, plan->scorings, sizeof(*plan->scoring),
		      by_weight);
}

void gz_match_all(const struct gz_plan *plan, const struct gz_columns *c,
		  void (*see)(void *, uint32_t, const uint64_t *), void *arg)
{
	bitmap bits;

	for (uint32_t b = 0; b < c->blocks; b++)
		if (gz_match_block(plan->root, c, b, bits))
			see(arg, b, bits);
}
