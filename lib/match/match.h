/* match.h - what the files of lib/match share. */
#ifndef MATCH_H
#define MATCH_H

#include <features.h>

#include "gz/match.h"

/* For functions that count bits: a version for processors that have an
 * instruction for it, chosen when the program starts. (A sanitizer is not
 * ready so early.) */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) &&        \
	!defined(__SANITIZE_ADDRESS__)
#define COUNTS_BITS __attribute__((target_clones("popcnt", "default")))
#else
#define COUNTS_BITS
#endif

static inline const struct gz_list_block *list_block(const struct gz_list *list,
						     uint32_t block)
{
	uint32_t slot = list->slot ? list->slot[block] : 0;

	return slot ? &list->block[slot - 1] : NULL;
}

/* Which of the blocks may hold a match: a byte each, 0 or 1. */
void may_match(const struct gz_node *node, const struct gz_columns *c,
	       uint8_t *may);

/* Leave the bits of rows for which test says true. False: none. */
bool test_bits(const struct gz_node *node, uint32_t block, uint64_t *bits);

/* ---- scores */

/* 1 / (1 + flat / tf + slope * (length / tf)) is tf over tf and the rest. */
struct norm {
	float flat, slope;
};
struct norm norm_of(const struct gz_columns *c);

/* What bounds the scores of blocks, by their most_tf and least_ratio. */
struct bounds {
	float flat[256], slope[256];
};
void bounds_of(struct norm norm, struct bounds *b);

/* Add to bound[] the most that the list can add in each block. */
void add_bounds(const struct gz_scoring *s, const struct bounds *b,
		float *bound);

/* The most that recency can add in a block. */
float recency_bound(const struct gz_recency *r, const struct gz_columns *c,
		    uint32_t block);

/* Add the scores of the block's rows, at least of those in bits. False: none
 * of them comes to wanted, and not all was added. */
bool add_scores(const struct gz_plan *plan, const struct gz_columns *c,
		struct norm norm, const struct bounds *bounds, uint32_t block,
		const uint64_t *bits, float wanted, float *score);

#endif
