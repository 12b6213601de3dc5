/* sort.c - numbers in ascending order. See sort.h. */
#include "sort.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void sort_numbers(uint64_t *number, size_t count)
{
	qsort(number, count, sizeof(*number), by_value);
}
