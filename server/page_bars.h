/* page_bars.h - a timeline as bars: how they are scaled, where they lead, and
 * their drawing. */
#ifndef SERVER_PAGE_BARS_H
#define SERVER_PAGE_BARS_H

#include "page.h"

/* What is the highest. */
struct bars_scale {
	size_t most;	 /* articles in a bucket */
	double share;	 /* of all in one */
	size_t at, high; /* the buckets where that is so */
};
struct bars_scale bars_scale(const struct gz_timeline *t);

/* Append the address of f's search narrowed to a bucket of its timeline. */
void bars_href(const struct found *f, int64_t day, struct gz_buf *out);

/* The timeline of f: counts above, shares below, a link over each bucket that
 * has any. */
void bars_draw(struct page *p, const struct found *f,
	       const struct bars_scale *s);

#endif
