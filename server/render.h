/* render.h - answers as JSON, with the keys of the manual, gazetted(8). */
#ifndef SERVER_RENDER_H
#define SERVER_RENDER_H

#include <stddef.h>

#include "ask.h"
#include "gz/json.h"

/* A search that has run. */
struct found {
	const struct api_request *request;
	const struct ask *ask;
	const struct gz_hits *hits;
	const struct gz_counts *counts; /* NULL: none asked for */
	const char *suggestion;		/* a query that may be meant, or NULL */
	double took_ms;
	uint64_t revision; /* of the index */
	bool bare;	   /* an export: a hit has a cursor, and none of what it
		      matched */
	struct gz_stemmer *stemmer; /* for what matched where */
};

/* The texts that results have on demand, in their order. */
struct shown {
	enum ask_show bit;
	const char *name;
	size_t offset; /* of its char * in struct gz_article */
};
extern const struct shown shown_table[]; /* name NULL ends it */
const char *shown_text(const struct shown *s, const struct gz_article *a);

/* Each appends one JSON object and a newline. */
void render_search(const struct found *f, struct gz_buf *out);
void render_similar(const struct found *f, struct gz_buf *out);
void render_count(const struct found *f, struct gz_buf *out);
void render_parse(const struct ask *ask, struct gz_buf *out);
void render_status(const struct gz_index_status *s, struct gz_buf *out);
/* A hit as a value. */
void render_hit(struct gz_json *j, const struct found *f,
		const struct gz_hit *hit);
/* A tree as a value. */
void render_tree(struct gz_json *j, const struct gz_query *q);

/* The best passage of an article for what was asked. Begin with { 0 }. */
struct excerpt;
void render_excerpt(const struct found *f, const struct gz_article *article,
		    struct excerpt *out);

/* Members of an answer: the total; the query; facets and timeline, as far as
 * asked for. */
void render_totals(struct gz_json *j, const struct found *f);
void render_query(struct gz_json *j, const struct found *f);
void render_tally(struct gz_json *j, const struct found *f);
/* The values of one field, a page of them. */
void render_values(const struct found *f, struct gz_buf *out);

/* Append the address of the page after (by 1) or before (by -1) the one that
 * was asked for, or of itself (by 0); false: there is none, or it cannot be
 * paged to. */
bool render_neighbour(const struct found *f, const char *path, int by,
		      struct gz_buf *out);
/* Append the address of all hits of this search as CSV, or of the newest as
 * an Atom feed. */
void render_other(const struct found *f, enum format format,
		  struct gz_buf *out);

#endif
