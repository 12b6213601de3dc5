/* fuzz_article.h - bytes through gz_articles_read() as a file would go. */
#ifndef FUZZ_ARTICLE_H
#define FUZZ_ARTICLE_H

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "gz/article.h"
#include "gz/utf8.h"

static inline bool fuzz_take(void *arg, struct gz_article *a,
			     unsigned long line)
{
	struct gz_buf *b = arg;
	struct gz_article copy;

	(void)line;
	assert(a->id && a->body && a->format);
	gz_buf_clear(b);
	gz_article_json(a, b);
	assert(gz_utf8_valid(b->data, b->len));
	gz_buf_clear(b);
	gz_article_pack(a, b);
	assert(gz_article_unpack(b->data, b->len, &copy, NULL));
	gz_article_clear(&copy);
	return true;
}

static inline bool fuzz_failed(void *arg, const char *path, unsigned long line,
			       const char *reason)
{
	(void)arg;
	(void)path;
	(void)line;
	assert(*reason);
	return true;
}

/* The path of a file of these bytes; overwritten by the next call. */
static inline const char *fuzz_file(const uint8_t *data, size_t size)
{
	static int fd = -1;
	static char path[32];

	if (fd < 0)
		fd = memfd_create("fuzz", MFD_CLOEXEC);
	assert(fd >= 0 && ftruncate(fd, 0) == 0 &&
	       pwrite(fd, data, size, 0) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return path;
}

static inline int fuzz_format(const uint8_t *data, size_t size,
			      const char *format)
{
	struct gz_buf b = { 0 };
	struct gz_read_options options = { .format = format };
	struct gz_sink sink = { fuzz_take, fuzz_failed, &b, NULL };
	struct gz_err err;

	gz_articles_read(fuzz_file(data, size), &options, 0, &sink, &err);
	gz_buf_free(&b);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
