/* verdict.h - what became of one entry of the spool, on its way to
 * NAME.result and NAME.why; see gz/spool.h for their form. */
#ifndef VERDICT_H
#define VERDICT_H

#include "gz/spool.h"
#include "ingest.h"

struct said; /* of one record */

/* Begin with { 0 }. */
struct verdict {
	struct said *said; /* since the last verdict_write() */
	size_t count, size;
	struct gz_buf text;	   /* lines that are not in out yet */
	struct gz_spool_entry out; /* NAME.result under way */
	size_t fate[FATES];
	char *why; /* the first failure */
};

/* Note what was told. */
void verdict_add(struct verdict *v, const struct outcome *o);
/* Write it, in order of line, so that an entry of any size takes little
 * memory. */
bool verdict_write(struct verdict *v, struct gz_spool *spool,
		   struct gz_err *err);

/* Where the entry goes: CUR, or FAILED if nothing of it went in. */
enum gz_spool_folder verdict_folder(const struct verdict *v);
/* Put the verdict there, for an entry that will lie there under that name;
 * revision is that of the index. sync as gz_spool_place() has it. */
bool verdict_place(struct verdict *v, struct gz_spool *spool, const char *name,
		   uint64_t revision, bool sync, struct gz_err *err);

/* Put a sentence in FAILED as NAME.why. */
bool verdict_refuse(struct gz_spool *spool, const char *name,
		    const char *sentence, bool sync, struct gz_err *err);

void verdict_free(struct verdict *v, struct gz_spool *spool);

#endif
