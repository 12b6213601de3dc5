/* out.h - a file that is written from front to end, with its checksum; for
 * lib/postings alone. After a failure nothing more is written. */
#ifndef POSTINGS_OUT_H
#define POSTINGS_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct out {
	char *path;
	int fd;	   /* -1: not made yet */
	int error; /* errno of the first failure */
	unsigned char *data;
	size_t len;
	uint64_t size; /* put so far */
	struct XXH3_state_s *sum;
};

/* Make the file. It must not be one that somebody has mapped, so what is
 * there under its name goes. */
void out_open(struct out *o, const char *path);

/* Bytes to read again: in memory, or beyond that in a file without a name. */
void out_aside(struct out *o, const char *path);

void out_put(struct out *o, const void *bytes, size_t len);
void out_align(struct out *o); /* with zeros to a multiple of 8 */

/* Put all of what was put aside. */
void out_copy(struct out *o, struct out *aside);

/* Write what is left; false: something failed, errno is in o->error. */
bool out_flush(struct out *o);
uint64_t out_sum(const struct out *o);
void out_close(struct out *o);

#endif
