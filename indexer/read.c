/* read.c - files given to workers to read, and what they find. See
 * ingest.h. */
#include <stdlib.h>

#include "command.h"
#include "ingest.h"

struct read {
	struct job job;
	struct read *next; /* of those given, or of those broken off */
	uint32_t file;
	unsigned long records; /* told so far, of either kind */
	unsigned long line;    /* of the last one */
	unsigned crashes;      /* since */
};

static void give(struct ingest *in, struct read *r)
{
	const struct file *f = ingest_file(in, r->file);
	const struct read_job job = {
		.path = f->path,
		.skip = r->records,
		.workspace = gz_writer_workspace(in->writer),
		.source = gz_option_str(in->options, "source"),
		.published = gz_option_str(in->options, "published"),
		.format = gz_option_str(in->options, "format"),
		.recurring = gz_option_str(in->options, "recurring"),
		.plain = in->plain,
		.removals = f->removals,
	};
	struct gz_buf bytes = { 0 };

	r->next = in->given;
	in->given = r;
	read_job_pack(&job, &bytes);
	gz_workers_give(in->workers, bytes.data, bytes.len, &r->job);
	gz_buf_free(&bytes);
}

static void fail(struct ingest *in, const struct read *r, const char *path,
		 unsigned long line, const char *reason)
{
	const struct outcome o = { .file = r->file,
				   .line = line,
				   .fate = FATE_FAILED,
				   .reason = reason };

	ingest_failed(in, path ? path : ingest_file(in, r->file)->path, &o);
}

static void on_part(struct ingest *in, struct read *r, const char *bytes,
		    size_t len)
{
	struct read_part part;

	if (!read_part_unpack(bytes, len, &part))
		return;
	if (part.note) {
		ingest_note(in, part.path, part.reason);
		read_part_free(&part);
		return;
	}
	r->records++;
	r->crashes = 0;
	r->line = part.line;
	if (part.failed) {
		fail(in, r, part.path, part.line, part.reason);
	} else {
		in->progress.articles++;
		in->progress.bytes += part.at.len;
		batch_add(&in->batch, r->file, &part);
	}
	read_part_free(&part);
}

static void on_end(struct ingest *in, struct read *r, const char *bytes,
		   size_t len)
{
	struct gz_err err;
	uint64_t words;

	if (work_end_unpack(bytes, len, &words, &err))
		return;
	if (err.code == GZ_SYSTEM)
		in->err = err;
	else
		fail(in, r, NULL, 0, err.text);
}

/* The record under way is left out; true: reading goes on behind it. */
static bool goes_on(struct ingest *in, struct read *r)
{
	const char *reason;
	bool on = command_goes_on(ingest_file(in, r->file), &r->crashes,
				  &reason);

	fail(in, r, NULL, r->line ? r->line + 1 : 0, reason);
	r->records++;
	return on;
}

static void take_back(struct ingest *in, struct read *r)
{
	struct read **at = &in->given;

	while (*at != r)
		at = &(*at)->next;
	*at = r->next;
}

static void heard(struct ingest *in, struct job *job, enum gz_job_state state,
		  const char *bytes, size_t len)
{
	struct read *r = (struct read *)job;

	if (state == GZ_JOB_PART) {
		on_part(in, r, bytes, len);
		return;
	}
	take_back(in, r);
	if (state == GZ_JOB_DONE) {
		on_end(in, r, bytes, len);
	} else if (goes_on(in, r)) {
		r->next = in->broken_off;
		in->broken_off = r;
		return;
	}
	in->reading--;
	if (in->ear)
		in->ear->ended(in, r->file);
	free(r);
}

void read_some(struct ingest *in)
{
	while (in->broken_off && gz_workers_idle(in->workers)) {
		struct read *r = in->broken_off;

		in->broken_off = r->next;
		give(in, r);
	}
	while (!in->stopped && in->next_file < in->files.count &&
	       gz_workers_idle(in->workers)) {
		struct read *r = gz_alloc(sizeof(*r));

		r->job.heard = heard;
		r->file = in->base + (uint32_t)in->next_file++;
		in->reading++;
		give(in, r);
	}
}

static void drop(struct read **list)
{
	while (*list) {
		struct read *r = *list;

		*list = r->next;
		free(r);
	}
}

void read_drop(struct ingest *in)
{
	drop(&in->given);
	drop(&in->broken_off);
	in->reading = 0;
}
