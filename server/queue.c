/* queue.c - jobs on their way to workers. See queue.h. */
#include "queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "gz/clock.h"

struct queue {
	struct gz_workers *pool;
	unsigned length, wait_ms;
	struct metrics *metrics;
	void (*fatal)(void *arg, const struct gz_err *why);
	void *arg;
	pthread_t thread;
	bool running; /* the thread is to be joined */

	pthread_mutex_t lock; /* guards what follows */
	bool stopping, renew;
	unsigned waiting;
	struct job *first, *last;
	struct job *given; /* to workers */
};

/* Under the lock: parts of answers under way wait without being counted. */
static void count_waiting(struct queue *q, const struct job *job, int by)
{
	if (!job->patient)
		q->waiting += (unsigned)by;
	metrics_set(q->metrics, METRIC_QUEUE, q->waiting);
}

/* Under the lock: take job out, which stands between before (NULL: it is the
 * first) and next. */
static void take_out(struct queue *q, struct job *before, struct job *job,
		     struct job *next)
{
	*(before ? &before->next : &q->first) = next;
	if (q->last == job)
		q->last = before;
	count_waiting(q, job, -1);
}

/* Under the lock: the first that does not wait for as long as it takes. */
static struct job *first_impatient(const struct queue *q, struct job **before)
{
	struct job *job = q->first;

	for (*before = NULL; job && job->patient; job = job->next)
		*before = job;
	return job;
}

static void crowded(struct queue *q, struct job *job)
{
	metrics_add(q->metrics, METRIC_QUEUE_REFUSED, 1);
	job->done(job, JOB_CROWDED, NULL, 0);
}

/* Under the lock: put the job behind all others. */
static void append(struct queue *q, struct job *job)
{
	*(q->last ? &q->last->next : &q->first) = job;
	q->last = job;
	count_waiting(q, job, 1);
}

/* Under the lock: give the job to a worker that is idle, if one is. */
static bool give(struct queue *q, struct job *job)
{
	if (!gz_workers_give(q->pool, job->bytes.data, job->bytes.len, job))
		return false;
	job->next = q->given;
	q->given = job;
	metrics_add(q->metrics, METRIC_JOBS, 1);
	return true;
}

/* A worker that is idle gets the job from this very thread: that spares the
 * way through the queue's own. */
void queue_push(struct queue *q, struct job *job)
{
	bool stopping, given, full;

	job->next = NULL;
	job->due = gz_clock_ms() + q->wait_ms;
	pthread_mutex_lock(&q->lock);
	stopping = q->stopping;
	given = !stopping && !q->first && give(q, job);
	full = q->waiting >= q->length && !job->patient;
	if (!stopping && !given && !full)
		append(q, job);
	pthread_mutex_unlock(&q->lock);
	if (stopping)
		job->done(job, JOB_STOPPED, NULL, 0);
	else if (!given && full)
		crowded(q, job);
	else if (!given)
		gz_workers_wake(q->pool);
}

/* Under the lock. */
static void take_back(struct queue *q, struct job *job)
{
	struct job **at = &q->given;

	while (*at != job)
		at = &(*at)->next;
	*at = job->next;
}

static void ended(void *arg, void *p, enum gz_job_state state,
		  const char *bytes, size_t len)
{
	static const enum job_end end[] = { [GZ_JOB_DONE] = JOB_ANSWERED,
					    [GZ_JOB_CRASHED] = JOB_CRASHED,
					    [GZ_JOB_LATE] = JOB_LATE };
	struct queue *q = arg;
	struct job *job = p;

	if (state == GZ_JOB_PART)
		return; /* no route answers so; the reply is the last part */
	metrics_add(q->metrics, METRIC_CRASHED, state == GZ_JOB_CRASHED);
	metrics_add(q->metrics, METRIC_LATE, state == GZ_JOB_LATE);
	pthread_mutex_lock(&q->lock);
	take_back(q, job);
	pthread_mutex_unlock(&q->lock);
	job->done(job, end[state], bytes, len);
}

/* Give what can be given. Returns the first job if it waited too long, taken
 * out, or NULL; *wait gets how long the next one may wait, -1: none waits. */
static struct job *give_some(struct queue *q, int *wait)
{
	long long now = gz_clock_ms();
	struct job *job, *next, *before, *late = NULL;

	pthread_mutex_lock(&q->lock);
	while ((job = q->first)) {
		next = job->next;
		if (!give(q, job))
			break;
		take_out(q, NULL, job, next);
	}
	job = first_impatient(q, &before);
	if (job && now >= job->due) {
		late = job;
		take_out(q, before, job, job->next);
		job = first_impatient(q, &before);
	}
	*wait = job ? (int)(job->due - now) : -1;
	pthread_mutex_unlock(&q->lock);
	return late;
}

/* Give what can be given and drop what waited too long. Returns how long the
 * next one may wait. */
static int dispatch(struct queue *q)
{
	struct job *late;
	int wait;

	while ((late = give_some(q, &wait)))
		crowded(q, late);
	return wait < -1 ? 0 : wait;
}

static bool stopping(struct queue *q)
{
	bool stop, renew;

	pthread_mutex_lock(&q->lock);
	stop = q->stopping;
	renew = q->renew;
	q->renew = false;
	pthread_mutex_unlock(&q->lock);
	if (renew)
		gz_workers_renew(q->pool);
	return stop;
}

static void stop_jobs(struct job *job)
{
	for (struct job *next; job; job = next) {
		next = job->next;
		job->done(job, JOB_STOPPED, NULL, 0);
	}
}

static void drop_all(struct queue *q)
{
	struct job *given, *waiting;

	pthread_mutex_lock(&q->lock);
	given = q->given;
	waiting = q->first;
	q->given = q->first = q->last = NULL;
	q->waiting = 0;
	pthread_mutex_unlock(&q->lock);
	stop_jobs(given);
	stop_jobs(waiting);
}

static void *run(void *arg)
{
	struct queue *q = arg;
	struct gz_err err;

	while (!stopping(q))
		if (!gz_workers_run(q->pool, dispatch(q), ended, q, &err)) {
			q->fatal(q->arg, &err);
			break;
		}
	pthread_mutex_lock(&q->lock);
	q->stopping = true;
	pthread_mutex_unlock(&q->lock);
	drop_all(q);
	return NULL;
}

struct queue *queue_open(struct gz_workers *pool, unsigned length,
			 unsigned wait_ms, struct metrics *metrics,
			 void (*fatal)(void *arg, const struct gz_err *why),
			 void *arg, struct gz_err *err)
{
	struct queue *q = gz_alloc(sizeof(*q));
	int rc;

	q->pool = pool;
	q->length = length;
	q->wait_ms = wait_ms;
	q->metrics = metrics;
	q->fatal = fatal;
	q->arg = arg;
	pthread_mutex_init(&q->lock, NULL);
	rc = pthread_create(&q->thread, NULL, run, q);
	q->running = rc == 0;
	if (q->running)
		return q;
	gz_fail(err, GZ_SYSTEM, "cannot start a thread: %s", strerror(rc));
	queue_close(q);
	return NULL;
}

void queue_renew(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->renew = true;
	pthread_mutex_unlock(&q->lock);
	gz_workers_wake(q->pool);
}

void queue_stop(struct queue *q)
{
	if (!q->running)
		return;
	pthread_mutex_lock(&q->lock);
	q->stopping = true;
	pthread_mutex_unlock(&q->lock);
	gz_workers_wake(q->pool);
	pthread_join(q->thread, NULL);
	q->running = false;
}

void queue_close(struct queue *q)
{
	if (!q)
		return;
	queue_stop(q);
	gz_workers_close(q->pool);
	pthread_mutex_destroy(&q->lock);
	free(q);
}
