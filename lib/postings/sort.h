/* sort.h - things in the order of a number; for lib/postings alone. */
#ifndef POSTINGS_SORT_H
#define POSTINGS_SORT_H

#include <stddef.h>
#include <stdint.h>

struct keyed {
	uint64_t key;
	uint32_t value;
};

/* By key; what has equal keys stays in order. */
void sort_keyed(struct keyed *k, size_t count);

#endif
