/* message.h - the worker's side of the messages of work.h. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "gz/pack.h"
#include "work.h"

enum job_kind {
	JOB_READ = 1,
	JOB_BUILD
};

enum part_kind {
	PART_FAILED = 1,
	PART_JSON,
	PART_SPOOLED,
	PART_NOTE,
	PART_REMOVAL
};

void spooled_pack(const struct spooled *at, struct gz_buf *out);
void spooled_unpack(struct gz_unpack *u, struct spooled *at);

/* The end of a job, as work_end_unpack() reads it. */
void work_end_pack(bool ok, uint64_t words, const struct gz_err *err,
		   struct gz_buf *out);

#endif
