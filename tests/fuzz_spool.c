/* fuzz_spool.c - what comes through a spool beside articles: removals, and
 * lists of feeds. */
#include "fuzz_article.h"
#include "gz/opml.h"

static bool take_removal(void *arg, struct gz_article *a, unsigned long line)
{
	(void)arg;
	assert(line && a->id && *a->id && strlen(a->id) <= 200);
	assert(gz_utf8_valid(a->id, strlen(a->id)));
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	const struct gz_sink sink = { .article = take_removal,
				      .failed = fuzz_failed };
	struct gz_opml list;
	struct gz_err err;
	char path[32];

	if (fd < 0)
		fd = memfd_create("fuzz", MFD_CLOEXEC);
	assert(fd >= 0 && ftruncate(fd, 0) == 0 &&
	       pwrite(fd, data, size, 0) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	gz_removals_read(path, NULL, 0, &sink, &err);
	if (gz_opml_read(path, &list, &err))
		for (size_t i = 0; i < list.count; i++)
			assert(!strpbrk(list.url[i], " \t\r\n"));
	gz_opml_free(&list);
	return 0;
}
