/* input.c - the bytes of a file, unpacked. See input.h. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef GZ_SMALL
#define FIRST_SIZE 7 /* so that every record spans several blocks */
#define BLOCK_SIZE 7
#else
#define FIRST_SIZE ((size_t)16 << 10) /* most files are small */
#define BLOCK_SIZE ((size_t)256 << 10)
#endif
#define HISTORY ((size_t)32 << 10)

/* --- sources -------------------------------------------------------------- */

static bool open_file(struct input *in, const char *path, bool plain,
		      struct gz_err *err)
{
	int flags = O_RDONLY | O_CLOEXEC;
	struct stat st;

	if (plain)
		flags |= O_NOFOLLOW | O_NONBLOCK; /* a pipe would wait */
	in->fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, flags);
	if (in->fd < 0)
		return gz_fail(err, errno == ENOENT ? GZ_MISSING : GZ_SYSTEM,
			       "%s: %s", path,
			       errno == ENOENT ? "no such file"
					       : strerror(errno));
	if (fstat(in->fd, &st) == 0 && S_ISDIR(st.st_mode))
		return gz_fail(err, GZ_DATA, "%s: a folder, not a file", path);
	if (plain && !S_ISREG(st.st_mode))
		return gz_fail(err, GZ_DATA, "%s: not a regular file", path);
	return true;
}

static long give_file(struct input *in, char *room, size_t size)
{
	ssize_t got;

	do
		got = read(in->fd, room, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		gz_fail(&in->broken, GZ_SYSTEM, "cannot be read on: %s",
			strerror(errno));
	return got;
}

static long give_bytes(struct input *in, char *room, size_t size)
{
	size = in->left < size ? in->left : size;
	if (size)
		memcpy(room, in->bytes, size);
	in->bytes += size;
	in->left -= size;
	return (long)size;
}

static size_t block_size(uint64_t done)
{
	return done < 4 * FIRST_SIZE ? FIRST_SIZE : BLOCK_SIZE;
}

/* Drop of raw what is used, but for what may hide the beginning of a member
 * that was taken for part of a damaged one. */
static void forget(struct input *in)
{
	size_t keep = in->by_member ? HISTORY : 0;

	if (in->raw.len <= 2 * keep)
		return;
	if (keep)
		memmove(in->raw.data, in->raw.data + in->raw.len - keep, keep);
	in->raw.len = keep;
}

size_t input_fetch(struct input *in)
{
	size_t size = block_size(in->raw_out);
	long got;

	if (in->raw_at < in->raw.len)
		return in->raw.len - in->raw_at;
	forget(in);
	in->raw_at = in->raw.len;
	got = in->broken.code == GZ_OK
		      ? in->source(in, gz_buf_room(&in->raw, size), size)
		      : 0;
	if (got <= 0)
		return 0;
	in->raw.len += (size_t)got;
	in->raw_out += (uint64_t)got;
	return (size_t)got;
}

/* --- opening, closing ----------------------------------------------------- */

static bool open_packed(struct input *in, const char *name, const char *packing,
			struct gz_err *err)
{
	input_fetch(in);
	return unpack_open(in, packing) ||
	       gz_fail(err, GZ_DATA,
		       "%s: the compressed data is damaged from its beginning",
		       name);
}

bool input_open(struct input *in, const char *path, bool plain,
		struct gz_err *err)
{
	*in = (struct input){ .fd = -1, .source = give_file };
	return open_file(in, path, plain, err) &&
	       open_packed(in, path, NULL, err);
}

bool input_open_source(struct input *in, const char *name,
		       long (*source)(struct input *in, char *room,
				      size_t size),
		       void *arg, bool bound, struct gz_err *err)
{
	bool ok;

	*in = (struct input){ .fd = -1, .source = source, .arg = arg };
	ok = open_packed(in, name, NULL, err);
	if (bound || in->gzip || in->archive)
		in->most = (uint64_t)INPUT_PART_MB << 20;
	return ok;
}

bool input_open_bytes(struct input *in, const char *name, const char *bytes,
		      size_t len, const char *packing, struct gz_err *err)
{
	*in = (struct input){ .fd = -1,
			      .source = give_bytes,
			      .bytes = bytes,
			      .left = len,
			      .most = (uint64_t)INPUT_PART_MB << 20 };
	return open_packed(in, name, packing, err);
}

void input_close(struct input *in)
{
	unpack_close(in);
	if (in->fd >= 0)
		close(in->fd);
	gz_buf_free(&in->raw);
	gz_buf_free(&in->window);
	*in = (struct input){ .fd = -1 };
}

/* --- the window ----------------------------------------------------------- */

static void stop(struct input *in, const char *why)
{
	in->end = true;
	if (in->broken.code == GZ_OK)
		gz_fail(&in->broken, GZ_DATA,
			"%s, at byte %llu of what it unpacks to", why,
			(unsigned long long)in->out);
}

static bool bomb(const struct input *in)
{
	uint64_t out = in->out - in->base;

	return (in->gzip || in->archive) && out > INPUT_RATIO_FROM &&
	       out / INPUT_RATIO > input_used(in) - in->raw_base;
}

/* Count what came, and keep no more than is allowed. */
static void count(struct input *in, size_t got)
{
	bool over = in->most && in->out + got > in->most;

	if (over)
		got = (size_t)(in->most - in->out);
	in->window.len += got;
	in->out += got;
	if (over)
		stop(in, "unpacks to over 256 MB, which is too much for a part "
			 "of a file; unpack the file first");
	else if (bomb(in))
		stop(in, "unpacks to over 200 times its size");
}

static void make_room(struct input *in)
{
	if (in->at < in->window.len / 2)
		return;
	in->window.len -= in->at;
	if (in->window.data)
		memmove(in->window.data, in->window.data + in->at,
			in->window.len);
	in->at = 0;
}

/* Add the next bytes to the window. */
static void advance(struct input *in)
{
	size_t size = block_size(in->out);
	char *room;
	long got;

	make_room(in);
	room = gz_buf_room(&in->window, size);
	got = in->unpack(in, room, size);
	if (got < 0)
		stop(in, in->why ? in->why
				 : "the compressed data is damaged or cut "
				   "short");
	else if (got == 0)
		in->end = true;
	else
		count(in, (size_t)got);
	in->window.data[in->window.len] = '\0';
}

size_t input_fill(struct input *in, size_t want)
{
	while (in->window.len - in->at < want && !in->end)
		advance(in);
	return in->window.len - in->at;
}

void input_skip(struct input *in, size_t len)
{
	in->at += len;
}

bool input_pass(struct input *in, uint64_t len)
{
	while (len && input_fill(in, 1)) {
		size_t have = in->window.len - in->at;

		have = have < len ? have : (size_t)len;
		input_skip(in, have);
		len -= have;
	}
	return !len;
}

void input_by_member(struct input *in)
{
	in->by_member = in->gzip != NULL;
}

bool input_next_member(struct input *in)
{
	bool damaged = in->broken.code != GZ_OK;

	if (!in->by_member || in->broken.code == GZ_SYSTEM)
		return false;
	in->broken = (struct gz_err){ 0 };
	if (!unpack_next(in, damaged))
		return false;
	in->base = in->out;
	in->raw_base = input_used(in);
	in->end = false;
	return true;
}

/* --- lines ---------------------------------------------------------------- */

/* Pass over the rest of a line, keeping nothing of it. */
static void skip_line(struct input *in)
{
	const char *newline;
	size_t have;

	while ((have = input_fill(in, 1))) {
		newline = memchr(input_data(in), '\n', have);
		input_skip(in, newline ? (size_t)(newline - input_data(in)) + 1
				       : have);
		if (newline)
			return;
	}
}

enum input_line input_line(struct input *in, size_t max, const char **line,
			   size_t *len)
{
	size_t seen = 0, have = input_fill(in, 1);
	const char *newline;

	if (!have)
		return INPUT_END;
	while (!(newline = memchr(input_data(in) + seen, '\n', have - seen)) &&
	       have <= max && !in->end) {
		seen = have;
		have = input_fill(in, have + 1);
	}
	*line = input_data(in);
	*len = newline ? (size_t)(newline - *line) : have;
	if (*len > max) {
		skip_line(in);
		return INPUT_LONG;
	}
	input_skip(in, newline ? *len + 1 : *len);
	return INPUT_LINE;
}
