/* cursor.h - where a page ended, as text that the next request brings back.
 *
 * It names a place in the order (gz_place), not a number of results, so that
 * what comes in meanwhile shifts nothing, and it says which search it belongs
 * to. "*" stands for the place before the first result. */
#ifndef SERVER_CURSOR_H
#define SERVER_CURSOR_H

#include "ask.h"

/* Append the cursor behind place, in the search of a, which r asked for. */
void cursor_write(const struct ask *a, const struct api_request *r,
		  uint64_t revision, const struct gz_place *place,
		  struct gz_buf *out);

/* Read the cursor that a was asked with, if it was, into a->after; what is
 * wrong with it is a fault of a. All other parameters have been read. */
void cursor_read(struct ask *a, const struct api_request *r);

/* Warn where results may be missing or doubled since the cursor was written:
 * scores of another revision are other scores. */
void cursor_check(struct ask *a, uint64_t revision);

#endif
