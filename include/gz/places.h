/* gz/places.h - where each word of one article stands: the block of bytes
 * from which phrases and NEAR are decided.
 *
 * One block an article instead of positions by word (Lucene, Xapian): less
 * than a third of the size, a fraction of the building time, and one read
 * tests all words of a phrase. Layout (numbers are varints unless said):
 *
 *     width    1 byte: bytes of a key, 2..4; +16 for each byte over one of
 *              the numbers in lengths
 *     seed     under which every form here has a key of its own
 *     body     the first place of the body; before it is the title
 *     byline   the first place of the byline, behind the body
 *     n        number of forms
 *     keys     n, each width bytes, little-endian, ascending
 *     lengths  n, bytes of each list
 *     lists    n, ascending places, each the distance from the one before
 *
 * The key of a form is the top of (hash * (2 * seed + 1)), so that a query
 * hashes each word once. Keys are exact only for forms that the article has,
 * which posting lists have settled before anyone asks here.
 */
#ifndef GZ_PLACES_H
#define GZ_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gz/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* XXH3, 64 bits. */
uint64_t gz_places_hash(const char *form, size_t len);

/* ---- writing -------------------------------------------------------------- */

struct gz_place_list {
	uint64_t hash;	       /* gz_places_hash() of the form */
	const uint32_t *place; /* ascending */
	size_t count;
};

/* Adds the block to out. Forms are all different. */
void gz_places_write(const struct gz_place_list *list, size_t count,
		     uint32_t body, uint32_t byline, struct gz_buf *out);

/* ---- reading -------------------------------------------------------------- */

struct gz_places {
	uint32_t body, byline; /* first places */
	size_t forms;

	const unsigned char *keys, *lengths, *lists, *end;
	unsigned width, length_width;
	uint64_t seed;
};

/* Bytes are borrowed. False: not such a block; it then has no forms. */
bool gz_places_open(struct gz_places *p, const void *bytes, size_t len);

/* The list of a form: its bytes, borrowed; 0: the article does not have it.
 * Longer lists have more places. */
size_t gz_places_list(const struct gz_places *p, uint64_t hash,
		      const unsigned char **list);

/* The places in a list that are in [first, end), ascending, into out, which
 * has room for len of them: a place takes a byte or more. */
size_t gz_places_read(const unsigned char *list, size_t len, uint32_t first,
		      uint32_t end, uint32_t *out);

#ifdef __cplusplus
}
#endif
#endif
