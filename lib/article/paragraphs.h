/* paragraphs.h - text of a tree, written paragraph by paragraph; for
 * lib/article alone. */
#ifndef ARTICLE_PARAGRAPHS_H
#define ARTICLE_PARAGRAPHS_H

#include "gz/buf.h"

/* Begin with { 0 }. What stands in line becomes a paragraph, cleaned
 * (field_clean()), at paragraphs_end(); one of nothing is none. */
struct paragraphs {
	struct gz_buf out, line;
};
void paragraphs_end(struct paragraphs *p);

/* End the last one: the whole, parted by blank lines, to be freed; NULL if
 * there is none. p is as at the beginning. */
char *paragraphs_take(struct paragraphs *p);

#endif
