/* excerpt.h - the part of a text that shows why it was found. */
#ifndef SERVER_EXCERPT_H
#define SERVER_EXCERPT_H

#include <stdbool.h>

#include "gz/query.h"

/* One line of text: runs of white space are one blank. */
struct excerpt {
	struct gz_buf text;
	struct gz_spans spans; /* what matched, in bytes of text.data */
	bool cut_before, cut_after;
};

/* The passage of text (a field of an article) of about width code points, 0
 * for all of it, that shows q's matches best. Begin with { 0 }. */
void excerpt_make(struct excerpt *e, const struct gz_query *q,
		  enum gz_field field, const char *text, size_t width,
		  struct gz_stemmer *stemmer);
void excerpt_free(struct excerpt *e);

/* Append e as a snippet: HTML-escaped, with <mark> around what matched if
 * mark is true, "… " where it was cut. */
void excerpt_snippet(const struct excerpt *e, bool mark, struct gz_buf *out);

#endif
