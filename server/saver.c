/* saver.c - a thread that commits spool entries. See saver.h. */
#include "saver.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct saver {
	struct gz_spool *spool;
	pthread_t thread;
	bool running; /* the thread is to be joined */

	pthread_mutex_t lock; /* guards what follows */
	pthread_cond_t wake;
	bool stopping;
	struct save *first, *last;
};

/* The one that waits longest; NULL: stop. */
static struct save *next(struct saver *v)
{
	struct save *s;

	pthread_mutex_lock(&v->lock);
	while (!v->first && !v->stopping)
		pthread_cond_wait(&v->wake, &v->lock);
	s = v->first;
	if (s)
		v->first = s->next;
	pthread_mutex_unlock(&v->lock);
	return s;
}

static void *run(void *arg)
{
	struct saver *v = arg;
	struct save *s;

	while ((s = next(v))) {
		struct gz_err err;
		bool safe = gz_spool_commit(v->spool, &s->entry, &err);

		s->done(s, safe ? NULL : &err);
	}
	return NULL;
}

struct saver *saver_open(struct gz_spool *spool, struct gz_err *err)
{
	struct saver *v = gz_alloc(sizeof(*v));
	int rc;

	v->spool = spool;
	pthread_mutex_init(&v->lock, NULL);
	pthread_cond_init(&v->wake, NULL);
	rc = pthread_create(&v->thread, NULL, run, v);
	v->running = rc == 0;
	if (v->running)
		return v;
	gz_fail(err, GZ_SYSTEM, "cannot start a thread: %s", strerror(rc));
	saver_close(v);
	return NULL;
}

void saver_push(struct saver *v, struct save *s)
{
	struct gz_err err;
	bool stopping;

	s->next = NULL;
	pthread_mutex_lock(&v->lock);
	stopping = v->stopping;
	if (!stopping) {
		*(v->first ? &v->last->next : &v->first) = s;
		v->last = s;
		pthread_cond_signal(&v->wake);
	}
	pthread_mutex_unlock(&v->lock);
	if (!stopping)
		return;
	gz_spool_abort(v->spool, &s->entry);
	gz_fail(&err, GZ_BUSY, "The server is being stopped.");
	s->done(s, &err);
}

void saver_stop(struct saver *v)
{
	if (!v->running)
		return;
	pthread_mutex_lock(&v->lock);
	v->stopping = true;
	pthread_cond_signal(&v->wake);
	pthread_mutex_unlock(&v->lock);
	pthread_join(v->thread, NULL);
	v->running = false;
}

void saver_close(struct saver *v)
{
	if (!v)
		return;
	saver_stop(v);
	pthread_cond_destroy(&v->wake);
	pthread_mutex_destroy(&v->lock);
	free(v);
}
