/* sgml.h - tags and text of SGML whose elements do not nest in themselves, as
 * in Reuters stories; for lib/article alone. Only the tags that are asked for
 * count, in any case; a "<" of the text is escaped, or at least begins no tag. */
#ifndef ARTICLE_SGML_H
#define ARTICLE_SGML_H

#include <stdbool.h>

#include "gz/buf.h"

struct span {
	const char *at, *end;
};

/* Whether a tag ("<DATE", "</DATE") is at at. */
bool sgml_tag_at(const char *at, const char *end, const char *tag);
/* The next of that tag in a span, or NULL. */
const char *sgml_find(struct span in, const char *tag);

/* What is in the first element of that name; up to the end of what is around
 * it where its end tag is missing. Empty where there is none. */
struct span sgml_element(struct span in, const char *open, const char *close);

/* Append the text of a span, which is UTF-8, to out: tags left out, character
 * references resolved, those of control characters left out too. */
void sgml_text(struct span s, struct gz_buf *out);

#endif
