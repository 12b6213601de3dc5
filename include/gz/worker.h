/* gz/worker.h - work in processes of its own, that may crash or overrun.
 *
 * A pool is a number of worker processes. Each job is bytes in; the worker's
 * function answers with any number of parts and an end. A worker that dies,
 * exceeds its time between two parts, or its memory, is replaced, and its one
 * job ends as GZ_JOB_CRASHED or GZ_JOB_LATE; no other job notices.
 *
 * Workers are forked by a small spawner process that is itself forked in
 * gz_workers_open(), so open the pool before threads, locks or databases.
 * One thread at a time is in gz_workers_run(), which calls back with what jobs
 * answered; jobs may be given from any thread.
 */
#ifndef GZ_WORKER_H
#define GZ_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "gz/buf.h"
#include "gz/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In the worker: where parts of the answer go. */
struct gz_answer;
/* Send one part now. Ends the process if nobody listens any more. */
void gz_answer_part(struct gz_answer *to, const void *bytes, size_t len);

struct gz_worker_spec {
	const char *name; /* in messages and as the process name */
	unsigned count;
	unsigned deadline_ms; /* wall time to the first part, and between
				 parts; 0: none */
	unsigned cpu_ms;      /* CPU time, likewise */
	size_t memory; /* of its own in bytes, not mapped files; 0: no limit */
	/* Once in each new worker. What it returns is handed to work. */
	void *(*begin)(void *arg);
	/* One job. The last part of the answer goes to *end. */
	void (*work)(void *state, const char *job, size_t len,
		     struct gz_answer *to, struct gz_buf *end);
	void *arg;
};

struct gz_workers;
struct gz_workers *gz_workers_open(const struct gz_worker_spec *spec,
				   struct gz_err *err);
/* Stop all workers at once; jobs under way are dropped. */
void gz_workers_close(struct gz_workers *w);

enum gz_job_state {
	GZ_JOB_PART,	/* a part; more comes */
	GZ_JOB_DONE,	/* the end of the answer */
	GZ_JOB_CRASHED, /* the worker died of it */
	GZ_JOB_LATE,	/* the worker was killed at its deadline */
};
typedef void gz_job_fn(void *arg, void *job, enum gz_job_state state,
		       const char *bytes, size_t len);

/* Whether a worker has nothing to do. */
bool gz_workers_idle(struct gz_workers *w);

/* Give bytes (copied) to an idle worker; false: there is none. job is handed
 * back with each part. */
bool gz_workers_give(struct gz_workers *w, const void *bytes, size_t len,
		     void *job);

/* Wait at most timeout_ms (-1: for ever) for something to happen, and call fn
 * for what did. Returns when at least one thing happened, on
 * gz_workers_wake(), or at the timeout, of its own accord sooner. */
bool gz_workers_run(struct gz_workers *w, int timeout_ms, gz_job_fn *fn,
		    void *arg, struct gz_err *err);

/* Make a gz_workers_run() under way, or the next one, return. May be called
 * from any thread or signal handler. */
void gz_workers_wake(struct gz_workers *w);

/* Replace every worker once it is idle: they begin() afresh. */
void gz_workers_renew(struct gz_workers *w);

/* Since the pool was opened. */
struct gz_worker_counts {
	unsigned long jobs, crashed, late;
};
struct gz_worker_counts gz_workers_counts(struct gz_workers *w);

#ifdef __cplusplus
}
#endif
#endif
