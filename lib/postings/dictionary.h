/* dictionary.h - the terms of a file, one after the other, and one by name;
 * for lib/postings alone. See file.h. */
#ifndef POSTINGS_DICTIONARY_H
#define POSTINGS_DICTIONARY_H

#include "encode.h"

struct entry {
	unsigned shared; /* bytes of the term before */
	unsigned fresh;	 /* that follow them */
	const unsigned char *bytes;
	struct coded list;
};

/* Where one is in a dictionary. */
struct walk {
	const struct gz_postings *file;
	const unsigned char *at;
	uint64_t number; /* of the next term */
	uint64_t offset; /* where its postings begin, if they are not here */
};

/* To the first term of a group. */
void walk_begin(struct walk *w, const struct gz_postings *p, size_t group);

/* The next term; false: there are no more, or they are damaged. */
bool walk_next(struct walk *w, struct entry *e);

/* A list that a file of these bytes can have: what sizes of memory are made
 * from it are bounded by the size of the file. */
bool coded_plausible(const struct coded *c, const struct gz_postings *p);

/* The last group whose first term is not greater; 0 if all are. */
size_t dictionary_group(const struct gz_postings *p, const char *term,
			size_t len);

/* False: the file does not have the term. */
bool dictionary_find(const struct gz_postings *p, const char *term, size_t len,
		     struct coded *list);

#endif
