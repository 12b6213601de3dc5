/* lines.h - hits a line each, as NDJSON or CSV; counts as CSV. */
#ifndef SERVER_LINES_H
#define SERVER_LINES_H

#include "render.h"

/* The line above those of a CSV, with the names of the columns. */
void lines_head(const struct found *f, struct gz_buf *out);

/* One hit, in the format that was asked for. With f->bare a CSV has the fields
 * of NDJSON too. */
void lines_hit(const struct found *f, const struct gz_hit *hit,
	       struct gz_buf *out);

/* A whole page of hits, its head included. */
void lines_page(const struct found *f, struct gz_buf *out);

/* The timeline, or the values of the field, that was asked for, as CSV. */
void lines_timeline(const struct found *f, struct gz_buf *out);
void lines_values(const struct found *f, struct gz_buf *out);

#endif
