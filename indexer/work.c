/* work.c - what gazette's worker processes do. See work.h. */
#include "work.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gz/confine.h"
#include "gz/index.h"
#include "gz/recurring.h"
#include "message.h"

/* What one worker keeps from job to job. */
struct worker {
	int spool; /* its own, for writing; -1: none yet */
	uint64_t spooled;
	uint32_t other_pid; /* the spool file read last */
	int other;
	struct gz_recurring *recurring; /* once read */
	struct gz_buf record, part;
	bool confined;
};

/* A worker writes to the workspace, which may be made anew within the index,
 * and nowhere else; without one, nowhere. */
static void confine(struct worker *w, const char *workspace)
{
	char index[PATH_MAX];

	if (w->confined)
		return;
	w->confined = true;
	if (workspace) {
		snprintf(index, sizeof(index), "%s/..", workspace);
		gz_confine_writes(index);
	} else {
		gz_confine_writes(NULL);
	}
}

static int open_spool(const char *workspace, uint32_t pid, int flags)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/spool-%u", workspace, pid);
	return open(path, flags | O_CLOEXEC, 0600);
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool read_all(int fd, char *bytes, size_t len, uint64_t offset)
{
	while (len) {
		ssize_t n = pread(fd, bytes, len, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		offset += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

/* ---- reading ---- */

struct reading {
	struct worker *worker;
	struct gz_answer *to;
	const char *workspace;
	struct gz_err err; /* of the spool */
};

static bool spool(struct reading *r, const struct gz_article *a,
		  struct spooled *at)
{
	struct worker *w = r->worker;

	gz_buf_clear(&w->record);
	gz_article_pack(a, &w->record);
	if (w->spool < 0)
		w->spool = open_spool(r->workspace, (uint32_t)getpid(),
				      O_WRONLY | O_CREAT | O_TRUNC);
	if (w->spool < 0 || !write_all(w->spool, w->record.data, w->record.len))
		return gz_fail(&r->err, GZ_SYSTEM, "%s: %s", r->workspace,
			       strerror(errno));
	*at = (struct spooled){ (uint32_t)getpid(), w->spooled,
				(uint32_t)w->record.len };
	w->spooled += w->record.len;
	return true;
}

static bool spool_article(struct reading *r, const struct gz_article *a,
			  unsigned long line)
{
	struct gz_buf *part = &r->worker->part;
	unsigned char hash[16];
	struct spooled at;

	if (!spool(r, a, &at))
		return false;
	gz_article_hash(a, hash);
	gz_pack_u64(part, PART_SPOOLED);
	gz_pack_u64(part, line);
	spooled_pack(&at, part);
	gz_pack_i64(part, a->dated ? a->published.at : GZ_TIME_NONE);
	gz_pack_str(part, a->id);
	gz_pack_bytes(part, hash, sizeof(hash));
	return true;
}

static void print_article(struct reading *r, const struct gz_article *a,
			  unsigned long line)
{
	struct worker *w = r->worker;

	gz_buf_clear(&w->record);
	gz_article_json(a, &w->record);
	gz_pack_u64(&w->part, PART_JSON);
	gz_pack_u64(&w->part, line);
	gz_pack_bytes(&w->part, w->record.data, w->record.len);
}

static bool on_article(void *arg, struct gz_article *a, unsigned long line)
{
	struct reading *r = arg;

	gz_buf_clear(&r->worker->part);
	if (!r->workspace)
		print_article(r, a, line);
	else if (!spool_article(r, a, line))
		return false;
	gz_answer_part(r->to, r->worker->part.data, r->worker->part.len);
	return true;
}

static bool on_removal(void *arg, struct gz_article *a, unsigned long line)
{
	struct reading *r = arg;
	struct gz_buf *part = &r->worker->part;

	gz_buf_clear(part);
	gz_pack_u64(part, PART_REMOVAL);
	gz_pack_u64(part, line);
	gz_pack_str(part, a->id);
	gz_answer_part(r->to, part->data, part->len);
	return true;
}

static void tell(struct reading *r, enum part_kind kind, const char *path,
		 unsigned long line, const char *reason)
{
	struct gz_buf *part = &r->worker->part;

	gz_buf_clear(part);
	gz_pack_u64(part, kind);
	gz_pack_u64(part, line);
	gz_pack_str(part, path);
	gz_pack_str(part, reason);
	gz_answer_part(r->to, part->data, part->len);
}

static bool on_failed(void *arg, const char *path, unsigned long line,
		      const char *reason)
{
	tell(arg, PART_FAILED, path, line, reason);
	return true;
}

static void on_note(void *arg, const char *path, const char *text)
{
	tell(arg, PART_NOTE, path, 0, text);
}

static void read_file(struct worker *w, struct gz_unpack *u,
		      struct gz_answer *to, struct gz_buf *end)
{
	char *path = gz_unpack_str(u);
	unsigned long skip = gz_unpack_u64(u);
	char *workspace = gz_unpack_str(u), *source = gz_unpack_str(u);
	char *published = gz_unpack_str(u), *format = gz_unpack_str(u);
	char *recurring = gz_unpack_str(u);
	struct reading r = { .worker = w, .to = to, .workspace = workspace };
	struct gz_sink sink = { on_article, on_failed, &r, on_note };
	struct gz_date date;
	struct gz_err err = { 0 };
	struct gz_read_options options = { .source = source, .format = format };
	bool ok = true;

	confine(w, workspace);
	if (recurring && !w->recurring)
		ok = (w->recurring = gz_recurring_read(recurring, &err));
	options.recurring = w->recurring;
	options.plain = gz_unpack_u64(u);
	if (published && gz_date_read(published, &date, NULL))
		options.published = &date;
	if (!ok) {
		/* the table went away since the start */
	} else if (gz_unpack_u64(u)) {
		sink.article = on_removal;
		ok = gz_removals_read(path, &options, skip, &sink, &err);
	} else {
		ok = gz_articles_read(path, &options, skip, &sink, &err);
	}
	if (err.code == GZ_SYSTEM)
		err.code = GZ_DATA; /* the file's fault, and only its own */
	if (r.err.code) {
		err = r.err;
		ok = false;
	}
	work_end_pack(ok, 0, &err, end);
	free(path);
	free(workspace);
	free(source);
	free(published);
	free(format);
	free(recurring);
}

/* ---- building ---- */

/* A part every so often shows that the worker is alive. */
#define SIGN_OF_LIFE 50

static void build_part(struct worker *w, struct gz_answer *to, uint32_t docid,
		       const char *reason)
{
	gz_buf_clear(&w->part);
	gz_pack_u64(&w->part, docid);
	gz_pack_str(&w->part, reason);
	gz_answer_part(to, w->part.data, w->part.len);
}

static bool fetch(struct worker *w, const char *workspace,
		  const struct spooled *at, struct gz_article *a,
		  struct gz_err *err)
{
	if (w->other < 0 || w->other_pid != at->spool) {
		if (w->other >= 0)
			close(w->other);
		w->other = open_spool(workspace, at->spool, O_RDONLY);
		w->other_pid = at->spool;
	}
	gz_buf_clear(&w->record);
	gz_buf_room(&w->record, at->len);
	if (w->other < 0 ||
	    !read_all(w->other, w->record.data, at->len, at->offset))
		return gz_fail(err, GZ_SYSTEM, "%s: cannot read the spool: %s",
			       workspace, strerror(errno));
	return gz_article_unpack(w->record.data, at->len, a, err);
}

/* Every article of the job into s. One that the index will not have is told
 * and left out; false only for what concerns all. */
static bool put_all(struct worker *w, struct gz_unpack *u,
		    const char *workspace, struct gz_segment *s,
		    struct gz_answer *to, struct gz_err *err)
{
	size_t count = gz_unpack_u64(u);

	for (size_t i = 0; i < count && !u->bad; i++) {
		struct gz_article a = { 0 };
		struct spooled at;
		struct gz_err why = { 0 };
		uint32_t docid;

		spooled_unpack(u, &at);
		docid = (uint32_t)gz_unpack_u64(u);
		if (!fetch(w, workspace, &at, &a, err))
			return false;
		if (!gz_segment_put(s, docid, &a, &why) &&
		    why.code != GZ_SYSTEM)
			build_part(w, to, docid, why.text);
		else if (i % SIGN_OF_LIFE == 0)
			build_part(w, to, 0, NULL);
		gz_article_clear(&a);
		if (why.code == GZ_SYSTEM) {
			*err = why;
			return false;
		}
	}
	return true;
}

static void build_segment(struct worker *w, struct gz_unpack *u,
			  struct gz_answer *to, struct gz_buf *end)
{
	char *workspace = gz_unpack_str(u), *path = gz_unpack_str(u);
	struct gz_err err = { 0 };
	struct gz_segment *s;
	uint64_t words = 0;
	bool ok = false;

	confine(w, workspace);
	s = gz_segment_open(path, &err);
	if (s && put_all(w, u, workspace, s, to, &err))
		ok = gz_segment_commit(s, &words, &err);
	else
		gz_segment_drop(s);
	work_end_pack(ok, words, &err, end);
	free(workspace);
	free(path);
}

/* ---- the pool ---- */

static void *begin(void *arg)
{
	struct worker *w = gz_alloc(sizeof(*w));

	(void)arg;
	w->spool = w->other = -1;
	return w;
}

static void work(void *state, const char *job, size_t len, struct gz_answer *to,
		 struct gz_buf *end)
{
	struct gz_unpack u = { .at = (const unsigned char *)job,
			       .end = (const unsigned char *)job + len };

	if (gz_unpack_u64(&u) == JOB_READ)
		read_file(state, &u, to, end);
	else
		build_segment(state, &u, to, end);
}

struct gz_workers *work_open(unsigned count, size_t memory, unsigned cpu_ms,
			     struct gz_err *err)
{
	const struct gz_worker_spec spec = { .name = "gazette-work",
					     .count = count,
					     .memory = memory,
					     .cpu_ms = cpu_ms,
					     .begin = begin,
					     .work = work };

	return gz_workers_open(&spec, err);
}
