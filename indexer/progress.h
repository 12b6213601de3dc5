/* progress.h - how far a run of gazette add is, on stderr: on a terminal one
 * line that renews itself, elsewhere a line every ten seconds. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
	bool quiet, terminal;
	struct timespec start, shown, phase_start;
	const char *phase;
	uint64_t bytes_all;	  /* to read; 0: not known */
	uint64_t articles, bytes; /* read so far */
	uint64_t built, to_build; /* articles */
};

void progress_begin(struct progress *p, bool quiet, uint64_t bytes_all);
/* "reading", "indexing", "merging": counts of the phase begin anew. */
void progress_phase(struct progress *p, const char *phase);
/* Show the state if it is time to. */
void progress_show(struct progress *p);
/* Take the line away, before anything else is printed and at the end. */
void progress_clear(const struct progress *p);

#endif
