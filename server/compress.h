/* compress.h - gzip (RFC 1952) for bodies, by zlib. */
#ifndef SERVER_COMPRESS_H
#define SERVER_COMPRESS_H

#include <stdbool.h>

#include "gz/buf.h"

/* Append len bytes, compressed, to out. */
void compress_gzip(const void *bytes, size_t len, struct gz_buf *out);

/* The same a part at a time: what is appended to out can be read as far as it
 * goes. */
struct squeeze;
struct squeeze *squeeze_open(void);
void squeeze_add(struct squeeze *s, const void *bytes, size_t len, bool last,
		 struct gz_buf *out);
void squeeze_close(struct squeeze *s); /* NULL is allowed */

/* Whether an Accept-Encoding header (NULL: none) wants gzip, and not less
 * than the plain body. */
bool compress_wanted(const char *accept_encoding);

#endif
