/* spool_take.c - the spool from the side of who takes entries in. See
 * gz/spool.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gz/utf8.h"
#include "spool_parts.h"

bool gz_spool_lock(struct gz_spool *s, struct gz_err *err)
{
	if (flock(s->folder[GZ_SPOOL_NEW], LOCK_EX | LOCK_NB) == 0)
		return true;
	if (errno != EWOULDBLOCK)
		return spool_fail(s, GZ_SPOOL_NEW, "", err);
	return gz_fail(err, GZ_BUSY,
		       "%s: another gazette watch takes in what arrives here",
		       s->path);
}

/* ---- names ---- */

#define NAME_MAX_OWN 160 /* bytes; a suffix and a unique name fit behind */

static bool ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), n = strlen(suffix);

	return len >= n && strcmp(name + len - n, suffix) == 0;
}

static bool is_plain(int32_t c)
{
	return c >= ' ' && c != 0x7F && (c < 0x80 || c > 0x9F) && c != '/';
}

/* What cannot be printed becomes "_". */
static void fit(const char *name, char out[GZ_SPOOL_NAME])
{
	const char *at = name, *end = name + strlen(name);
	size_t len = 0;

	while (at < end && len < NAME_MAX_OWN) {
		const char *from = at;
		int32_t c = gz_utf8_next(&at, end);
		size_t n = (size_t)(at - from);

		if (!is_plain(c))
			out[len++] = '_';
		else if (len + n > NAME_MAX_OWN)
			break;
		else
			memcpy(out + len, from, n), len += n;
	}
	out[len] = '\0';
	if (ends_in(out, ".result") || ends_in(out, ".why"))
		strcpy(out + len, "_");
}

static bool is_there(struct gz_spool *s, enum gz_spool_folder folder,
		     const char *name)
{
	struct stat st;

	return fstatat(s->folder[folder], name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

void gz_spool_name_for(struct gz_spool *s, enum gz_spool_folder folder,
		       const char *name, char out[GZ_SPOOL_NAME])
{
	char unique[GZ_SPOOL_NAME];
	size_t len;

	fit(name, out);
	if (!is_there(s, folder, out))
		return;
	len = strlen(out);
	spool_name(s, "", unique);
	snprintf(out + len, GZ_SPOOL_NAME - len, ".%.90s", unique);
}

/* ---- what waits ---- */

struct listing {
	struct gz_spool *spool;
	struct gz_spool_list *list;
	size_t most;
};

static int64_t nanoseconds(const struct timespec *t)
{
	return t->tv_sec * INT64_C(1000000000) + t->tv_nsec;
}

static int by_arrival(const void *x, const void *y)
{
	const struct gz_spool_item *a = x, *b = y;

	if (a->arrived != b->arrived)
		return a->arrived < b->arrived ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* Keep those that came first. */
static void cut(struct gz_spool_list *list, size_t most)
{
	if (list->count)
		qsort(list->item, list->count, sizeof(list->item[0]),
		      by_arrival);
	while (list->count > most) {
		free(list->item[--list->count].name);
		list->left++;
	}
}

/* What is added is cut whenever it is twice as much as wanted, so that a
 * million files take the memory of a few. */
static struct gz_spool_item *add(struct listing *l)
{
	struct gz_spool_list *list = l->list;

	if (list->count == list->size && list->size >= 2 * l->most)
		cut(list, l->most);
	if (list->count == list->size) {
		list->size = list->size ? list->size * 2 : 64;
		list->item = gz_realloc(list->item,
					list->size * sizeof(list->item[0]));
	}
	return &list->item[list->count++];
}

static enum gz_spool_kind kind_of(const struct stat *st)
{
	if (!S_ISREG(st->st_mode))
		return GZ_SPOOL_FOREIGN;
	return st->st_nlink > 1 ? GZ_SPOOL_LINKED : GZ_SPOOL_FILE;
}

/* What has an odd name gets another, and is listed the next time. */
static bool has_fit_name(struct listing *l, int folder, const char *name)
{
	char better[GZ_SPOOL_NAME];

	fit(name, better);
	if (strcmp(name, better) == 0)
		return true;
	gz_spool_name_for(l->spool, GZ_SPOOL_NEW, name, better);
	if (renameat(folder, name, folder, better) == 0)
		l->list->left++;
	return false;
}

static bool list_one(void *arg, int folder, const char *name)
{
	struct stat st;

	if (!has_fit_name(arg, folder, name))
		return true;
	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return true; /* gone already */
	*add(arg) = (struct gz_spool_item){
		.name = gz_strdup(name),
		.kind = kind_of(&st),
		.bytes = (uint64_t)st.st_size,
		.arrived = nanoseconds(&st.st_ctim),
		.written = nanoseconds(&st.st_mtim),
		.device = st.st_dev,
		.inode = st.st_ino,
	};
	return true;
}

bool gz_spool_list(struct gz_spool *s, size_t most, struct gz_spool_list *list,
		   struct gz_err *err)
{
	struct listing l = { s, list, most };

	*list = (struct gz_spool_list){ 0 };
	if (!spool_each(s, GZ_SPOOL_NEW, list_one, &l, err))
		return false;
	cut(list, most);
	return true;
}

void gz_spool_list_free(struct gz_spool_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->item[i].name);
	free(list->item);
	*list = (struct gz_spool_list){ 0 };
}

/* ---- moving on ---- */

static bool is_same(const struct gz_spool_item *item, const struct stat *st)
{
	return st->st_dev == item->device && st->st_ino == item->inode &&
	       (!S_ISREG(st->st_mode) ||
		(nanoseconds(&st->st_mtim) == item->written &&
		 (uint64_t)st->st_size == item->bytes));
}

/* Another file was put there under its name: under a new name it waits. */
static void put_back(struct gz_spool *s, enum gz_spool_folder folder,
		     const char *name)
{
	char again[GZ_SPOOL_NAME];
	const char *dot = strrchr(name, '.');

	spool_name(s, dot && strlen(dot) < 16 ? dot : "", again);
	renameat(s->folder[folder], name, s->folder[GZ_SPOOL_NEW], again);
}

bool gz_spool_is_still(struct gz_spool *s, const struct gz_spool_item *item)
{
	struct stat st;

	return fstatat(s->folder[GZ_SPOOL_NEW], item->name, &st,
		       AT_SYMLINK_NOFOLLOW) == 0 &&
	       is_same(item, &st);
}

bool gz_spool_move(struct gz_spool *s, const struct gz_spool_item *item,
		   enum gz_spool_folder folder, const char *name, bool *moved,
		   struct gz_err *err)
{
	int from = s->folder[GZ_SPOOL_NEW], to = s->folder[folder];
	struct stat st;

	*moved = false;
	if (!gz_spool_is_still(s, item))
		return true;
	if (renameat(from, item->name, to, name) < 0)
		return errno == ENOENT ||
		       spool_fail(s, GZ_SPOOL_NEW, item->name, err);
	if (fstatat(to, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    !is_same(item, &st))
		put_back(s, folder, name);
	else
		*moved = true;
	return true;
}

bool gz_spool_sync_all(struct gz_spool *s, struct gz_err *err)
{
	return syncfs(s->folder[GZ_SPOOL_TMP]) == 0 ||
	       spool_fail(s, GZ_SPOOL_TMP, "", err);
}

bool gz_spool_sync(struct gz_spool *s, enum gz_spool_folder folder,
		   struct gz_err *err)
{
	return fsync(s->folder[folder]) == 0 || spool_fail(s, folder, "", err);
}

/* ---- what became of it ---- */

#define VERDICT_MAX ((size_t)64 << 20)

static bool is_name(const char *name)
{
	return *name && *name != '.' && strlen(name) < GZ_SPOOL_NAME - 8 &&
	       !strchr(name, '/');
}

/* Append the file name + suffix. False: there is none. */
static bool slurp(struct gz_spool *s, enum gz_spool_folder folder,
		  const char *name, const char *suffix, struct gz_buf *out)
{
	char file[GZ_SPOOL_NAME];
	ssize_t got = 1;
	int fd;

	snprintf(file, sizeof(file), "%s%s", name, suffix);
	fd = openat(s->folder[folder], file,
		    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return false;
	while (out && got > 0 && out->len < VERDICT_MAX) {
		got = read(fd, gz_buf_room(out, 1 << 16), 1 << 16);
		if (got > 0)
			out->len += (size_t)got;
	}
	if (out)
		gz_buf_room(out, 1)[0] = '\0';
	close(fd);
	return true;
}

static bool judged(struct gz_spool *s, const char *name, struct gz_buf *result,
		   struct gz_buf *why, enum gz_spool_state *state)
{
	if (slurp(s, GZ_SPOOL_CUR, name, ".result", result)) {
		*state = GZ_SPOOL_DONE;
		return true;
	}
	if (!slurp(s, GZ_SPOOL_FAILED, name, ".why", why))
		return false;
	slurp(s, GZ_SPOOL_FAILED, name, ".result", result);
	*state = GZ_SPOOL_REFUSED;
	return true;
}

enum gz_spool_state gz_spool_verdict(struct gz_spool *s, const char *name,
				     struct gz_buf *result, struct gz_buf *why)
{
	enum gz_spool_state state = GZ_SPOOL_GONE;

	if (!is_name(name) || judged(s, name, result, why, &state))
		return state;
	if (is_there(s, GZ_SPOOL_NEW, name))
		return GZ_SPOOL_WAITING;
	judged(s, name, result, why, &state); /* meanwhile */
	return state;
}

/* ---- cleaning ---- */

struct cleaning {
	struct timespec now;
	long long keep;
};

#define TMP_KEEP (36LL * 3600) /* as maildir has it */

static bool clean_one(void *arg, int folder, const char *name)
{
	const struct cleaning *c = arg;
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    !S_ISDIR(st.st_mode) && c->now.tv_sec - st.st_ctim.tv_sec > c->keep)
		unlinkat(folder, name, 0);
	return true;
}

void gz_spool_clean(struct gz_spool *s, long long keep)
{
	struct cleaning cur = { .keep = keep }, tmp = { .keep = TMP_KEEP };

	clock_gettime(CLOCK_REALTIME, &cur.now);
	tmp.now = cur.now;
	spool_each(s, GZ_SPOOL_CUR, clean_one, &cur, NULL);
	spool_each(s, GZ_SPOOL_TMP, clean_one, &tmp, NULL);
}
