/* file.h - the layout of a postings file; for lib/postings alone.
 *
 * A header, then parts in the order of enum part, each aligned to 8 bytes.
 * Numbers are little-endian, and so must the machine be: the header and the
 * arrays are read where they lie.
 *
 *     header       struct header
 *     offsets      u64 a row and one more: where its places begin in the next
 *     places       of each row, as they were given
 *     lengths      u32 a row
 *     postings     of the terms that are in more than one article, by term;
 *                  then GZ_BLOCK zeros, so that what a block of a damaged
 *                  file counts is in the file
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
 *     how          varint. Up to 7: it is in one article, and its postings
 *                  are the next so many bytes. Else how / 2 - 2 rows, which
 *                  are dense if how is odd, and next is
 *     size         varint: the bytes of its postings
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
 */
#ifndef POSTINGS_FILE_H
#define POSTINGS_FILE_H

#include <assert.h>
#include <string.h>

#include "gz/pack.h"
#include "gz/postings.h"

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "see above");

enum {
	MOST_BLOCKS = 65536,	 /* of a dense list; a longer file has none */
	MOST_TERM = 255,	 /* bytes of a term */
	MOST_POSTING = 6,	 /* bytes of a sparse posting */
	MOST_FEW = GZ_BLOCK / 8, /* rows of a block without a bitmap */
#ifdef GZ_SMALL
	GROUP = 4,
#else
	GROUP = 16,
#endif
};

#define FILE_MAGIC "gzpost1\n"

enum part {
	PART_OFFSETS,
	PART_PLACES,
	PART_LENGTHS,
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
	const uint64_t *offsets;
	const uint32_t *lengths;
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
