/* write.h - writes one postings file, for the inverter and for merging; for
 * lib/postings alone. In this order: open, rows, each term, close. */
#ifndef POSTINGS_WRITE_H
#define POSTINGS_WRITE_H

#include "encode.h"
#include "out.h"

/* What a file has of an article besides its words. */
struct article {
	uint32_t length, body;
};

struct span {
	const unsigned char *at;
	size_t size;
};

struct writer {
	struct out out, dictionary;
	struct header header;
	struct gz_buf keys, groups;
	struct rows rows;
	struct gz_buf coded, table; /* of one term */
	unsigned char last[MOST_TERM];
	size_t last_len;
};

void writer_open(struct writer *w, const char *path, uint32_t first,
		 uint32_t end);

/* Asks for each row, ascending; one that does not exist is zeros. */
void writer_rows(struct writer *w,
		 struct article (*article)(void *arg, uint32_t row), void *arg);

/* The list of a term. Its places are those of the postings in their order, in
 * spans of bytes, of whole postings each; no spans: the term has no places. */
struct list {
	const struct posting *posting;
	size_t count;
	const struct span *span;
	size_t spans;
};

/* Terms ascend. */
void writer_term(struct writer *w, const void *term, size_t len,
		 const struct list *l);

/* False: the file could not be written, and is gone. */
bool writer_close(struct writer *w, struct gz_err *err);

/* Instead: the file is not wanted, since what it was made from is damaged.
 * False, always. */
bool writer_drop(struct writer *w, const char *damaged, struct gz_err *err);

#endif
