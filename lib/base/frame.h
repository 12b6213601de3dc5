/* frame.h - what goes over a worker's socket: a head, then len bytes. Private
 * to lib/base; both ends are the same program, so it is a plain struct. */
#ifndef FRAME_H
#define FRAME_H

#include <stdint.h>

struct frame {
	uint32_t len;
	uint32_t state; /* enum gz_job_state; 0 in jobs */
};

#endif
