/* test_worker.c - work in processes of its own, that may crash or overrun. */
#include "gz/worker.h"

#include "check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *begin(void *arg)
{
	return arg;
}

static void work(void *state, const char *job, size_t len, struct gz_answer *to,
		 struct gz_buf *end)
{
	volatile unsigned n = 0;

	if (!strcmp(job, "crash"))
		abort();
	if (!strcmp(job, "hang"))
		sleep(60);
	if (!strcmp(job, "burn"))
		for (;;)
			n++;
	if (!strcmp(job, "parts")) {
		gz_answer_part(to, "one", 3);
		gz_answer_part(to, "two", 3);
	}
	if (!strcmp(job, "pid"))
		gz_buf_printf(end, "%d", (int)getpid());
	else if (!strcmp(job, "state"))
		gz_buf_puts(end, state);
	else
		gz_buf_add(end, job, len);
}

struct seen {
	struct gz_buf text;
	unsigned parts, done, crashed, late;
};

static void note(void *arg, void *job, enum gz_job_state state,
		 const char *bytes, size_t len)
{
	struct seen *s = arg;

	CHECK(job == s);
	s->parts += state == GZ_JOB_PART;
	s->done += state == GZ_JOB_DONE;
	s->crashed += state == GZ_JOB_CRASHED;
	s->late += state == GZ_JOB_LATE;
	gz_buf_add(&s->text, bytes, len);
}

static struct gz_workers *pool(unsigned count, unsigned deadline_ms,
			       unsigned cpu_ms)
{
	static char state[] = "begun";
	const struct gz_worker_spec spec = { .name = "test",
					     .count = count,
					     .deadline_ms = deadline_ms,
					     .cpu_ms = cpu_ms,
					     .begin = begin,
					     .work = work,
					     .arg = state };
	struct gz_err err = { 0 };
	struct gz_workers *w = gz_workers_open(&spec, &err);

	CHECK(w != NULL);
	return w;
}

/* One job to its end; its text is to be freed. */
static char *ask(struct gz_workers *w, const char *job, struct seen *s)
{
	struct gz_err err = { 0 };

	memset(s, 0, sizeof(*s));
	while (!gz_workers_idle(w))
		CHECK(gz_workers_run(w, 100, note, s, &err));
	gz_workers_give(w, job, strlen(job), s);
	while (!s->done && !s->crashed && !s->late)
		CHECK(gz_workers_run(w, 1000, note, s, &err));
	return gz_buf_take(&s->text);
}

static void expect(struct gz_workers *w, const char *job, const char *want)
{
	struct seen s;
	char *got = ask(w, job, &s);

	CHECK_STR(got, want);
	CHECK(s.done == 1);
	free(got);
}

static void jobs_are_answered(void)
{
	struct gz_workers *w = pool(2, 0, 0);
	struct seen s;
	char *got;

	expect(w, "hello", "hello");
	expect(w, "", "");
	expect(w, "state", "begun");
	got = ask(w, "parts", &s);
	CHECK_STR(got, "onetwoparts");
	CHECK(s.parts == 2 && s.done == 1);
	free(got);
	gz_workers_close(w);
}

static void a_large_job_goes_through(void)
{
	struct gz_workers *w = pool(1, 0, 0);
	size_t len = 5000000;
	char *large = gz_alloc(len + 1), *got;
	struct seen s;

	memset(large, 'x', len);
	got = ask(w, large, &s);
	CHECK(!strcmp(got, large));
	free(got);
	free(large);
	gz_workers_close(w);
}

static void a_crash_costs_one_job(void)
{
	struct gz_workers *w = pool(2, 0, 0);
	struct seen s;

	for (int i = 0; i < 3; i++) {
		free(ask(w, "crash", &s));
		CHECK(s.crashed == 1 && !s.done);
		expect(w, "after", "after");
	}
	CHECK(gz_workers_counts(w).crashed == 3);
	gz_workers_close(w);
}

static void a_late_job_is_killed(void)
{
	struct gz_workers *w = pool(1, 100, 0);
	struct seen s;

	free(ask(w, "hang", &s));
	CHECK(s.late == 1 && !s.done);
	expect(w, "after", "after");
	gz_workers_close(w);
}

static void cpu_time_is_bounded(void)
{
	struct gz_workers *w = pool(1, 0, 100);
	struct seen s;

	free(ask(w, "burn", &s));
	CHECK(s.crashed == 1);
	expect(w, "after", "after");
	gz_workers_close(w);
}

static void renewed_workers_are_others(void)
{
	struct gz_workers *w = pool(1, 0, 0);
	struct seen s;
	char *before = ask(w, "pid", &s), *after;

	gz_workers_renew(w);
	after = ask(w, "pid", &s);
	CHECK(strcmp(before, after) != 0);
	free(before);
	free(after);
	gz_workers_close(w);
}

static void waking_ends_the_wait(void)
{
	struct gz_workers *w = pool(1, 0, 0);
	struct gz_err err = { 0 };

	gz_workers_wake(w);
	CHECK(gz_workers_run(w, -1, note, NULL, &err));
	gz_workers_close(w);
}

#define GIVERS 3
#define JOBS 200

static atomic_uint ended;

static void count_end(void *arg, void *job, enum gz_job_state state,
		      const char *bytes, size_t len)
{
	unsigned *seen = job;

	(void)arg;
	CHECK(state == GZ_JOB_DONE && len == sizeof(seen) &&
	      !memcmp(bytes, &seen, len));
	++*seen;
	atomic_fetch_add(&ended, 1);
}

static void *give_many(void *pool)
{
	static unsigned seen[GIVERS][JOBS];
	static atomic_uint giver;
	unsigned me = atomic_fetch_add(&giver, 1);

	for (unsigned i = 0; i < JOBS; i++) {
		unsigned *job = &seen[me][i];

		while (!gz_workers_give(pool, &job, sizeof(job), job))
			sched_yield();
	}
	return seen[me];
}

static void any_thread_gives_jobs(void)
{
	struct gz_workers *w = pool(2, 5000, 0);
	pthread_t thread[GIVERS];
	struct gz_err err = { 0 };
	void *seen;

	for (unsigned i = 0; i < GIVERS; i++)
		CHECK(!pthread_create(&thread[i], NULL, give_many, w));
	while (atomic_load(&ended) < GIVERS * JOBS)
		CHECK(gz_workers_run(w, -1, count_end, NULL, &err));
	for (unsigned i = 0; i < GIVERS; i++) {
		CHECK(!pthread_join(thread[i], &seen));
		for (unsigned j = 0; j < JOBS; j++)
			CHECK(((unsigned *)seen)[j] == 1);
	}
	gz_workers_close(w);
}

static struct seen late;

static void *give_late(void *pool)
{
	usleep(50 * 1000); /* the owner sleeps by now */
	CHECK(gz_workers_give(pool, "hang", 4, &late));
	return NULL;
}

static void a_job_given_to_a_sleeper_is_late_in_time(void)
{
	struct gz_workers *w = pool(1, 200, 0);
	struct gz_err err = { 0 };
	pthread_t thread;

	CHECK(!pthread_create(&thread, NULL, give_late, w));
	CHECK(gz_workers_run(w, -1, note, &late, &err));
	CHECK(!pthread_join(thread, NULL));
	for (unsigned i = 0; i < 20 && !late.late; i++)
		CHECK(gz_workers_run(w, -1, note, &late, &err));
	CHECK(late.late == 1);
	gz_workers_close(w);
}

int main(void)
{
	jobs_are_answered();
	a_large_job_goes_through();
	a_crash_costs_one_job();
	a_late_job_is_killed();
	cpu_time_is_bounded();
	renewed_workers_are_others();
	waking_ends_the_wait();
	any_thread_gives_jobs();
	a_job_given_to_a_sleeper_is_late_in_time();
	return check_done();
}
