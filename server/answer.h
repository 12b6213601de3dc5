/* answer.h - a reply that several threads may be sending: kept in the cache,
 * in the table of files, and by requests. */
#ifndef SERVER_ANSWER_H
#define SERVER_ANSWER_H

#include <pthread.h>
#include <stdatomic.h>

#include "api.h"
#include "compress.h"

/* Not changed once it is shared; what is packed is behind its lock. */
struct answer {
	atomic_uint holders;
	struct api_reply reply;
	char etag[24];		   /* "": none */
	const char *cache_control; /* a constant */
	pthread_mutex_t lock;
	bool tried[CODINGS];
	struct gz_buf packed[CODINGS];
};

/* Empty, "no-store", with one holder. */
struct answer *answer_new(void);
struct answer *answer_hold(struct answer *a);
void answer_drop(struct answer *a); /* NULL is allowed */

/* The body in a coding, made at the first call; NULL if that gains nothing, as
 * CODING_NONE does. */
const struct gz_buf *answer_packed(struct answer *a, enum coding coding);

/* A weak entity tag, W/"16 hex digits", of bytes and this program's
 * version. */
void answer_tag(const void *bytes, size_t len, char out[24]);

#endif
