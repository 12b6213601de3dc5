/* batch.h - spooled articles on their way into the index. */
#ifndef BATCH_H
#define BATCH_H

#include <time.h>

#include "gz/index.h"
#include "names.h"
#include "work.h"

/* What becomes of a record that was read. */
enum fate {
	FATE_ADDED,
	FATE_REPLACED,	/* the one before it; or was by a later one */
	FATE_UNCHANGED, /* the index has it, or never had what is to go */
	FATE_REMOVED,
	FATE_FAILED,
	FATES
};

struct entry {
	char *id;
	unsigned char hash[16];
	struct spooled at;
	int64_t published; /* GZ_TIME_NONE: undated */
	uint32_t file;	   /* index into the files of this run */
	unsigned long line;
	uint32_t docid;	   /* once arranged */
	uint32_t replaces; /* docid of the article it replaces; 0: none */
	bool removal;	   /* of id */
	bool overtakes;	   /* an article of this batch */
	enum fate fate;	   /* once arranged */
};

struct batch {
	struct entry *entry;
	size_t count, size;
	size_t dropped;	       /* once arranged: behind those that go in */
	size_t removals;       /* of those: take an article out of the index */
	uint64_t bytes;	       /* spooled */
	struct timespec since; /* the first one came; monotonic */
};

/* Take over part's id. */
void batch_add(struct batch *b, uint32_t file, struct read_part *part);
void batch_free(struct batch *b);

/* Keep of each id the last one read, drop what the index has already and what
 * is only to go, sort newest first and give docids. later has ids that came
 * with the file of that number, and are done with: what earlier files have of
 * them is dropped, too. */
bool batch_arrange(struct batch *b, const struct names *later,
		   struct gz_writer *w, struct gz_err *err);

#endif
