/* test_index.c - what gz/index.h promises, promise by promise. */
#include <sys/stat.h>
#include <unistd.h>

#include "index_kit.h"

#define DAY 86400
#define MANY 1500 /* over the size that is written beside, and a list's block */

static struct note budget = { "b",
			      "Senate passes budget",
			      "The Senate voted on the budget.",
			      "The Ledger",
			      17000 * DAY,
			      0 };
static struct note minister = {
	"m", "Minister resigns", "The minister of finance resigned.",
	"",  17010 * DAY,	 0
};
static struct note talks = {
	"t",	      "Budget talks fail", "They went home.",
	"The Ledger", GZ_TIME_NONE,	   0
};

static void a_reader_sees_each_commit(void)
{
	struct gz_writer *w = writer("sees");
	struct gz_index *ix;
	uint64_t before;

	put_one(w, &budget);
	before = gz_index_stamp("sees");
	ix = reader("sees");
	CHECK(count(ix, "budget") == 1);
	put_one(w, &talks);
	CHECK(gz_index_stamp("sees") != before);
	CHECK(count(ix, "budget") == 2);
	CHECK(count(ix, "headline:budget") == 2);
	CHECK(count(ix, "source:ledger -went") == 1);
	CHECK(gz_writer_count(w) == 2);
	gz_index_close(ix);
	gz_writer_close(w);
}

static void what_is_not_committed_is_not_there(void)
{
	struct gz_writer *w = writer("sees");
	struct gz_index *ix = reader("sees");
	struct note *one = &minister;
	char path[160];
	uint32_t docid;

	CHECK(gz_writer_claim(w, 1, &docid, NULL));
	minister.docid = docid;
	snprintf(path, sizeof(path), "%s/s", gz_writer_workspace(w));
	build(path, &one, 1);
	gz_writer_close(w);
	CHECK(count(ix, "minister") == 0);
	CHECK(access(path, F_OK) != 0);
	gz_index_close(ix);
}

static void a_commit_that_fails_changes_nothing(void)
{
	struct gz_writer *w = writer("sees");
	struct gz_index *ix = reader("sees");
	const char *missing = "sees/work/missing";
	const struct gz_change change = { .segment = &missing,
					  .segments = 1,
					  .articles = 1,
					  .removed = &budget.docid,
					  .removals = 1 };
	struct gz_err err = { 0 };

	CHECK(!gz_writer_commit(w, &change, &err) && err.code != GZ_OK);
	CHECK(count(ix, "*") == 2);
	put_one(w, &minister);
	CHECK(count(ix, "*") == 3);
	CHECK(count(ix, "budget") == 2);
	gz_index_close(ix);
	gz_writer_close(w);
}

static void a_writer_finds_what_is_held(void)
{
	struct gz_writer *w = writer("held");
	struct note n = { "id/1", "T", "B", "", 0, 0 };
	struct gz_article a = article_of(&n);
	struct gz_err err = { 0 };
	struct gz_held held = { 0 };
	unsigned char hash[16];
	uint32_t first, second;
	char *id;

	CHECK(gz_writer_find(w, "id/1", &held, &err) && held.docid == 0);
	put_one(w, &n);
	gz_article_hash(&a, hash);
	CHECK(gz_writer_find(w, "id/1", &held, &err));
	CHECK(held.docid == n.docid && !memcmp(held.hash, hash, 16));
	id = gz_writer_find_url(w, "https://a.example/", &err);
	CHECK(!id && err.code == GZ_OK);
	CHECK(gz_writer_claim(w, 5, &first, &err) && first == n.docid - 5);
	CHECK(gz_writer_claim(w, 1, &second, &err) && second == first - 1);
	CHECK(!gz_writer_claim(w, 1u << 28, &first, &err));
	CHECK(err.code == GZ_SYSTEM);
	gz_writer_close(w);
}

static void urls_are_found_in_any_spelling(void)
{
	struct gz_writer *w = writer("urls");
	struct note n = { "u1", "T", "B", "", 0, 0 };
	struct gz_article a = article_of(&n);
	struct gz_err err = { 0 };
	struct gz_segment *s;
	const char *segment;
	char path[160], *id;
	uint64_t words;

	snprintf(path, sizeof(path), "%s/s", gz_writer_workspace(w));
	segment = path;
	a.url = (char *)"https://www.ledger.example/a/?utm_source=x";
	CHECK(gz_writer_claim(w, 1, &n.docid, &err));
	s = gz_segment_open(path, &err);
	CHECK(s && gz_segment_put(s, n.docid, &a, &err));
	CHECK(gz_segment_commit(s, &words, &err) && words == 2);
	CHECK(gz_writer_commit(w,
			       &(struct gz_change){ .segment = &segment,
						    .segments = 1,
						    .articles = 1 },
			       &err));
	id = gz_writer_find_url(w, "http://ledger.example/a", &err);
	CHECK(id && !strcmp(id, "u1"));
	free(id);
	gz_writer_close(w);
}

static void one_article_and_the_status(void)
{
	struct gz_index *ix = reader("sees");
	struct gz_index_status s;
	struct gz_err err = { 0 };
	struct gz_article a;
	uint32_t words;

	CHECK(gz_index_article(ix, "b", &a, &words, &err) && words == 9);
	CHECK_STR(a.title, budget.title);
	CHECK_STR(a.body, budget.body);
	CHECK(a.dated && a.published.at == budget.at);
	gz_article_clear(&a);
	CHECK(!gz_index_article(ix, "x", &a, &words, &err));
	CHECK(err.code == GZ_MISSING);
	CHECK(gz_index_status(ix, &s, &err));
	CHECK(s.articles == 3 && s.dated == 2 && s.sources == 1);
	CHECK(s.oldest == budget.at && s.newest == minister.at);
	CHECK(s.words == 9 + 7 + 6 && s.bytes > 0 && *s.schema);
	gz_index_close(ix);
}

static void too_many_words_asked_at_once(void)
{
	struct gz_index *ix = reader("sees");
	struct gz_err err = { 0 };
	struct gz_search s = { .match = GZ_MATCH_AUTO, .limit = 10 };
	struct gz_parsed p;
	struct gz_hits *hits;

	CHECK(gz_query_parse("senate budget finance zebra",
			     &(struct gz_parse_options){ 0 }, &p));
	s.query = p.root;
	hits = gz_search(ix, &s, &err);
	CHECK(hits && hits->relaxed && hits->wanted == 2 && hits->total == 1);
	CHECK(hits && hits->count == 1 &&
	      !strcmp(hits->hit[0].article.id, "b"));
	gz_hits_free(hits);
	s.match = GZ_MATCH_ALL;
	hits = gz_search(ix, &s, &err);
	CHECK(hits && !hits->relaxed && !hits->total && !hits->count);
	gz_hits_free(hits);
	gz_parsed_free(&p);
	gz_index_close(ix);
}

/* One writer at a time; and no folder is taken that is not an index. */
static void says_why_not(void)
{
	struct gz_err err = { 0 };
	struct gz_writer *w = writer("held");

	CHECK(!gz_writer_open("held", &err) && err.code == GZ_BUSY);
	gz_writer_close(w);
	gz_writer_close(writer("held"));

	CHECK(!gz_index_open("nowhere", &err) && err.code == GZ_MISSING);
	CHECK(gz_index_stamp("nowhere") == 0);
	CHECK(mkdir("foreign", 0777) == 0 && mkdir("foreign/x", 0777) == 0);
	CHECK(!gz_writer_open("foreign", &err) && err.code == GZ_DATA);
	CHECK(access("foreign/lock", F_OK) != 0);
	CHECK(!gz_index_open("foreign", &err) && err.code == GZ_MISSING);
	CHECK(fclose(fopen("file", "w")) == 0);
	CHECK(!gz_writer_open("file", &err) && err.code == GZ_DATA);
	CHECK(!gz_writer_open("no/such/parent", &err));
	CHECK(err.code == GZ_SYSTEM);
}

static void fill_many(struct note *many, struct note **order)
{
	for (int i = 0; i < MANY; i++) {
		many[i] = (struct note){ .source = "Axios", .at = i * DAY };
		snprintf(many[i].id, sizeof(many[i].id), "n%d", i);
		snprintf(many[i].title, sizeof(many[i].title), "Report %d", i);
		snprintf(many[i].body, sizeof(many[i].body),
			 "Everywhere stands the word %s.",
			 i % 2 ? "odd" : "even");
		order[MANY - 1 - i] = &many[i];
	}
}

/* Xapian reads another list in place of that of a term which every article
 * has, and loses its place in it. */
static void a_word_that_every_article_has(void)
{
	static struct note many[MANY];
	static struct note *order[MANY];
	struct gz_writer *w = writer("many");
	struct gz_err err = { 0 };
	struct gz_hits *hits;
	struct gz_index *ix;

	fill_many(many, order);
	CHECK(put(w, order, MANY, 250, NULL, 0, &err));
	ix = reader("many");
	CHECK(count(ix, "everywhere") == MANY);
	CHECK(count(ix, "=everywhere source:axios") == MANY);
	CHECK(count(ix, "headline:report odd") == MANY / 2);
	CHECK(count(ix, "\"everywhere stands the word even\"") == MANY / 2);
	CHECK(count(ix, "odd -everywhere") == 0);
	hits = find(ix, "everywhere source:axios", GZ_BY_NEWEST, 0, 3);
	CHECK(hits->count == 3);
	for (size_t i = 0; i < hits->count; i++)
		CHECK(hits->hit[i].place.docid == many[MANY - 1 - i].docid);
	gz_hits_free(hits);
	hits = find(ix, "everywhere", GZ_BY_OLDEST, MANY - 2, 3);
	CHECK(hits->count == 2 &&
	      hits->hit[1].place.docid == many[MANY - 1].docid);
	gz_hits_free(hits);
	gz_index_close(ix);
	gz_writer_close(w);
}

/* A restored copy, say: same names inside, same revision. */
static void another_index_at_the_same_path(void)
{
	struct gz_writer *w = writer("one");
	struct gz_index *ix;

	put_one(w, &budget);
	gz_writer_close(w);
	w = writer("two");
	put_one(w, &minister);
	gz_writer_close(w);
	ix = reader("one");
	CHECK(count(ix, "budget") == 1 && count(ix, "minister") == 0);
	CHECK(rename("one", "old") == 0 && rename("two", "one") == 0);
	CHECK(count(ix, "budget") == 0 && count(ix, "minister") == 1);
	CHECK(count(ix, "date:2016-07-28") == 1);
	gz_index_close(ix);
}

/* Removed and compacted under a reader: it goes on, totals are of what is
 * alive, also of what has no words, and what is left is found as before. */
static void a_compacted_index_is_the_same(void)
{
	struct note note[6], *all[6];
	struct gz_writer *w = writer("packed");
	struct gz_index *ix;
	struct gz_err err = { 0 };
	uint32_t gone[2];

	for (int i = 0; i < 6; i++) {
		note[i] = (struct note){ "", "Report", "", "Axios", i * 9, 0 };
		snprintf(note[i].id, sizeof(note[i].id), "p%d", i);
		snprintf(note[i].body, sizeof(note[i].body), "part %d", i);
		all[i] = &note[i];
	}
	strcpy(note[1].title, "***");
	strcpy(note[1].body, "***");
	CHECK(put(w, all, 6, 4, NULL, 0, &err));
	ix = reader("packed");
	gone[0] = note[1].docid;
	gone[1] = note[4].docid;
	CHECK(put(w, all, 0, 4, gone, 2, &err));
	CHECK(count(ix, "source:axios") == 4 && count(ix, "=part") == 4);
	CHECK(gz_writer_compact(w, &err));
	CHECK(count(ix, "source:axios") == 4 && count(ix, "=part") == 4);
	CHECK(count(ix, "\"part 5\"") == 1 && count(ix, "\"part 4\"") == 0);
	put_one(w, &note[4]);
	CHECK(count(ix, "=part") == 5 && count(ix, "\"part 4\"") == 1);
	gz_index_close(ix);
	gz_writer_close(w);
}

static void a_held_reader_sees_one_state(void)
{
	struct gz_writer *w = writer("still");
	struct gz_index *ix;
	struct gz_err err = { 0 };
	struct gz_article a;
	uint32_t words;

	put_one(w, &budget);
	ix = reader("still");
	CHECK(gz_index_hold(ix, &err) && gz_index_revision(ix) == 1);
	put_one(w, &minister);
	CHECK(count(ix, "minister") == 0);
	CHECK(gz_index_article(ix, budget.id, &a, &words, &err));
	gz_article_clear(&a);
	gz_index_release(ix);
	CHECK(count(ix, "minister") == 1 && gz_index_revision(ix) == 2);
	gz_index_close(ix);
	gz_writer_close(w);
}

/* A segment of which no article could be indexed. */
static void a_segment_may_be_empty(void)
{
	struct gz_writer *w = writer("empty");
	struct gz_index *ix;
	struct gz_err err = { 0 };
	char full[160], none[160];
	const char *segment[] = { full, none };
	const struct gz_change change = { .segment = segment,
					  .segments = 2,
					  .articles = 1 };
	struct note *one = &budget;
	uint32_t first;

	snprintf(full, sizeof(full), "%s/full", gz_writer_workspace(w));
	snprintf(none, sizeof(none), "%s/none", gz_writer_workspace(w));
	put_one(w, &minister);
	CHECK(gz_writer_claim(w, 2, &first, &err));
	budget.docid = first;
	build(full, &one, 1);
	build(none, &one, 0);
	CHECK(gz_writer_commit(w, &change, &err));
	ix = reader("empty");
	CHECK(count(ix, "budget") == 1 && count(ix, "minister") == 1);
	gz_index_close(ix);
	gz_writer_close(w);
}

static void report(void *arg, const char *line)
{
	(void)arg;
	printf("%s\n", line);
}

static void all_of_them_are_whole(void)
{
	static const char *const paths[] = { "sees",   "held",	"urls",
					     "many",   "one",	"old",
					     "packed", "still", "empty" };
	struct gz_err err = { 0 };

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		CHECK(gz_index_check(paths[i], report, NULL, &err));
	CHECK(!gz_index_check("nowhere", report, NULL, &err));
	CHECK(err.code == GZ_MISSING);
}

int main(void)
{
	a_reader_sees_each_commit();
	what_is_not_committed_is_not_there();
	a_commit_that_fails_changes_nothing();
	a_writer_finds_what_is_held();
	urls_are_found_in_any_spelling();
	one_article_and_the_status();
	too_many_words_asked_at_once();
	says_why_not();
	a_word_that_every_article_has();
	another_index_at_the_same_path();
	a_compacted_index_is_the_same();
	a_held_reader_sees_one_state();
	a_segment_may_be_empty();
	all_of_them_are_whole();
	return check_done();
}
