/* answer.c - replies that are shared. See answer.h. */
#include "answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compress.h"

#define WORTH_GZIP 1024 /* smaller bodies gain nothing that one packet saves */

struct answer *answer_new(void)
{
	struct answer *a = gz_alloc(sizeof(*a));

	a->holders = 1;
	a->cache_control = "no-store";
	pthread_mutex_init(&a->lock, NULL);
	return a;
}

struct answer *answer_hold(struct answer *a)
{
	atomic_fetch_add(&a->holders, 1);
	return a;
}

void answer_drop(struct answer *a)
{
	if (!a || atomic_fetch_sub(&a->holders, 1) > 1)
		return;
	api_reply_clear(&a->reply);
	gz_buf_free(&a->gzip);
	pthread_mutex_destroy(&a->lock);
	free(a);
}

const struct gz_buf *answer_gzip(struct answer *a)
{
	const struct gz_buf *body = &a->reply.body;

	if (body->len < WORTH_GZIP)
		return NULL;
	pthread_mutex_lock(&a->lock);
	if (!a->squeezed) {
		compress_gzip(body->data, body->len, &a->gzip);
		if (a->gzip.len >= body->len)
			gz_buf_free(&a->gzip);
		a->squeezed = true;
	}
	pthread_mutex_unlock(&a->lock);
	return a->gzip.len ? &a->gzip : NULL;
}

/* FNV-1a, 64 bits. Who finds two requests with one tag fools himself only. */
static uint64_t fnv(uint64_t h, const void *bytes, size_t len)
{
	const unsigned char *at = bytes;

	while (len--)
		h = (h ^ *at++) * 0x100000001b3ULL;
	return h;
}

void answer_tag(const void *bytes, size_t len, char out[24])
{
	uint64_t h = fnv(0xcbf29ce484222325ULL, GZ_VERSION, strlen(GZ_VERSION));

	h = fnv(h, bytes, len);
	snprintf(out, 24, "W/\"%016llx\"", (unsigned long long)h);
}
