/* cache.c - a least-recently-used cache of answers. See cache.h. */
#include "cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 4096

struct entry {
	struct entry *chain;	     /* of its bucket */
	struct entry *newer, *older; /* by use */
	struct answer *answer;
	uint32_t hash;
	size_t bytes, key_len;
	char key[];
};

struct cache {
	pthread_mutex_t lock;
	size_t room, bytes;
	struct entry *newest, *oldest;
	struct entry *bucket[BUCKETS];
};

struct cache *cache_open(size_t bytes)
{
	struct cache *c = gz_alloc(sizeof(*c));

	c->room = bytes;
	pthread_mutex_init(&c->lock, NULL);
	return c;
}

static uint32_t hash_of(const void *key, size_t len)
{
	const unsigned char *at = key;
	uint32_t h = 2166136261u;

	while (len--)
		h = (h ^ *at++) * 16777619u;
	return h;
}

static void unlink_use(struct cache *c, struct entry *e)
{
	*(e->newer ? &e->newer->older : &c->newest) = e->older;
	*(e->older ? &e->older->newer : &c->oldest) = e->newer;
}

static void link_use(struct cache *c, struct entry *e)
{
	e->newer = NULL;
	e->older = c->newest;
	*(c->newest ? &c->newest->newer : &c->oldest) = e;
	c->newest = e;
}

/* Where the pointer to the entry is, or would be. */
static struct entry **place(struct cache *c, const void *key, size_t len,
			    uint32_t hash)
{
	struct entry **at = &c->bucket[hash % BUCKETS];

	while (*at && ((*at)->hash != hash || (*at)->key_len != len ||
		       memcmp((*at)->key, key, len) != 0))
		at = &(*at)->chain;
	return at;
}

static void take_out(struct cache *c, struct entry **at)
{
	struct entry *e = *at;

	assert(e);
	*at = e->chain;
	unlink_use(c, e);
	c->bytes -= e->bytes;
	answer_drop(e->answer);
	free(e);
}

static void shrink(struct cache *c, size_t room)
{
	while (c->bytes > room) {
		struct entry *e = c->oldest;

		take_out(c, place(c, e->key, e->key_len, e->hash));
	}
}

void cache_close(struct cache *c)
{
	if (!c)
		return;
	shrink(c, 0);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

struct answer *cache_get(struct cache *c, const void *key, size_t len)
{
	struct answer *a = NULL;
	struct entry *e;

	pthread_mutex_lock(&c->lock);
	e = *place(c, key, len, hash_of(key, len));
	if (e) {
		unlink_use(c, e);
		link_use(c, e);
		a = answer_hold(e->answer);
	}
	pthread_mutex_unlock(&c->lock);
	return a;
}

/* What an answer costs; its compressed forms may come later and are counted at
 * a quarter each. */
static size_t cost(const struct answer *a, size_t key_len)
{
	size_t bytes = sizeof(struct entry) + sizeof(*a) + key_len +
		       a->reply.body.size + a->reply.body.len / 2;

	for (size_t i = 0; i < a->reply.header_count; i++)
		bytes += strlen(a->reply.header[i].value) + 64;
	return bytes;
}

void cache_put(struct cache *c, const void *key, size_t len, struct answer *a)
{
	size_t bytes = cost(a, len);
	uint32_t hash = hash_of(key, len);
	struct entry *e, **at;

	if (bytes > c->room / 8)
		return;
	e = gz_alloc(sizeof(*e) + len);
	e->answer = answer_hold(a);
	e->hash = hash;
	e->bytes = bytes;
	e->key_len = len;
	memcpy(e->key, key, len);
	pthread_mutex_lock(&c->lock);
	at = place(c, key, len, hash);
	if (*at)
		take_out(c, at);
	shrink(c, c->room - bytes);
	e->chain = c->bucket[hash % BUCKETS];
	c->bucket[hash % BUCKETS] = e;
	link_use(c, e);
	c->bytes += bytes;
	pthread_mutex_unlock(&c->lock);
}

size_t cache_bytes(struct cache *c)
{
	size_t bytes;

	pthread_mutex_lock(&c->lock);
	bytes = c->bytes;
	pthread_mutex_unlock(&c->lock);
	return bytes;
}
