/* stream.c - the body of an answer in parts. See stream.h. */
#include "stream.h"

#include <stdlib.h>
#include <string.h>

#include "compress.h"

struct stream {
	struct squeeze *gzip; /* NULL: as it is */
	struct gz_buf part;   /* as it goes out */
	size_t at;	      /* of it taken */
	bool last, broken;
};

struct stream *stream_open(bool gzip)
{
	struct stream *s = gz_alloc(sizeof(*s));

	s->gzip = gzip ? squeeze_open() : NULL;
	return s;
}

void stream_close(struct stream *s)
{
	if (!s)
		return;
	squeeze_close(s->gzip);
	gz_buf_free(&s->part);
	free(s);
}

void stream_put(struct stream *s, const void *bytes, size_t len, bool last)
{
	s->at = 0;
	s->last = last;
	gz_buf_clear(&s->part);
	if (s->gzip)
		squeeze_add(s->gzip, bytes, len, last, &s->part);
	else if (len)
		gz_buf_add(&s->part, bytes, len);
}

void stream_break(struct stream *s)
{
	s->broken = true;
}

enum stream_state stream_take(struct stream *s, char *out, size_t *len)
{
	size_t left = s->part.len - s->at;

	*len = left < *len ? left : *len;
	if (*len) {
		memcpy(out, s->part.data + s->at, *len);
		s->at += *len;
		return STREAM_BYTES;
	}
	if (s->broken)
		return STREAM_BROKEN;
	return s->last ? STREAM_ENDED : STREAM_EMPTY;
}

bool stream_is_gzip(const struct stream *s)
{
	return s->gzip;
}
