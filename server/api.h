/* api.h - between the front, which speaks HTTP, and the workers, which
 * answer.
 *
 * The front (http.c, front.c) knows sockets, limits, caching and encodings; a
 * worker knows the index and what an answer looks like. Between them passes
 * one api_request and one api_reply, packed by wire.c. The front has checked
 * the request already: a known route, a method it allows, valid UTF-8
 * without NUL or control characters in path and id, bounded lengths.
 *
 * The front adds to a reply what all answers have: Content-Length, Date,
 * ETag, Vary, Cache-Control, the security headers, X-Request-Id, gzip; it
 * leaves the body out for HEAD and turns the reply into a 304 where it can.
 */
#ifndef SERVER_API_H
#define SERVER_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gz/buf.h"
#include "gz/worker.h"

/* A name and a value: a query parameter, a header field. */
struct api_pair {
	char *name, *value; /* valid UTF-8 without NUL, never NULL */
};

struct api_request {
	char *method; /* "GET", for HEAD too */
	char *route;  /* the path as it stands in the table of route.c:
			 "/v1/search", "/v1/articles/" */
	char *id;     /* what follows a route that ends in "/", decoded, or an
			 ID in it with the rest of the path; NULL for other
			 routes */
	struct api_pair *param; /* decoded, in the order they were sent */
	size_t param_count;	/* <= 64 */
	char *accept;		/* the Accept header, NULL if there was none */
	char *request_id;	/* for the request_id of a problem */
	char *resume; /* from the part before; NULL: it is the first */
	char *base;   /* what an absolute address begins with:
		       "https://news.example" */
};

struct api_reply {
	unsigned status; /* 200, 400, 404, ... */
	char *content_type;
	struct gz_buf body;
	struct api_pair *header; /* more of them: Link, Content-Disposition */
	size_t header_count;
	char *resume;	   /* more follows: what to ask with next. NULL: it is
			 whole */
	uint64_t revision; /* of the index it was answered from; 0: none */
	bool storable;	   /* the same request may get the same answer until the
			  next commit: false if it depends on the clock, as
			  date=today does. Only a storable 200 is cached and
			  given an ETag */
};

/* Add a header to r; the strings are copied. Control bytes in value, which
 * could forge header lines, become blanks. */
void api_reply_header(struct api_reply *r, const char *name, const char *value);

/* The value of the first parameter of that name, NULL if there is none. */
const char *api_param(const struct api_request *q, const char *name);

/* As bytes and back (gz/pack.h). Unpacking returns false for anything that
 * packing did not make; the structure is then empty. */
void api_request_pack(const struct api_request *q, struct gz_buf *out);
bool api_request_unpack(const void *bytes, size_t len, struct api_request *q);
void api_request_clear(struct api_request *q);
void api_reply_pack(const struct api_reply *r, struct gz_buf *out);
bool api_reply_unpack(const void *bytes, size_t len, struct api_reply *r);
void api_reply_clear(struct api_reply *r);

/* ---- in the worker (api.c): what gz_worker_spec.begin and .work are ------ */

/* arg is the struct gz_options * of main(). The index is opened at the first
 * request that needs it, so that a daemon without one answers 503 and begins
 * to work when it appears. */
void *api_begin(void *arg);
/* job is a packed api_request; *end gets the packed api_reply. */
void api_work(void *state, const char *job, size_t len, struct gz_answer *to,
	      struct gz_buf *end);

#endif
