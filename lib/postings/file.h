/* file.h - the layout of a postings file; for lib/postings alone.
 *
 * A header, then parts in the order of enum part, each aligned to 8 bytes.
 * Numbers are little-endian, and so must the machine be: the header and the
 * arrays are read where they lie.
 *
 *     header       struct header
 *     lengths      u32 a row
 *     bodies       u32 a row
 *     postings     by term, and behind those of each term their places, if it
 *                  has places; but small ones of one article lie in the
 *                  dictionary. Then GZ_BLOCK zeros, so that what a block of a
 *                  damaged file counts is in the file
 *     dictionary   the terms, ascending, in groups of GROUP; see below
 *     keys         u64 a group: the first 8 bytes of its first term, as a
 *                  big-endian number
 *     groups       u32 a group: where it begins in the dictionary
 *
 * Dictionary. A group begins with a varint, where the postings of its terms
 * begin. Then of each term:
 *
 *     front        1 byte: how many bytes it shares with the term before, and
 *                  16 times how many follow; 15 of either is followed by a
 *                  byte to add to it, the shared one first
 *     bytes        those that follow
 *     how          varint. Below LEAST_APART: it is in one article, and the
 *                  next how / 2 bytes are its posting and, if how is odd,
 *                  its places. Else, that much less: how / 4 + 1 rows, with
 *                  places if how & 2, and dense if how & 1; and next are
 *     size         varint: the bytes of its postings, and
 *     places       varint, if it has places: their bytes, without the table
 *
 * Postings, sparse. For each row a varint, 2 * (rows left out since the one
 * before, or since the first of the file) + (tf > 1); if so, then a byte: tf.
 *
 * Postings, dense. By blocks:
 *
 *     blocks       u16: number of blocks - 1
 *     number       u16 a block: which, from the file's first block
 *     count        u8 a block: rows - 1
 *     most_tf      u8 a block: exactly the greatest
 *     least_ratio  u8 a block
 *     data         of each block: if it has over GZ_BLOCK / 8 rows the bitmap,
 *                  else the rows' low bytes; then, if most_tf is over 1, tf
 *                  of each row, 1 byte
 *
 * Places. Of each posting the distances between its places, the first from 0.
 * A distance is a varint that begins with its most significant bits: bytes
 * with the top bit set have 7 and go on; the last byte has 6, and its bit 6 is
 * set if this is the last place of the posting. Behind the places of the last
 * posting is a table, u32 each: where those of posting PLACES_EVERY begin, of
 * 2 * PLACES_EVERY and so on, counted from those of the first.
 */
#ifndef POSTINGS_FILE_H
#define POSTINGS_FILE_H

#include <assert.h>
#include <string.h>

#include "gz/pack.h"
#include "gz/postings.h"

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "see above");

enum {
	MOST_BLOCKS = 65536, /* of a dense list; a longer file has none */
	MOST_TERM = 255,     /* bytes of a term */
	MOST_POSTING = 6,    /* bytes of a sparse posting */
	MOST_VARINT = 10,
	MOST_INLINE = 15, /* bytes of a posting and places in a dictionary */
	LEAST_APART = 2 * MOST_INLINE + 2,
	MOST_FEW = GZ_BLOCK / 8, /* rows of a block without a bitmap */
#ifdef GZ_SMALL
	GROUP = 4,
	PLACES_EVERY = 3,
#else
	GROUP = 16,
	PLACES_EVERY = 16,
#endif
};

#define FILE_MAGIC "gzpost2\n"

enum part {
	PART_LENGTHS,
	PART_BODIES,
	PART_POSTINGS,
	PART_DICTIONARY,
	PART_KEYS,
	PART_GROUPS,
	PARTS,
};

struct header {
	char magic[8];
	uint32_t first, end; /* rows */
	uint32_t block;	     /* GZ_BLOCK of who wrote it */
	uint32_t group;	     /* and GROUP */
	uint64_t terms, postings;
	uint64_t size; /* of the file */
	struct {
		uint64_t start, size;
	} part[PARTS];
	uint64_t rest; /* XXH3 of all behind the header */
	uint64_t self; /* XXH3 of the header up to here */
};
static_assert(sizeof(struct header) == 64 + 16 * PARTS, "no padding");

struct gz_postings {
	char *path;
	const unsigned char *map;
	const struct header *header; /* in the map, as are the others */
	const uint32_t *lengths, *bodies;
	const uint64_t *keys;
	const uint32_t *groups;
	size_t group_count;
	const unsigned char *dictionary, *dictionary_end;
};

/* A row of a list, when lists are written. */
struct posting {
	uint32_t row, tf;
};

/* Lists of one-byte numbers that are all 1, as tf often is. */
extern const uint8_t postings_ones[GZ_BLOCK];

static inline uint64_t varint(struct gz_unpack *u)
{
	if (u->at < u->end && *u->at < 0x80)
		return *u->at++;
	return gz_unpack_u64(u);
}

/* Writes up to MOST_VARINT bytes; where they end. */
static inline unsigned char *put_varint(unsigned char *at, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		*at++ = (unsigned char)(n | 0x80);
	*at++ = (unsigned char)n;
	return at;
}

/* The first bytes of a term, such that keys are in the order of terms. */
static inline uint64_t term_key(const void *term, size_t len)
{
	uint64_t key = 0;

	memcpy(&key, term, len < sizeof(key) ? len : sizeof(key));
	return __builtin_bswap64(key);
}

static inline int term_compare(const void *a, size_t a_len, const void *b,
			       size_t b_len)
{
	int c = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return c ? c : (a_len > b_len) - (a_len < b_len);
}

#endif
