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
	const char *path = fuzz_file(data, size);
	const struct gz_sink sink = { .article = take_removal,
				      .failed = fuzz_failed };
	struct gz_opml list;
	struct gz_err err;

	gz_removals_read(path, NULL, 0, &sink, &err);
	if (gz_opml_read(path, &list, &err))
		for (size_t i = 0; i < list.count; i++)
			assert(!strpbrk(list.url[i], " \t\r\n"));
	gz_opml_free(&list);
	return 0;
}
