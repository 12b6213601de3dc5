/* stream.h - the body of an answer that comes from the workers in parts, for a
 * client that takes it at its own pace. One thread at a time: whoever fills it
 * does so while the connection is suspended.
 */
#ifndef SERVER_STREAM_H
#define SERVER_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "gz/buf.h"

struct stream;
/* gzip: compress what goes out. */
struct stream *stream_open(bool gzip);
void stream_close(struct stream *s); /* NULL is allowed */

/* The next part, taken over; last: there is no other. All before it has been
 * taken. */
void stream_put(struct stream *s, struct gz_buf *part, bool last);
/* There will be none: the client must see that something is missing. */
void stream_break(struct stream *s);

enum stream_state {
	STREAM_BYTES, /* some were taken */
	STREAM_EMPTY, /* a part is wanted */
	STREAM_ENDED,
	STREAM_BROKEN,
};
/* Take at most *len bytes into out; *len gets how many. */
enum stream_state stream_take(struct stream *s, char *out, size_t *len);

bool stream_is_gzip(const struct stream *s);

#endif
