/* frame.h - what goes over a worker's socket: a head, then len bytes. Private
 * to lib/base; both ends are the same program, so it is a plain struct. */
#ifndef FRAME_H
#define FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct frame {
	uint32_t len;
	uint32_t state; /* enum gz_job_state; 0 in jobs */
};

/* Send a whole frame; false: the other end is gone. */
bool frame_send(int socket, uint32_t state, const void *bytes, size_t len);

#endif
