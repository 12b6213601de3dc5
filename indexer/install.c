/* install.c - a batch becomes part of the index. See ingest.h.
 *
 * Workers build the batch's segments, a run of articles each. A run that
 * cannot be built is halved and tried again until the one article is found
 * that does it: that one is left out, the others go in. */
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "ingest.h"

#ifdef GZ_SMALL
#define RUN 3
#else
#define RUN 2000 /* articles */
#endif

struct run {
	struct job job;
	struct installation *of;
	size_t first, count; /* of the batch's entries */
	char path[PATH_MAX];
	struct run *next;
};

struct installation {
	struct batch batch;
	struct run *waiting; /* to be built */
	struct run *given;   /* being built */
	struct run *built;
	size_t building;
	unsigned names; /* given to segments */
};

/* ---- runs ---- */

static void add_run(struct ingest *in, struct installation *s, size_t first,
		    size_t count)
{
	struct run *r = gz_alloc(sizeof(*r));

	r->of = s;
	r->first = first;
	r->count = count;
	snprintf(r->path, sizeof(r->path), "%s/segment-%u",
		 gz_writer_workspace(in->writer), s->names++);
	r->next = s->waiting;
	s->waiting = r;
}

static void free_runs(struct run *r)
{
	while (r) {
		struct run *next = r->next;

		free(r);
		r = next;
	}
}

static void give(struct ingest *in, struct run *r)
{
	struct gz_buf job = { 0 };

	build_job_begin(&job, gz_writer_workspace(in->writer), r->path,
			r->count);
	for (size_t i = r->first; i < r->first + r->count; i++)
		build_job_add(&job, &r->of->batch.entry[i].at,
			      r->of->batch.entry[i].docid);
	gz_workers_give(in->workers, job.data, job.len, &r->job);
	gz_buf_free(&job);
}

static void leave_out(struct ingest *in, struct entry *e, const char *reason)
{
	const struct outcome o = { .file = e->file,
				   .line = e->line,
				   .fate = FATE_FAILED,
				   .id = e->id,
				   .reason = reason };

	if (e->fate == FATE_FAILED)
		return;
	e->fate = FATE_FAILED;
	ingest_failed(in, ingest_file(in, e->file)->path, &o);
}

static void on_part(struct ingest *in, struct run *r, const char *bytes,
		    size_t len)
{
	struct entry *entry = r->of->batch.entry;
	struct build_part part;

	if (!build_part_unpack(bytes, len, &part))
		return;
	if (part.docid)
		leave_out(in, &entry[part.docid - entry[0].docid],
			  part.reason ? part.reason : "cannot be indexed");
	free(part.reason);
}

static void halve(struct ingest *in, struct run *r, const char *reason)
{
	struct installation *s = r->of;

	if (r->count == 1) {
		leave_out(in, &s->batch.entry[r->first], reason);
	} else {
		add_run(in, s, r->first, r->count / 2);
		add_run(in, s, r->first + r->count / 2,
			r->count - r->count / 2);
	}
	free(r);
}

static void take_back(struct run *r)
{
	struct run **at = &r->of->given;

	while (*at != r)
		at = &(*at)->next;
	*at = r->next;
}

static void heard(struct ingest *in, struct job *job, enum gz_job_state state,
		  const char *bytes, size_t len)
{
	struct run *r = (struct run *)job;
	struct gz_err err = { .text = "indexing it took too long or too much "
				      "memory, or crashed" };
	uint64_t words;

	if (state == GZ_JOB_PART) {
		on_part(in, r, bytes, len);
		return;
	}
	take_back(r);
	r->of->building--;
	if (state == GZ_JOB_DONE && work_end_unpack(bytes, len, &words, &err)) {
		in->tally.words += words;
		in->progress.built += r->count;
		r->next = r->of->built;
		r->of->built = r;
	} else if (err.code == GZ_SYSTEM) {
		in->err = err;
		free(r);
	} else {
		halve(in, r, err.text);
	}
}

static bool build_all(struct ingest *in, struct installation *s,
		      struct gz_err *err)
{
	for (size_t i = s->batch.count; i > 0;) {
		size_t count = i % RUN ? i % RUN : RUN;

		i -= count;
		add_run(in, s, i, count);
	}
	while (s->waiting || s->building) {
		while (s->waiting && gz_workers_idle(in->workers)) {
			struct run *r = s->waiting;

			s->waiting = r->next;
			r->next = s->given;
			s->given = r;
			r->job.heard = heard;
			s->building++;
			give(in, r);
		}
		if (!ingest_wait(in, -1, err))
			return false;
	}
	return true;
}

/* ---- the change ---- */

static int by_first(const void *a, const void *b)
{
	const struct run *x = *(struct run *const *)a;
	const struct run *y = *(struct run *const *)b;

	return (x->first > y->first) - (x->first < y->first);
}

/* The segments in order of docid; free the array. */
static const char **list_segments(const struct installation *s, size_t *count)
{
	struct run **order;
	const char **paths;
	size_t n = 0;

	*count = 0;
	for (const struct run *r = s->built; r; r = r->next)
		n++;
	order = gz_alloc((n + 1) * sizeof(struct run *));
	paths = gz_alloc((n + 1) * sizeof(char *));
	for (struct run *r = s->built; r; r = r->next)
		order[(*count)++] = r;
	qsort(order, n, sizeof(struct run *), by_first);
	for (size_t i = 0; i < n; i++)
		paths[i] = order[i]->path;
	free(order);
	return paths;
}

static void tally(struct ingest *in, const struct batch *b)
{
	for (size_t i = 0; i < b->count + b->dropped; i++) {
		const struct entry *e = &b->entry[i];
		const struct outcome o = { .file = e->file,
					   .line = e->line,
					   .fate = e->fate,
					   .id = e->id };

		if (e->fate == FATE_FAILED)
			continue; /* told already */
		in->tally.fate[e->fate]++;
		if (in->ear)
			in->ear->told(in, &o);
	}
}

/* The docids that replaced and removed articles leave; free the array. */
static uint32_t *list_removed(const struct batch *b, size_t *count)
{
	size_t all = b->count + b->dropped;
	uint32_t *removed = gz_alloc((all + 1) * sizeof(uint32_t));

	*count = 0;
	for (size_t i = 0; i < all; i++) {
		const struct entry *e = &b->entry[i];

		if (e->replaces &&
		    (e->fate == FATE_REPLACED || e->fate == FATE_REMOVED))
			removed[(*count)++] = e->replaces;
	}
	return removed;
}

static bool commit(struct ingest *in, const struct installation *s,
		   struct gz_err *err)
{
	struct gz_change change = { 0 };
	const char **segments = list_segments(s, &change.segments);
	uint32_t *removed = list_removed(&s->batch, &change.removals);
	bool ok = true;

	for (size_t i = 0; i < s->batch.count; i++)
		change.articles += s->batch.entry[i].fate != FATE_FAILED;
	change.segment = segments;
	change.removed = removed;
	progress_phase(&in->progress, "merging");
	if (change.articles || change.removals)
		ok = gz_writer_commit(in->writer, &change, err);
	free(segments);
	free(removed);
	return ok;
}

/* Where the batch ends in each spool file. A worker appends and batches are
 * installed in turn, so what lies before that is needed no more afterwards.
 * Free the array. */
static struct spooled *spool_ends(const struct batch *b, size_t *count)
{
	struct spooled *end = NULL;

	*count = 0;
	for (size_t i = 0; i < b->count; i++) {
		const struct spooled *at = &b->entry[i].at;
		size_t k = 0;

		if (!at->len)
			continue; /* a removal */
		while (k < *count && end[k].spool != at->spool)
			k++;
		if (k == *count) {
			end = gz_realloc(end, (k + 1) * sizeof(*end));
			end[k] = (struct spooled){ .spool = at->spool };
			++*count;
		}
		if (at->offset + at->len > end[k].offset)
			end[k].offset = at->offset + at->len;
	}
	return end;
}

/* Give the disk back what lies before the end: input that never ends must not
 * fill it. */
static void release_spool(const struct ingest *in, const struct spooled *end)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/spool-%" PRIu32,
		 gz_writer_workspace(in->writer), end->spool);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
		  (off_t)end->offset);
	close(fd);
}

bool install(struct ingest *in, struct gz_err *err)
{
	struct installation s = { .batch = in->batch };
	size_t ends;
	struct spooled *end = spool_ends(&s.batch, &ends);
	bool ok;

	in->batch = (struct batch){ 0 };
	ok = command_has_room(in->options, err) &&
	     batch_arrange(&s.batch, &in->later, in->writer, err);
	if (ok && (s.batch.count || s.batch.removals)) {
		progress_phase(&in->progress, "indexing");
		in->progress.to_build = s.batch.count;
		ok = build_all(in, &s, err) && commit(in, &s, err);
		in->progress.to_build = 0;
		progress_phase(&in->progress, "reading");
	}
	if (ok)
		tally(in, &s.batch);
	for (size_t i = 0; i < ends; i++)
		release_spool(in, &end[i]);
	free(end);
	free_runs(s.built);
	free_runs(s.waiting);
	free_runs(s.given);
	batch_free(&s.batch);
	return ok;
}
