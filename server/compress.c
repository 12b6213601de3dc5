/* compress.c - gzip bodies. See compress.h. */
#include "compress.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include <zlib.h>

#include "accept.h"

#define LEVEL 5 /* answers are made once and read once */
#define WINDOW_GZIP (15 + 16)

void compress_gzip(const void *bytes, size_t len, struct gz_buf *out)
{
	z_stream z = { 0 };
	int rc = deflateInit2(&z, LEVEL, Z_DEFLATED, WINDOW_GZIP, 8,
			      Z_DEFAULT_STRATEGY);
	uLong bound;

	assert(rc == Z_OK && len <= UINT_MAX / 2);
	bound = deflateBound(&z, len);
	z.next_in = (Bytef *)(uintptr_t)bytes;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)gz_buf_room(out, bound);
	z.avail_out = (uInt)bound;
	rc = deflate(&z, Z_FINISH);
	assert(rc == Z_STREAM_END);
	out->len += z.total_out;
	deflateEnd(&z);
}

bool compress_wanted(const char *accept_encoding)
{
	int gzip = accept_coding(accept_encoding, "gzip");
	const char *named = accept_encoding
				    ? strstr(accept_encoding, "identity")
				    : NULL;

	return gzip > 0 &&
	       (!named || gzip >= accept_coding(accept_encoding, "identity"));
}
