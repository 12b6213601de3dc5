/* service.c - the parts of the daemon, put together. See service.h. */
#include "service.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gz/buf.h"
#include "gz/index.h"
#include "link.h"
#include "listen.h"

static unsigned number(const struct service *s, const char *name)
{
	return (unsigned)gz_option_num(s->options, name);
}

/* The pool failed, which no request can help: end, and be started again. */
static void pool_failed(void *arg, const struct gz_err *why)
{
	struct service *s = arg;

	fprintf(stderr, "gazetted: %s\n", why->text);
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

/* Addresses that leave this server are of the one that readers know. */
static int open_socket(struct service *s, struct gz_err *err)
{
	const char *known = gz_option_str(s->options, "public-url");
	size_t len;
	int fd;

	if (*known && !link_is_web(known)) {
		gz_fail(err, GZ_USAGE,
			"public-url: %s is no address of a site; write "
			"https://news.example",
			known);
		return -1;
	}
	fd = listen_open(gz_option_str(s->options, "listen"),
			 (int)number(s, "backlog"), s->url, err);
	if (fd < 0)
		return fd;
	s->base = gz_strdup(*known ? known : s->url);
	len = strlen(s->base);
	if (len && s->base[len - 1] == '/')
		s->base[len - 1] = '\0';
	return fd;
}

static void open_front(struct service *s)
{
	const struct front_parts parts = {
		.index = gz_option_str(s->options, "index"),
		.cors = gz_option_str(s->options, "cors"),
		.title = gz_option_str(s->options, "title"),
		.base = s->base,
		.cache = (size_t)gz_option_num(s->options, "cache"),
		.queue = s->queue,
		.limits = s->limits,
		.metrics = s->metrics,
		.statics = s->statics,
		.posts = s->posts,
	};

	s->front = front_open(&parts);
}

static bool open_http(struct service *s, int socket, struct gz_err *err)
{
	const struct http_spec spec = {
		.socket = socket,
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

bool service_open(struct service *s, struct gz_err *err)
{
	struct gz_workers *pool;
	int socket;

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
	s->posts = posts_open(s->options, s->metrics, err);
	if (!s->posts)
		return false;
	socket = open_socket(s, err);
	if (socket < 0)
		return false;
	open_front(s);
	return open_http(s, socket, err);
}

void service_close(struct service *s)
{
	if (s->queue)
		queue_stop(s->queue);
	if (s->posts)
		posts_stop(s->posts);
	http_close(s->http);
	front_close(s->front);
	posts_close(s->posts);
	limit_close(s->limits);
	queue_close(s->queue);
	log_close(s->log);
	static_close(s->statics);
	metrics_close(s->metrics);
	free(s->base);
	gz_options_free(s->options);
}
