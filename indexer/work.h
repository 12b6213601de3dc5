/* work.h - what gazette's worker processes do, and the messages about it.
 *
 * There are two jobs. Reading turns one file into articles: as JSON, or as
 * records appended to a spool file of the worker's own. Building turns spooled
 * articles into a segment of the index. So foreign bytes are only ever looked
 * at in a worker; its owner sees numbers, ids and hashes. */
#ifndef WORK_H
#define WORK_H

#include <stdint.h>
#include <sys/types.h>

#include "gz/article.h"
#include "gz/worker.h"

/* Where a spooled article lies: spool file of that worker, offset, length. */
struct spooled {
	uint32_t spool;
	uint64_t offset;
	uint32_t len;
};

/* ---- reading: a job a file, a part an article, failure or note ---- */

struct read_job {
	const char *path;
	unsigned long skip;    /* records read before */
	const char *workspace; /* spool there; NULL: answer with JSON */
	const char *source, *published, *format; /* of the feeder, or NULL */
	const char *recurring; /* file of gz_recurring_read(), or NULL */
	bool plain;	       /* only a regular file is opened */
	bool removals;	       /* gz_removals_read(): needs a workspace */
};
void read_job_pack(const struct read_job *job, struct gz_buf *out);

struct read_part {
	bool failed;
	bool note;    /* no record, only something to tell */
	bool removal; /* of id */
	unsigned long line;
	char *reason;	  /* failed, note ("": it goes on); to be freed */
	char *path;	  /* failed, note; to be freed */
	const char *json; /* article as JSON; borrowed */
	size_t json_len;
	struct spooled at; /* article in the spool */
	int64_t published; /* GZ_TIME_NONE: undated */
	char *id;	   /* to be freed */
	unsigned char hash[16];
};
/* False: not such a message. */
bool read_part_unpack(const char *bytes, size_t len, struct read_part *part);
void read_part_free(struct read_part *part);

/* ---- building: a job a segment ---- */

void build_job_begin(struct gz_buf *job, const char *workspace,
		     const char *segment, size_t articles);
void build_job_add(struct gz_buf *job, const struct spooled *at,
		   uint32_t docid);

/* A part: articles built so far; or one that cannot be. */
struct build_part {
	uint32_t docid; /* that cannot be; 0: none */
	char *reason;	/* to be freed */
};
bool build_part_unpack(const char *bytes, size_t len, struct build_part *part);

/* ---- the end of either ---- */

/* True: it went well, *words (building) is set. Else *err is. */
bool work_end_unpack(const char *bytes, size_t len, uint64_t *words,
		     struct gz_err *err);

/* The pool of workers that do these. */
struct gz_workers *work_open(unsigned count, size_t memory, unsigned cpu_ms,
			     struct gz_err *err);

#endif
