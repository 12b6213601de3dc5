/* stream.c - the body of an answer in parts. See stream.h. */
#include "stream.h"

#include <stdlib.h>
#include <string.h>

#include "compress.h"

#define PIECE (64u << 10) /* compressed at once: no thread is held for long */

struct stream {
	struct squeeze *gzip; /* NULL: as it is */
	struct gz_buf part;   /* as it was put */
	size_t at;	      /* of it taken, or compressed */
	struct gz_buf packed; /* of it, compressed */
	size_t packed_at;     /* of that taken */
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
	gz_buf_free(&s->packed);
	free(s);
}

void stream_put(struct stream *s, struct gz_buf *part, bool last)
{
	gz_buf_free(&s->part);
	s->part = *part;
	*part = (struct gz_buf){ 0 };
	s->at = 0;
	s->last = last;
}

void stream_break(struct stream *s)
{
	s->broken = true;
}

/* Compress pieces until something comes of it, or all is. */
static void pack(struct stream *s)
{
	bool more = s->at < s->part.len || (s->last && !s->at);

	s->packed_at = 0;
	gz_buf_clear(&s->packed);
	while (!s->packed.len && more) {
		size_t left = s->part.len - s->at;
		size_t len = left < PIECE ? left : PIECE;

		squeeze_add(s->gzip, s->part.data + s->at, len,
			    s->last && len == left, &s->packed);
		s->at += len;
		more = s->at < s->part.len;
	}
}

static size_t take(char *out, size_t room, const struct gz_buf *from,
		   size_t *at)
{
	size_t left = from->len - *at, len = left < room ? left : room;

	if (len)
		memcpy(out, from->data + *at, len);
	*at += len;
	return len;
}

enum stream_state stream_take(struct stream *s, char *out, size_t *len)
{
	if (s->gzip && s->packed_at == s->packed.len)
		pack(s);
	*len = s->gzip ? take(out, *len, &s->packed, &s->packed_at)
		       : take(out, *len, &s->part, &s->at);
	if (*len)
		return STREAM_BYTES;
	if (s->broken)
		return STREAM_BROKEN;
	return s->last ? STREAM_ENDED : STREAM_EMPTY;
}

bool stream_is_gzip(const struct stream *s)
{
	return s->gzip;
}
