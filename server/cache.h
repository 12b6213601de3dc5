/* cache.h - answers that may be asked for again. Bounded in bytes; what was
 * not asked for longest goes first. For threads. */
#ifndef SERVER_CACHE_H
#define SERVER_CACHE_H

#include "answer.h"

struct cache;
/* Room for bytes; 0: it keeps nothing. */
struct cache *cache_open(size_t bytes);
void cache_close(struct cache *c);

/* The answer kept under exactly this key, held for the caller; NULL: none. */
struct answer *cache_get(struct cache *c, const void *key, size_t len);

/* Keep a under key, unless it is too large (an eighth of the room). */
void cache_put(struct cache *c, const void *key, size_t len, struct answer *a);

/* Bytes kept. */
size_t cache_bytes(struct cache *c);

#endif
