/* body.h - articles on their way into the spool: bytes are unpacked, looked
 * at and counted as they stream by, and never held. What they say is for
 * gazette to read; here it is known only where one article ends.
 *
 * Pure: no sockets, no files.
 */
#ifndef SERVER_BODY_H
#define SERVER_BODY_H

#include "gate.h"

struct body_spec {
	size_t most;	     /* bytes of all of it, unpacked */
	size_t most_article; /* of one article */
	bool lines;	     /* an article a line; else JSON values */
	bool gzip;	     /* RFC 1952, any number of members */
	/* Gets all bytes in order; false: it cannot take them. */
	bool (*sink)(void *arg, const void *bytes, size_t len);
	void *arg;
};

struct body;
struct body *body_open(const struct body_spec *spec);
void body_close(struct body *b);

/* Take the next len bytes as they came. False, with fault filled, for a first
 * byte that begins no JSON, for what is no gzip, and over a limit; the code is
 * NULL if the sink failed. After that nothing more may be taken. */
bool body_take(struct body *b, const void *bytes, size_t len,
	       struct gate_fault *fault);

/* There is no more: false if it was empty or cut short. */
bool body_end(struct body *b, struct gate_fault *fault);

#endif
