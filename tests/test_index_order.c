/* test_index_order.c - the index against a list of articles and qsort(): what
 * matches, how many, and in which order, when articles come in any order, in
 * large and small changes, and go again. SEED=N tries others. */
#include "index_kit.h"

#define MOST 4000
#define WORDS 12 /* of the language of these articles */
#define LENGTH 14
#define DAY 86400

static struct note note[MOST];
static size_t notes;
static uint64_t state;

static unsigned chance(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

/* "waa", "wba", ...: no stem but itself. Low ones are common. */
static const char *word(unsigned i)
{
	static char text[WORDS][4];

	snprintf(text[i], sizeof(text[i]), "w%ca", 'a' + (char)i);
	return text[i];
}

static unsigned any_word(void)
{
	unsigned a = chance(WORDS), b = chance(WORDS);

	return a < b ? a : b;
}

/* Often the first or the last second of a day. */
static int64_t any_time(void)
{
	int64_t day = (int64_t)(15000 + chance(300)) * DAY;

	switch (chance(3)) {
	case 0:
		return day;
	case 1:
		return day + DAY - 1;
	default:
		return day + chance(DAY);
	}
}

static struct note *new_note(void)
{
	struct note *n = &note[notes];
	size_t at = 0;

	snprintf(n->id, sizeof(n->id), "n%zu", notes++);
	snprintf(n->title, sizeof(n->title), "%s", word(any_word()));
	for (unsigned i = 1 + chance(LENGTH); i > 0; i--)
		at += (size_t)snprintf(n->body + at, sizeof(n->body) - at,
				       "%s%s", word(any_word()),
				       i > 1 ? " " : "");
	n->at = chance(12) ? any_time() : GZ_TIME_NONE;
	return n;
}

/* A change: so many new ones in whatever order, and some old ones out. */
static void change(struct gz_writer *w, size_t added, size_t removals)
{
	static struct note *fresh[MOST];
	uint32_t removed[MOST];
	struct gz_err err = { 0 };
	size_t out = 0;

	for (size_t i = 0; i < removals; i++) {
		struct note *n = &note[chance((unsigned)notes)];

		if (n->docid)
			removed[out++] = n->docid;
		n->docid = 0;
	}
	for (size_t i = 0; i < added; i++)
		fresh[i] = new_note();
	CHECK(put(w, fresh, added, 1 + added / 5, removed, out, &err));
	if (err.code)
		printf("%s\n", err.text);
}

/* ---- the reference ---- */

static bool has_run(const char *text, const char *run)
{
	char a[300], b[300];

	snprintf(a, sizeof(a), " %s ", text);
	snprintf(b, sizeof(b), " %s ", run);
	return strstr(a, b);
}

static bool holds(const struct note *n, const char *run)
{
	return has_run(n->title, run) || has_run(n->body, run);
}

/* Match any of few kinds of query, made with its text. */
struct question {
	char text[600];
	char run[3][100];
	size_t runs;
	bool any, minus; /* OR; the last one not */
	int64_t first, last;
};

static bool matches(const struct note *n, const struct question *q)
{
	bool all = true, one = !q->runs;

	for (size_t i = 0; i < q->runs; i++) {
		bool here = holds(n, q->run[i]) !=
			    (q->minus && i + 1 == q->runs);

		all &= here;
		one |= here;
	}
	return n->docid && (q->any ? one : all) &&
	       (q->first == INT64_MIN ||
		(n->at != GZ_TIME_NONE && n->at >= q->first &&
		 n->at <= q->last));
}

static enum gz_order order;

static int by_order(const void *x, const void *y)
{
	const struct note *a = *(struct note *const *)x;
	const struct note *b = *(struct note *const *)y;

	if (a->at != b->at) {
		if (a->at == GZ_TIME_NONE || b->at == GZ_TIME_NONE)
			return a->at == GZ_TIME_NONE ? 1 : -1;
		return (a->at < b->at) == (order == GZ_BY_OLDEST) ? -1 : 1;
	}
	return a->docid < b->docid ? -1 : 1;
}

static size_t expect(const struct question *q, struct note **out)
{
	size_t n = 0;

	for (size_t i = 0; i < notes; i++)
		if (matches(&note[i], q))
			out[n++] = &note[i];
	qsort(out, n, sizeof(*out), by_order);
	return n;
}

/* ---- questions ---- */

static void add_run(struct question *q, size_t words)
{
	char *run = q->run[q->runs++];

	*run = '\0';
	for (size_t i = 0; i < words; i++) {
		strcat(run, i ? " " : "");
		strcat(run, word(any_word()));
	}
}

static void add_dates(struct question *q)
{
	unsigned a = chance(300), b = a + chance(chance(2) ? 300 : 3);
	char date[32], last[32];

	q->first = (int64_t)(15000 + a) * DAY;
	q->last = (int64_t)(15000 + b) * DAY + DAY - 1;
	gz_date_write(&(struct gz_date){ q->first, GZ_DAY, false, 0 }, date);
	gz_date_write(&(struct gz_date){ q->last, GZ_DAY, false, 0 }, last);
	sprintf(q->text + strlen(q->text), " date:%s..%s", date, last);
}

static struct question ask(void)
{
	struct question q = { .first = INT64_MIN };
	size_t runs = chance(4);

	q.any = runs > 1 && chance(3) == 0;
	q.minus = runs > 1 && !q.any && chance(3) == 0;
	strcpy(q.text, "(");
	for (size_t i = 0; i < runs; i++) {
		size_t words = chance(3) ? 1 : 2 + chance(3);

		add_run(&q, words);
		sprintf(q.text + strlen(q.text), "%s%s\"%s\"",
			!i	? ""
			: q.any ? " OR "
				: " ",
			q.minus && i + 1 == runs ? "-" : "", q.run[i]);
	}
	strcat(q.text, runs ? ")" : "*)");
	if (chance(2))
		add_dates(&q);
	return q;
}

/* The page at from is what the reference has there. */
static bool same_page(struct gz_index *ix, const struct question *q,
		      struct note **want, size_t all, size_t from, size_t limit)
{
	struct gz_hits *hits = find(ix, q->text, order, from, limit);
	size_t here = from >= all ? 0 : all - from < limit ? all - from : limit;
	bool same = hits->total == all && hits->count == here;

	for (size_t i = 0; same && i < here; i++)
		same = hits->hit[i].place.docid == want[from + i]->docid &&
		       !strcmp(hits->hit[i].article.id, want[from + i]->id);
	if (!same)
		printf("%s, order %d, from %zu: %zu of %zu, wanted %zu of "
		       "%zu\n",
		       q->text, order, from, hits->count, hits->total, here,
		       all);
	gz_hits_free(hits);
	return same;
}

static void compare(struct gz_index *ix, size_t questions)
{
	static struct note *want[MOST];

	for (size_t i = 0; i < questions; i++) {
		struct question q = ask();
		size_t all, size = 1 + chance(30);

		order = chance(2) ? GZ_BY_NEWEST : GZ_BY_OLDEST;
		all = expect(&q, want);
		CHECK(count(ix, q.text) == all);
		CHECK(same_page(ix, &q, want, all, 0, size));
		CHECK(same_page(ix, &q, want, all, chance((unsigned)all + 2),
				size));
	}
}

/* By relevance: the same articles, each once, best first. */
static void compare_ranked(struct gz_index *ix)
{
	static struct note *want[MOST];
	struct question q = { .text = "wba wca",
			      .first = INT64_MIN,
			      .runs = 2 };
	struct gz_hits *hits;
	size_t all;

	strcpy(q.run[0], "wba");
	strcpy(q.run[1], "wca");
	all = expect(&q, want);
	hits = find(ix, q.text, GZ_BY_RELEVANCE, 0, MOST);
	CHECK(hits->total == all && hits->count == all && all > 0);
	for (size_t i = 1; i < hits->count; i++) {
		const struct gz_hit *a = &hits->hit[i - 1], *b = &hits->hit[i];

		CHECK(a->place.score > b->place.score ||
		      (a->place.score == b->place.score &&
		       a->place.docid < b->place.docid));
	}
	gz_hits_free(hits);
}

int main(void)
{
	const char *seed = getenv("SEED");
	struct gz_err err = { 0 };
	struct gz_writer *w = gz_writer_open("index", &err);
	struct gz_index *ix;

	state = seed ? strtoull(seed, NULL, 10) : 20170302;
	CHECK(w);
	change(w, 40, 0);
	ix = gz_index_open("index", &err);
	CHECK(ix);
	compare(ix, 60);
	change(w, 2300, 10); /* written beside; more than one window */
	compare(ix, 60);
	for (int i = 0; i < 6; i++) { /* written into */
		change(w, 1 + chance(40), chance(60));
		compare(ix, 25);
	}
	gz_writer_close(w); /* and by another writer */
	w = gz_writer_open("index", &err);
	change(w, 3, 200);
	compare(ix, 60);
	compare_ranked(ix);
	gz_index_close(ix);
	ix = gz_index_open("index", &err); /* and another reader */
	compare(ix, 60);
	gz_index_close(ix);
	gz_writer_close(w);
	return check_done();
}
