/* worker.c - the owner's side of a pool of workers. See gz/worker.h. */
#include "gz/worker.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "gz/clock.h"

#include "frame.h"
#include "spawner.h"

#define RETRY_MS 1000 /* a worker that dies young is not replaced sooner */

struct worker {
	int socket; /* -1: none alive */
	pid_t pid;
	long long born, due; /* monotonic ms; due 0: no deadline */
	bool busy, stale, late;
	void *job;
	struct gz_buf in; /* what has come of the next frame */
};

struct gz_workers {
	struct gz_worker_spec spec;
	int control;
	int wake;	   /* eventfd */
	struct pollfd *on; /* one a worker, then wake, then control */

	pthread_mutex_t lock; /* guards what follows; not held in callbacks */
	struct gz_worker_counts counts;
	struct worker worker[];
};

static bool start(struct gz_workers *w, struct worker *k, struct gz_err *err)
{
	k->socket = spawner_spawn(w->control, &k->pid, err);
	k->born = gz_clock_ms();
	k->busy = k->stale = k->late = false;
	gz_buf_clear(&k->in);
	return k->socket >= 0;
}

static void stop(struct worker *k)
{
	if (k->socket >= 0)
		close(k->socket); /* the worker ends at this */
	k->socket = -1;
}

struct gz_workers *gz_workers_open(const struct gz_worker_spec *spec,
				   struct gz_err *err)
{
	struct gz_workers *w = gz_alloc(sizeof(*w) +
					spec->count * sizeof(w->worker[0]));

	assert(spec->count > 0);
	w->spec = *spec;
	pthread_mutex_init(&w->lock, NULL);
	w->on = gz_alloc((spec->count + 2) * sizeof(w->on[0]));
	for (unsigned i = 0; i < spec->count; i++)
		w->worker[i].socket = -1;
	w->control = -1;
	w->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (w->wake < 0) {
		gz_fail(err, GZ_SYSTEM, "workers: %s", strerror(errno));
		goto fail;
	}
	w->control = spawner_start(spec, err);
	if (w->control < 0)
		goto fail;
	for (unsigned i = 0; i < spec->count; i++)
		if (!start(w, &w->worker[i], err))
			goto fail;
	return w;
fail:
	gz_workers_close(w);
	return NULL;
}

void gz_workers_close(struct gz_workers *w)
{
	if (!w)
		return;
	for (unsigned i = 0; i < w->spec.count; i++) {
		stop(&w->worker[i]);
		gz_buf_free(&w->worker[i].in);
	}
	if (w->control >= 0)
		close(w->control);
	if (w->wake >= 0)
		close(w->wake);
	pthread_mutex_destroy(&w->lock);
	free(w->on);
	free(w);
}

static bool idle(const struct worker *k)
{
	return k->socket >= 0 && !k->busy && !k->stale && !k->late;
}

/* The first idle worker, or NULL. */
static struct worker *find_idle(struct gz_workers *w)
{
	for (unsigned i = 0; i < w->spec.count; i++)
		if (idle(&w->worker[i]))
			return &w->worker[i];
	return NULL;
}

bool gz_workers_idle(struct gz_workers *w)
{
	bool any;

	pthread_mutex_lock(&w->lock);
	any = find_idle(w);
	pthread_mutex_unlock(&w->lock);
	return any;
}

bool gz_workers_give(struct gz_workers *w, const void *bytes, size_t len,
		     void *job)
{
	struct worker *k;

	assert(len <= UINT32_MAX);
	pthread_mutex_lock(&w->lock);
	k = find_idle(w);
	if (k) {
		k->busy = true;
		k->job = job;
		k->due = w->spec.deadline_ms
				 ? gz_clock_ms() + w->spec.deadline_ms
				 : 0;
		w->counts.jobs++;
		/* if it has died gz_workers_run() will see */
		frame_send(k->socket, 0, bytes, len);
	}
	pthread_mutex_unlock(&w->lock);
	return k;
}

/* Tell what became of a job; the lock is held before and after. */
static void tell(struct gz_workers *w, gz_job_fn *fn, void *arg, void *job,
		 enum gz_job_state state, const char *bytes, size_t len)
{
	pthread_mutex_unlock(&w->lock);
	fn(arg, job, state, bytes, len);
	pthread_mutex_lock(&w->lock);
}

/* What happened to the job is told after the worker is in order again, so
 * that fn may give the next one. */
static void lost(struct gz_workers *w, struct worker *k, gz_job_fn *fn,
		 void *arg)
{
	bool busy = k->busy, late = k->late;
	void *job = k->job;
	long long age = gz_clock_ms() - k->born;

	stop(k);
	k->busy = false;
	if (busy || age >= RETRY_MS)
		start(w, k, NULL);
	if (!busy)
		return;
	w->counts.crashed += !late;
	w->counts.late += late;
	tell(w, fn, arg, job, late ? GZ_JOB_LATE : GZ_JOB_CRASHED, "", 0);
}

static void frame_done(struct gz_workers *w, struct worker *k,
		       const struct frame *head, const char *bytes,
		       gz_job_fn *fn, void *arg)
{
	void *job = k->job;

	if (head->state == GZ_JOB_DONE)
		k->busy = false;
	else if (w->spec.deadline_ms)
		k->due = gz_clock_ms() + w->spec.deadline_ms;
	tell(w, fn, arg, job, (enum gz_job_state)head->state, bytes, head->len);
}

/* Take whole frames off k->in. */
static void frames(struct gz_workers *w, struct worker *k, gz_job_fn *fn,
		   void *arg)
{
	struct gz_buf in = k->in;
	struct frame head;
	size_t at = 0;

	k->in = (struct gz_buf){ 0 }; /* fn may give a job to k */
	while (in.len - at >= sizeof(head)) {
		memcpy(&head, in.data + at, sizeof(head));
		if (in.len - at - sizeof(head) < head.len)
			break;
		at += sizeof(head);
		frame_done(w, k, &head, in.data + at, fn, arg);
		at += head.len;
	}
	if (at) {
		memmove(in.data, in.data + at, in.len - at);
		in.len -= at;
	}
	k->in = in;
}

static void readable(struct gz_workers *w, struct worker *k, gz_job_fn *fn,
		     void *arg)
{
	char *room = gz_buf_room(&k->in, 1 << 16);
	ssize_t got = recv(k->socket, room, 1 << 16, MSG_DONTWAIT);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0) {
		lost(w, k, fn, arg);
		return;
	}
	k->in.len += (size_t)got;
	frames(w, k, fn, arg);
}

/* Kill what is over time; replace what is stale, dead or asked to be. */
static void tend(struct gz_workers *w)
{
	long long now = gz_clock_ms();

	for (unsigned i = 0; i < w->spec.count; i++) {
		struct worker *k = &w->worker[i];

		if (k->busy && k->due && now >= k->due && !k->late) {
			k->late = true;
			spawner_kill(w->control, k->pid);
		}
		if (k->stale && !k->busy)
			stop(k);
		if (k->socket < 0 && (k->stale || now >= k->born + RETRY_MS))
			start(w, k, NULL);
	}
}

/* How long to sleep. A job that another thread gives meanwhile is due after
 * deadline_ms at the earliest, so no longer than that. */
static int patience(const struct gz_workers *w, int timeout_ms)
{
	long long now = gz_clock_ms(),
		  least = timeout_ms < 0 ? INT_MAX : timeout_ms;

	if (w->spec.deadline_ms && w->spec.deadline_ms < least)
		least = w->spec.deadline_ms;
	for (unsigned i = 0; i < w->spec.count; i++) {
		const struct worker *k = &w->worker[i];
		long long at = k->socket < 0	     ? k->born + RETRY_MS
			       : k->busy && !k->late ? k->due
						     : 0;

		if (at && at - now < least)
			least = at > now ? at - now : 0;
	}
	return least == INT_MAX ? -1 : (int)least;
}

/* Under the lock: what poll() is to look at, and for how long. */
static int prepare(struct gz_workers *w, int timeout_ms)
{
	struct pollfd *on = w->on;

	tend(w);
	for (unsigned i = 0; i < w->spec.count; i++)
		on[i] = (struct pollfd){ .fd = w->worker[i].socket,
					 .events = POLLIN };
	on[w->spec.count] = (struct pollfd){ .fd = w->wake, .events = POLLIN };
	on[w->spec.count + 1] = (struct pollfd){ .fd = w->control };
	return patience(w, timeout_ms);
}

bool gz_workers_run(struct gz_workers *w, int timeout_ms, gz_job_fn *fn,
		    void *arg, struct gz_err *err)
{
	struct pollfd *on = w->on;
	uint64_t woken;

	pthread_mutex_lock(&w->lock);
	timeout_ms = prepare(w, timeout_ms);
	pthread_mutex_unlock(&w->lock);
	if (poll(on, w->spec.count + 2, timeout_ms) < 0 && errno != EINTR)
		return gz_fail(err, GZ_SYSTEM, "workers: %s", strerror(errno));
	if (on[w->spec.count + 1].revents)
		return gz_fail(err, GZ_SYSTEM,
			       "the process that starts workers has died");
	if (on[w->spec.count].revents)
		(void)!read(w->wake, &woken, sizeof(woken));
	pthread_mutex_lock(&w->lock);
	for (unsigned i = 0; i < w->spec.count; i++)
		if (on[i].revents && w->worker[i].socket == on[i].fd)
			readable(w, &w->worker[i], fn, arg);
	tend(w);
	pthread_mutex_unlock(&w->lock);
	return true;
}

void gz_workers_wake(struct gz_workers *w)
{
	const uint64_t one = 1;

	(void)!write(w->wake, &one, sizeof(one));
}

void gz_workers_renew(struct gz_workers *w)
{
	pthread_mutex_lock(&w->lock);
	for (unsigned i = 0; i < w->spec.count; i++)
		w->worker[i].stale = true;
	pthread_mutex_unlock(&w->lock);
}

struct gz_worker_counts gz_workers_counts(struct gz_workers *w)
{
	struct gz_worker_counts counts;

	pthread_mutex_lock(&w->lock);
	counts = w->counts;
	pthread_mutex_unlock(&w->lock);
	return counts;
}
