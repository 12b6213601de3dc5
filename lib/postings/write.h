/* write.h - writes one postings file, for the inverter and for merging; for
 * lib/postings alone. In this order: open, rows, each term, close. */
#ifndef POSTINGS_WRITE_H
#define POSTINGS_WRITE_H

#include "encode.h"
#include "out.h"

/* What a file has of an article besides its words. */
struct article {
	uint32_t length;
	const unsigned char *places;
	size_t len;
};

struct writer {
	struct out out, dictionary;
	struct header header;
	struct gz_buf keys, groups;
	struct rows rows;
	struct gz_buf coded; /* of one term */
	unsigned char last[MOST_TERM];
	size_t last_len;
};

void writer_open(struct writer *w, const char *path, uint32_t first,
		 uint32_t end);

/* Asks for each row, ascending, twice; one that does not exist is zeros. */
void writer_rows(struct writer *w,
		 struct article (*article)(void *arg, uint32_t row), void *arg);

/* Terms ascend. */
void writer_term(struct writer *w, const void *term, size_t len,
		 const struct posting *p, size_t count);

/* False: the file could not be written, and is gone. */
bool writer_close(struct writer *w, struct gz_err *err);

/* Instead: the file is not wanted, since what it was made from is damaged.
 * False, always. */
bool writer_drop(struct writer *w, const char *damaged, struct gz_err *err);

#endif
