/* log.c - the access log. See log.h. */
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gz/buf.h"
#include "gz/json.h"
#include "gz/utf8.h"

struct log {
	char *path; /* NULL: standard error, or off */
	bool with_query;
	pthread_mutex_t lock; /* guards fd */
	int fd;		      /* -1: off */
};

static int open_file(const char *path, struct gz_err *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);

	if (fd < 0)
		gz_fail(err, GZ_SYSTEM, "%s: cannot write the access log: %s",
			path, strerror(errno));
	return fd;
}

struct log *log_open(const char *to, bool with_query, struct gz_err *err)
{
	struct log *l = gz_alloc(sizeof(*l));

	l->with_query = with_query;
	l->fd = strcmp(to, "-") == 0 ? STDERR_FILENO : -1;
	pthread_mutex_init(&l->lock, NULL);
	if (strcmp(to, "-") == 0 || strcmp(to, "off") == 0)
		return l;
	l->path = gz_strdup(to);
	l->fd = open_file(to, err);
	if (l->fd >= 0)
		return l;
	log_close(l);
	return NULL;
}

void log_close(struct log *l)
{
	if (!l)
		return;
	if (l->path && l->fd >= 0)
		close(l->fd);
	pthread_mutex_destroy(&l->lock);
	free(l->path);
	free(l);
}

bool log_reopen(struct log *l, struct gz_err *err)
{
	int fd, old;

	if (!l->path)
		return true;
	fd = open_file(l->path, err);
	if (fd < 0)
		return false;
	pthread_mutex_lock(&l->lock);
	old = l->fd;
	l->fd = fd;
	pthread_mutex_unlock(&l->lock);
	close(old);
	return true;
}

static void stamp(char out[32])
{
	struct timespec t;
	struct tm tm;
	size_t len;

	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &tm);
	len = strftime(out, 32, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(out + len, 32 - len, ".%03ldZ", t.tv_nsec / 1000000);
}

/* The target as UTF-8, without what is searched for. */
static void shown(const struct log *l, const char *target, struct gz_buf *out)
{
	size_t len = l->with_query ? strlen(target) : strcspn(target, "?");

	gz_utf8_repair(target, len < 1024 ? len : 1024, out);
	gz_buf_add(out, "", 0);
}

static void line_of(const struct log *l, const struct log_entry *e,
		    struct gz_buf *out)
{
	struct gz_json j = { .out = out };
	struct gz_buf path = { 0 };
	char time[32];

	stamp(time);
	shown(l, e->target, &path);
	gz_json_open(&j, '{');
	gz_json_member(&j, "time", time);
	gz_json_member(&j, "request_id", e->request_id);
	gz_json_member(&j, "remote", e->remote);
	gz_json_member(&j, "method", e->method);
	gz_json_member(&j, "path", path.data);
	gz_json_int_member(&j, "status", e->status);
	gz_json_int_member(&j, "bytes", (int64_t)e->bytes);
	gz_json_key(&j, "ms");
	gz_json_real(&j, (double)e->us / 1000.0, 3);
	gz_json_member(&j, "cache", e->cache);
	if (e->aborted)
		gz_json_bool_member(&j, "aborted", true);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
	gz_buf_free(&path);
}

/* One write, so that lines do not mix. */
void log_request(struct log *l, const struct log_entry *e)
{
	struct gz_buf line = { 0 };

	if (l->fd < 0)
		return;
	line_of(l, e, &line);
	pthread_mutex_lock(&l->lock);
	(void)!write(l->fd, line.data, line.len);
	pthread_mutex_unlock(&l->lock);
	gz_buf_free(&line);
}
