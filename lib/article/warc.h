/* warc.h - a record of a crawl and what it holds; for lib/article alone.
 *
 * warc.c takes one record after the other, warc_head.c reads their headers and
 * warc_http.c what a server said in them. */
#ifndef ARTICLE_WARC_H
#define ARTICLE_WARC_H

#include <stdbool.h>
#include <stdint.h>

#include "gz/buf.h"

/* hardening.md section 4 */
#define WARC_HEAD_MAX ((size_t)64 << 10)  /* bytes of a header */
#define WARC_RECORD_MAX ((size_t)8 << 20) /* bytes of a record that is read */

/* What follows a record's header. */
struct warc_head {
	bool response; /* an HTTP response */
	bool resource; /* what was fetched, as it is */
	char *url;     /* to be freed by warc_head_free() */
	char *type;    /* Content-Type, likewise */
	uint64_t length;
};

/* Bytes of the header at text, up to and with the blank line that ends it; 0:
 * it has no end here. An ARC record's is one line. */
size_t warc_head_size(const char *text, size_t len, bool arc);

/* Read one: ISO 28500:2009 and 2017 (WARC 0.17 to 1.1), or a line of ARC 1.0.
 * NULL, or what is wrong with it. */
const char *warc_head_read(const char *text, size_t len, bool arc,
			   struct warc_head *head);
void warc_head_free(struct warc_head *head);

/* Where the next record begins behind text, which it does at the beginning of
 * a line; NULL: not here. */
const char *warc_find(const char *text, size_t len);
/* Whether a record begins here. */
bool warc_begins(const char *text, size_t len, bool arc);

/* Headers, "Name: value" lines: the value of name, cleaned, to be freed, or
 * NULL. */
char *warc_field(const char *text, size_t len, const char *name);

/* What an HTTP response says of its body. */
struct http_head {
	unsigned status;
	char *type;	/* Content-Type in lower case, without parameters */
	char *charset;	/* of it */
	char *encoding; /* Content-Encoding in lower case */
	bool chunked;
	size_t size; /* of the header: where the body begins */
};
/* False: there is no HTTP response. */
bool http_head_read(const char *text, size_t len, struct http_head *h);
/* What a Content-Type says; fills type and charset. */
void http_type_read(const char *value, struct http_head *h);
void http_head_free(struct http_head *h);

/* Take chunks apart (RFC 9112 section 7.1) into out, as far as they go; false
 * where there are none, as some crawlers store the body without them. */
bool http_dechunk(const char *text, size_t len, struct gz_buf *out);

#endif
