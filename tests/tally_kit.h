/* tally_kit.h - articles with sources, sections and authors into an index, and
 * what counts of them should be, one by one. */
#ifndef TALLY_KIT_H
#define TALLY_KIT_H

#include "index_kit.h"

#define MOST 1500
#define DAY 86400

/* An article, and what the kit's note has no room for. */
static struct note note[MOST];
static char section[MOST][16];	 /* "": none */
static char byline[MOST][3][16]; /* "": none */
static size_t notes;
static uint64_t state;

static unsigned chance(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

static const char *const sources[] = { "The Ledger",	   "The Ledger",
				       "THE LEDGER",	   "Axios",
				       "Caf\xC3\xA9 Post", "" };
static const char *const sections[] = { "politics", "Opinion", "", "" };
static const char *const people[] = { "Ann Lee", "ANN LEE", "Bo Diaz",
				      "Cy Moss", "Dee Roe", "Jos\xC3\xA9 Sol" };

#define PICK(list) (list)[chance(sizeof(list) / sizeof((list)[0]))]

/* Runs of articles of one day and one source, for whole blocks. */
static void new_note(size_t run)
{
	static int64_t day;
	static const char *source;
	struct note *n = &note[notes];

	if (!source || !chance((unsigned)run)) {
		day = 17000 + chance(500) - chance(2) * 1700;
		source = PICK(sources);
	}
	snprintf(n->id, sizeof(n->id), "n%zu", notes);
	snprintf(n->title, sizeof(n->title), "%s", chance(2) ? "waa" : "wba");
	snprintf(n->body, sizeof(n->body), "%s%s", chance(3) ? "wca " : "",
		 chance(4) ? "wda wea" : "wea wda");
	snprintf(n->source, sizeof(n->source), "%s", source);
	n->at = chance(40) ? day * DAY + chance(DAY) : GZ_TIME_NONE;
	snprintf(section[notes], sizeof(section[0]), "%s", PICK(sections));
	for (unsigned i = chance(4); i > 0; i--)
		snprintf(byline[notes][i - 1], sizeof(byline[0][0]), "%s",
			 PICK(people));
	notes++;
}

/* Put articles first..notes in, and take some out. */
static void commit(struct gz_writer *w, size_t first, const uint32_t *removed,
		   size_t removals)
{
	char path[256];
	const char *segment = path;
	struct gz_change change = { .segment = &segment,
				    .segments = notes > first,
				    .articles = notes - first,
				    .removed = removed,
				    .removals = removals };
	struct gz_err err = { 0 };
	struct gz_segment *s;
	uint32_t docid = 0;
	uint64_t words;

	CHECK(gz_writer_claim(w, notes - first, &docid, &err));
	snprintf(path, sizeof(path), "%s/s", gz_writer_workspace(w));
	s = notes > first ? gz_segment_open(path, &err) : NULL;
	for (size_t i = first; i < notes; i++) {
		struct gz_article a = article_of(&note[i]);
		char *names[3];

		note[i].docid = docid++;
		a.section = *section[i] ? section[i] : NULL;
		a.byline = names;
		for (int k = 0; k < 3; k++)
			if (*byline[i][k])
				names[a.byline_count++] = byline[i][k];
		CHECK(gz_segment_put(s, note[i].docid, &a, &err));
	}
	CHECK(!s || gz_segment_commit(s, &words, &err));
	CHECK(gz_writer_commit(w, &change, &err));
}

static void change(struct gz_writer *w, size_t added, size_t removals)
{
	uint32_t removed[MOST];
	size_t first = notes, out = 0, run;

	for (size_t i = 0; i < removals; i++) {
		struct note *n = &note[chance((unsigned)notes)];

		if (n->docid)
			removed[out++] = n->docid;
		n->docid = 0;
	}
	run = added > 100 ? 300 : 40;
	while (added--)
		new_note(run);
	commit(w, first, removed, out);
}

/* ---- the reference ---- */

/* A search as text, and as what it asks of an article. */
struct question {
	const char *word, *run;	     /* NULL: any */
	const char *source, *person; /* filters: NULL none */
	bool not_source;
	struct gz_period dates;
};

static bool is_ledger(const struct note *n)
{
	return !strcasecmp(n->source, "the ledger");
}

static bool has_source(size_t i, const char *name)
{
	return !strcasecmp(name, "The Ledger") ? is_ledger(&note[i])
					       : !strcmp(note[i].source, name);
}

static bool has_person(size_t i, const char *name)
{
	for (int k = 0; k < 3; k++)
		if (!strcasecmp(byline[i][k], name))
			return true;
	return false;
}

static bool is_within(const struct note *n, const struct gz_period *p)
{
	if (p->first == INT64_MIN && p->last == INT64_MAX)
		return true;
	return n->at != GZ_TIME_NONE && n->at >= p->first && n->at <= p->last;
}

/* Without: the facet whose own filter does not count; GZ_FACETS: none. */
static bool matches(size_t i, const struct question *q, enum gz_facet without)
{
	const struct note *n = &note[i];

	if (!n->docid || !is_within(n, &q->dates))
		return false;
	if (q->word && strcmp(n->title, q->word) && !strstr(n->body, q->word))
		return false;
	if (q->run && !strstr(n->body, q->run))
		return false;
	if (q->source && without != GZ_FACET_SOURCE &&
	    has_source(i, q->source) == q->not_source)
		return false;
	return !q->person || without == GZ_FACET_BYLINE ||
	       has_person(i, q->person);
}

static size_t count_of(const struct question *q, enum gz_facet f,
		       bool (*has)(size_t, const char *), const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < notes; i++)
		n += matches(i, q, f) && has(i, name);
	return n;
}

static bool has_section(size_t i, const char *name)
{
	return !strcmp(section[i], name);
}

static bool has_no_person(size_t i, const char *name)
{
	(void)name;
	return !*byline[i][0] && !*byline[i][1] && !*byline[i][2];
}

static struct gz_zone zone;

static int64_t day_of(int64_t at)
{
	int64_t local = gz_zone_local(&zone, at);

	return (local - (local % DAY + DAY) % DAY) / DAY;
}

static bool has_month(size_t i, const char *name)
{
	char month[32];

	if (note[i].at == GZ_TIME_NONE)
		return !*name;
	gz_interval_write(GZ_EACH_MONTH, day_of(note[i].at), month);
	return !strcmp(month, name);
}

static bool any(size_t i, const char *name)
{
	(void)i;
	(void)name;
	return true;
}

/* ---- asking ---- */

/* A query of the words, and a filter as the server makes it. */
static struct gz_counts *ask(struct gz_index *ix, const struct question *q,
			     const struct gz_tally *tally)
{
	const struct gz_clock clock = { .zone = gz_utc };
	const struct gz_parse_options options = { .clock = &clock };
	char text[300] = "", person[64];
	struct gz_parsed words, byline_tree;
	struct gz_query source, opposite, dates, *part[3], *kid = &source;
	struct gz_query filter = { .op = GZ_Q_AND, .kid = part };
	struct gz_search search = { .match = GZ_MATCH_ALL };
	struct gz_counts *counts;
	struct gz_err err;

	snprintf(text, sizeof(text), "%s %s%s%s", q->word ? q->word : "",
		 q->run ? "\"" : "", q->run ? q->run : "", q->run ? "\"" : "");
	CHECK(gz_query_parse(text, &options, &words));
	snprintf(person, sizeof(person), "byline:\"%s\"",
		 q->person ? q->person : "x");
	CHECK(gz_query_parse(person, &options, &byline_tree));
	source = (struct gz_query){ .op = GZ_Q_VALUE,
				    .field = GZ_F_SOURCE,
				    .form = &q->source,
				    .count = 1 };
	opposite = (struct gz_query){ .op = GZ_Q_NOT, .count = 1, .kid = &kid };
	dates = (struct gz_query){ .op = GZ_Q_DATE, .period = q->dates };
	if (q->source)
		part[filter.count++] = q->not_source ? &opposite : &source;
	if (q->person)
		part[filter.count++] = byline_tree.root;
	if (q->dates.first != INT64_MIN || q->dates.last != INT64_MAX)
		part[filter.count++] = &dates;
	search.query = words.root;
	search.filter = filter.count ? &filter : NULL;
	counts = gz_count(ix, &search, tally, &err);
	CHECK(counts);
	gz_parsed_free(&words);
	gz_parsed_free(&byline_tree);
	return counts;
}

#endif
