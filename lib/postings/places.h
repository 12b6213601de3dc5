/* places.h - where a term stands in the articles of its list, as bytes; for
 * lib/postings alone. See file.h.
 *
 * The last byte of a posting's places is told by its two top bits, so where a
 * posting ends is seen for 8 bytes at a time, and skipping some is counting
 * such bytes. These functions read up to 7 bytes behind the end. */
#ifndef POSTINGS_PLACES_H
#define POSTINGS_PLACES_H

#include "file.h"

enum {
	PLACES_MORE = 0x80, /* the number goes on */
	PLACES_LAST = 0x40, /* no more places in this posting */
	MOST_PLACE = 5,	    /* bytes of a place */
	MOST_BEHIND = 8,    /* to have behind the end */
};

/* Adds the places of one posting, one or more, and has MOST_BEHIND bytes of
 * room behind them. */
void places_encode(const uint32_t *place, size_t count, struct gz_buf *out);

/* The size of the table that follows the places of so many postings. */
static inline uint64_t places_table_size(uint32_t rows)
{
	return (uint64_t)(rows - 1) / PLACES_EVERY * sizeof(uint32_t);
}

/* Where posting i * PLACES_EVERY begins; end is that of all places. */
static inline uint32_t places_table(const unsigned char *end, uint32_t i)
{
	uint32_t start = 0;

	if (i)
		memcpy(&start, end + (i - 1) * sizeof(start), sizeof(start));
	return start;
}

/* The top bit of each of 8 bytes that is the last of a posting. */
static inline uint64_t places_stops(const unsigned char *at)
{
	uint64_t w;

	memcpy(&w, at, sizeof(w));
	return ~w & w << 1 & UINT64_C(0x8080808080808080);
}

static inline const unsigned char *places_behind(const unsigned char *at,
						 uint64_t stops)
{
	return at + (unsigned)__builtin_ctzll(stops) / 8 + 1;
}

/* Where the next posting begins, if this one is known to have an end. */
static inline const unsigned char *places_next(const unsigned char *at)
{
	uint64_t stops;

	while (!(stops = places_stops(at)))
		at += 8;
	return places_behind(at, stops);
}

/* The same for any bytes, count postings further; NULL: there are fewer. */
static inline const unsigned char *places_skip(const unsigned char *at,
					       const unsigned char *end,
					       uint32_t count)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	uint64_t sums; /* in each byte, the stops up to it */

	while (count && at < end) {
		sums = (places_stops(at) >> 7) * ones;
		if (sums >> 56 >= count) {
			at = places_behind(at, ((sums | tops) - count * ones) &
						       tops);
			count = 0;
		} else {
			at += 8;
			count -= (uint32_t)(sums >> 56);
		}
	}
	return count || at > end ? NULL : at;
}

#endif
