/* ingest.c - from files to the index. See ingest.h. */
#include <signal.h>

#include "command.h"
#include "ingest.h"

#ifdef GZ_SMALL
#define MOST_ARTICLES 20
#else
#define MOST_ARTICLES 1000000 /* of one bulk load; bounds our memory */
#endif
#define MOST_BYTES (8ull << 30)
#define LOOK_MS 200 /* how often to look at clocks */

void ingest_failed(struct ingest *in, const char *path, const struct outcome *o)
{
	in->tally.fate[FATE_FAILED]++;
	progress_clear(&in->progress);
	command_failed(path, o->line, o->reason);
	if (in->ear)
		in->ear->told(in, o);
}

void ingest_note(struct ingest *in, const char *path, const char *text)
{
	if (!*text)
		return;
	progress_clear(&in->progress);
	command_failed(path, 0, text);
}

static void hear(void *arg, void *job, enum gz_job_state state,
		 const char *bytes, size_t len)
{
	struct job *j = job;

	j->heard(arg, j, state, bytes, len);
}

bool ingest_wait(struct ingest *in, int timeout_ms, struct gz_err *err)
{
	if (!gz_workers_run(in->workers, timeout_ms, hear, in, err))
		return false;
	progress_show(&in->progress);
	if (in->err.code)
		*err = in->err;
	return !in->err.code;
}

static bool is_old(const struct batch *b, long long seconds)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - b->since.tv_sec >= seconds;
}

/* Files that end are loaded in one go, which builds the best index; what may
 * pause is committed by time and size. */
bool ingest_due(const struct ingest *in)
{
	const struct batch *b = &in->batch;
	const struct gz_options *o = in->options;

	if (b->count == 0)
		return false;
	if (b->count >= MOST_ARTICLES || b->bytes >= MOST_BYTES)
		return true;
	return in->waits &&
	       (is_old(b, gz_option_num(o, "commit-seconds")) ||
		b->count >= (size_t)gz_option_num(o, "commit-articles") ||
		b->bytes >= (uint64_t)gz_option_num(o, "commit-bytes"));
}

/* A first signal ends the reading: what was read by then goes in. The second
 * ends the program. */
static volatile sig_atomic_t signalled;

static void on_signal(int sig)
{
	signalled = 1;
	signal(sig, SIG_DFL);
}

void ingest_signals(void)
{
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
}

bool ingest_signalled(void)
{
	return signalled;
}

bool ingest_stopped(struct ingest *in)
{
	in->stopped = ingest_signalled();
	return in->stopped;
}

static bool is_finished(struct ingest *in)
{
	return ingest_stopped(in) ||
	       (!in->reading && in->next_file == in->files.count);
}

bool ingest_run(struct ingest *in, struct gz_err *err)
{
	ingest_signals();
	while (!is_finished(in)) {
		read_some(in);
		if (!ingest_wait(in, LOOK_MS, err))
			return false;
		if (ingest_due(in) && !install(in, err))
			return false;
	}
	return !in->batch.count || install(in, err);
}
