/* main.c - the program gazetted: options, signals, and the way out. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "gz/clock.h"
#include "service.h"

#define FILES 8192	  /* descriptors: connections and a few more */
#define LAST_WORDS_MS 500 /* for refusals to what still waits at the end */

static void say(const struct gz_err *err)
{
	fprintf(stderr, "gazetted: %s\n", err->text);
}

static int exit_status(const struct gz_err *err)
{
	static const int status[] = {
		[GZ_USAGE] = 2, [GZ_MISSING] = 2, [GZ_BUSY] = 3,
		[GZ_DATA] = 4,	[GZ_SYSTEM] = 4,  [GZ_GONE] = 4
	};

	return status[err->code];
}

static void reload(struct service *s)
{
	struct gz_err err;

	if (!static_reload(s->statics, &err))
		say(&err);
	if (!log_reopen(s->log, &err))
		say(&err);
	if (!posts_reload(s->posts, &err))
		say(&err);
	queue_renew(s->queue);
	fprintf(stderr, "gazetted: read the web page's files and the keys "
			"again and renewed the workers\n");
}

/* The next signal, 0: none within timeout_ms. */
static int next_signal(int fd, int timeout_ms)
{
	struct pollfd on = { .fd = fd, .events = POLLIN };
	struct signalfd_siginfo info;

	if (poll(&on, 1, timeout_ms) <= 0 ||
	    read(fd, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return 0;
	return (int)info.ssi_signo;
}

/* Wait for requests under way; another signal cuts it short. */
static void drain(struct service *s, int signals, long long ms)
{
	long long until = gz_clock_ms() + ms;

	while (metrics_get(s->metrics, METRIC_ACTIVE) > 0 &&
	       gz_clock_ms() < until)
		if (next_signal(signals, 10) > 0)
			return;
}

static void serve(struct service *s, int signals)
{
	int got;

	fprintf(stderr, "gazetted: serving %s on %s\n",
		gz_option_str(s->options, "index"), s->url);
	do {
		got = next_signal(signals, -1);
		if (got == SIGHUP)
			reload(s);
	} while (got != SIGTERM && got != SIGINT);
	http_quiesce(s->http);
	drain(s, signals, gz_option_num(s->options, "drain-time"));
	queue_stop(s->queue);
	drain(s, signals, LAST_WORDS_MS);
}

static void raise_files(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) < 0 || files.rlim_cur >= FILES)
		return;
	files.rlim_cur = files.rlim_max < FILES ? files.rlim_max : FILES;
	setrlimit(RLIMIT_NOFILE, &files);
}

/* Blocked here and in every thread; the workers see to their own. */
static int take_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static bool read_options(struct service *s, int argc, char **argv,
			 struct gz_err *err)
{
	const char *const *operand;

	s->options = gz_options_read(GZ_GAZETTED, argc, argv, GZ_CONFIG, err);
	if (!s->options)
		return false;
	if (gz_options_operands(s->options, &operand) > 0)
		return gz_fail(err, GZ_USAGE,
			       "%s: gazetted takes options only; see gazetted "
			       "--help",
			       operand[0]);
	return true;
}

static bool help(const struct service *s)
{
	bool version = gz_option_flag(s->options, "version");

	if (version)
		puts("gazetted " GZ_VERSION);
	else if (gz_option_flag(s->options, "help"))
		puts("gazetted answers searches of an index over HTTP.\n"
		     "Usage: gazetted [OPTION]...\n");
	else
		return false;
	if (!version)
		gz_options_help(GZ_GAZETTED, stdout);
	return true;
}

int main(int argc, char **argv)
{
	struct service s = { 0 };
	struct gz_err err = { 0 };
	int status = 0, signals;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (!read_options(&s, argc, argv, &err))
		goto out;
	if (help(&s))
		goto out;
	raise_files();
	signals = take_signals();
	if (signals < 0)
		gz_fail(&err, GZ_SYSTEM, "signals: %s", strerror(errno));
	else if (service_open(&s, &err))
		serve(&s, signals);
out:
	if (err.code)
		say(&err);
	status = err.code ? exit_status(&err) : s.failed ? 4 : 0;
	service_close(&s);
	return status;
}
