/* watch.h - gazette watch: what arrives in a spool goes into the index.
 *
 * Entries are files to ingest.h, which come as they arrive. When all of one
 * is read and in the index, on disk, its verdict is written and only then is
 * it moved out of new/. So a kill at any point leaves it in new/, to be read
 * again; what is in the index by then is found to be unchanged.
 *
 * Of an id that several entries have the last to arrive counts, also where a
 * large one is read for longer than those behind it. Only a kill in the midst
 * of that lets it be read again, and count as if it had come then. */
#ifndef WATCH_H
#define WATCH_H

#include "gz/spool.h"
#include "ingest.h"
#include "names.h"
#include "verdict.h"

/* An entry on its way. */
struct delivery {
	struct gz_spool_item item;
	struct verdict verdict;
	char name[GZ_SPOOL_NAME]; /* it gets when it is moved */
	bool read;		  /* all of it */
	bool settled;		  /* moved or given up: nothing is left to do */
	unsigned long due;	  /* it is in after so many installs */
};

struct watch {
	struct ingest in; /* first, so that its ear knows us */
	struct gz_spool *spool;
	struct gz_index *index;	   /* to know its revision */
	pid_t feeds;		   /* the process that fetches; 0: none */
	int arrivals;		   /* inotify; -1: none */
	struct delivery *delivery; /* of in.files, by the same place */
	size_t size;
	struct names known; /* that need no look */
	size_t under_way;   /* deliveries not settled */
	unsigned long installs;
	uint32_t oldest; /* file that is not in by the install under way */
	bool ready;	 /* some delivery may be settled */
	bool more;	 /* the last look did not see all */
	bool full;	 /* there is no room, as was said */
	long long looked_at, look_took;		     /* ms */
	long long cleaned_at, told_at, installed_at; /* ms */
	size_t entries; /* settled since the last status line */
	struct tally told;
};

/* As many are under way as may be. */
bool watch_is_full(const struct watch *w);
/* Look into new/, if it is time to, and take what is there. */
bool watch_look(struct watch *w, struct gz_err *err);

/* Before an install, which is counted already: what goes in of later files than
 * the oldest is to stay, whatever that has of it. */
void watch_find_oldest(struct watch *w);
/* After an install: what was told of entries that are not read whole is kept on
 * disk, not in memory. */
bool watch_write_down(struct watch *w, struct gz_err *err);
/* Write the verdicts of what is in, and move it on. */
bool watch_settle(struct watch *w, struct gz_err *err);
/* Forget all that is under way. */
void watch_forget(struct watch *w);

extern const struct ingest_ear watch_ear;

#endif
