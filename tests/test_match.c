/* test_match.c - what matches and what is best, against looking at every row:
 * the same rows, the same scores to the last bit, the same order. SEED=N tries
 * other articles and plans. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gz/date.h"
#include "gz/match.h"

#include "check.h"

enum {
	ROWS = 9 * GZ_BLOCK + 5,
	TERMS = 12, /* term i is in about one of 1 + i * i articles */
	FILES = 3,
	MOST_NODES = 64,
};

static uint64_t state;

static unsigned chance(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

/* ---- articles ---- */

static uint8_t tf[TERMS][ROWS];
static int64_t published[ROWS];
static uint32_t length[ROWS + GZ_BLOCK];
static uint64_t alive[ROWS / 64 + GZ_BLOCK / 64 + 2];
static struct gz_block_dates dates[ROWS / GZ_BLOCK + 1];
static uint32_t by_newest[ROWS / GZ_BLOCK + 1], by_oldest[ROWS / GZ_BLOCK + 1];
static struct gz_list list[TERMS];
static struct gz_postings *file[FILES];
static struct gz_columns columns;

static bool is_alive(uint32_t row)
{
	return alive[row / 64] >> row % 64 & 1;
}

static void make_rows(void)
{
	for (uint32_t r = 0; r < ROWS; r++) {
		length[r] = 1 + chance(400);
		published[r] = chance(15) ? (int64_t)(r + chance(600)) * 900
					  : GZ_TIME_NONE;
		if (chance(20))
			alive[r / 64] |= (uint64_t)1 << r % 64;
		for (unsigned t = 0; t < TERMS; t++)
			tf[t][r] = chance(1 + t * t) ? 0
						     : (uint8_t)(1 + chance(4));
	}
}

static void name_term(char name[8], unsigned t)
{
	snprintf(name, 8, "t%u", t);
}

static struct gz_postings *write_file(uint32_t first, uint32_t end)
{
	struct gz_inverter *v = gz_inverter_new();
	struct gz_err err = { 0 };
	char name[8];

	for (uint32_t r = end; r-- > first;) {
		gz_inverter_row(v, r, length[r], 0);
		for (unsigned t = 0; t < TERMS; t++) {
			name_term(name, t);
			gz_inverter_post(
				v, gz_inverter_term(v, name, strlen(name)),
				tf[t][r], NULL, 0);
		}
	}
	unlink("words");
	CHECK(gz_inverter_write(v, "words", &err));
	gz_inverter_free(v);
	return gz_postings_open("words", &err);
}

static int last_first(const void *a, const void *b)
{
	return *(const uint32_t *)a > *(const uint32_t *)b ? -1 : 1;
}

static int newer(const void *a, const void *b)
{
	int64_t x = dates[*(const uint32_t *)a].greatest,
		y = dates[*(const uint32_t *)b].greatest;

	return x != y ? (x < y) - (x > y) : last_first(a, b);
}

static int older(const void *a, const void *b)
{
	int64_t x = dates[*(const uint32_t *)a].least,
		y = dates[*(const uint32_t *)b].least;

	return x != y ? (x > y) - (x < y) : last_first(a, b);
}

static void make_columns(void)
{
	uint32_t blocks = (ROWS + GZ_BLOCK - 1) / GZ_BLOCK;

	for (uint32_t b = 0; b < blocks; b++) {
		dates[b] = (struct gz_block_dates){ .least = INT64_MAX,
						    .greatest = INT64_MIN };
		by_newest[b] = by_oldest[b] = b;
	}
	for (uint32_t r = 0; r < ROWS; r++) {
		struct gz_block_dates *d = &dates[r / GZ_BLOCK];

		if (published[r] == GZ_TIME_NONE) {
			d->undated = true;
			continue;
		}
		if (published[r] < d->least)
			d->least = published[r];
		if (published[r] > d->greatest)
			d->greatest = published[r];
	}
	qsort(by_newest, blocks, sizeof(by_newest[0]), newer);
	qsort(by_oldest, blocks, sizeof(by_oldest[0]), older);
	columns = (struct gz_columns){
		.rows = ROWS,
		.published = published,
		.length = length,
		.mean_length = 200,
		.alive = alive,
		.blocks = blocks,
		.dates = dates,
		.by_newest = by_newest,
		.by_oldest = by_oldest,
	};
}

static void make_articles(void)
{
	struct gz_files files = { (const struct gz_postings *const *)file,
				  FILES, ROWS, length };
	char name[8];

	make_rows();
	for (uint32_t f = 0; f < FILES; f++)
		file[f] = write_file(f * ROWS / FILES, (f + 1) * ROWS / FILES);
	for (unsigned t = 0; t < TERMS; t++) {
		name_term(name, t);
		gz_list_open(&list[t], &files, name, strlen(name));
	}
	make_columns();
}

/* ---- plans, and what they mean ---- */

static struct gz_node node[MOST_NODES];
static struct gz_node *kid[MOST_NODES][4];
static unsigned nodes;
static size_t tests_run;

static bool is_third(void *arg, uint32_t row)
{
	(void)arg;
	tests_run++;
	return row % 3 == 0;
}

static struct gz_node *any_node(unsigned depth);

static struct gz_node *any_parent(enum gz_match_op op, unsigned depth)
{
	unsigned at = nodes++;

	node[at] = (struct gz_node){ .op = op, .kid = kid[at] };
	node[at].count = op == GZ_M_NOT ? 1 : 1 + chance(4);
	node[at].least = 1 + chance((unsigned)node[at].count);
	for (size_t i = 0; i < node[at].count; i++)
		kid[at][i] = any_node(depth + 1);
	return &node[at];
}

static struct gz_node *any_leaf(void)
{
	struct gz_node *n = &node[nodes++];
	unsigned t = chance(TERMS);

	*n = (struct gz_node){ .op = GZ_M_LIST, .list = &list[t] };
	switch (chance(14)) {
	case 0:
		n->op = GZ_M_ROW;
		n->row = chance(ROWS);
		break;
	case 1:
		n->op = GZ_M_DATES;
		n->from = (int64_t)chance(ROWS) * 900;
		n->to = n->from + (int64_t)chance(ROWS) * 900;
		break;
	case 2:
		n->op = GZ_M_BODY;
		n->title = &list[chance(TERMS)];
		n->times_title = 1;
		break;
	case 3:
		n->op = GZ_M_TEST;
		n->test = is_third;
		break;
	case 4:
		n->op = chance(2) ? GZ_M_ALL : GZ_M_NONE;
		break;
	}
	return n;
}

static struct gz_node *any_node(unsigned depth)
{
	static const enum gz_match_op parents[] = { GZ_M_AND, GZ_M_OR, GZ_M_OR,
						    GZ_M_NOT, GZ_M_SOME };

	if (depth > 2 || nodes > MOST_NODES / 2 || chance(2))
		return any_leaf();
	return any_parent(parents[chance(5)], depth);
}

static bool matches(const struct gz_node *n, uint32_t row)
{
	size_t yes = 0;

	switch (n->op) {
	case GZ_M_LIST:
		return tf[n->list - list][row];
	case GZ_M_BODY:
		return tf[n->list - list][row] > tf[n->title - list][row];
	case GZ_M_ROW:
		return row == n->row;
	case GZ_M_DATES:
		return published[row] != GZ_TIME_NONE &&
		       published[row] >= n->from && published[row] <= n->to;
	case GZ_M_TEST:
		return row % 3 == 0;
	case GZ_M_ALL:
	case GZ_M_NONE:
		return n->op == GZ_M_ALL;
	default:
		break;
	}
	for (size_t i = 0; i < n->count; i++)
		yes += matches(n->kid[i], row);
	return n->op == GZ_M_AND    ? yes == n->count
	       : n->op == GZ_M_OR   ? yes > 0
	       : n->op == GZ_M_SOME ? yes >= n->least
				    : yes == 0;
}

/* ---- the same by looking at every row ---- */

static struct gz_best plain[ROWS];
static enum gz_match_order order;

static double key(const struct gz_best *b)
{
	if (order == GZ_M_BEST)
		return (double)b->score;
	if (published[b->row] == GZ_TIME_NONE)
		return -INFINITY;
	return order == GZ_M_NEWEST ? (double)published[b->row]
				    : -(double)published[b->row];
}

static int better(const void *a, const void *b)
{
	const struct gz_best *x = a, *y = b;

	if (key(x) != key(y))
		return key(x) > key(y) ? -1 : 1;
	return x->row > y->row ? -1 : 1;
}

static size_t look_at_all(const struct gz_plan *plan)
{
	size_t n = 0;

	for (uint32_t r = 0; r < ROWS; r++) {
		if (!is_alive(r) || !matches(plan->root, r))
			continue;
		plain[n].row = r;
		plain[n++].score = order == GZ_M_BEST
					   ? gz_match_score(plan, &columns, r)
					   : 0;
	}
	qsort(plain, n, sizeof(plain[0]), better);
	return n;
}

/* What facets do: see each match once. */
static void see_rows(void *arg, uint32_t block, const uint64_t *bits)
{
	size_t *seen = arg;

	for (unsigned i = 0; i < GZ_BLOCK; i++)
		if (bits[i / 64] >> i % 64 & 1) {
			uint32_t row = block * GZ_BLOCK + i;

			*seen += row < ROWS && is_alive(row);
		}
}

static void compare(const struct gz_plan *plan, size_t most, bool counting)
{
	static struct gz_best best[ROWS];
	size_t total = 0, all = look_at_all(plan);
	const struct gz_match_wanted wanted = { .order = order, .most = most };
	size_t n = gz_match_best(plan, &columns, &wanted, best,
				 counting ? &total : NULL);
	size_t same = 0, seen = 0;

	gz_match_all(plan, &columns, see_rows, &seen);
	CHECK(seen == all);
	CHECK(n == (all < most ? all : most));
	while (same < n && best[same].row == plain[same].row &&
	       best[same].score == plain[same].score)
		same++;
	CHECK(same == n);
	CHECK(!counting || total == all);
	CHECK(gz_match_count(plan, &columns) == all);
}

/* Page by page, each behind the last row of the one before: nothing is
 * missing, nothing comes twice. */
static void compare_pages(const struct gz_plan *plan, size_t most)
{
	static struct gz_best best[ROWS];
	size_t all = look_at_all(plan), at = 0, n = 0, total = 0;
	struct gz_match_after after = { 0 };

	for (size_t pages = 0; pages == 0 || n; pages++) {
		const struct gz_match_wanted wanted = {
			.order = order,
			.most = most,
			.after = pages ? &after : NULL,
		};

		n = gz_match_best(plan, &columns, &wanted, best,
				  pages % 2 ? &total : NULL);
		CHECK(!(pages % 2) || total == all);
		for (size_t i = 0; i < n && at < all; i++, at++)
			CHECK(best[i].row == plain[at].row &&
			      best[i].score == plain[at].score);
		if (!n)
			break;
		after.row = best[n - 1].row;
		after.score = best[n - 1].score;
		after.published = published[after.row];
	}
	CHECK(at == all);
}

static void one_plan(void)
{
	struct gz_scoring scoring[4];
	struct gz_plan plan = { .scoring = scoring, .scorings = chance(5) };

	nodes = 0;
	plan.root = any_parent(GZ_M_AND, 0);
	for (size_t i = 0; i < plan.scorings; i++)
		scoring[i] = (struct gz_scoring){ &list[chance(TERMS)],
						  (float)(1 + chance(9)) };
	if (chance(3) == 0) {
		plan.recency.most = (float)(1 + chance(9));
		plan.recency.now = published[chance(ROWS)];
		plan.recency.half_life = 1 + chance(1000000);
	}
	gz_plan_order(&plan);
	order = (enum gz_match_order)chance(3);
	compare(&plan, chance(4) ? 10 : chance(ROWS), chance(2));
	compare_pages(&plan, 1 + chance(ROWS / 4));
}

/* A word in nearly every article and a rare one: most blocks are not looked
 * at, nor are rows that would not be among the best tested. */
static void test_little_is_done(void)
{
	struct gz_node common = { .op = GZ_M_LIST, .list = &list[0] };
	struct gz_node third = { .op = GZ_M_TEST, .test = is_third };
	struct gz_node *both[] = { &common, &third };
	struct gz_node root = { .op = GZ_M_AND, .kid = both, .count = 2 };
	struct gz_plan plan = { .root = &root };
	struct gz_match_wanted wanted = { .order = GZ_M_NEWEST, .most = 10 };
	struct gz_match_after after = { 0 };
	struct gz_best best[10];
	unsigned first;
	size_t all;

	gz_plan_order(&plan);
	all = gz_match_count(&plan, &columns);
	tests_run = 0;
	CHECK(gz_match_best(&plan, &columns, &wanted, best, NULL) == 10);
	/* ten of every third, and some that a block too many has */
	first = tests_run;
	CHECK(first < (GZ_BLOCK < 64 ? ROWS : ROWS / 2));
	/* nor is what comes before a page that is far behind */
	for (size_t page = 2; page <= 21 && page * 10 <= all; page++) {
		after.row = best[9].row;
		after.published = published[after.row];
		wanted.after = &after;
		tests_run = 0;
		CHECK(gz_match_best(&plan, &columns, &wanted, best, NULL) ==
		      10);
	}
	CHECK(tests_run < (GZ_BLOCK < 64 ? ROWS : 2 * first + GZ_BLOCK));
}

static void test_idf(void)
{
	CHECK(gz_idf(1000, 1) > gz_idf(1000, 2));
	CHECK(gz_idf(1000, 999) > 0 && gz_idf(1000, 1000) > 0);
	CHECK(gz_idf(10, 11) == 0);
}

int main(void)
{
	const char *seed = getenv("SEED");

	state = seed ? strtoull(seed, NULL, 10) : 3;
	make_articles();
	test_idf();
	for (unsigned i = 0; i < 3000; i++)
		one_plan();
	test_little_is_done();
	for (unsigned t = 0; t < TERMS; t++)
		gz_list_free(&list[t]);
	for (unsigned f = 0; f < FILES; f++)
		gz_postings_close(file[f]);
	return check_done();
}
