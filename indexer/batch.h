/* batch.h - spooled articles on their way into the index. */
#ifndef BATCH_H
#define BATCH_H

#include <time.h>

#include "gz/index.h"
#include "work.h"

struct entry {
	char *id;
	unsigned char hash[16];
	struct spooled at;
	int64_t published; /* GZ_TIME_NONE: undated */
	uint32_t file;	   /* index into the files of this run */
	unsigned long line;
	uint32_t docid;	   /* once arranged */
	uint32_t replaces; /* docid of the article it replaces; 0: none */
	bool failed;
};

struct batch {
	struct entry *entry;
	size_t count, size;
	uint64_t bytes;		     /* spooled */
	struct timespec since;	     /* the first one came; monotonic */
	size_t unchanged, overtaken; /* dropped when arranged */
};

/* Take over part's id. */
void batch_add(struct batch *b, uint32_t file, struct read_part *part);
void batch_free(struct batch *b);

/* Keep of each id the last one read, drop what the index has already, sort
 * newest first and give docids. */
bool batch_arrange(struct batch *b, struct gz_writer *w, struct gz_err *err);

#endif
