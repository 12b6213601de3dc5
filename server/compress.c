/* compress.c - bodies made small. See compress.h. */
#include "compress.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <brotli/encode.h>
#include <zlib.h>

#include "accept.h"

/* Answers are made once and read once. */
#define LEVEL 5
#define BROTLI_QUALITY 5
#define WINDOW_GZIP (15 + 16)

static void open_gzip(z_stream *z, int level)
{
	int rc = deflateInit2(z, level, Z_DEFLATED, WINDOW_GZIP, 8,
			      Z_DEFAULT_STRATEGY);

	assert(rc == Z_OK);
}

static void compress_gzip(const void *bytes, size_t len, struct gz_buf *out)
{
	z_stream z = { 0 };
	uLong bound;
	int rc;

	assert(len <= UINT_MAX / 2);
	open_gzip(&z, LEVEL);
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

	open_gzip(&s->z, Z_BEST_SPEED);
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
		deflate(z, last ? Z_FINISH : Z_NO_FLUSH);
		out->len += ROOM - z->avail_out;
	} while (!z->avail_out);
}

void squeeze_close(struct squeeze *s)
{
	if (s)
		deflateEnd(&s->z);
	free(s);
}

static void compress_brotli(const void *bytes, size_t len, struct gz_buf *out)
{
	size_t size = BrotliEncoderMaxCompressedSize(len);
	uint8_t *room = (uint8_t *)gz_buf_room(out, size);
	BROTLI_BOOL ok = BrotliEncoderCompress(
		BROTLI_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, len,
		bytes, &size, room);

	assert(ok);
	out->len += size;
}

static const struct {
	const char *name;
	void (*compress)(const void *bytes, size_t len, struct gz_buf *out);
} codings[CODINGS] = {
	[CODING_BROTLI] = { "br", compress_brotli },
	[CODING_GZIP] = { "gzip", compress_gzip },
};

const char *compress_name(enum coding coding)
{
	return codings[coding].name;
}

void compress_body(enum coding coding, const void *bytes, size_t len,
		   struct gz_buf *out)
{
	codings[coding].compress(bytes, len, out);
}

/* The least weight that a coding has to have. */
static int least_weight(const char *accept_encoding)
{
	int plain = 0;

	if (accept_encoding && strcasestr(accept_encoding, "identity"))
		plain = accept_coding(accept_encoding, "identity");
	return plain > 0 ? plain : 1;
}

enum coding compress_choose(const char *accept_encoding)
{
	int most = least_weight(accept_encoding) - 1;
	enum coding best = CODING_NONE;

	for (enum coding c = 0; c < CODINGS; c++) {
		int q = accept_coding(accept_encoding, codings[c].name);

		if (q > most) {
			best = c;
			most = q;
		}
	}
	return best;
}

bool compress_wanted(const char *accept_encoding)
{
	return accept_coding(accept_encoding, "gzip") >=
	       least_weight(accept_encoding);
}
