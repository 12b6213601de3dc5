/* sources.h - the terms of several files, in the order of terms; for
 * lib/postings alone.
 *
 * A heap of the files, the one with the least term on top; of equal terms the
 * file with lower rows, so that lists are read in the order of rows. */
#ifndef POSTINGS_SOURCES_H
#define POSTINGS_SOURCES_H

#include "dictionary.h"

struct source {
	struct walk walk;
	struct entry entry;
	unsigned char term[MOST_TERM];
	size_t len;
	uint64_t key;
};

struct sources {
	struct source *source;
	struct source **heap; /* those that have more; heap[0] is the top */
	size_t left;
	const struct gz_postings *damaged; /* or NULL */
};

/* Files of ascending rows. */
void sources_open(struct sources *s, const struct gz_postings *const *from,
		  size_t count);
void sources_free(struct sources *s);

/* The top goes to its next term, or away if there is none. */
void sources_next(struct sources *s);

/* Does the top have this term? */
bool sources_have(const struct sources *s, const unsigned char *term,
		  size_t len);

#endif
