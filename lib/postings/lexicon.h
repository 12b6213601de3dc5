/* lexicon.h - terms, numbered from 0 as they come; for lib/postings alone. */
#ifndef POSTINGS_LEXICON_H
#define POSTINGS_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "gz/buf.h"

#include "sort.h"

/* Terms lie in the arena, each behind its number and its length. To find one
 * touches memory in two places: its slot and its bytes. */
struct lexicon {
	struct lexicon_slot {
		uint32_t hash;
		uint32_t term; /* 1 + where it is in the arena, or 0 */
	} * slot;
	size_t slots; /* a power of 2, at least twice the terms */
	struct gz_buf arena;
	uint32_t *term; /* where each is in the arena */
	size_t terms, size;
};

void lexicon_init(struct lexicon *l);
void lexicon_free(struct lexicon *l);

/* The number of a term, which is added if it is not there. */
uint32_t lexicon_number(struct lexicon *l, const char *term, size_t len);

/* The bytes of a term. */
const unsigned char *lexicon_term(const struct lexicon *l, uint32_t number,
				  size_t *len);

/* The numbers of all (as value), such that the terms ascend. */
struct keyed *lexicon_sort(const struct lexicon *l);

#endif
