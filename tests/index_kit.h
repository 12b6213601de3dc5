/* index_kit.h - small articles into an index and queries out, for the tests
 * that come through its only door, gz/index.h. */
#ifndef INDEX_KIT_H
#define INDEX_KIT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gz/index.h"

#include "check.h"

/* What a test knows of an article it put in. */
struct note {
	char id[16];
	char title[32];
	char body[256];
	char source[16]; /* "": none */
	int64_t at;	 /* GZ_TIME_NONE: undated */
	uint32_t docid;	 /* 0: not in, or taken out */
};

static struct gz_article article_of(const struct note *n)
{
	return (struct gz_article){
		.id = (char *)n->id,
		.title = (char *)n->title,
		.body = (char *)n->body,
		.source = *n->source ? (char *)n->source : NULL,
		.dated = n->at != GZ_TIME_NONE,
		.published = { .at = n->at, .precision = GZ_SECOND },
		.format = "jsonl",
	};
}

static inline struct gz_writer *writer(const char *path)
{
	struct gz_err err = { 0 };
	struct gz_writer *w = gz_writer_open(path, &err);

	if (!w)
		printf("%s\n", err.text);
	CHECK(w);
	return w;
}

static inline struct gz_index *reader(const char *path)
{
	struct gz_err err = { 0 };
	struct gz_index *ix = gz_index_open(path, &err);

	CHECK(ix);
	return ix;
}

static bool build(const char *path, struct note *const *notes, size_t count)
{
	struct gz_err err = { 0 };
	struct gz_segment *s = gz_segment_open(path, &err);
	uint64_t words = 0;

	for (size_t i = 0; s && i < count; i++) {
		struct gz_article a = article_of(notes[i]);

		CHECK(gz_segment_put(s, notes[i]->docid, &a, &err));
	}
	CHECK(s && gz_segment_commit(s, &words, &err) && words >= count);
	return err.code == GZ_OK;
}

/* Put notes in, in the order they have here, in segments of at most size, and
 * take removed out. */
static bool put(struct gz_writer *w, struct note *const *notes, size_t count,
		size_t size, const uint32_t *removed, size_t removals,
		struct gz_err *err)
{
	char path[64][160];
	const char *segment[64];
	struct gz_change change = { .segment = segment,
				    .articles = count,
				    .removed = removed,
				    .removals = removals };
	uint32_t docid = 0;

	CHECK(!count || gz_writer_claim(w, count, &docid, err));
	for (size_t i = 0; i < count; i++)
		notes[i]->docid = docid + (uint32_t)i;
	for (size_t i = 0; i < count; i += size) {
		size_t here = count - i < size ? count - i : size;
		char *to = path[change.segments];

		snprintf(to, sizeof(path[0]), "%s/s%zu", gz_writer_workspace(w),
			 change.segments);
		segment[change.segments++] = to;
		build(to, notes + i, here);
	}
	return gz_writer_commit(w, &change, err);
}

/* Put in one article alone. */
static inline void put_one(struct gz_writer *w, struct note *n)
{
	struct gz_err err = { 0 };

	CHECK(put(w, &n, 1, 1, NULL, 0, &err));
}

/* The answer to text; free with gz_hits_free(). */
static struct gz_hits *find(struct gz_index *ix, const char *text,
			    enum gz_order order, size_t from, size_t limit)
{
	const struct gz_clock clock = { .zone = gz_utc };
	const struct gz_parse_options options = { .clock = &clock };
	struct gz_err err = { 0 };
	struct gz_parsed parsed;
	struct gz_hits *hits;

	CHECK(gz_query_parse(text, &options, &parsed));
	hits = gz_search(ix,
			 &(struct gz_search){ .query = parsed.root,
					      .order = order,
					      .match = GZ_MATCH_ALL,
					      .from = from,
					      .limit = limit },
			 &err);
	if (!hits)
		printf("%s: %s\n", text, err.text);
	CHECK(hits);
	gz_parsed_free(&parsed);
	return hits ? hits : calloc(1, sizeof(*hits));
}

static inline size_t count(struct gz_index *ix, const char *text)
{
	struct gz_hits *hits = find(ix, text, GZ_BY_RELEVANCE, 0, 0);
	size_t total = hits->total;

	gz_hits_free(hits);
	return total;
}

#endif
