/* watch.c - gazette watch. See watch.h. */
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "command.h"
#include "feeds.h"
#include "gz/clock.h"

#define WAIT_MS 200   /* how often to look at clocks */
#define TELL_MS 10000 /* between two status lines */
#define CLEAN_MS (10 * 60 * 1000)
#define TOLD_MS (60 * 1000)
#define PAUSE_MS 1000LL /* after a failure */
#define PAUSE_DOUBLED 5 /* times, at most, while nothing goes in */

/* ---- inotify ---- */

/* The signal only ends a wait. */
static void on_arrival(int sig)
{
	(void)sig;
}

/* Without inotify arrivals are seen a little later. */
static int open_arrivals(const char *spool)
{
	char path[PATH_MAX];
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	snprintf(path, sizeof(path), "%s/new", spool);
	signal(SIGIO, on_arrival);
	if (fd < 0 ||
	    inotify_add_watch(fd, path,
			      IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR) < 0 ||
	    fcntl(fd, F_SETOWN, getpid()) < 0 ||
	    fcntl(fd, F_SETFL, O_NONBLOCK | O_ASYNC) < 0)
		fprintf(stderr,
			"gazette: no inotify (%s); %s is looked into every two "
			"seconds\n",
			strerror(errno), path);
	return fd;
}

/* ---- now and then ---- */

static void tell(struct watch *w)
{
	const size_t *now = w->in.tally.fate;
	size_t *was = w->told.fate;

	if (!w->entries || gz_clock_ms() - w->told_at < TELL_MS)
		return;
	w->told_at = gz_clock_ms();
	if (!gz_option_flag(w->in.options, "quiet"))
		fprintf(stderr,
			"gazette: %zu entries: added %zu, replaced %zu, "
			"unchanged %zu, removed %zu, failed %zu\n",
			w->entries, now[FATE_ADDED] - was[FATE_ADDED],
			now[FATE_REPLACED] - was[FATE_REPLACED],
			now[FATE_UNCHANGED] - was[FATE_UNCHANGED],
			now[FATE_REMOVED] - was[FATE_REMOVED],
			now[FATE_FAILED] - was[FATE_FAILED]);
	w->told = w->in.tally;
	w->entries = 0;
}

static void clean(struct watch *w)
{
	long long days = gz_option_num(w->in.options, "spool-keep");

	if (w->cleaned_at && gz_clock_ms() - w->cleaned_at < CLEAN_MS)
		return;
	w->cleaned_at = gz_clock_ms();
	gz_spool_clean(w->spool, days * 24 * 3600);
}

/* ---- the loop ---- */

static bool put_in(struct watch *w, struct gz_err *err)
{
	w->installs++;
	watch_find_oldest(w);
	if (!install(&w->in, err))
		return false;
	if (w->oldest == UINT32_MAX)
		names_free(&w->in.later);
	w->ready = true;
	w->installed_at = gz_clock_ms();
	return watch_write_down(w, err);
}

/* What came alone need not wait for others, if none came just before; nor what
 * keeps others waiting. */
static bool is_due(const struct watch *w)
{
	const struct ingest *in = &w->in;
	bool idle = !in->reading && in->next_file == in->files.count;

	if (!in->batch.count || !idle)
		return ingest_due(in);
	return ingest_due(in) || watch_is_full(w) ||
	       (!w->more &&
		gz_clock_ms() - w->installed_at >=
			1000 * gz_option_num(in->options, "commit-seconds"));
}

static bool turn(struct watch *w, struct gz_err *err)
{
	if (feeds_died(w->feeds)) {
		w->feeds = 0;
		return gz_fail(err, GZ_SYSTEM,
			       "the process that fetches feeds has died");
	}
	if (!watch_look(w, err))
		return false;
	read_some(&w->in);
	if (!ingest_wait(&w->in, WAIT_MS, err))
		return false;
	if (is_due(w) && !put_in(w, err))
		return false;
	if (!watch_settle(w, err))
		return false;
	tell(w);
	clean(w);
	return true;
}

static bool open_all(struct watch *w, const char *spool, struct gz_err *err)
{
	const char *index = gz_option_str(w->in.options, "index");

	if (gz_option_str(w->in.options, "feeds")) {
		w->feeds = feeds_start(w->in.options, spool, err);
		if (w->feeds < 0)
			return false;
	}
	/* One more process than usual, so that a large entry keeps none
	 * waiting; and before anything is open that they would keep open. */
	w->in.workers = command_workers(w->in.options, 1, err);
	if (!w->in.workers)
		return false;
	w->in.writer = gz_writer_open(index, err);
	if (!w->in.writer)
		return false;
	w->spool = gz_spool_open(spool, err);
	if (!w->spool || !gz_spool_lock(w->spool, err))
		return false;
	w->arrivals = open_arrivals(spool);
	return true;
}

static void close_all(struct watch *w)
{
	feeds_stop(w->feeds);
	watch_forget(w);
	batch_free(&w->in.batch);
	if (w->arrivals >= 0)
		close(w->arrivals);
	gz_index_close(w->index);
	gz_spool_close(w->spool);
	gz_workers_close(w->in.workers);
	read_drop(&w->in);
	gz_writer_close(w->in.writer);
}

struct course {
	bool begun;	   /* index and spool could be opened, once */
	unsigned failures; /* since something went in */
	long long told_at; /* ms */
};

/* Watch until a signal, or until something fails that concerns all. */
static bool watch(const struct gz_options *options, const char *spool,
		  struct course *course, struct gz_err *err)
{
	struct watch w = { .in = { .options = options,
				   .ear = &watch_ear,
				   .plain = true,
				   .waits = true },
			   .arrivals = -1,
			   .more = true };
	bool ok = open_all(&w, spool, err);

	progress_begin(&w.in.progress, true, 0);
	w.told_at = gz_clock_ms();
	if (ok && !course->begun && !gz_option_flag(options, "quiet"))
		fprintf(stderr, "gazette: watching %s\n", spool);
	course->begun |= ok;
	while (ok && !ingest_stopped(&w.in))
		ok = turn(&w, err);
	if (ok && w.in.batch.count)
		ok = put_in(&w, err);
	if (ok)
		ok = watch_settle(&w, err);
	if (w.installed_at)
		course->failures = 0;
	close_all(&w);
	return ok;
}

/* ---- the command ---- */

/* Sleep, but for a signal. */
static void pause_for(long long ms)
{
	long long until = gz_clock_ms() + ms;

	while (!ingest_signalled() && gz_clock_ms() < until)
		usleep(WAIT_MS * 1000);
}

/* Once, though a little may go in between two failures. */
static void tell_failure(struct course *course, const char *spool,
			 const struct gz_err *err)
{
	if (course->failures ||
	    (course->told_at && gz_clock_ms() - course->told_at < TOLD_MS))
		return;
	course->told_at = gz_clock_ms();
	fprintf(stderr,
		"gazette: %s; it is tried again, and what waits in %s/new "
		"stays there until then\n",
		err->text, spool);
}

/* A failure of the machine, such as a full disk, passes: then all is begun
 * afresh, from what new/ has. */
static bool watch_on(const struct gz_options *options, const char *spool,
		     struct gz_err *err)
{
	struct course course = { 0 };

	while (!watch(options, spool, &course, err)) {
		if (!course.begun || err->code != GZ_SYSTEM)
			return false;
		tell_failure(&course, spool, err);
		*err = (struct gz_err){ 0 };
		pause_for(PAUSE_MS << course.failures);
		if (course.failures < PAUSE_DOUBLED)
			course.failures++;
		if (ingest_signalled())
			break;
	}
	return true;
}

int command_watch(const struct gz_options *options, struct gz_err *err)
{
	const char *const *operand;

	if (command_operands(options, &operand) != 1) {
		gz_fail(err, GZ_USAGE, "watch: takes one SPOOL");
		return command_status(err);
	}
	command_step_back();
	ingest_signals();
	return watch_on(options, operand[0], err) ? EXIT_SUCCESS
						  : command_status(err);
}
