/* recurring.c - gazette recurring: the paragraphs that recur in articles which
 * gazette parse printed, as the table that --recurring takes.
 *
 * Foreign bytes were read by parse, in its workers; what comes here is our own
 * NDJSON, and nothing else is taken. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "gz/recurring.h"

struct count {
	struct gz_recurrences *recurrences;
	size_t failed;
};

static bool on_article(void *arg, struct gz_article *a, unsigned long line)
{
	struct count *c = arg;

	(void)line;
	gz_recurrences_count(c->recurrences, a);
	return true;
}

static bool on_failed(void *arg, const char *path, unsigned long line,
		      const char *reason)
{
	struct count *c = arg;

	c->failed++;
	command_failed(path, line, reason);
	return true;
}

int command_recurring(const struct gz_options *options, struct gz_err *err)
{
	const struct gz_read_options read = { .format = "jsonl" };
	struct count c = { gz_recurrences_open(), 0 };
	const struct gz_sink sink = { on_article, on_failed, &c, NULL };
	struct gz_buf out = { 0 };
	struct files files = { 0 };

	c.failed = command_files(options, &files);
	for (size_t i = 0; i < files.count; i++) {
		struct gz_err why;

		if (!gz_articles_read(files.file[i].path, &read, 0, &sink,
				      &why))
			on_failed(&c, files.file[i].path, 0, why.text);
	}
	gz_recurrences_write(c.recurrences, &out);
	if (fwrite(out.data, 1, out.len, stdout) != out.len)
		gz_fail(err, GZ_SYSTEM, "standard output: cannot write");
	gz_buf_free(&out);
	gz_recurrences_free(c.recurrences);
	files_free(&files);
	if (err->code)
		return command_status(err);
	return c.failed ? EXIT_SOME_FAILED : EXIT_SUCCESS;
}
