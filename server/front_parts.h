/* front_parts.h - shared by front.c and front_reply.c. */
#ifndef SERVER_FRONT_PARTS_H
#define SERVER_FRONT_PARTS_H

#include "cache.h"
#include "front.h"

struct front {
	struct front_parts parts;
	struct cache *cache;
	struct answer *opensearch;
};

/* What the answer to r depends on, as bytes: equal for requests that differ
 * in the order of their parameters only. */
void front_key(const struct request *r, uint64_t stamp, struct gz_buf *out);

/* Whether r is for people: a page, or an address that is nothing and does not
 * look like the API's. */
bool front_is_page(const struct request *r);

/* Whether If-None-Match (NULL: not sent) names etag (RFC 9110 section
 * 13.1.2, weakly). */
bool front_matches(const char *if_none_match, const char *etag);

/* r's answer is JSON from now on, with this body, yet empty. */
struct gz_buf *front_json(struct request *r, unsigned status);

#endif
