/* saver.h - makes spool entries safe, away from the threads that serve: an
 * fsync takes as long as the disk likes. For threads. */
#ifndef SERVER_SAVER_H
#define SERVER_SAVER_H

#include "gz/spool.h"

/* An entry to be committed. */
struct save {
	struct save *next; /* the saver's */
	struct gz_spool_entry entry;
	/* Called once, from any thread: why is NULL if it is safe, and else
	 * says why it is gone; its code is GZ_BUSY if the saver stops. */
	void (*done)(struct save *s, const struct gz_err *why);
};

struct saver;
struct saver *saver_open(struct gz_spool *spool, struct gz_err *err);
void saver_push(struct saver *v, struct save *s);

/* Make safe what waits, then take no more. */
void saver_stop(struct saver *v);
void saver_close(struct saver *v); /* NULL is allowed */

#endif
