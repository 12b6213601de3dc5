/* gate.h - what of HTTP/1.1 comes in, checked before anything is done.
 *
 * The HTTP library below lets much through that two parsers may read in two
 * ways; whoever sits behind a proxy must not (RFC 9112 sections 2, 3, 5, 6
 * and 11). What fails here is answered with the code named and ends its
 * connection, so that no byte behind it is ever taken for a request.
 *
 * Pure: no sockets, no library types.
 */
#ifndef SERVER_GATE_H
#define SERVER_GATE_H

#include <stdbool.h>
#include <stddef.h>

#include "api.h"

#define GATE_PARAMS 64	/* parameters */
#define GATE_BODY 65536 /* bytes of a body that is read and dropped */

struct gate_limits {
	size_t target;	/* bytes of the request target */
	size_t headers; /* header fields */
	size_t bytes;	/* of request line and header fields together */
};

/* A header field as received: bytes may be anything. */
struct gate_header {
	const char *name;
	size_t name_len;
	const char *value;
	size_t value_len;
};

struct gate_request {
	const char *method, *version; /* NUL-terminated */
	const struct gate_header *header;
	size_t header_count;
	size_t bytes; /* of request line and fields */
	bool folded;  /* lines did not all end in CR LF, or one was continued
			on the next */
};

/* What is wrong: a code of problem.c and a sentence. */
struct gate_fault {
	const char *code;
	char detail[160];
};

/* Fill *f and return false. */
bool gate_fail(struct gate_fault *f, const char *code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* How the body is framed. */
struct gate_body {
	bool any;		   /* there is one, or may be */
	bool too_large;		   /* over GATE_BODY, by its own account */
	unsigned long long length; /* by its own account; 0: it has none */
};

bool gate_headers(const struct gate_limits *limits,
		  const struct gate_request *r, struct gate_body *body,
		  struct gate_fault *fault);

/* The value of the first field of that name (any case), NULL if it is not
 * there. */
const struct gate_header *gate_find(const struct gate_request *r,
				    const char *name);

/* A request target taken apart. */
struct gate_target {
	char *path;		/* decoded */
	char *raw_path;		/* as it came */
	struct api_pair *param; /* decoded, "+" is a blank */
	size_t param_count;
};

/* Take the origin-form target of len bytes apart. False for what is no path, has NUL, control characters in the path, "." or ".." segments (in
 * any spelling), bad %XX, or is not UTF-8 when decoded; *out is empty then. */
bool gate_target(const char *target, size_t len, struct gate_target *out,
		 struct gate_fault *fault);
void gate_target_clear(struct gate_target *t);

/* Decode len bytes of a path into a new string; they passed gate_target(). */
char *gate_decode(const char *text, size_t len);

#endif
