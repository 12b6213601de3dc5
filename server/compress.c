/* compress.c - gzip bodies. See compress.h. */
#include "compress.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
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

struct squeeze {
	z_stream z;
};

struct squeeze *squeeze_open(void)
{
	struct squeeze *s = gz_alloc(sizeof(*s));
	int rc = deflateInit2(&s->z, LEVEL, Z_DEFLATED, WINDOW_GZIP, 8,
			      Z_DEFAULT_STRATEGY);

	assert(rc == Z_OK);
	return s;
}

#define ROOM (64u << 10)

void squeeze_add(struct squeeze *s, const void *bytes, size_t len, bool last,
		 struct gz_buf *out)
{
	z_stream *z = &s->z;

	assert(len <= UINT_MAX / 2);
	z->next_in = (Bytef *)(uintptr_t)bytes;
	z->avail_in = (uInt)len;
	do {
		z->next_out = (Bytef *)gz_buf_room(out, ROOM);
		z->avail_out = ROOM;
		deflate(z, last ? Z_FINISH : Z_SYNC_FLUSH);
		out->len += ROOM - z->avail_out;
	} while (!z->avail_out);
}

void squeeze_close(struct squeeze *s)
{
	if (s)
		deflateEnd(&s->z);
	free(s);
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
