/* log.c - the access log. See log.h. */
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "gz/buf.h"
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

static char *line_of(const struct log *l, const struct log_entry *e)
{
	struct gz_buf path = { 0 };
	char time[32], *line = NULL;
	json_t *o;

	stamp(time);
	shown(l, e->target, &path);
	o = json_pack("{s:s, s:s, s:s, s:s, s:s%, s:i, s:I, s:f, s:s?}", "time",
		      time, "request_id", e->request_id, "remote", e->remote,
		      "method", e->method, "path", path.data, path.len,
		      "status", (int)e->status, "bytes", (json_int_t)e->bytes,
		      "ms", (double)e->us / 1000.0, "cache", e->cache);
	if (o && e->aborted)
		json_object_set_new(o, "aborted", json_true());
	if (o)
		line = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(6));
	json_decref(o);
	gz_buf_free(&path);
	return line;
}

void log_request(struct log *l, const struct log_entry *e)
{
	char *line = l->fd >= 0 ? line_of(l, e) : NULL;
	size_t len = line ? strlen(line) : 0;

	if (!line)
		return;
	line[len] =
		'\n'; /* over the NUL: one write, so that lines do not mix */
	pthread_mutex_lock(&l->lock);
	(void)!write(l->fd, line, len + 1);
	pthread_mutex_unlock(&l->lock);
	free(line);
}
