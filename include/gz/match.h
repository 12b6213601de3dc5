/* gz/match.h - which rows match, how many, and which are the best.
 *
 * A plan is a tree of lists (gz/postings.h), columns and tests, and beside it
 * the terms that score. It is worked off block by block, each block of
 * GZ_BLOCK rows as one bitmap. The best rows are looked for best block first
 * and the search stops when no block left can hold a better one, whatever the
 * order - relevance, newest or oldest: blocks have bounds for all of them.
 * (Block-Max Pruning: Mallia, Suel, Tonellotto, "Faster Learned Sparse
 * Retrieval with Block-Max Pruning", SIGIR 2024.) Counting matches, and what
 * else wants to see all of them, is the same walk over every block.
 *
 *   score of a row = the sum over the scoring terms in it of
 *                    weight * tf / (tf + k1 * (1 - b + b * length / mean))
 *
 *   (and, where the plan wants new ones, its recency: see gz_recency)
 *
 * which is BM25 when weight is the term's idf times k1 + 1. Ties go to the
 * greater row. Single precision, terms added in the order of the plan.
 *
 * Lists, columns and nodes are borrowed. One plan serves one thread.
 */
#ifndef GZ_MATCH_H
#define GZ_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gz/postings.h"

#ifdef __cplusplus
extern "C" {
#endif

#define GZ_BM25_K1 1.8
#define GZ_BM25_B 0.75

/* ---- columns: a value of every row ---------------------------------------- */

/* Published times in a block; least > greatest: none is dated. */
struct gz_block_dates {
	int64_t least, greatest;
	bool undated; /* some row has none */
};

struct gz_columns {
	uint32_t rows;
	const int64_t *published; /* GZ_TIME_NONE: undated */
	const uint32_t *length;
	double mean_length;
	const uint64_t *alive; /* a bit a row, for whole blocks */
	bool intact;	       /* no list has a row that is not alive */

	uint32_t blocks;
	const struct gz_block_dates *dates; /* by block */
	const uint32_t *by_newest; /* blocks, the greatest greatest first */
	const uint32_t *by_oldest; /* blocks, the least least first; in both,
				      of equal blocks the last first */
};

/* ---- plans ------------------------------------------------------------------ */

enum gz_match_op {
	GZ_M_ALL,
	GZ_M_NONE,
	GZ_M_LIST,  /* rows in list */
	GZ_M_BODY,  /* rows in list more often than times_title in title */
	GZ_M_ROW,   /* one row */
	GZ_M_DATES, /* published in [from, to] */
	GZ_M_AND,
	GZ_M_OR,
	GZ_M_SOME, /* at least so many of its kids */
	GZ_M_NOT,  /* not its one kid */
	GZ_M_TEST, /* what test() says; costly, so only asked of rows that
		      the other kids of an AND let through */
};

struct gz_node {
	enum gz_match_op op;
	const struct gz_list *list, *title;
	uint32_t times_title;
	uint32_t row;
	int64_t from, to;
	bool (*test)(void *arg, uint32_t row);
	void *arg;
	size_t count; /* AND, OR, SOME, NOT */
	struct gz_node **kid;
	unsigned least; /* SOME: of the kids */
};

struct gz_scoring {
	const struct gz_list *list;
	float weight;
};

/* Published at now a row scores most more, one half_life before it half of
 * that, undated nothing. */
struct gz_recency {
	float most; /* 0: no matter when */
	int64_t now;
	double half_life; /* seconds */
};

struct gz_plan {
	struct gz_node *root; /* an AND, which sees to it that rows are alive */
	struct gz_scoring *scoring;
	size_t scorings;
	struct gz_recency recency;
};

/* Put the kids of every AND, and what scores, in the order in which they are
 * best asked. Call once before anything below. */
void gz_plan_order(struct gz_plan *plan);

/* ---- matching --------------------------------------------------------------- */

enum {
	GZ_BLOCK_WORDS = (GZ_BLOCK + 63) / 64,
};

/* The rows of a block that match, as a bitmap of GZ_BLOCK_WORDS: row r is bit
 * r % 64 of bits[r / 64]. False: none. */
bool gz_match_block(const struct gz_node *node, const struct gz_columns *c,
		    uint32_t block, uint64_t *bits);

/* How many rows such a bitmap has. */
static inline size_t gz_block_rows(const uint64_t *bits)
{
	size_t rows = 0;

	for (int w = 0; w < GZ_BLOCK_WORDS; w++)
		rows += (size_t)__builtin_popcountll(bits[w]);
	return rows;
}

/* See every block in which something matches. Facets and timelines count
 * here. */
void gz_match_all(const struct gz_plan *plan, const struct gz_columns *c,
		  void (*see)(void *arg, uint32_t block, const uint64_t *bits),
		  void *arg);
size_t gz_match_count(const struct gz_plan *plan, const struct gz_columns *c);

/* The idf of a term as Xapian's BM25Weight has it: never below 0. */
double gz_idf(size_t articles, size_t with_term);
float gz_match_score(const struct gz_plan *plan, const struct gz_columns *c,
		     uint32_t row);

/* ---- the best ----------------------------------------------------------------- */

enum gz_match_order {
	GZ_M_BEST, /* by score */
	GZ_M_NEWEST,
	GZ_M_OLDEST, /* undated last in both */
};

struct gz_best {
	uint32_t row;
	float score; /* 0 unless GZ_M_BEST */
};

/* Where an earlier page ended. The row itself may be gone meanwhile. */
struct gz_match_after {
	uint32_t row;
	float score;	   /* GZ_M_BEST */
	int64_t published; /* the other orders */
};

struct gz_match_wanted {
	enum gz_match_order order;
	size_t most;
	const struct gz_match_after *after; /* only rows behind it; NULL: all */
};

/* The best rows, best first: at most wanted->most of them into best. Returns
 * how many. total, unless NULL, gets the number of all matches, exactly,
 * those before wanted->after too. */
size_t gz_match_best(const struct gz_plan *plan, const struct gz_columns *c,
		     const struct gz_match_wanted *wanted, struct gz_best *best,
		     size_t *total);

#ifdef __cplusplus
}
#endif
#endif
