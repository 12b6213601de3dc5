/* gz/index.h - the article index: segments in, searches out.
 *
 * The one door to Xapian. Behind it lib/index/ is C++; in front of it nothing
 * is: no exception crosses and no C++ type shows.
 *
 * Order     The newest article has the lowest docid (ARCHITECTURE.md, "Where
 *           an article lies"), so the newest and any range of dates are found without
 *           reading the rest. A late article costs speed, never truth.
 * Threads   A handle serves one thread. One writer and any number of readers
 *           may share a path, in one process or in many; neither waits.
 * Commits   A reader sees the newest commit at the start of every call, but
 *           for one that is held: gz_index_hold().
 * Text      UTF-8, NUL-terminated. Arguments are borrowed for the call.
 * Failure   false or NULL, with the reason in *err (gz/err.h).
 */
#ifndef GZ_INDEX_H
#define GZ_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "gz/article.h"
#include "gz/err.h"
#include "gz/interval.h"
#include "gz/query.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- writing ------------------------------------------------------------ */

/* The single writer of an index. */
struct gz_writer;

/* Open the index at path for writing, creating it if there is none, and sweep
 * away what an interrupted writer left. GZ_BUSY at once if another writer is
 * at work; GZ_DATA for a foreign folder or another schema; GZ_SYSTEM for the
 * disk, or a network file system. */
struct gz_writer *gz_writer_open(const char *path, struct gz_err *err);
/* What was not committed is dropped. NULL is allowed. */
void gz_writer_close(struct gz_writer *w);

/* A folder inside the index for the writer's unfinished work, swept away by
 * the next gz_writer_open(). Owned by w. */
const char *gz_writer_workspace(const struct gz_writer *w);

/* An article that the index already holds. */
struct gz_held {
	uint32_t docid;		/* 0: not held */
	unsigned char hash[16]; /* gz_article_hash() */
};
bool gz_writer_find(struct gz_writer *w, const char *id, struct gz_held *held,
		    struct gz_err *err);
/* The id of the article with that URL (canonical form), to be freed. NULL
 * without *err filled (code GZ_OK): none. */
char *gz_writer_find_url(struct gz_writer *w, const char *url,
			 struct gz_err *err);

/* How many articles the index holds. */
size_t gz_writer_count(const struct gz_writer *w);

/* Claim docids for count new articles of the next change: the lowest of a run
 * of count below all others. */
bool gz_writer_claim(struct gz_writer *w, size_t count, uint32_t *first,
		     struct gz_err *err);

/* One step of the index, all or nothing: segments go in, docids go out. */
struct gz_change {
	const char *const *segment; /* folders, ascending docids */
	size_t segments;
	size_t articles; /* in all segments */
	/* Docids of replaced and removed articles. One with the id of an article
	 * of the change is replaced by it and becomes an earlier version; any
	 * other is forgotten with all its versions, and leaves its id and when. */
	const uint32_t *removed;
	size_t removals;
};
/* Make the change visible and durable: on disk, with the folder fsynced, when
 * this returns true; the segments are gone then. Small changes are written
 * into the index; large ones are merged beside it and swapped in. On failure
 * nothing has changed. */
bool gz_writer_commit(struct gz_writer *w, const struct gz_change *change,
		      struct gz_err *err);

/* Write the index anew without what removed articles left in it, as one file
 * of postings. Searches go on meanwhile; it takes as much disk again. */
bool gz_writer_compact(struct gz_writer *w, struct gz_err *err);

/* ---- segments: analysed articles, made in worker processes -------------- */

struct gz_segment;
struct gz_segment *gz_segment_open(const char *path, struct gz_err *err);
/* Analyse a and add it under docid; ascending docids only. */
bool gz_segment_put(struct gz_segment *s, uint32_t docid,
		    const struct gz_article *a, struct gz_err *err);
/* Write it out. The segment is closed and s is gone, whatever is returned;
 * words gets the number of words in it. */
bool gz_segment_commit(struct gz_segment *s, uint64_t *words,
		       struct gz_err *err);
void gz_segment_drop(struct gz_segment *s);

/* ---- reading ------------------------------------------------------------ */

struct gz_index;

/* Open for searching. GZ_MISSING: nothing there. GZ_DATA: not an index, or of
 * another schema. */
struct gz_index *gz_index_open(const char *path, struct gz_err *err);
void gz_index_close(struct gz_index *ix);

/* Keep about so many bytes (64 MB at first) of what searches have made of the
 * lists of words, for those that come after. A word in a million articles
 * takes 200 kB. */
void gz_index_keep(struct gz_index *ix, size_t bytes);

/* Show the newest commit now, and until gz_index_release() no newer one: calls
 * that belong together see one state. (One that commits have overtaken so far
 * that it can be read no more is left for the newest.) */
bool gz_index_hold(struct gz_index *ix, struct gz_err *err);
void gz_index_release(struct gz_index *ix);

/* The revision shown at the last call, counted from 1. */
uint64_t gz_index_revision(const struct gz_index *ix);

/* A number that changes with every commit, for two system calls. 0: there is
 * no index at path. */
uint64_t gz_index_stamp(const char *path);

enum gz_order {
	GZ_BY_RELEVANCE, /* score, then newest */
	GZ_BY_NEWEST,	 /* published, undated last; ties by docid */
	GZ_BY_OLDEST,	 /* published, undated last; ties by docid */
	GZ_BY_CHANCE,	 /* a random sample: by hash of seed and content */
};

/* Where in an order a hit stands; good beyond its revision for orders by date,
 * whose keys do not change. */
struct gz_place {
	uint32_t docid;
	float score;	   /* by relevance */
	int64_t published; /* GZ_TIME_NONE: undated */
};

enum gz_match {
	GZ_MATCH_AUTO, /* all; where nothing matches, most of the words */
	GZ_MATCH_ALL,  /* as the tree says */
};

struct gz_search {
	const struct gz_query *query;  /* scored */
	const struct gz_query *filter; /* not scored; NULL: none */
	enum gz_order order;
	enum gz_match match;
	size_t from, limit;	      /* limit 0: count only */
	const struct gz_place *after; /* only what comes behind it; NULL: from
					 the best on. Not by chance */
	uint64_t seed;		      /* by chance */
	bool no_total; /* the best alone: all matches are not counted, nor is
			  the search relaxed */
};

struct gz_hit {
	struct gz_place place; /* score 0 unless by relevance */
	uint32_t words;
	struct gz_article article;
};

struct gz_hits {
	uint64_t revision; /* of the index it was answered from */
	size_t total;	   /* exact: over all matches */
	bool relaxed;	 /* GZ_MATCH_AUTO: not all words were found together */
	unsigned wanted; /* relaxed: an article must have this many words */
	size_t count;
	struct gz_hit hit[];
};

/* Search. No match is a success with count 0. A commit meanwhile is
 * invisible. Release whole with gz_hits_free(). */
struct gz_hits *gz_search(struct gz_index *ix, const struct gz_search *search,
			  struct gz_err *err);
void gz_hits_free(struct gz_hits *hits);

/* The same without reading the articles. */
struct gz_rows {
	uint64_t revision;
	size_t total;
	bool counted; /* total is known */
	size_t count;
	struct gz_place *row;
};
bool gz_search_rows(struct gz_index *ix, const struct gz_search *search,
		    struct gz_rows *rows, struct gz_err *err);
void gz_rows_free(struct gz_rows *rows);
/* The article of a row, of the same state of the index (gz_index_hold()).
 * Clear hit->article with gz_article_clear(). */
bool gz_index_hit(struct gz_index *ix, const struct gz_place *row,
		  struct gz_hit *hit, struct gz_err *err);

/* At most limit articles that filter (NULL: any) lets through and that are like
 * the one with the id, the likest first, without itself. They have the terms
 * that tell most of its title and body, by tf and idf; the score is that of a
 * search for these. The total is count. GZ_MISSING, GZ_GONE: as
 * gz_index_article(). */
struct gz_hits *gz_similar(struct gz_index *ix, const char *id,
			   const struct gz_query *filter, size_t limit,
			   struct gz_err *err);

/* ---- help in typing ------------------------------------------------------- */

/* The text of a query as it may have been meant, to be freed: words of it that
 * next to no article has are taken for what was probably mistyped. NULL: there
 * is nothing to suggest, and *err has the code GZ_OK, or it failed. query is
 * what text was parsed to. Only words by themselves, of headline and body, are
 * looked at: not those in quotes, behind "=", under NOT, with figures, or of
 * other fields. */
char *gz_index_spelling(struct gz_index *ix, const char *text,
			const struct gz_query *query, struct gz_err *err);

enum gz_suggestion_kind {
	GZ_SUGGEST_WORD,   /* the text, its last word finished */
	GZ_SUGGEST_SOURCE, /* the name of one */
	GZ_SUGGEST_BYLINE, /* of an author */
	GZ_SUGGEST_TITLE,  /* of an article */
};
struct gz_suggestion {
	enum gz_suggestion_kind kind;
	char *text;
	size_t articles;	   /* that have it */
	struct gz_article article; /* of a title; else { 0 } */
};
struct gz_suggestions {
	uint64_t revision; /* of the index it was answered from */
	size_t count;
	struct gz_suggestion suggestion[];
};
/* At most limit ways to go on with what is being typed: whole words, and the
 * first letters of a last one that no blank follows. Words by how many articles
 * have them, or after others by how often they follow these in the newest ones; sources and authors with such a word in their
 * name, by their articles; titles with all of it, the newest first. No word, no
 * suggestion. Release whole with gz_suggestions_free(). */
struct gz_suggestions *gz_suggest(struct gz_index *ix, const char *text,
				  size_t limit, struct gz_err *err);
void gz_suggestions_free(struct gz_suggestions *all);

/* ---- counting what matches ----------------------------------------------- */

/* What articles have in common. */
enum gz_facet {
	GZ_FACET_SOURCE,
	GZ_FACET_SECTION,
	GZ_FACET_BYLINE, /* an article counts for each of its authors */
	GZ_FACET_MONTH,
	GZ_FACETS,
};

/* What to count beside the total. */
struct gz_tally {
	unsigned facets;    /* bit set of enum gz_facet */
	size_t from, limit; /* of a facet's values, the most frequent first, of
			       equals in the order of their bytes */
	const char *prefix; /* only values with a word that begins so, whatever
			       its capitals and accents; NULL: all */
	bool days; /* with the first and last day of each value; not of months */
	bool timeline;
	size_t fit; /* the shortest interval with at most so many buckets; 0: */
	enum gz_interval interval;
	size_t most_buckets; /* 0: any number */
	struct gz_zone zone; /* of days; { "" }: UTC */
};
#define GZ_FIT_BUCKETS 100 /* where nobody says how many */

struct gz_value_count {
	char *value;	     /* as most articles have it; a month: "2017-03" */
	size_t count;	     /* articles */
	bool dated;	     /* with days: one of them is */
	int64_t first, last; /* days, as gz_days_from_civil() counts */
};

/* Parts of the filter (the kids of an AND, or all of it) that are about one
 * field alone are that field's own: they do not count for its facet, so that
 * the values that are not chosen show what choosing them would find. */
struct gz_facet_counts {
	size_t matches;	 /* articles without the field's own filter */
	size_t none;	 /* of them have no value */
	size_t distinct; /* values that they have (and that begin so) */
	size_t other;	 /* sum of the counts of those not among value[] */
	size_t count;
	struct gz_value_count *value;
};

struct gz_bucket {
	int64_t day;  /* its first; the dates asked for may begin later */
	size_t count; /* matches */
	size_t of;    /* articles of those days, within the dates asked for */
};

/* Without gaps: from the first to the last match, or where dates (in an AND of
 * query or filter) bound the search, from and to there, as far as the index
 * has articles. */
struct gz_timeline {
	enum gz_interval interval;
	size_t undated, undated_of; /* in no bucket */
	size_t count;
	struct gz_bucket *bucket; /* NULL: count is more than most_buckets */
};

struct gz_counts {
	uint64_t revision;
	size_t total;
	unsigned wanted; /* the search was relaxed, as in gz_hits; 0: no */
	struct gz_facet_counts facet[GZ_FACETS]; /* those asked for */
	struct gz_timeline timeline;
};

/* Count all matches of search, whatever its page, exactly. A gz_search() that
 * follows knows the total. Names that fold to the same words are one value.
 * Release with gz_counts_free(). */
struct gz_counts *gz_count(struct gz_index *ix, const struct gz_search *search,
			   const struct gz_tally *tally, struct gz_err *err);
void gz_counts_free(struct gz_counts *counts);

/* ---- what there is --------------------------------------------------------- */

/* One article by id, with when it was first seen and updated. GZ_MISSING: not
 * there; GZ_GONE: removed, *err says when. Clear with gz_article_clear(). */
bool gz_index_article(struct gz_index *ix, const char *id, struct gz_article *a,
		      uint32_t *words, struct gz_err *err);

/* A content that an article has or had. Where an article is replaced, what it
 * was is kept: version 1, and the last 49 before the present one. Searches do
 * not find what is earlier. To remove an article removes its versions. */
struct gz_version {
	uint32_t number; /* from 1; one that stood twice is kept once */
	bool current;
	unsigned char hash[16]; /* gz_article_hash() */
	int64_t seen;		/* when it came, ms UTC */
	uint32_t words;
	char *title; /* or NULL */
};
struct gz_versions {
	size_t count;
	struct gz_version version[]; /* newest first */
};
/* All versions of an article; failures are those of gz_index_article(). Release
 * whole with gz_versions_free(). */
struct gz_versions *gz_index_versions(struct gz_index *ix, const char *id,
				      struct gz_err *err);
void gz_versions_free(struct gz_versions *all);
/* One of them, whole; a->updated is when it came. GZ_USAGE: the article has no
 * such version. */
bool gz_index_version(struct gz_index *ix, const char *id, uint32_t number,
		      struct gz_article *a, uint32_t *words,
		      struct gz_err *err);

/* What commits did to an article, so that a mirror can follow. */
enum gz_change_type {
	GZ_ADDED,
	GZ_UPDATED, /* it was there before, with another content */
	GZ_REMOVED,
};
struct gz_changed {
	char *id;
	enum gz_change_type type;
	uint64_t revision; /* that did it */
	uint32_t docid;	   /* that it has, or had */
	int64_t at;	   /* ms UTC */
};
struct gz_changes {
	uint64_t revision; /* of the index it was answered from */
	bool more;	   /* there are, behind the last of these */
	size_t count;
	struct gz_changed change[]; /* by revision, then docid */
};
/* The last change of each article that was changed after a place in their
 * order: a revision and a docid; docid UINT32_MAX: after all of the revision. At
 * most limit of them, in memory for so many. To go on behind the last one
 * misses nothing and gives nothing twice, whatever is committed meanwhile: what
 * changes once more moves to a later revision. GZ_USAGE: the index has not come
 * to the revision. Release whole with gz_changes_free(). */
struct gz_changes *gz_index_changes(struct gz_index *ix, uint64_t revision,
				    uint32_t docid, size_t limit,
				    struct gz_err *err);
void gz_changes_free(struct gz_changes *all);

/* What the index is. */
struct gz_index_status {
	uint64_t revision;
	size_t articles;
	size_t versions; /* earlier ones that are kept */
	uint64_t words;
	uint64_t bytes;		/* on disk */
	int64_t oldest, newest; /* published; GZ_TIME_NONE: none dated */
	size_t dated;
	size_t sources;
	char schema[16];
};
bool gz_index_status(struct gz_index *ix, struct gz_index_status *status,
		     struct gz_err *err);

/* Copy the index as it is at some moment of the call to the folder dest, which
 * must be new or empty, durably; searches and writing go on meanwhile. GZ_BUSY:
 * commits came too fast. */
bool gz_index_backup(const char *path, const char *dest, struct gz_err *err);

/* Read the whole index and report what is wrong, a line each. True: nothing.
 * GZ_DATA: something, *err has the sum. */
bool gz_index_check(const char *path,
		    void (*report)(void *arg, const char *line), void *arg,
		    struct gz_err *err);

#ifdef __cplusplus
}
#endif
#endif
