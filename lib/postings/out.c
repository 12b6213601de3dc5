/* out.c - a file that is written from front to end. See out.h. */
#include "out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "gz/buf.h"

enum {
#ifdef GZ_SMALL
	ROOM = 64,
#else
	ROOM = 1 << 18,
#endif
};

static void begin(struct out *o, const char *path)
{
	*o = (struct out){ .fd = -1 };
	o->path = gz_strdup(path);
	o->data = gz_alloc(ROOM);
	o->sum = XXH3_createState();
	XXH3_64bits_reset(o->sum);
}

static void make(struct out *o)
{
	unlink(o->path);
	o->fd = open(o->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (o->fd < 0)
		o->error = errno;
}

void out_open(struct out *o, const char *path)
{
	begin(o, path);
	make(o);
}

void out_aside(struct out *o, const char *path)
{
	begin(o, path);
}

static void write_all(struct out *o)
{
	for (size_t done = 0; done < o->len && !o->error;) {
		ssize_t n = write(o->fd, o->data + done, o->len - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			o->error = errno;
	}
}

bool out_flush(struct out *o)
{
	if (o->fd < 0 && !o->error) {
		make(o);
		unlink(o->path);
	}
	XXH3_64bits_update(o->sum, o->data, o->len);
	write_all(o);
	o->len = 0;
	return !o->error;
}

void out_put(struct out *o, const void *bytes, size_t len)
{
	const unsigned char *at = bytes;

	o->size += len;
	while (len > ROOM - o->len) {
		size_t part = ROOM - o->len;

		memcpy(o->data + o->len, at, part);
		o->len += part;
		out_flush(o);
		at += part;
		len -= part;
	}
	if (len)
		memcpy(o->data + o->len, at, len);
	o->len += len;
}

void out_align(struct out *o)
{
	static const unsigned char zeros[8];

	out_put(o, zeros, -o->size % sizeof(zeros));
}

static void copy_file(struct out *o, struct out *aside)
{
	off_t at = 0;

	out_flush(aside);
	while (!aside->error) {
		ssize_t n = pread(aside->fd, aside->data, ROOM, at);

		if (n == 0)
			break;
		if (n > 0)
			out_put(o, aside->data, (size_t)n);
		else if (errno != EINTR)
			aside->error = errno;
		at += n > 0 ? n : 0;
	}
	if (!o->error)
		o->error = aside->error;
}

void out_copy(struct out *o, struct out *aside)
{
	if (aside->fd < 0 && !aside->error)
		out_put(o, aside->data, aside->len);
	else
		copy_file(o, aside);
}

uint64_t out_sum(const struct out *o)
{
	return XXH3_64bits_digest(o->sum);
}

void out_close(struct out *o)
{
	if (o->fd >= 0)
		close(o->fd);
	XXH3_freeState(o->sum);
	free(o->data);
	free(o->path);
	*o = (struct out){ .fd = -1 };
}
