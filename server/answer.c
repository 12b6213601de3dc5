/* answer.c - replies that are shared. See answer.h. */
#include "answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORTH_IT 1024 /* smaller bodies gain nothing that one packet saves */

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
	for (enum coding c = 0; c < CODINGS; c++)
		gz_buf_free(&a->packed[c]);
	pthread_mutex_destroy(&a->lock);
	free(a);
}

const struct gz_buf *answer_packed(struct answer *a, enum coding coding)
{
	const struct gz_buf *body = &a->reply.body;
	struct gz_buf *packed = &a->packed[coding];

	if (coding == CODING_NONE || body->len < WORTH_IT)
		return NULL;
	pthread_mutex_lock(&a->lock);
	if (!a->tried[coding]) {
		compress_body(coding, body->data, body->len, packed);
		if (packed->len >= body->len)
			gz_buf_free(packed);
		a->tried[coding] = true;
	}
	pthread_mutex_unlock(&a->lock);
	return packed->len ? packed : NULL;
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
