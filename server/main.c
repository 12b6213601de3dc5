/* main.c - the program gazetted: what is opened in which order, signals, and
 * the way out.
 *
 * The worker pool comes first, while there is one thread and no socket: its
 * processes inherit what this one has.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <jansson.h>

#include "clock.h"
#include "gz/index.h"
#include "http.h"
#include "listen.h"

#define FILES 8192	  /* descriptors: connections and a few more */
#define LAST_WORDS_MS 500 /* for refusals to what still waits at the end */

struct service {
	struct gz_options *options;
	struct metrics *metrics;
	struct statics *statics;
	struct log *log;
	struct limits *limits;
	struct queue *queue;
	struct front *front;
	struct http *http;
	char url[128];
	atomic_bool failed;
};

static void say(const struct gz_err *err)
{
	fprintf(stderr, "gazetted: %s\n", err->text);
}

static int exit_status(const struct gz_err *err)
{
	static const int status[] = { [GZ_USAGE] = 2,
				      [GZ_MISSING] = 2,
				      [GZ_BUSY] = 3,
				      [GZ_DATA] = 4,
				      [GZ_SYSTEM] = 4 };

	return status[err->code];
}

static unsigned number(const struct service *s, const char *name)
{
	return (unsigned)gz_option_num(s->options, name);
}

/* The pool failed, which no request can help: end, and be started again. */
static void pool_failed(void *arg, const struct gz_err *why)
{
	struct service *s = arg;

	say(why);
	s->failed = true;
	kill(getpid(), SIGTERM);
}

static struct gz_workers *open_pool(const struct service *s, struct gz_err *err)
{
	const struct gz_worker_spec spec = {
		.name = "gazetted-search",
		.count = number(s, "workers")
				 ? number(s, "workers")
				 : (unsigned)sysconf(_SC_NPROCESSORS_ONLN),
		.deadline_ms = number(s, "search-time"),
		.cpu_ms = number(s, "search-time"),
		.memory = (size_t)gz_option_num(s->options, "search-memory"),
		.begin = api_begin,
		.work = api_work,
		.arg = s->options,
	};

	return gz_workers_open(&spec, err);
}

static bool open_limits(struct service *s, struct gz_err *err)
{
	const struct limit_spec spec = {
		.connections = number(s, "connections"),
		.per_ip = number(s, "connections-per-ip"),
		.rate = number(s, "rate"),
		.burst = number(s, "rate-burst"),
		.keepalive = number(s, "keepalive-requests"),
	};

	s->limits = limit_open(&spec, s->metrics, err);
	return s->limits;
}

static bool open_queue(struct service *s, struct gz_workers *pool,
		       struct gz_err *err)
{
	s->queue = queue_open(pool, number(s, "queue"), number(s, "queue-time"),
			      s->metrics, pool_failed, s, err);
	return s->queue;
}

static void open_front(struct service *s)
{
	const struct front_parts parts = {
		.index = gz_option_str(s->options, "index"),
		.cors = gz_option_str(s->options, "cors"),
		.cache = (size_t)gz_option_num(s->options, "cache"),
		.queue = s->queue,
		.limits = s->limits,
		.metrics = s->metrics,
		.statics = s->statics,
	};

	s->front = front_open(&parts);
}

static bool open_http(struct service *s, struct gz_err *err)
{
	struct http_spec spec = {
		.front = s->front,
		.limits = s->limits,
		.metrics = s->metrics,
		.log = s->log,
		.gate = { .target = number(s, "url-size"),
			  .headers = number(s, "headers"),
			  .bytes = number(s, "header-size") },
		.connections = number(s, "connections"),
		.header_ms = number(s, "header-time"),
		.body_ms = number(s, "body-time"),
		.write_ms = number(s, "write-time"),
		.idle_ms = number(s, "idle-time"),
	};

	spec.socket = listen_open(gz_option_str(s->options, "listen"),
				  (int)number(s, "backlog"), s->url, err);
	if (spec.socket >= 0)
		s->http = http_open(&spec, err);
	return s->http;
}

static bool need_index(const struct service *s, struct gz_err *err)
{
	const char *index = gz_option_str(s->options, "index");

	return gz_index_stamp(index) ||
	       gz_fail(err, GZ_MISSING,
		       "%s: no index there; make one with: gazette add "
		       "--index %s FILE...",
		       index, index);
}

static bool service_open(struct service *s, struct gz_err *err)
{
	struct gz_workers *pool;

	if (!need_index(s, err))
		return false;
	s->statics = static_open(gz_option_str(s->options, "www"), err);
	s->log = log_open(gz_option_str(s->options, "access-log"),
			  gz_option_flag(s->options, "log-query"), err);
	if (!s->statics || !s->log)
		return false;
	pool = open_pool(s, err);
	if (!pool)
		return false;
	s->metrics = metrics_open();
	if (!open_queue(s, pool, err) || !open_limits(s, err))
		return false;
	open_front(s);
	return open_http(s, err);
}

static void service_close(struct service *s)
{
	if (s->queue)
		queue_stop(s->queue);
	http_close(s->http);
	front_close(s->front);
	limit_close(s->limits);
	queue_close(s->queue);
	log_close(s->log);
	static_close(s->statics);
	metrics_close(s->metrics);
	gz_options_free(s->options);
}

static void reload(struct service *s)
{
	struct gz_err err;

	if (!static_reload(s->statics, &err))
		say(&err);
	if (!log_reopen(s->log, &err))
		say(&err);
	queue_renew(s->queue);
	fprintf(stderr, "gazetted: read the web page's files again and "
			"renewed the workers\n");
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
static void drain(struct service *s, int signals, unsigned ms)
{
	long long until = clock_ms() + ms;

	while (metrics_get(s->metrics, METRIC_ACTIVE) > 0 && clock_ms() < until)
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
	drain(s, signals, number(s, "drain-time"));
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
	json_object_seed(0);
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
