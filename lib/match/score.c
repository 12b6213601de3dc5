/* score.c - BM25 of a row, of all rows of a block, and the most that a block
 * can have. See gz/match.h. */
#include <math.h>
#include <string.h>

#include "gz/date.h"

#include "match.h"

double gz_idf(size_t articles, size_t with_term)
{
	double n = (double)articles, r = (double)with_term;
	double odds = (n - r + 0.5) / (r + 0.5);

	if (r > n)
		return 0;
	if (odds < 2) /* in over a third of all: nearer to nothing */
		odds = odds / 2 + 1;
	return log(odds);
}

struct norm norm_of(const struct gz_columns *c)
{
	double mean = c->mean_length > 0 ? c->mean_length : 1;

	return (struct norm){ (float)(GZ_BM25_K1 * (1 - GZ_BM25_B)),
			      (float)(GZ_BM25_K1 * GZ_BM25_B / mean) };
}

static float score_of(float weight, struct norm norm, unsigned tf,
		      uint32_t length)
{
	return weight * (float)tf /
	       ((float)tf + norm.flat + norm.slope * (float)length);
}

/* Single precision rounds: a bound is a little more than it must be. */
#define SLACK 1.00001f

void bounds_of(struct norm norm, struct bounds *b)
{
	for (int i = 0; i < 256; i++) {
		b->flat[i] = 1 + norm.flat / (float)(i ? i : 1);
		b->slope[i] = norm.slope * (float)gz_ratio((uint8_t)i);
	}
}

static float bound_of(const struct gz_scoring *s, const struct bounds *bounds,
		      const struct gz_list_block *b)
{
	return SLACK * s->weight /
	       (bounds->flat[b->most_tf] + bounds->slope[b->least_ratio]);
}

void add_bounds(const struct gz_scoring *s, const struct bounds *bounds,
		float *bound)
{
	const struct gz_list *l = s->list;

	for (uint32_t i = 0; i < l->blocks; i++)
		bound[l->number[i]] += bound_of(s, bounds, &l->block[i]);
}

/* Each adds what one list adds to the rows of a block, and returns the
 * greatest score that comes of it. */

/* Rows as low bytes: all of them, since asking which match costs as much. */
static float add_low(const struct gz_list_block *b, float weight,
		     struct norm norm, const uint32_t *length, float *score)
{
	float best = 0;

	for (unsigned i = 0; i < b->count; i++) {
		unsigned low = b->low[i] % GZ_BLOCK;

		score[low] += score_of(weight, norm, b->tf[i], length[low]);
		best = score[low] > best ? score[low] : best;
	}
	return best;
}

/* Rows as a bitmap: those that match. */
COUNTS_BITS
static float add_bits(const struct gz_list_block *b, const uint64_t *bits,
		      float weight, struct norm norm, const uint32_t *length,
		      float *score)
{
	uint64_t mine[GZ_BLOCK_WORDS] = { 0 };
	unsigned before = 0;
	float best = 0;

	memcpy(mine, b->bits, GZ_BLOCK / 8);
	for (unsigned w = 0; w < GZ_BLOCK_WORDS; w++) {
		for (uint64_t rest = mine[w] & bits[w]; rest;
		     rest &= rest - 1) {
			unsigned bit = (unsigned)__builtin_ctzll(rest);
			uint64_t below = mine[w] & (((uint64_t)1 << bit) - 1);
			unsigned rank = before +
					(unsigned)__builtin_popcountll(below);
			unsigned at = 64 * w + bit;

			score[at] += score_of(weight, norm, b->tf[rank],
					      length[at]);
			best = score[at] > best ? score[at] : best;
		}
		before += (unsigned)__builtin_popcountll(mine[w]);
	}
	return best;
}

static float recency_of(const struct gz_recency *r, int64_t published)
{
	double age = (double)r->now - (double)published;

	if (published == GZ_TIME_NONE)
		return 0;
	return r->most * (float)exp2(age > 0 ? -age / r->half_life : 0);
}

float recency_bound(const struct gz_recency *r, const struct gz_columns *c,
		    uint32_t block)
{
	const struct gz_block_dates *d = &c->dates[block];

	return d->least > d->greatest ? 0 : SLACK * recency_of(r, d->greatest);
}

static void add_recency(const struct gz_recency *r, const struct gz_columns *c,
			uint32_t block, const uint64_t *bits, float *score)
{
	for (uint32_t w = 0; w < GZ_BLOCK_WORDS; w++)
		for (uint64_t rest = bits[w]; rest; rest &= rest - 1) {
			uint32_t at = 64 * w + (uint32_t)__builtin_ctzll(rest);

			score[at] += recency_of(
				r, c->published[block * GZ_BLOCK + at]);
		}
}

/* The most that all lists can add. */
static double sum_bounds(const struct gz_plan *plan,
			 const struct bounds *bounds, uint32_t block)
{
	double sum = 0;

	for (size_t i = 0; i < plan->scorings; i++) {
		const struct gz_scoring *s = &plan->scoring[i];
		const struct gz_list_block *b = list_block(s->list, block);

		sum += b ? (double)bound_of(s, bounds, b) : 0;
	}
	return sum;
}

bool add_scores(const struct gz_plan *plan, const struct gz_columns *c,
		struct norm norm, const struct bounds *bounds, uint32_t block,
		const uint64_t *bits, float wanted, float *score)
{
	const uint32_t *length = c->length + (size_t)block * GZ_BLOCK;
	double rest = sum_bounds(plan, bounds, block);
	float best = 0;

	if (plan->recency.most > 0) {
		best = recency_bound(&plan->recency, c, block);
		add_recency(&plan->recency, c, block, bits, score);
	}
	for (size_t i = 0; i < plan->scorings; i++) {
		const struct gz_scoring *s = &plan->scoring[i];
		const struct gz_list_block *b = list_block(s->list, block);
		float now;

		if (!b)
			continue;
		if (((double)best + rest) * (double)SLACK < (double)wanted)
			return false;
		rest -= (double)bound_of(s, bounds, b);
		now = b->bits ? add_bits(b, bits, s->weight, norm, length,
					 score)
			      : add_low(b, s->weight, norm, length, score);
		best = now > best ? now : best;
	}
	return true;
}

float gz_match_score(const struct gz_plan *plan, const struct gz_columns *c,
		     uint32_t row)
{
	struct norm norm = norm_of(c);
	const struct gz_recency *recent = &plan->recency;
	float score = 0;

	if (recent->most > 0)
		score = recency_of(recent, c->published[row]);

	for (size_t i = 0; i < plan->scorings; i++) {
		const struct gz_scoring *s = &plan->scoring[i];
		uint32_t tf = gz_list_tf(s->list, row);

		if (tf)
			score += score_of(s->weight, norm, tf, c->length[row]);
	}
	return score;
}
