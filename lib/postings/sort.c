/* sort.c - things in the order of a number: a radix sort by bytes, the last
 * first. See sort.h. */
#include "sort.h"

#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"

enum {
	BYTES = 8
};

static uint8_t byte_of(const struct keyed *k, unsigned byte)
{
	return (uint8_t)(k->key >> 8 * byte);
}

/* How many have each value of a byte becomes where the first of them goes. */
static void add_up(size_t *count)
{
	size_t sum = 0;

	for (unsigned i = 0; i < 256; i++) {
		size_t own = count[i];

		count[i] = sum;
		sum += own;
	}
}

static void deal(const struct keyed *from, size_t count, unsigned byte,
		 size_t *start, struct keyed *to)
{
	for (size_t i = 0; i < count; i++)
		to[start[byte_of(&from[i], byte)]++] = from[i];
}

void sort_keyed(struct keyed *k, size_t count)
{
	size_t(*start)[256] = gz_alloc(BYTES * sizeof(*start));
	struct keyed *other = gz_alloc(count * sizeof(*other)), *from = k;

	for (size_t i = 0; i < count; i++)
		for (unsigned byte = 0; byte < BYTES; byte++)
			start[byte][byte_of(&k[i], byte)]++;
	for (unsigned byte = 0; byte < BYTES && count; byte++) {
		struct keyed *to = from == k ? other : k;

		if (start[byte][byte_of(k, byte)] == count)
			continue; /* all have the same */
		add_up(start[byte]);
		deal(from, count, byte, start[byte], to);
		from = to;
	}
	if (from != k)
		memcpy(k, from, count * sizeof(*k));
	free(other);
	free(start);
}
