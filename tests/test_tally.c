/* test_tally.c - facets and timelines against a list of articles that are
 * counted one by one, when articles come in small and large changes, and go
 * again. SEED=N tries others. */
#include "tally_kit.h"

/* ---- comparing ---- */

static const struct gz_value_count *find_value(const struct gz_facet_counts *f,
					       const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (!strcasecmp(f->value[i].value, name))
			return &f->value[i];
	return NULL;
}

/* Each name once, as often as the reference has it, in order. */
static void compare_facet(const struct gz_facet_counts *f,
			  const struct question *q, enum gz_facet facet,
			  bool (*has)(size_t, const char *),
			  const char *const *names, size_t count)
{
	size_t distinct = 0;

	CHECK(f->matches == count_of(q, facet, any, ""));
	CHECK(f->none ==
	      count_of(q, facet, facet == GZ_FACET_BYLINE ? has_no_person : has,
		       ""));
	for (size_t i = 0; i < count; i++) {
		size_t want = count_of(q, facet, has, names[i]);
		const struct gz_value_count *v = find_value(f, names[i]);

		CHECK(v ? v->count == want : !want);
		distinct += want > 0;
	}
	CHECK(f->distinct == distinct && f->count == distinct && !f->other);
	for (size_t i = 1; i < f->count; i++)
		CHECK(f->value[i - 1].count > f->value[i].count ||
		      (f->value[i - 1].count == f->value[i].count &&
		       strcmp(f->value[i - 1].value, f->value[i].value) < 0));
}

static void compare_months(const struct gz_facet_counts *f,
			   const struct question *q)
{
	size_t sum = f->none;

	CHECK(f->matches == count_of(q, GZ_FACETS, any, ""));
	CHECK(f->none == count_of(q, GZ_FACETS, has_month, ""));
	for (size_t i = 0; i < f->count; i++) {
		CHECK(f->value[i].count ==
		      count_of(q, GZ_FACETS, has_month, f->value[i].value));
		sum += f->value[i].count;
	}
	CHECK(sum == f->matches);
}

/* What the articles of a timeline are: NONE is in none of its buckets. */
#define NONE INT64_MIN
static int64_t match_day[MOST]; /* that match */
static int64_t any_day[MOST];	/* within the dates asked for */

static void find_days(const struct question *q)
{
	for (size_t i = 0; i < notes; i++) {
		const struct note *n = &note[i];
		bool dated = n->docid && n->at != GZ_TIME_NONE;
		int64_t day = dated ? day_of(n->at) : NONE;

		any_day[i] = is_within(n, &q->dates) ? day : NONE;
		match_day[i] = matches(i, q, GZ_FACETS) ? day : NONE;
	}
}

static size_t count_days(const int64_t *days, int64_t day, int64_t next)
{
	size_t n = 0;

	for (size_t i = 0; i < notes; i++)
		n += days[i] >= day && days[i] < next;
	return n;
}

static void compare_timeline(const struct gz_timeline *t,
			     const struct question *q)
{
	size_t sum = t->undated, total = count_of(q, GZ_FACETS, any, "");
	bool bounded = q->dates.first != INT64_MIN;

	find_days(q);
	for (size_t i = 0; i < t->count; i++) {
		const struct gz_bucket *b = &t->bucket[i];
		int64_t next = gz_interval_next(t->interval, b->day);

		CHECK(b->day == gz_interval_first(t->interval, b->day));
		CHECK(b->count == count_days(match_day, b->day, next));
		CHECK(b->of == count_days(any_day, b->day, next));
		CHECK(i + 1 == t->count || b[1].day == next);
		sum += b->count;
	}
	CHECK(sum == total);
	CHECK(t->undated == count_of(q, GZ_FACETS, has_month, ""));
	if (!bounded && t->count)
		CHECK(t->bucket[0].count && t->bucket[t->count - 1].count);
}

static struct question any_question(void)
{
	struct question q = { .dates = { INT64_MIN, INT64_MAX } };

	q.word = chance(3) ? NULL : chance(2) ? "waa" : "wca";
	q.run = chance(4) ? NULL : "wda wea";
	q.source = chance(2) ? NULL : chance(2) ? "The Ledger" : "Axios";
	q.not_source = chance(4) == 0;
	q.person = chance(3) ? NULL : chance(2) ? "Ann Lee" : "Bo Diaz";
	if (chance(2) == 0) {
		q.dates.first = (int64_t)(16900 + chance(400)) * DAY +
				chance(2) * chance(DAY);
		q.dates.last = q.dates.first + (int64_t)chance(400) * DAY;
	}
	return q;
}

static void compare(struct gz_index *ix, size_t questions)
{
	for (size_t i = 0; i < questions; i++) {
		struct question q = any_question();
		const struct gz_tally tally = {
			.facets = 15,
			.limit = 1000,
			.timeline = true,
			.interval = (enum gz_interval)chance(GZ_INTERVALS),
			.fit = chance(6) ? 0 : GZ_FIT_BUCKETS,
			.zone = zone,
		};
		const struct gz_tally line = { .timeline = true,
					       .interval = tally.interval,
					       .zone = zone };
		struct gz_counts *c = ask(ix, &q, &tally);

		CHECK(c->total == count_of(&q, GZ_FACETS, any, ""));
		compare_facet(&c->facet[GZ_FACET_SOURCE], &q, GZ_FACET_SOURCE,
			      has_source,
			      (const char *const[]){ "The Ledger", "Axios",
						     sources[4] },
			      3);
		compare_facet(&c->facet[GZ_FACET_SECTION], &q, GZ_FACET_SECTION,
			      has_section, sections, 2);
		compare_facet(&c->facet[GZ_FACET_BYLINE], &q, GZ_FACET_BYLINE,
			      has_person, people + 1, 5);
		compare_months(&c->facet[GZ_FACET_MONTH], &q);
		compare_timeline(&c->timeline, &q);
		CHECK(!tally.fit || c->timeline.count <= GZ_FIT_BUCKETS);
		gz_counts_free(c);
		c = ask(ix, &q, &line); /* blocks of one bucket at once */
		compare_timeline(&c->timeline, &q);
		gz_counts_free(c);
	}
}

static void compare_zones(struct gz_index *ix, size_t questions)
{
	static const char *const names[] = { "UTC", "+13:45",
					     "America/New_York",
					     "Australia/Lord_Howe" };
	struct gz_err err;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		CHECK(gz_zone_read(&zone, names[i], &err));
		compare(ix, questions);
	}
}

/* ---- pages of values, first and last days, refusals ---- */

static const struct question everything = { .dates = { INT64_MIN, INT64_MAX } };

static void see_pages(struct gz_index *ix)
{
	struct gz_tally tally = { .facets = 1u << GZ_FACET_BYLINE,
				  .limit = 1000 };
	struct gz_counts *whole = ask(ix, &everything, &tally), *c;
	const struct gz_facet_counts *f = &whole->facet[GZ_FACET_BYLINE];
	size_t sum = 0;

	CHECK(f->count == 5);
	for (size_t i = 0; i < f->count; i++)
		sum += f->value[i].count;
	tally.limit = 2;
	for (tally.from = 0; tally.from < 8; tally.from += 2) {
		const struct gz_facet_counts *part;
		size_t here = 0;

		c = ask(ix, &everything, &tally);
		part = &c->facet[GZ_FACET_BYLINE];
		CHECK(part->distinct == 5);
		for (size_t i = 0; i < part->count; i++) {
			CHECK_STR(part->value[i].value,
				  f->value[tally.from + i].value);
			here += part->value[i].count;
		}
		CHECK(part->other == sum - here);
		gz_counts_free(c);
	}
	gz_counts_free(whole);
}

static void see_prefix(struct gz_index *ix, enum gz_facet facet,
		       const char *prefix, size_t distinct, const char *first)
{
	const struct gz_tally tally = { .facets = 1u << facet,
					.limit = 9,
					.prefix = prefix };
	struct gz_counts *c = ask(ix, &everything, &tally);
	const struct gz_facet_counts *f = &c->facet[facet];

	CHECK(f->distinct == distinct && f->count == distinct);
	CHECK(!distinct || !strcasecmp(f->value[0].value, first));
	gz_counts_free(c);
}

/* Of two spellings the one of more articles; of equals the lesser bytes. */
static void see_spelling(struct gz_index *ix)
{
	const struct gz_tally tally = { .facets = 1u << GZ_FACET_SOURCE,
					.limit = 9 };
	struct gz_counts *c = ask(ix, &everything, &tally);
	const struct gz_value_count *v;
	size_t low = 0, capitals = 0;

	for (size_t i = 0; i < notes; i++) {
		low += note[i].docid && !strcmp(note[i].source, "The Ledger");
		capitals += note[i].docid &&
			    !strcmp(note[i].source, "THE LEDGER");
	}
	v = find_value(&c->facet[GZ_FACET_SOURCE], "The Ledger");
	CHECK(v && v->count == low + capitals);
	CHECK(v &&
	      !strcmp(v->value, low > capitals ? "The Ledger" : "THE LEDGER"));
	gz_counts_free(c);
}

static void see_days(struct gz_index *ix)
{
	const struct gz_tally tally = { .facets = 1u << GZ_FACET_SOURCE,
					.limit = 9,
					.days = true };
	struct gz_counts *c = ask(ix, &everything, &tally);
	const struct gz_facet_counts *f = &c->facet[GZ_FACET_SOURCE];

	zone = gz_utc;
	for (size_t v = 0; v < f->count; v++) {
		int64_t first = INT64_MAX, last = INT64_MIN;

		for (size_t i = 0; i < notes; i++) {
			int64_t day = day_of(note[i].at);

			if (!note[i].docid || note[i].at == GZ_TIME_NONE ||
			    !has_source(i, f->value[v].value))
				continue;
			first = day < first ? day : first;
			last = day > last ? day : last;
		}
		CHECK(f->value[v].dated && f->value[v].first == first &&
		      f->value[v].last == last);
	}
	gz_counts_free(c);
}

static void see_too_many(struct gz_index *ix)
{
	const struct gz_tally tally = { .timeline = true, .most_buckets = 100 };
	struct gz_counts *c = ask(ix, &everything, &tally);

	CHECK(c->timeline.count > 100 && !c->timeline.bucket);
	gz_counts_free(c);
}

/* Where no article has all words, those are counted that are shown. */
static void see_relaxed(struct gz_index *ix)
{
	const struct gz_parse_options options = { 0 };
	const struct gz_tally tally = { .facets = 15,
					.limit = 9,
					.timeline = true };
	struct gz_parsed p;
	struct gz_err err;
	struct gz_search s = { .match = GZ_MATCH_AUTO };
	struct gz_counts *c;
	struct gz_hits *hits;

	CHECK(gz_query_parse("waa wca nowhere", &options, &p));
	s.query = p.root;
	c = gz_count(ix, &s, &tally, &err);
	hits = gz_search(ix, &s, &err);
	CHECK(c && hits && hits->relaxed && hits->wanted == 2);
	CHECK(c->total == hits->total && c->wanted == 2 && c->total > 0);
	CHECK(c->facet[GZ_FACET_SOURCE].matches == c->total);
	gz_counts_free(c);
	gz_hits_free(hits);
	gz_parsed_free(&p);
}

static void see_nothing(struct gz_index *ix)
{
	const struct question q = { .word = "nowhere",
				    .dates = { INT64_MIN, INT64_MAX } };
	const struct gz_tally tally = { .facets = 15,
					.limit = 9,
					.timeline = true,
					.fit = GZ_FIT_BUCKETS };
	struct gz_counts *c = ask(ix, &q, &tally);

	CHECK(!c->total && !c->timeline.count && !c->facet[0].count);
	gz_counts_free(c);
}

int main(void)
{
	const char *seed = getenv("SEED");
	struct gz_err err = { 0 };
	struct gz_writer *w = gz_writer_open("index", &err);
	struct gz_index *ix;

	state = seed ? strtoull(seed, NULL, 10) : 20170726;
	CHECK(w);
	change(w, 30, 0);
	ix = gz_index_open("index", &err);
	CHECK(ix);
	compare_zones(ix, 10);
	change(w, 1000, 10); /* written beside: another generation */
	compare_zones(ix, 12);
	for (int i = 0; i < 5; i++) { /* written into */
		change(w, 1 + chance(40), chance(60));
		compare_zones(ix, 4);
	}
	see_pages(ix);
	see_prefix(ix, GZ_FACET_BYLINE, "di", 1, "Bo Diaz");
	see_prefix(ix, GZ_FACET_BYLINE, "JOSE s", 1, people[5]);
	see_prefix(ix, GZ_FACET_BYLINE, "ee", 0, NULL);
	see_prefix(ix, GZ_FACET_SOURCE, "ledg", 1, "The Ledger");
	see_spelling(ix);
	see_days(ix);
	see_too_many(ix);
	see_relaxed(ix);
	see_nothing(ix);
	CHECK(gz_writer_compact(w, &err));
	compare_zones(ix, 5);
	gz_index_close(ix);
	gz_writer_close(w);
	return check_done();
}
