/* spool.c - handing articles over. See gz/spool.h. */
#include "gz/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "gz/clock.h"
#include "spool_parts.h"

static const char *const folders[] = { "tmp", "new", "cur", "failed" };

bool spool_fail(const struct gz_spool *s, enum gz_spool_folder folder,
		const char *name, struct gz_err *err)
{
	return gz_fail(err, GZ_SYSTEM, "%s/%s%s%s: %s", s->path,
		       folders[folder], *name ? "/" : "", name,
		       strerror(errno));
}

/* ---- open and close ---- */

static bool make(const char *path, struct gz_err *err)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return true;
	return gz_fail(err, GZ_SYSTEM, "%s: cannot make the spool: %s", path,
		       strerror(errno));
}

static bool open_folder(struct gz_spool *s, int at, enum gz_spool_folder f,
			struct gz_err *err)
{
	if (mkdirat(at, folders[f], 0700) < 0 && errno != EEXIST)
		return spool_fail(s, f, "", err);
	s->folder[f] = openat(at, folders[f],
			      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return s->folder[f] >= 0 || spool_fail(s, f, "", err);
}

static bool open_folders(struct gz_spool *s, struct gz_err *err)
{
	int at = open(s->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = at >= 0 ||
		  gz_fail(err, GZ_SYSTEM, "%s: %s", s->path, strerror(errno));

	for (int f = 0; ok && f < GZ_SPOOL_FOLDERS; f++)
		ok = open_folder(s, at, f, err);
	if (ok)
		fsync(at); /* so that its folders outlive a power cut */
	if (at >= 0)
		close(at);
	return ok;
}

struct gz_spool *gz_spool_open(const char *path, struct gz_err *err)
{
	struct gz_spool *s = gz_alloc(sizeof(*s));

	s->path = gz_strdup(path);
	s->counted = -1;
	pthread_mutex_init(&s->mutex, NULL);
	for (int f = 0; f < GZ_SPOOL_FOLDERS; f++)
		s->folder[f] = -1;
	if (make(path, err) && open_folders(s, err))
		return s;
	gz_spool_close(s);
	return NULL;
}

void gz_spool_close(struct gz_spool *s)
{
	if (!s)
		return;
	for (int f = 0; f < GZ_SPOOL_FOLDERS; f++)
		if (s->folder[f] >= 0)
			close(s->folder[f]);
	pthread_mutex_destroy(&s->mutex);
	free(s->path);
	free(s);
}

const char *gz_spool_path(const struct gz_spool *s)
{
	return s->path;
}

/* ---- how much waits ---- */

bool spool_each(struct gz_spool *s, enum gz_spool_folder folder, spool_fn *fn,
		void *arg, struct gz_err *err)
{
	int fd = openat(s->folder[folder], ".",
			O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	bool more = true;

	if (!d) {
		spool_fail(s, folder, "", err);
		if (fd >= 0)
			close(fd);
		return false;
	}
	for (struct dirent *e; more && (e = readdir(d));)
		if (*e->d_name != '.')
			more = fn(arg, fd, e->d_name);
	closedir(d);
	return true;
}

static bool count_one(void *arg, int folder, const char *name)
{
	struct gz_spool_usage *usage = arg;
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		usage->files++;
		usage->bytes += (uint64_t)st.st_size;
	}
	return true;
}

#define COUNT_MS 1000
#define COUNT_SHARE 20 /* counting takes at most that part of the time */

/* Others take entries out, so the folders are counted again and again. */
static bool count(struct gz_spool *s, struct gz_err *err)
{
	struct gz_spool_usage usage = { 0 };
	long long began = gz_clock_ms();

	if (s->counted >= 0 &&
	    began - s->counted < COUNT_MS + s->counting * COUNT_SHARE)
		return true;
	if (!spool_each(s, GZ_SPOOL_NEW, count_one, &usage, err) ||
	    !spool_each(s, GZ_SPOOL_TMP, count_one, &usage, err))
		return false;
	s->usage = usage;
	s->counted = gz_clock_ms();
	s->counting = s->counted - began;
	return true;
}

static bool disk_has_room(struct gz_spool *s, uint64_t least, uint64_t bytes,
			  struct gz_err *err)
{
	struct statvfs fs;
	uint64_t room;

	if (fstatvfs(s->folder[GZ_SPOOL_TMP], &fs) < 0)
		return spool_fail(s, GZ_SPOOL_TMP, "", err);
	room = (uint64_t)fs.f_bavail * fs.f_frsize;
	if (room >= bytes && room - bytes >= least)
		return true;
	return gz_fail(err, GZ_BUSY,
		       "%s: %" PRIu64 " MB free on this disk, and %" PRIu64
		       " MB are to be left; make room, or lower min-free",
		       s->path, room >> 20, least >> 20);
}

bool gz_spool_usage(struct gz_spool *s, struct gz_spool_usage *usage,
		    struct gz_err *err)
{
	bool ok;

	pthread_mutex_lock(&s->mutex);
	ok = count(s, err);
	*usage = s->usage;
	pthread_mutex_unlock(&s->mutex);
	return ok;
}

bool gz_spool_has_room(struct gz_spool *s, const struct gz_spool_limits *limits,
		       uint64_t bytes, struct gz_err *err)
{
	struct gz_spool_usage usage;

	if (!gz_spool_usage(s, &usage, err))
		return false;
	if (usage.files >= limits->files)
		return gz_fail(
			err, GZ_BUSY,
			"%s: %zu entries wait to be indexed, and no more "
			"may; is gazette watch running?",
			s->path, usage.files);
	if (usage.bytes + bytes > limits->bytes)
		return gz_fail(err, GZ_BUSY,
			       "%s: %" PRIu64 " MB wait to be indexed, and at "
			       "most %" PRIu64 " MB may; is gazette watch "
			       "running?",
			       s->path, usage.bytes >> 20, limits->bytes >> 20);
	return disk_has_room(s, limits->min_free, bytes, err);
}

static void count_in(struct gz_spool *s, const struct stat *st)
{
	pthread_mutex_lock(&s->mutex);
	s->usage.files++;
	s->usage.bytes += (uint64_t)st->st_size;
	pthread_mutex_unlock(&s->mutex);
}

/* ---- entries ---- */

void spool_name(struct gz_spool *s, const char *suffix, char out[GZ_SPOOL_NAME])
{
	struct timespec t;
	uint64_t chance = 0;

	clock_gettime(CLOCK_REALTIME, &t);
	if (getrandom(&chance, sizeof(chance), 0) < 0)
		chance = (uint64_t)t.tv_nsec;
	snprintf(out, GZ_SPOOL_NAME,
		 "%010lld.M%06ldP%ldQ%luR%016" PRIx64 "%.60s",
		 (long long)t.tv_sec, t.tv_nsec / 1000, (long)getpid(),
		 atomic_fetch_add(&s->counter, 1) + 1, chance, suffix);
}

bool gz_spool_begin(struct gz_spool *s, const char *suffix,
		    struct gz_spool_entry *e, struct gz_err *err)
{
	spool_name(s, suffix, e->name);
	e->fd = openat(s->folder[GZ_SPOOL_TMP], e->name,
		       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		       0600);
	return e->fd >= 0 || spool_fail(s, GZ_SPOOL_TMP, e->name, err);
}

/* fsync and close: an error of either means that the bytes may be lost. */
static bool finish(struct gz_spool_entry *e, bool sync, struct stat *st)
{
	int fd = e->fd;
	bool ok = (!sync || fsync(fd) == 0) && fstat(fd, st) == 0;
	int why = errno;

	e->fd = -1;
	if (close(fd) < 0 && ok)
		return false;
	if (!ok)
		errno = why;
	return ok;
}

static bool place(struct gz_spool *s, struct gz_spool_entry *e,
		  enum gz_spool_folder folder, const char *name, bool sync,
		  struct stat *st, struct gz_err *err)
{
	int tmp = s->folder[GZ_SPOOL_TMP];

	if (finish(e, sync, st) &&
	    renameat(tmp, e->name, s->folder[folder], name) == 0)
		return true;
	spool_fail(s, GZ_SPOOL_TMP, e->name, err);
	unlinkat(tmp, e->name, 0);
	return false;
}

bool gz_spool_place(struct gz_spool *s, struct gz_spool_entry *e,
		    enum gz_spool_folder folder, const char *name, bool sync,
		    struct gz_err *err)
{
	struct stat st;

	return place(s, e, folder, name, sync, &st, err);
}

bool gz_spool_commit(struct gz_spool *s, struct gz_spool_entry *e,
		     struct gz_err *err)
{
	int new = s->folder[GZ_SPOOL_NEW];
	struct stat st;

	if (!place(s, e, GZ_SPOOL_NEW, e->name, true, &st, err))
		return false;
	if (fsync(new) < 0) {
		spool_fail(s, GZ_SPOOL_NEW, e->name, err);
		unlinkat(new, e->name, 0);
		return false;
	}
	count_in(s, &st);
	return true;
}

void gz_spool_abort(struct gz_spool *s, struct gz_spool_entry *e)
{
	if (!*e->name || e->fd < 0)
		return;
	close(e->fd);
	e->fd = -1;
	unlinkat(s->folder[GZ_SPOOL_TMP], e->name, 0);
}
