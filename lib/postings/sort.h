/* sort.h - numbers in ascending order; for lib/postings alone. */
#ifndef POSTINGS_SORT_H
#define POSTINGS_SORT_H

#include <stddef.h>
#include <stdint.h>

void sort_numbers(uint64_t *number, size_t count);

#endif
