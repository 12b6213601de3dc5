/* input.c - the bytes of a file, unpacked. See input.h. */
#include "input.h"

#include <archive.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#ifdef GZ_SMALL
#define FIRST_SIZE 7 /* so that every record spans several blocks */
#define BLOCK_SIZE 7
#else
#define FIRST_SIZE ((size_t)16 << 10) /* most files are small */
#define BLOCK_SIZE ((size_t)256 << 10)
#endif
#define RATIO 200
#define RATIO_FROM ((uint64_t)1 << 20)

static bool open_file(struct input *in, const char *path, struct gz_err *err)
{
	struct stat st;

	in->fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO)
					: open(path, O_RDONLY | O_CLOEXEC);
	if (in->fd < 0)
		return gz_fail(err, errno == ENOENT ? GZ_MISSING : GZ_SYSTEM,
			       "%s: %s", path,
			       errno == ENOENT ? "no such file"
					       : strerror(errno));
	if (fstat(in->fd, &st) == 0 && S_ISDIR(st.st_mode))
		return gz_fail(err, GZ_DATA, "%s: a folder, not a file", path);
	return true;
}

static size_t block_size(uint64_t done)
{
	return done < 4 * FIRST_SIZE ? FIRST_SIZE : BLOCK_SIZE;
}

/* Get more of the file into raw when all of it is used. */
static size_t fetch(struct input *in)
{
	size_t size = block_size(in->raw_out);
	ssize_t got;

	if (in->raw_at < in->raw.len)
		return in->raw.len - in->raw_at;
	gz_buf_clear(&in->raw);
	in->raw_at = 0;
	do
		got = read(in->fd, gz_buf_room(&in->raw, size), size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		gz_fail(&in->broken, GZ_SYSTEM, "cannot be read on: %s",
			strerror(errno));
	in->raw.len = got > 0 ? (size_t)got : 0;
	in->raw_out += in->raw.len;
	return in->raw.len;
}

static long take_plain(struct input *in, char *room, size_t size)
{
	size_t have = fetch(in);

	size = have < size ? have : size;
	memcpy(room, in->raw.data + in->raw_at, size);
	in->raw_at += size;
	return (long)size;
}

/* --- gzip (RFC 1952): zlib and not libarchive, which checks no CRC -------- */

/* Behind a member: begin the next one. False where there is none. */
static bool next_member(struct input *in)
{
	return fetch(in) && inflateReset(in->gzip) == Z_OK;
}

static long take_gzip(struct input *in, char *room, size_t size)
{
	z_stream *z = in->gzip;
	int done;

	z->next_out = (Bytef *)room;
	z->avail_out = (uInt)size;
	while (z->avail_out == size) {
		if (!fetch(in))
			return -1;
		z->next_in = (Bytef *)in->raw.data + in->raw_at;
		z->avail_in = (uInt)(in->raw.len - in->raw_at);
		done = inflate(z, Z_NO_FLUSH);
		in->raw_at = in->raw.len - z->avail_in;
		if (done == Z_STREAM_END && !next_member(in))
			in->unpack = take_plain; /* nothing is left */
		else if (done != Z_OK && done != Z_STREAM_END &&
			 z->avail_out == size)
			return -1; /* else what it gave first, this next */
		if (in->unpack != take_gzip)
			break;
	}
	return (long)(size - z->avail_out);
}

static bool open_gzip(struct input *in)
{
	in->unpack = take_gzip;
	in->gzip = gz_alloc(sizeof(*in->gzip));
	return inflateInit2(in->gzip, 16 + MAX_WBITS) == Z_OK;
}

/* --- zstd, xz --------------------------------------------------------------- */

static la_ssize_t give_raw(struct archive *a, void *arg, const void **bytes)
{
	struct input *in = arg;
	size_t have = fetch(in);

	(void)a;
	*bytes = in->raw.data + in->raw_at;
	in->raw_at = in->raw.len;
	return (la_ssize_t)have;
}

static long take_archive(struct input *in, char *room, size_t size)
{
	return archive_read_data(in->archive, room, size);
}

static bool open_archive(struct input *in)
{
	struct archive_entry *entry;

	in->unpack = take_archive;
	in->archive = archive_read_new();
	return in->archive &&
	       archive_read_support_filter_zstd(in->archive) >= ARCHIVE_WARN &&
	       archive_read_support_filter_xz(in->archive) >= ARCHIVE_WARN &&
	       archive_read_support_format_raw(in->archive) >= ARCHIVE_WARN &&
	       archive_read_open(in->archive, in, NULL, give_raw, NULL) >=
		       ARCHIVE_WARN &&
	       archive_read_next_header(in->archive, &entry) >= ARCHIVE_WARN;
}

static bool open_plain(struct input *in)
{
	in->unpack = take_plain;
	return true;
}

static const struct {
	const char *magic;
	size_t len;
	bool (*open)(struct input *in);
} packings[] = {
	{ "\x1f\x8b", 2, open_gzip },
	{ "\x28\xb5\x2f\xfd", 4, open_archive },
	{ "\xfd"
	  "7zXZ",
	  5, open_archive },
	{ "", 0, open_plain },
};

bool input_open(struct input *in, const char *path, struct gz_err *err)
{
	size_t have, i = 0;

	*in = (struct input){ .fd = -1 };
	if (!open_file(in, path, err))
		return false;
	have = fetch(in);
	while (have < packings[i].len ||
	       (packings[i].len &&
		memcmp(in->raw.data, packings[i].magic, packings[i].len) != 0))
		i++;
	return packings[i].open(in) ||
	       gz_fail(err, GZ_DATA,
		       "%s: the compressed data is damaged from its beginning",
		       path);
}

void input_close(struct input *in)
{
	if (in->archive)
		archive_read_free(in->archive);
	if (in->gzip)
		inflateEnd(in->gzip);
	free(in->gzip);
	if (in->fd >= 0)
		close(in->fd);
	gz_buf_free(&in->raw);
	gz_buf_free(&in->window);
	*in = (struct input){ .fd = -1 };
}

static void stop(struct input *in, const char *why)
{
	in->end = true;
	gz_fail(&in->broken, GZ_DATA, "%s, at byte %llu of what it unpacks to",
		why, (unsigned long long)in->out);
}

static bool bomb(const struct input *in)
{
	return in->out > RATIO_FROM && in->out / RATIO > in->raw_out;
}

/* Add the next bytes to the window. */
static void advance(struct input *in)
{
	size_t size = block_size(in->out);
	char *room;
	long got;

	if (in->at >= in->window.len / 2) {
		in->window.len -= in->at;
		if (in->window.data)
			memmove(in->window.data, in->window.data + in->at,
				in->window.len);
		in->at = 0;
	}
	room = gz_buf_room(&in->window, size);
	got = in->unpack(in, room, size);
	if (got < 0) {
		stop(in, "the compressed data is damaged or cut short");
	} else if (got == 0) {
		in->end = true;
	} else {
		in->window.len += (size_t)got;
		in->out += (uint64_t)got;
		if (bomb(in))
			stop(in, "unpacks to over 200 times its size");
	}
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
