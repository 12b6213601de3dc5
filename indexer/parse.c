/* parse.c - gazette parse: articles as NDJSON, in the order of the files.
 *
 * What a file says is written as it comes while it is that file's turn, and
 * kept until then. A large file waits for its turn before it is read, so what
 * is kept stays small. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "walk.h"
#include "work.h"

#define SMALL_FILE (4u << 20)
#define AHEAD 64 /* files read before their turn */

struct output {
	struct gz_buf text; /* kept until its turn */
	unsigned long records;
	unsigned crashes; /* since */
	bool given, done;
};

struct parse {
	const struct gz_options *options;
	struct gz_workers *workers;
	struct files files;
	struct output *output; /* by file */
	size_t turn, next;
	size_t failed;
	bool broken; /* nobody reads our output any more */
};

static void give(struct parse *p, size_t file)
{
	const struct read_job job = {
		.path = p->files.file[file].path,
		.skip = p->output[file].records,
		.source = gz_option_str(p->options, "source"),
		.published = gz_option_str(p->options, "published"),
		.format = gz_option_str(p->options, "format"),
		.recurring = gz_option_str(p->options, "recurring"),
	};
	struct gz_buf bytes = { 0 };

	read_job_pack(&job, &bytes);
	gz_workers_give(p->workers, bytes.data, bytes.len, &p->output[file]);
	gz_buf_free(&bytes);
	p->output[file].given = true;
}

static void print(struct parse *p, const char *text, size_t len)
{
	if (len && fwrite(text, 1, len, stdout) != len)
		p->broken = true;
}

/* Write what is due, and pass the turn on over files that are done. */
static void flush(struct parse *p)
{
	while (p->turn < p->files.count) {
		struct output *o = &p->output[p->turn];

		print(p, o->text.data, o->text.len);
		gz_buf_clear(&o->text);
		if (!o->done)
			break;
		gz_buf_free(&o->text);
		p->turn++;
	}
}

static void on_part(struct parse *p, struct output *o, const char *bytes,
		    size_t len)
{
	struct read_part part;

	if (!read_part_unpack(bytes, len, &part))
		return;
	o->records += !part.note;
	if (!part.note)
		o->crashes = 0;
	if (part.note && *part.reason) {
		command_failed(part.path, 0, part.reason);
	} else if (part.note) {
		/* it goes on */
	} else if (part.failed) {
		p->failed++;
		command_failed(part.path, part.line, part.reason);
	} else {
		gz_buf_add(&o->text, part.json, part.json_len);
		gz_buf_putc(&o->text, '\n');
	}
	read_part_free(&part);
}

static void heard(void *arg, void *job, enum gz_job_state state,
		  const char *bytes, size_t len)
{
	struct parse *p = arg;
	struct output *o = job;
	const struct file *f = &p->files.file[o - p->output];
	const char *reason;
	struct gz_err err;
	uint64_t words;

	if (state == GZ_JOB_PART) {
		on_part(p, o, bytes, len);
		return;
	}
	if (state != GZ_JOB_DONE) {
		p->failed++;
		o->records++;
		o->done = o->given = !command_goes_on(f, &o->crashes, &reason);
		command_failed(f->path, 0, reason);
		return;
	}
	o->done = true;
	if (!work_end_unpack(bytes, len, &words, &err)) {
		p->failed++;
		command_failed(f->path, 0, err.text);
	}
}

/* The next file that may be read now; SIZE_MAX: none. */
static size_t ready(const struct parse *p)
{
	for (size_t i = p->turn; i < p->files.count && i < p->turn + AHEAD; i++)
		if (!p->output[i].given &&
		    (i == p->turn || p->files.file[i].bytes < SMALL_FILE))
			return i;
	return SIZE_MAX;
}

static bool run(struct parse *p, struct gz_err *err)
{
	while (p->turn < p->files.count && !p->broken) {
		size_t file;

		while (gz_workers_idle(p->workers) &&
		       (file = ready(p)) != SIZE_MAX)
			give(p, file);
		if (!gz_workers_run(p->workers, -1, heard, p, err))
			return false;
		flush(p);
	}
	if (p->broken || fflush(stdout) != 0)
		return gz_fail(err, GZ_SYSTEM, "standard output: cannot write");
	return true;
}

int command_parse(const struct gz_options *options, struct gz_err *err)
{
	struct parse p = { .options = options };
	bool ok;

	p.workers = command_workers(options, 0, err);
	if (!p.workers)
		return command_status(err);
	p.failed = command_files(options, &p.files);
	p.output = gz_alloc((p.files.count + 1) * sizeof(p.output[0]));
	ok = run(&p, err);
	for (size_t i = 0; i < p.files.count; i++)
		gz_buf_free(&p.output[i].text);
	free(p.output);
	files_free(&p.files);
	gz_workers_close(p.workers);
	if (!ok)
		return command_status(err);
	return p.failed ? EXIT_SOME_FAILED : EXIT_SUCCESS;
}
