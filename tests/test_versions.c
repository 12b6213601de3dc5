/* test_versions.c - what becomes of an article that is replaced or removed. */
#include <time.h>
#include <unistd.h>

#include "index_kit.h"

#ifdef GZ_SMALL
#define MOST 3
#else
#define MOST 50
#endif
#define LARGE 1000 /* articles that are merged beside the index */

static void say(struct note *n, const char *body)
{
	snprintf(n->body, sizeof(n->body), "%s", body);
}

/* Let the clock go on by more than it counts. */
static void pause_for_the_clock(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
}

/* Put n in with that body, in place of what it was. */
static void replace(struct gz_writer *w, struct note *n, const char *body)
{
	const uint32_t old = n->docid;
	struct gz_err err = { 0 };

	say(n, body);
	pause_for_the_clock();
	CHECK(put(w, &n, 1, 1, &old, old != 0, &err));
}

static struct gz_article whole(struct gz_index *ix, const char *id)
{
	struct gz_article a = { 0 };
	struct gz_err err = { 0 };
	uint32_t words;

	CHECK(gz_index_article(ix, id, &a, &words, &err));
	return a;
}

static size_t kept(struct gz_index *ix)
{
	struct gz_index_status s = { 0 };
	struct gz_err err = { 0 };

	CHECK(gz_index_status(ix, &s, &err));
	return s.versions;
}

static void report(void *arg, const char *line)
{
	(void)arg;
	printf("%s\n", line);
}

static void is_whole(const char *path)
{
	struct gz_err err = { 0 };

	CHECK(gz_index_check(path, report, NULL, &err));
}

static void version_is(struct gz_index *ix, const char *id, uint32_t number,
		       const char *body)
{
	struct gz_article a = { 0 };
	struct gz_err err = { 0 };
	uint32_t words = 0;

	CHECK(gz_index_version(ix, id, number, &a, &words, &err));
	CHECK_STR(a.body ? a.body : "", body);
	CHECK(a.version == number && words > 0);
	gz_article_clear(&a);
}

static void no_version(struct gz_index *ix, const char *id, uint32_t number)
{
	struct gz_article a = { 0 };
	struct gz_err err = { 0 };
	uint32_t words;

	CHECK(!gz_index_version(ix, id, number, &a, &words, &err));
	CHECK(err.code == GZ_USAGE && strstr(err.text, "no version"));
}

static void what_is_replaced_is_kept(void)
{
	struct note n = { "a", "Vote", "The gannet.", "", 0, 0 };
	struct gz_writer *w = writer("kept");
	struct gz_article first, second;
	struct gz_versions *all;
	struct gz_err err = { 0 };
	unsigned char hash[16];
	struct gz_index *ix;

	put_one(w, &n);
	ix = reader("kept");
	first = whole(ix, "a");
	CHECK(first.version == 1 && first.first_seen == first.updated);
	CHECK(first.updated / 1000 > 1500000000);
	replace(w, &n, "The heron flew.");
	second = whole(ix, "a");
	CHECK(second.version == 2 && second.first_seen == first.first_seen);
	CHECK(second.updated > first.updated);

	all = gz_index_versions(ix, "a", &err);
	CHECK(all && all->count == 2);
	CHECK(all->version[0].number == 2 && all->version[0].current);
	CHECK(all->version[0].seen == second.updated);
	CHECK(all->version[0].words == 4 && all->version[1].words == 3);
	CHECK(all->version[1].number == 1 && !all->version[1].current);
	CHECK(all->version[1].seen == first.updated);
	CHECK_STR(all->version[1].title, "Vote");
	gz_article_hash(&first, hash);
	CHECK(memcmp(all->version[1].hash, hash, 16) == 0);
	gz_versions_free(all);

	version_is(ix, "a", 1, "The gannet.");
	version_is(ix, "a", 2, "The heron flew.");
	no_version(ix, "a", 3);
	no_version(ix, "a", 0);
	CHECK(count(ix, "gannet") == 0 && count(ix, "heron") == 1);
	CHECK(kept(ix) == 1);
	gz_article_clear(&first);
	gz_article_clear(&second);
	gz_index_close(ix);
	gz_writer_close(w);
	is_whole("kept");
}

/* The first version stays, and the last ones. */
static void a_limited_number_is_kept(void)
{
	struct note n = { "a", "Blog", "part 1", "", 0, 0 };
	struct gz_writer *w = writer("most");
	struct gz_versions *all;
	struct gz_err err = { 0 };
	struct gz_index *ix;
	char body[32];

	put_one(w, &n);
	for (int i = 2; i <= MOST + 3; i++) {
		snprintf(body, sizeof(body), "part %d", i);
		replace(w, &n, body);
	}
	ix = reader("most");
	all = gz_index_versions(ix, "a", &err);
	CHECK(all && all->count == MOST + 1 && kept(ix) == MOST);
	CHECK(all->version[0].number == MOST + 3);
	CHECK(all->version[MOST].number == 1);
	CHECK(all->version[MOST - 1].number == 4);
	gz_versions_free(all);
	version_is(ix, "a", 1, "part 1");
	no_version(ix, "a", 2);
	no_version(ix, "a", 3);
	version_is(ix, "a", 4, "part 4");
	gz_index_close(ix);
	gz_writer_close(w);
	is_whole("most");
}

/* Two feeds that contradict each other must not push out what was. */
static void a_content_is_kept_once(void)
{
	struct note n = { "a", "T", "one", "", 0, 0 };
	struct gz_writer *w = writer("once");
	struct gz_versions *all;
	struct gz_err err = { 0 };
	struct gz_index *ix;

	put_one(w, &n);
	for (int i = 0; i < 3; i++) {
		replace(w, &n, "two");
		replace(w, &n, "one");
	}
	ix = reader("once");
	all = gz_index_versions(ix, "a", &err);
	CHECK(all && all->count == 3 && all->version[0].number == 7);
	CHECK(memcmp(all->version[0].hash, all->version[2].hash, 16) == 0);
	gz_versions_free(all);
	version_is(ix, "a", 7, "one");
	version_is(ix, "a", 2, "two");
	gz_index_close(ix);
	gz_writer_close(w);
	is_whole("once");
}

static void is_gone(struct gz_index *ix, const char *id)
{
	struct gz_article a;
	struct gz_err err = { 0 };
	uint32_t words;

	CHECK(!gz_index_article(ix, id, &a, &words, &err));
	CHECK(err.code == GZ_GONE && strstr(err.text, "was removed on 20"));
	CHECK(!gz_index_versions(ix, id, &err) && err.code == GZ_GONE);
	CHECK(!gz_index_version(ix, id, 1, &a, &words, &err));
	CHECK(err.code == GZ_GONE);
}

static void what_is_removed_is_gone(void)
{
	struct note n = { "a", "T", "one", "", 0, 0 };
	struct note other = { "b", "T", "other", "", 0, 0 };
	struct gz_writer *w = writer("gone");
	struct gz_article was, is;
	struct gz_err err = { 0 };
	struct gz_index *ix;
	uint32_t words;

	put_one(w, &other);
	put_one(w, &n);
	replace(w, &other, "another");
	replace(w, &n, "two");
	ix = reader("gone");
	was = whole(ix, "a");
	CHECK(kept(ix) == 2);
	CHECK(put(w, NULL, 0, 1, &n.docid, 1, &err));
	is_gone(ix, "a");
	CHECK(kept(ix) == 1);
	CHECK(!gz_index_article(ix, "c", &is, &words, &err));
	CHECK(err.code == GZ_MISSING);

	/* It comes back as new. */
	n.docid = 0;
	replace(w, &n, "three");
	is = whole(ix, "a");
	CHECK(is.version == 1 && is.first_seen > was.updated);
	no_version(ix, "a", 2);
	version_is(ix, "b", 1, "other");
	CHECK(gz_writer_compact(w, &err));
	version_is(ix, "a", 1, "three");
	version_is(ix, "b", 1, "other");
	CHECK(put(w, NULL, 0, 1, &n.docid, 1, &err));
	is_gone(ix, "a");
	CHECK(gz_writer_compact(w, &err));
	is_gone(ix, "a");
	gz_article_clear(&was);
	gz_article_clear(&is);
	gz_index_close(ix);
	gz_writer_close(w);
	is_whole("gone");
}

/* All of an index of many replaced at once, but for one article. */
static void what_is_merged_is_the_same(void)
{
	static struct note many[LARGE];
	static struct note *all[LARGE];
	static uint32_t old[LARGE];
	struct note n = { "a", "T", "one", "", 0, 0 };
	struct gz_writer *w = writer("merged");
	struct gz_article before, after;
	struct gz_err err = { 0 };
	struct gz_index *ix;

	put_one(w, &n);
	replace(w, &n, "two");
	ix = reader("merged");
	before = whole(ix, "a");
	for (int i = 0; i < LARGE; i++) {
		all[i] = &many[i];
		many[i].at = LARGE - i;
		snprintf(many[i].id, sizeof(many[i].id), "n%d", i);
		say(&many[i], "old");
	}
	CHECK(put(w, all, LARGE, 100, NULL, 0, &err));
	CHECK(kept(ix) == 1);
	for (int i = 0; i < LARGE; i++) {
		old[i] = many[i].docid;
		say(&many[i], "new");
	}
	/* one of them stays, and another comes */
	snprintf(many[LARGE - 1].id, sizeof(many[0].id), "last");
	CHECK(put(w, all, LARGE, 100, old, LARGE - 1, &err));
	after = whole(ix, "a");
	CHECK(after.first_seen == before.first_seen && after.version == 2 &&
	      after.updated == before.updated);
	CHECK(kept(ix) == LARGE);
	version_is(ix, "n7", 1, "old");
	version_is(ix, "n7", 2, "new");
	version_is(ix, "a", 1, "one");
	CHECK(count(ix, "=old") == 1 && count(ix, "=new") == LARGE);
	gz_article_clear(&before);
	gz_article_clear(&after);
	gz_index_close(ix);
	gz_writer_close(w);
	is_whole("merged");
}

int main(void)
{
	what_is_replaced_is_kept();
	a_limited_number_is_kept();
	a_content_is_kept_once();
	what_is_removed_is_gone();
	what_is_merged_is_the_same();
	return check_done();
}
