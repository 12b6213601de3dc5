/* add.c - gazette add: files into the index. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "ingest.h"

/* Input that may pause, such as a pipe, is committed as it comes, and one
 * worker more reads it while the others build. */
static unsigned count_pausing(const struct files *files)
{
	unsigned n = 0;

	for (size_t i = 0; i < files->count; i++)
		n += !files->file[i].steady;
	return n;
}

static bool run(struct ingest *in, struct gz_err *err)
{
	unsigned pausing = count_pausing(&in->files);

	in->waits = pausing > 0;
	in->workers = command_workers(in->options, pausing, err);
	if (!in->workers)
		return false;
	in->writer = gz_writer_open(gz_option_str(in->options, "index"), err);
	return in->writer && ingest_run(in, err);
}

int command_add(const struct gz_options *options, struct gz_err *err)
{
	struct ingest in = { .options = options };
	bool ok;

	command_step_back();
	in.tally.fate[FATE_FAILED] = command_files(options, &in.files);
	progress_begin(&in.progress, gz_option_flag(options, "quiet"),
		       in.files.bytes);
	ok = run(&in, err);
	progress_clear(&in.progress);
	if (in.writer)
		printf("added %zu, replaced %zu, unchanged %zu, failed %zu\n",
		       in.tally.fate[FATE_ADDED], in.tally.fate[FATE_REPLACED],
		       in.tally.fate[FATE_UNCHANGED],
		       in.tally.fate[FATE_FAILED]);
	batch_free(&in.batch);
	files_free(&in.files);
	gz_workers_close(in.workers);
	read_drop(&in);
	gz_writer_close(in.writer);
	if (!ok)
		return command_status(err);
	if (in.stopped)
		fputs("gazette: interrupted; what was read by then is in\n",
		      stderr);
	return in.stopped || in.tally.fate[FATE_FAILED] ? EXIT_SOME_FAILED
							: EXIT_SUCCESS;
}
