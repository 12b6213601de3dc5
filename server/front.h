/* front.h - from a request that passed the gate to an answer: routes,
 * methods, entity tags, the cache, the workers, and the headers that every
 * answer has. Knows HTTP, but neither sockets nor the HTTP library.
 */
#ifndef SERVER_FRONT_H
#define SERVER_FRONT_H

#include "answer.h"
#include "gate.h"
#include "gz/option.h"
#include "limit.h"
#include "log.h"
#include "metrics.h"
#include "queue.h"
#include "route.h"
#include "static.h"
#include "stream.h"

struct front;
struct posts;
struct upload;

/* A request under way. http.c makes it and fills the first part. */
struct request {
	char id[65]; /* the client's, if it is a sane one, or ours */
	char method[16];
	char *raw; /* the target as it came, cut if it is too long */
	bool head; /* HEAD: http.c sends no body */
	struct gate_target target;
	char *accept, *accept_encoding, *if_none_match; /* NULL: not sent */
	char *authorization, *content_type, *content_encoding, *origin;
	char *host;		   /* NULL also where there is no origin */
	bool expects;		   /* will send its body when it is told to */
	unsigned long long length; /* of it, by its own account; 0: none */
	struct conn *conn;
	size_t body; /* bytes of body that were read */
	/* the answer is there; from any thread, once per front_wait() */
	void (*ready)(struct request *r);

	/* filled by the front */
	struct front *front;
	const struct route *route; /* NULL: refused before it had one */
	struct answer *answer;
	struct stream *stream; /* of its body; NULL: it is whole */
	char *resume;	       /* what to ask with for the next part */
	size_t body_most;      /* bytes of body to read at most; an answer that
				  is there already waits for them */
	struct upload *upload; /* what came of it, see post.h; NULL: nothing */
	unsigned wait_s;       /* Retry-After of a refusal; 0: 1 */
	bool not_modified;     /* send 304 and no body */
	char etag[24];	       /* that a storable answer gets; "": none */
	const char *cached;    /* for the log */
	struct gz_buf key;     /* of the cache */
	struct job job;
};

/* Release what r holds; r itself is http.c's. */
void request_clear(struct request *r);

struct front_parts {
	const char *index; /* the folder, for its stamp */
	const char *cors;  /* "*", an origin, or "" */
	const char *title; /* of the site */
	const char *base;  /* what an absolute address begins with */
	size_t cache;	   /* bytes */
	struct queue *queue;
	struct limits *limits;
	struct metrics *metrics;
	struct statics *statics;
	struct posts *posts;
};
struct front *front_open(const struct front_parts *parts);
void front_close(struct front *f);

/* Refuse r: its answer is this problem. detail NULL: the code's own. */
void front_refuse(struct front *f, struct request *r, const char *code,
		  const char *detail);

/* The head of r passed the gate: refuse it at once if it has a body that is
 * not wanted. What else comes of the body goes to front_body(), up to
 * r->body_most bytes; then follows front_answer(). */
void front_head(struct front *f, struct request *r,
		const struct gate_body *body);
void front_body(struct request *r, const void *bytes, size_t len);

/* Answer r if that can be done at once; false: it waits for others, see
 * front_wait(). */
bool front_answer(struct front *f, struct request *r);

/* Hand r to a worker, or what it brought to the disk; ready is called when it has its answer. */
void front_wait(struct front *f, struct request *r);

/* Get the next part for r->stream; ready is called when it is there. */
void front_next(struct front *f, struct request *r);

/* What is to be sent: lives as long as r. Of a stream, all but the body. */
struct front_reply {
	unsigned status;
	const struct gz_buf *body;
	struct api_pair header[32]; /* values borrowed */
	size_t header_count;
};
void front_reply(struct front *f, struct request *r, struct front_reply *out);

#endif
