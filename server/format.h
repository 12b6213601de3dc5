/* format.h - the forms that an answer can have. */
#ifndef SERVER_FORMAT_H
#define SERVER_FORMAT_H

enum format {
	FORMAT_JSON,
	FORMAT_NDJSON, /* a JSON object a line */
	FORMAT_CSV,    /* RFC 4180 */
	FORMAT_ATOM,   /* RFC 4287 */
	FORMATS,
};
/* Their names, in that order. */
#define FORMAT_WORDS "json ndjson csv atom"

/* As Content-Type has it. */
const char *format_type(enum format format);

/* What a route (as in route.c) can answer with, a bit each. */
unsigned format_bits(const char *route);

/* The names of the formats in the bit set, "json, csv". */
void format_names(unsigned formats, char out[64]);

/* Of the formats in the bit set, the one that an Accept header (NULL: any will
 * do) would rather have; of equals the first. FORMATS: it takes none. */
enum format format_wanted(const char *accept, unsigned formats);

#endif
