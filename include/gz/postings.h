/* gz/postings.h - the inverted file: which articles have which words, how
 * often, and where in them.
 *
 * Postings lie in immutable files, each for a range of rows that no other
 * file has, mapped into memory by every reader. Adding articles adds a file;
 * files are merged into greater ones. A file is Lucene's segment in small:
 *
 *   row      the number of an article; a newer one has a greater row
 *   block    GZ_BLOCK rows, aligned: block b is rows b * GZ_BLOCK up to the
 *            next. Lists are cut into blocks, which are matched as bitmaps,
 *            and have for each what bounds its scores (after Ding and Suel,
 *            "Faster Top-k Document Retrieval Using Block-Max Indexes", 2011)
 *   term     any bytes, 1 to 255 of them
 *   tf       how often the term stands in the article, 1 to 255 (or more)
 *   length   of an article, in words, as the ranking wants it
 *   places   where the term stands in the article, ascending numbers of
 *            words; only some terms have them (words do, stems do not)
 *
 * Threads   An open file may be read by many threads; anything else by one.
 * Memory    Out of memory ends the process (gz/buf.h).
 * Failure   false or NULL, with the reason in *err. A damaged file is refused
 *           (GZ_DATA) or read as having less in it; never past its end.
 */
#ifndef GZ_POSTINGS_H
#define GZ_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "gz/buf.h"
#include "gz/err.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
#ifdef GZ_SMALL
	GZ_BLOCK = 8,
#else
	GZ_BLOCK = 256,
#endif
	GZ_MOST_TF = 255, /* a greater tf counts as this */
};

#define GZ_ROW_NONE UINT32_MAX

/* How many blocks so many rows lie in. */
static inline uint32_t gz_blocks(uint32_t rows)
{
	return rows / GZ_BLOCK + (rows % GZ_BLOCK != 0);
}

/* ---- writing: articles are inverted in memory, then written --------------- */

struct gz_inverter;
struct gz_inverter *gz_inverter_new(void);
void gz_inverter_free(struct gz_inverter *v);

/* The number of a term: dense from 0 in order of first asking, the same each
 * time. What it costs is a lookup in a hash table: callers may keep it. */
uint32_t gz_inverter_term(struct gz_inverter *v, const char *term, size_t len);

/* Begin an article. Rows descend from one to the next. Its body begins at the
 * place body; what is before is its title. */
void gz_inverter_row(struct gz_inverter *v, uint32_t row, uint32_t length,
		     uint32_t body);

/* It has this term, tf times (0: not at all), at these places (count 0: not
 * told). Once for each term; a term has places in all articles or in none. */
void gz_inverter_post(struct gz_inverter *v, uint32_t term, uint32_t tf,
		      const uint32_t *place, size_t count);

/* Write all to a new file. Not fsynced: that is for who makes it visible. */
bool gz_inverter_write(struct gz_inverter *v, const char *path,
		       struct gz_err *err);

/* ---- files ---------------------------------------------------------------- */

struct gz_postings;
/* GZ_MISSING: no such file. GZ_DATA: not one, or cut short. */
struct gz_postings *gz_postings_open(const char *path, struct gz_err *err);
void gz_postings_close(struct gz_postings *p);

/* The file has rows [first, end), not all of which need to exist. */
uint32_t gz_postings_first(const struct gz_postings *p);
uint32_t gz_postings_end(const struct gz_postings *p);

/* The length of every row from the first, 0 where there is no article. */
const uint32_t *gz_postings_lengths(const struct gz_postings *p);

/* Where the body begins, of every row from the first. */
const uint32_t *gz_postings_bodies(const struct gz_postings *p);

/* Merge files of ascending rows into one. new_row[r] says which row becomes
 * of row r, or GZ_ROW_NONE to leave it out; NULL: all stay what they are.
 * [first, end) are the rows of the result, which holds every new row. */
bool gz_postings_merge(const struct gz_postings *const *from, size_t count,
		       const uint32_t *new_row, uint32_t first, uint32_t end,
		       const char *path, struct gz_err *err);

/* Read all of it and report what is wrong, a line each: checksum, order of
 * terms, rows outside the file, bounds too low. True: nothing. */
bool gz_postings_check(const struct gz_postings *p,
		       void (*report)(void *arg, const char *line), void *arg);

/* ---- vocabulary ----------------------------------------------------------- */

/* The terms of one file that begin with some bytes, ascending:
 *     gz_terms_begin(&t, p, "tax", 3);
 *     while (gz_terms_next(&t)) use(t.term, t.len, t.rows);
 *     gz_terms_end(&t); */
struct gz_terms {
	const char *term; /* NUL-terminated, until the next call */
	size_t len;
	uint32_t rows; /* articles that have it */

	const struct gz_postings *file;
	struct gz_buf text, prefix;
	uint64_t number; /* of the term that comes next */
	const unsigned char *at;
};
void gz_terms_begin(struct gz_terms *t, const struct gz_postings *p,
		    const char *prefix, size_t len);
bool gz_terms_next(struct gz_terms *t);
void gz_terms_end(struct gz_terms *t);

/* ---- lists: one term over all files ---------------------------------------- */

/* All files of an index, ascending and without overlap. */
struct gz_files {
	const struct gz_postings *const *file;
	size_t count;
	uint32_t rows;		/* past the last; blocks: rows over GZ_BLOCK */
	const uint32_t *length; /* of every row */
};

/* The part of a list in one block. Rows are given as a bitmap (bits) or, where
 * that is longer, as their low bytes, ascending (low); the other is NULL. */
struct gz_list_block {
	const uint8_t *bits; /* GZ_BLOCK / 8 bytes; row r is bit r % 8 of
				byte r / 8, both within the block */
	const uint8_t *low;
	const uint8_t *tf;   /* count of them, in the order of rows; GZ_BLOCK
				bytes can be read, as a damaged bitmap may
				have more rows than count */
	uint16_t count;	     /* rows, at least 1 */
	uint8_t most_tf;     /* no tf is greater */
	uint8_t least_ratio; /* no length / tf is less than
				 gz_ratio(least_ratio) */
	uint32_t first;	     /* rows of the list that are in blocks before */
};

struct gz_list_piece;
struct gz_list {
	uint32_t rows;	 /* articles, those since removed too */
	uint32_t blocks; /* that have any */
	struct gz_list_block *block;
	uint32_t *number; /* of each block, ascending */
	uint32_t *slot;	  /* by block number: 1 + its place in block[], or 0 */

	/* private: where places are, and what was decoded */
	struct gz_list_piece *piece;
	uint32_t pieces;
	void *memory;
};

/* Open the list of a term; one that nothing has is empty. Borrows from files.
 * Release with gz_list_free(). */
void gz_list_open(struct gz_list *l, const struct gz_files *files,
		  const char *term, size_t len);
/* The articles that have any of the terms, with the sum of their tf. */
void gz_list_sum(struct gz_list *l, const struct gz_files *files,
		 const struct gz_list *of, size_t count);
void gz_list_free(struct gz_list *l);

/* How often the term stands in a row; 0: it does not. */
uint32_t gz_list_tf(const struct gz_list *l, uint32_t row);

/* Reads the places of a list, quickest for rows that ascend. A list made by
 * gz_list_sum() has none.
 *     gz_places_begin(&p, list);
 *     n = gz_places_read(&p, row);    the places are p.place[0] to [n - 1]
 *     gz_places_end(&p); */
struct gz_places {
	uint32_t *place; /* until the next call */
	size_t size;	 /* room */

	/* private: a posting of the list, and where its places are */
	const struct gz_list *list;
	size_t piece;
	uint32_t ordinal;
	const unsigned char *at;
};
void gz_places_begin(struct gz_places *p, const struct gz_list *list);
/* How many; 0: the term is not in the row, or has no places. */
size_t gz_places_read(struct gz_places *p, uint32_t row);
void gz_places_end(struct gz_places *p);

/* What a least_ratio stands for: 2^(code / 16), but 0 for code 0, which ratios
 * under 1 have too; and the code of a ratio, rounded down. */
double gz_ratio(uint8_t code);
uint8_t gz_ratio_code(uint32_t length, uint32_t tf);

#ifdef __cplusplus
}
#endif
#endif
