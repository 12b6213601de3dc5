/* spool_parts.h - what the files of the spool share; for lib/base alone. */
#ifndef BASE_SPOOL_PARTS_H
#define BASE_SPOOL_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "gz/spool.h"

struct gz_spool {
	char *path;
	int folder[GZ_SPOOL_FOLDERS];
	atomic_ulong counter;	     /* of names given */
	pthread_mutex_t mutex;	     /* of what follows */
	struct gz_spool_usage usage; /* as counted, and what was added since */
	long long counted, counting; /* when, and how long it took: ms */
};

/* Fail for name ("" for the folder itself) in a folder, by errno. */
bool spool_fail(const struct gz_spool *s, enum gz_spool_folder folder,
		const char *name, struct gz_err *err);

/* A name that no other has. */
void spool_name(struct gz_spool *s, const char *suffix,
		char out[GZ_SPOOL_NAME]);

/* Call fn for each name in a folder but those that begin with a dot, until it
 * returns false. False: it cannot be read. */
typedef bool spool_fn(void *arg, int folder, const char *name);
bool spool_each(struct gz_spool *s, enum gz_spool_folder folder, spool_fn *fn,
		void *arg, struct gz_err *err);

#endif
