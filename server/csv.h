/* csv.h - comma-separated values (RFC 4180), safe to open in a spreadsheet.
 *
 * A text that a spreadsheet would take for a formula, that begins with = + - @
 * or a tab or carriage return, gets an apostrophe before it (OWASP, "CSV
 * Injection"): take away one apostrophe before such a character to have what
 * the article has. */
#ifndef SERVER_CSV_H
#define SERVER_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "gz/buf.h"

struct csv {
	struct gz_buf *out;
	bool comma; /* before the next cell */
};

/* A cell; NULL is an empty one. */
void csv_text(struct csv *c, const char *text);
void csv_int(struct csv *c, int64_t n);
/* End of a line. */
void csv_line(struct csv *c);

#endif
