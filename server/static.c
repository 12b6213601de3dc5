/* static.c - serving www/ from memory. See static.h. */
#include "static.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES (4 << 20) /* a file; ours have a hundredth of it */

/* The files as they were at build, so that the program is whole alone. */
static const struct {
	const char *name;
	const unsigned char *bytes;
	size_t len;
} built_in[] = {
#include "www.inc"
};

static const struct {
	const char *suffix, *content_type;
} types[] = {
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".html", "text/html; charset=utf-8" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".ico", "image/x-icon" },
	{ ".webmanifest", "application/manifest+json" },
	{ ".woff2", "font/woff2" },
};

struct file {
	char *name;
	struct answer *answer;
};

struct files {
	struct file *file;
	size_t count;
};

struct statics {
	char *dir;
	pthread_mutex_t lock;
	struct files files;
};

static const char *type_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(types) / sizeof(types[0]); i++)
		if (dot != name && strcmp(dot, types[i].suffix) == 0)
			return types[i].content_type;
	return NULL;
}

static bool read_all(int fd, struct gz_buf *out)
{
	ssize_t got;

	do {
		got = read(fd, gz_buf_room(out, 1 << 16), 1 << 16);
		if (got > 0)
			out->len += (size_t)got;
	} while (got > 0 && out->len < MOST_BYTES);
	if (out->data)
		out->data[out->len] = '\0';
	return got == 0;
}

static bool read_file(int dir, const char *name, struct gz_buf *out,
		      struct gz_err *err)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	bool ok = fd >= 0 && fstat(fd, &st) == 0;

	if (ok && !(S_ISREG(st.st_mode) && st.st_size <= MOST_BYTES))
		ok = gz_fail(err, GZ_DATA,
			     "%s is no regular file of at most %d bytes", name,
			     MOST_BYTES);
	else if (!ok || !read_all(fd, out))
		ok = gz_fail(err, GZ_SYSTEM, "cannot read %s: %s", name,
			     strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

/* Take over body as the file of that name. */
static void add_file(struct files *files, const char *name, struct gz_buf *body)
{
	struct answer *a = answer_new();
	struct file *f;

	a->reply.body = *body;
	a->reply.status = 200;
	a->reply.storable = true;
	a->reply.content_type = gz_strdup(type_of(name));
	a->cache_control = "max-age=300";
	answer_tag(a->reply.body.data, a->reply.body.len, a->etag);
	files->file = gz_realloc(files->file, (files->count + 1) * sizeof(*f));
	f = &files->file[files->count++];
	f->name = gz_strdup(name);
	f->answer = a;
}

static void add_built_in(struct files *files)
{
	for (size_t i = 0; i < sizeof(built_in) / sizeof(built_in[0]); i++) {
		struct gz_buf body = { 0 };

		gz_buf_add(&body, built_in[i].bytes, built_in[i].len);
		add_file(files, built_in[i].name, &body);
	}
}

static void files_free(struct files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->file[i].name);
		answer_drop(files->file[i].answer);
	}
	free(files->file);
	*files = (struct files){ 0 };
}

static bool read_files(const char *path, struct files *files,
		       struct gz_err *err)
{
	DIR *dir = path ? opendir(path) : NULL;
	struct dirent *entry;
	bool ok = true;

	if (!path) {
		add_built_in(files);
		return true;
	}
	if (!dir)
		return gz_fail(err, errno == ENOENT ? GZ_MISSING : GZ_SYSTEM,
			       "%s: cannot read the web page's files: %s; "
			       "name their folder with --www",
			       path, strerror(errno));
	while (ok && (entry = readdir(dir))) {
		struct gz_buf body = { 0 };

		if (!type_of(entry->d_name))
			continue;
		ok = read_file(dirfd(dir), entry->d_name, &body, err);
		if (ok)
			add_file(files, entry->d_name, &body);
		else
			gz_buf_free(&body);
	}
	closedir(dir);
	if (!ok)
		files_free(files);
	return ok;
}

struct statics *static_open(const char *dir, struct gz_err *err)
{
	struct files files = { 0 };
	struct statics *s;

	if (!read_files(dir, &files, err))
		return NULL;
	s = gz_alloc(sizeof(*s));
	s->dir = dir ? gz_strdup(dir) : NULL;
	s->files = files;
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

void static_close(struct statics *s)
{
	if (!s)
		return;
	files_free(&s->files);
	pthread_mutex_destroy(&s->lock);
	free(s->dir);
	free(s);
}

bool static_reload(struct statics *s, struct gz_err *err)
{
	struct files fresh = { 0 }, old;

	if (!read_files(s->dir, &fresh, err))
		return false;
	pthread_mutex_lock(&s->lock);
	old = s->files;
	s->files = fresh;
	pthread_mutex_unlock(&s->lock);
	files_free(&old);
	return true;
}

struct answer *static_find(struct statics *s, const char *name)
{
	struct answer *a = NULL;

	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < s->files.count && !a; i++)
		if (strcmp(s->files.file[i].name, name) == 0)
			a = answer_hold(s->files.file[i].answer);
	pthread_mutex_unlock(&s->lock);
	return a;
}
