/* test_changes.c - what gz_index_changes() says against a list of what was
 * done, through small and large commits, removals, returns and compaction.
 * SEED=N tries others. */
#include "index_kit.h"

enum {
	IDS = 60,
	ROUNDS = 30,
};

/* What was done last to an article. */
static struct known {
	struct note note;
	bool there, ever;
	enum gz_change_type type;
	uint64_t revision;
} known[IDS];

static uint64_t state, revision;

static unsigned chance(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

static void write_note(size_t i)
{
	struct known *k = &known[i];

	snprintf(k->note.id, sizeof(k->note.id), "id/%zu", i);
	snprintf(k->note.title, sizeof(k->note.title), "Number %zu", i);
	snprintf(k->note.body, sizeof(k->note.body), "In revision %u.",
		 (unsigned)revision);
	k->note.at = GZ_TIME_NONE;
	k->type = k->there ? GZ_UPDATED : GZ_ADDED;
	k->there = k->ever = true;
	k->revision = revision;
}

/* One commit: some are written, some removed. */
static void change(struct gz_writer *w, size_t writes, size_t removals)
{
	struct note *notes[IDS];
	uint32_t removed[IDS];
	struct gz_err err = { 0 };
	size_t count = 0, gone = 0;

	revision++;
	for (size_t i = 0, first = chance(IDS); i < IDS; i++) {
		struct known *k = &known[(first + i) % IDS];

		if (gone < removals && k->there) {
			removed[gone++] = k->note.docid;
			k->there = false;
			k->type = GZ_REMOVED;
			k->revision = revision;
		} else if (count < writes) {
			if (k->there)
				removed[gone++] = k->note.docid;
			write_note((size_t)(k - known));
			notes[count++] = &k->note;
		}
	}
	CHECK(put(w, notes, count, 20, removed, gone, &err));
}

/* Those after a revision, a page at a time, are those of the list. */
static void compare(struct gz_index *ix, uint64_t since, size_t limit)
{
	uint64_t at = since, last = 0;
	uint32_t docid = UINT32_MAX, last_docid = 0;
	size_t seen = 0, want = 0;
	struct gz_err err = { 0 };
	bool more = true;

	for (size_t i = 0; i < IDS; i++)
		want += known[i].ever && known[i].revision > since;
	while (more) {
		struct gz_changes *all = gz_index_changes(ix, at, docid, limit,
							  &err);

		CHECK(all);
		if (!all)
			return;
		CHECK(all->revision == revision);
		CHECK(all->count <= limit);
		more = all->more;
		CHECK(!more || all->count == limit);
		for (size_t i = 0; i < all->count; i++) {
			const struct gz_changed *c = &all->change[i];
			const struct known *k = &known[atoi(c->id + 3)];

			CHECK_STR(c->id, k->note.id);
			CHECK(c->type == k->type);
			CHECK(c->revision == k->revision);
			CHECK(c->at > 0);
			CHECK(c->revision > last ||
			      (c->revision == last && c->docid > last_docid));
			last = at = c->revision;
			last_docid = docid = c->docid;
			seen++;
		}
		gz_changes_free(all);
	}
	CHECK(seen == want);
}

static void compare_all(struct gz_index *ix)
{
	for (uint64_t since = 0; since <= revision; since += 1 + chance(4))
		compare(ix, since, 1 + chance(9));
	compare(ix, 0, 1000);
	compare(ix, revision, 5);
}

static void report(void *arg, const char *line)
{
	(void)arg;
	printf("%s\n", line);
}

static void refuses(struct gz_index *ix)
{
	struct gz_err err = { 0 };

	CHECK(!gz_index_changes(ix, revision + 1, UINT32_MAX, 10, &err));
	CHECK(err.code == GZ_USAGE);
	CHECK(strstr(err.text, "is yet to come"));
}

int main(void)
{
	const char *seed = getenv("SEED");
	struct gz_writer *w = writer("index");
	struct gz_err err = { 0 };
	struct gz_index *ix;

	state = seed ? strtoull(seed, NULL, 10) : 20170726;
	change(w, 5, 0);
	ix = reader("index");
	for (int i = 0; i < ROUNDS; i++) {
		change(w, chance(3) ? chance(5) : chance(30), chance(6));
		compare_all(ix);
		if (chance(5) == 0) {
			CHECK(gz_writer_compact(w, &err));
			revision++;
			compare_all(ix);
		}
		CHECK(gz_index_check("index", report, NULL, &err));
	}
	refuses(ix);
	gz_index_close(ix);
	gz_writer_close(w);
	return check_done();
}
