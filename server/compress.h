/* compress.h - bodies made small: brotli (RFC 7932), by libbrotli, and gzip
 * (RFC 1952), by zlib. */
#ifndef SERVER_COMPRESS_H
#define SERVER_COMPRESS_H

#include <stdbool.h>

#include "gz/buf.h"

/* Content codings, those that we would rather send first. */
enum coding {
	CODING_BROTLI,
	CODING_GZIP,
	CODINGS,
	CODING_NONE = CODINGS, /* the plain body */
};

/* As Content-Encoding has it: "br". */
const char *compress_name(enum coding coding);

/* Append len bytes, compressed, to out. */
void compress_body(enum coding coding, const void *bytes, size_t len,
		   struct gz_buf *out);

/* gzip a part at a time, quickly; with the last one all is in out. */
struct squeeze;
struct squeeze *squeeze_open(void);
void squeeze_add(struct squeeze *s, const void *bytes, size_t len, bool last,
		 struct gz_buf *out);
void squeeze_close(struct squeeze *s); /* NULL is allowed */

/* The coding that an Accept-Encoding header (NULL: none) wants most, and not
 * less than the plain body; of two wanted alike, the first above. */
enum coding compress_choose(const char *accept_encoding);

/* Whether it wants gzip, and not less than the plain body: for what is sent in
 * pieces, which brotli is not used for. */
bool compress_wanted(const char *accept_encoding);

#endif
