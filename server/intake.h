/* intake.h - a request's head as the HTTP library shows it, made ready for
 * the gate, and a request made of what passed.
 *
 * The library gives pointers into the buffer that it read the head into, with
 * NULs written over the line ends. Where they lie tells what it keeps to
 * itself: lines that end in a bare LF, continued lines, NULs. Where nothing
 * has been read behind the head yet, a blank line of a bare LF looks like one
 * of CR LF; there is then nothing behind it to take for a request, either.
 */
#ifndef SERVER_INTAKE_H
#define SERVER_INTAKE_H

#include "front.h"
#include "gate.h"

struct intake {
	struct gate_header *header;
	size_t count, size, bytes;
	const char *end; /* behind the line before */
	bool checks;	 /* look at how things lie */
	bool folded;
};

/* Begin with the request line. target is what the library showed first,
 * target_len bytes at that address; checks: the library is one that lets
 * wrong lines through and keeps its buffer as described. */
void intake_begin(struct intake *in, bool checks, const char *method,
		  const char *target, size_t target_len, const char *version);
void intake_field(struct intake *in, const char *name, size_t name_len,
		  const char *value, size_t value_len);
/* The whole head, borrowed from in. Four bytes behind the last value are read:
 * they lie in the library's buffer, of whatever use. */
struct gate_request intake_end(struct intake *in, const char *method,
			       const char *version);
void intake_free(struct intake *in);

/* A request id of our own. */
void intake_id(char out[65]);
/* Methods come with any bytes: r gets one that can be shown. */
void intake_method(struct request *r, const char *method);
/* Fill r from the head q, which passed the gate. */
void intake_fields(struct request *r, const struct gate_request *q);

#endif
