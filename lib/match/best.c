/* best.c - the best rows, best block first. See gz/match.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gz/date.h"

#include "match.h"

/* A row or a block, and what it is ordered by: the greater key first, then the
 * greater number. */
struct entry {
	double key;
	uint32_t number;
};

static bool is_better(struct entry a, struct entry b)
{
	return a.key > b.key || (a.key == b.key && a.number > b.number);
}

/* ---- heaps ------------------------------------------------------------------ */

/* On top is the best, or the worst. */
static inline void sift(struct entry *e, size_t count, size_t at, bool best_top)
{
	struct entry moved = e[at];

	for (;;) {
		size_t kid = 2 * at + 1;

		if (kid >= count)
			break;
		if (kid + 1 < count &&
		    is_better(e[kid + 1], e[kid]) == best_top)
			kid++;
		if (is_better(e[kid], moved) != best_top)
			break;
		e[at] = e[kid];
		at = kid;
	}
	e[at] = moved;
}

static inline void make_heap(struct entry *e, size_t count, bool best_top)
{
	for (size_t i = count / 2; i-- > 0;)
		sift(e, count, i, best_top);
}

/* The best so far: in no order until there are as many as are wanted, then a
 * heap with the worst on top. */
struct heap {
	struct entry *entry;
	size_t count, most;
};

static bool is_wanted(const struct heap *h, struct entry e)
{
	return h->count < h->most || (h->most && is_better(e, h->entry[0]));
}

static void keep(struct heap *h, struct entry e)
{
	if (h->count < h->most) {
		h->entry[h->count++] = e;
		if (h->count == h->most)
			make_heap(h->entry, h->count, false);
		return;
	}
	h->entry[0] = e;
	sift(h->entry, h->count, 0, false);
}

static int best_first(const void *a, const void *b)
{
	return is_better(*(const struct entry *)a, *(const struct entry *)b)
		       ? -1
		       : 1;
}

/* ---- one search -------------------------------------------------------------- */

struct search {
	const struct gz_plan *plan;
	const struct gz_columns *columns;
	enum gz_match_order order;
	struct norm norm;
	struct bounds bounds;	/* GZ_M_BEST */
	struct gz_node cheap;	/* the plan's root without its tests */
	struct gz_node **tests; /* they */
	size_t test_count;
	struct heap best;
	bool paging; /* only what is behind after is wanted */
	struct entry after;
	bool counting;
	size_t total;
};

static void begin(struct search *s, const struct gz_plan *plan,
		  const struct gz_columns *c)
{
	s->plan = plan;
	s->columns = c;
	s->norm = norm_of(c);
	if (s->order == GZ_M_BEST && plan->scorings)
		bounds_of(s->norm, &s->bounds);
	s->cheap = *plan->root;
	while (s->cheap.count &&
	       s->cheap.kid[s->cheap.count - 1]->op == GZ_M_TEST)
		s->cheap.count--;
	s->tests = s->cheap.kid + s->cheap.count;
	s->test_count = plan->root->count - s->cheap.count;
}

static bool passes(const struct search *s, uint32_t row)
{
	for (size_t i = 0; i < s->test_count; i++)
		if (!s->tests[i]->test(s->tests[i]->arg, row))
			return false;
	return true;
}

static double date_key(const struct search *s, int64_t at)
{
	if (at == GZ_TIME_NONE)
		return -INFINITY;
	return s->order == GZ_M_NEWEST ? (double)at : -(double)at;
}

static double key_of(const struct search *s, uint32_t row, const float *score)
{
	if (s->order == GZ_M_BEST)
		return (double)score[row % GZ_BLOCK];
	return date_key(s, s->columns->published[row]);
}

static void begin_after(struct search *s, const struct gz_match_after *after)
{
	s->paging = true;
	s->after.number = after->row;
	s->after.key = s->order == GZ_M_BEST ? (double)after->score
					     : date_key(s, after->published);
}

/* The last row of a block first: it is the newest, and ties go to it. */
static void offer_rows(struct search *s, uint32_t block, const uint64_t *bits,
		       bool tested)
{
	float score[GZ_BLOCK] = { 0 };
	float wanted = s->best.count < s->best.most
			       ? 0
			       : (float)s->best.entry[0].key;

	if (s->order == GZ_M_BEST &&
	    !add_scores(s->plan, s->columns, s->norm, &s->bounds, block, bits,
			wanted, score))
		return;
	for (int w = GZ_BLOCK_WORDS - 1; w >= 0; w--) {
		uint64_t rest = bits[w];

		while (rest) {
			unsigned bit = 63 - (unsigned)__builtin_clzll(rest);
			uint32_t row = block * GZ_BLOCK + 64 * (uint32_t)w +
				       bit;
			struct entry e = { key_of(s, row, score), row };

			rest ^= (uint64_t)1 << bit;
			if (is_wanted(&s->best, e) &&
			    (!s->paging || is_better(s->after, e)) &&
			    (tested || passes(s, row)))
				keep(&s->best, e);
		}
	}
}

COUNTS_BITS
static void see_block(struct search *s, uint32_t block, bool hopeful)
{
	uint64_t bits[GZ_BLOCK_WORDS];

	if (!gz_match_block(&s->cheap, s->columns, block, bits))
		return;
	for (size_t i = 0; s->counting && i < s->test_count; i++)
		if (!test_bits(s->tests[i], block, bits))
			return;
	if (s->counting)
		s->total += gz_block_rows(bits);
	if (hopeful)
		offer_rows(s, block, bits, s->counting);
}

/* Can a block hold anything better than what there is? */
static bool is_hopeful(const struct search *s, double bound, uint32_t block)
{
	uint32_t last = block * GZ_BLOCK + (GZ_BLOCK - 1);

	return is_wanted(&s->best, (struct entry){ bound, last });
}

static double date_bound(const struct search *s, uint32_t block)
{
	const struct gz_block_dates *d = &s->columns->dates[block];

	if (d->least > d->greatest)
		return -INFINITY;
	return s->order == GZ_M_NEWEST ? (double)d->greatest
				       : -(double)d->least;
}

/* All of a block comes before the page. */
static bool is_past(const struct search *s, uint32_t block)
{
	const struct gz_block_dates *d = &s->columns->dates[block];

	return s->paging && s->order != GZ_M_BEST && !d->undated &&
	       d->least <= d->greatest &&
	       date_key(s, s->order == GZ_M_NEWEST ? d->least : d->greatest) >
		       s->after.key;
}

/* ---- by date: all blocks, in an order known beforehand -------------------- */

static void walk_dates(struct search *s)
{
	const uint32_t *order = s->order == GZ_M_NEWEST ? s->columns->by_newest
							: s->columns->by_oldest;

	for (uint32_t i = 0; i < s->columns->blocks; i++) {
		bool hopeful = is_hopeful(s, date_bound(s, order[i]), order[i]);

		if (!hopeful && !s->counting)
			return; /* equal bounds are in the order of rows */
		if (s->counting || !is_past(s, order[i]))
			see_block(s, order[i], hopeful);
	}
}

/* ---- by their bounds, as far as need be ------------------------------------ */

/* A list that all matches are in and that is in few of the blocks; or NULL. */
static const struct gz_list *rare_list(const struct search *s)
{
	for (size_t i = 0; i < s->cheap.count; i++)
		if (s->cheap.kid[i]->op == GZ_M_LIST &&
		    s->cheap.kid[i]->list->blocks < s->columns->blocks / 4)
			return s->cheap.kid[i]->list;
	return NULL;
}

/* The blocks that may match, the last first. */
static size_t list_candidates(const struct search *s, struct entry *c)
{
	const struct gz_list *rare = rare_list(s);
	uint32_t blocks = rare ? rare->blocks : s->columns->blocks;
	uint8_t *may = rare ? NULL : gz_alloc(blocks);
	size_t count = 0;

	if (!rare)
		may_match(&s->cheap, s->columns, may);
	for (uint32_t b = blocks; b-- > 0;)
		if (rare || may[b])
			c[count++].number = rare ? rare->number[b] : b;
	free(may);
	return count;
}

static void bound_scores(const struct search *s, struct entry *c, size_t count)
{
	float *bound = gz_alloc(s->columns->blocks * sizeof(*bound));

	for (size_t i = 0; i < s->plan->scorings; i++)
		add_bounds(&s->plan->scoring[i], &s->bounds, bound);
	for (size_t i = 0; s->plan->recency.most > 0 && i < count; i++)
		bound[c[i].number] += recency_bound(&s->plan->recency,
						    s->columns, c[i].number);
	for (size_t i = 0; i < count; i++)
		c[i].key = (double)bound[c[i].number];
	free(bound);
}

/* The candidates as a heap with the best bound on top. */
static size_t find_candidates(const struct search *s, struct entry *c)
{
	size_t count = list_candidates(s, c);

	if (s->order == GZ_M_BEST)
		bound_scores(s, c, count);
	for (size_t i = 0; i < count && s->order != GZ_M_BEST; i++)
		c[i].key = date_bound(s, c[i].number);
	make_heap(c, count, true);
	return count;
}

static void walk_bounds(struct search *s)
{
	struct entry *c = gz_alloc((s->columns->blocks + 1) * sizeof(*c));
	size_t count = find_candidates(s, c);

	while (count && is_hopeful(s, c[0].key, c[0].number)) {
		if (s->counting || !is_past(s, c[0].number))
			see_block(s, c[0].number, true);
		c[0] = c[--count];
		sift(c, count, 0, true);
	}
	while (s->counting && count)
		see_block(s, c[--count].number, false);
	free(c);
}

/* Nothing but one list, and all of it alive: it knows how many. */
static bool is_counted(const struct gz_plan *plan, const struct gz_columns *c)
{
	return c->intact && plan->root->count == 1 &&
	       plan->root->kid[0]->op == GZ_M_LIST;
}

COUNTS_BITS
static void add_count(void *arg, uint32_t block, const uint64_t *bits)
{
	size_t *total = arg;

	(void)block;
	*total += gz_block_rows(bits);
}

size_t gz_match_count(const struct gz_plan *plan, const struct gz_columns *c)
{
	size_t total = 0;

	if (is_counted(plan, c))
		return plan->root->kid[0]->list->rows;
	gz_match_all(plan, c, add_count, &total);
	return total;
}

size_t gz_match_best(const struct gz_plan *plan, const struct gz_columns *c,
		     const struct gz_match_wanted *wanted, struct gz_best *best,
		     size_t *total)
{
	struct search s = { .order = wanted->order,
			    .best.most = wanted->most,
			    .counting = total != NULL };

	begin(&s, plan, c);
	if (wanted->after)
		begin_after(&s, wanted->after);
	if (total && is_counted(plan, c)) {
		*total = plan->root->kid[0]->list->rows;
		total = NULL;
		s.counting = false;
	}
	s.best.entry = gz_alloc((wanted->most + 1) * sizeof(*s.best.entry));
	if (s.order == GZ_M_BEST || rare_list(&s))
		walk_bounds(&s);
	else
		walk_dates(&s);
	qsort(s.best.entry, s.best.count, sizeof(*s.best.entry), best_first);
	for (size_t i = 0; i < s.best.count; i++)
		best[i] = (struct gz_best){
			s.best.entry[i].number,
			s.order == GZ_M_BEST ? (float)s.best.entry[i].key : 0,
		};
	free(s.best.entry);
	if (total)
		*total = s.total;
	return s.best.count;
}
