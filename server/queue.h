/* queue.h - from the threads that speak HTTP to the workers and back.
 *
 * One thread of this module owns the pool: it hands waiting jobs to idle
 * workers and tells each job how it ended.
 */
#ifndef SERVER_QUEUE_H
#define SERVER_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "gz/buf.h"
#include "gz/err.h"
#include "gz/worker.h"
#include "metrics.h"

enum job_end {
	JOB_ANSWERED, /* bytes are the worker's answer */
	JOB_CRASHED,
	JOB_LATE,    /* the worker was killed at its deadline */
	JOB_CROWDED, /* the queue was full, or the wait too long */
	JOB_STOPPED, /* the daemon ends */
};

/* The caller's; it must last until done is called, which happens once, from
 * the queue's thread or within queue_push(). */
struct job {
	struct gz_buf bytes;
	void (*done)(struct job *job, enum job_end end, const char *bytes,
		     size_t len);
	bool patient; /* part of an answer under way: never JOB_CROWDED */
	/* the queue's own */
	struct job *next;
	long long due;
};

struct queue;
/* The pool becomes the queue's, which closes it. fatal is called, from the
 * queue's thread, when the pool itself fails. */
struct queue *queue_open(struct gz_workers *pool, unsigned length,
			 unsigned wait_ms, struct metrics *metrics,
			 void (*fatal)(void *arg, const struct gz_err *why),
			 void *arg, struct gz_err *err);
void queue_push(struct queue *q, struct job *job);

/* Have every worker begin afresh once it is idle. */
void queue_renew(struct queue *q);

/* End all jobs, those under way too, as JOB_STOPPED, and take no more. */
void queue_stop(struct queue *q);
void queue_close(struct queue *q);

#endif
