/* verdict.c - what became of one entry of the spool. See verdict.h. */
#include "verdict.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gz/json.h"

#ifdef GZ_SMALL
#define TEXT_SIZE 20
#else
#define TEXT_SIZE ((size_t)64 << 10) /* bytes kept in memory */
#endif

struct said {
	unsigned long line;
	enum fate fate;
	char *id, *reason;
};

static const char *const names[FATES] = { "added", "replaced", "unchanged",
					  "removed", "failed" };

static char *copy(const char *text)
{
	return text ? gz_strdup(text) : NULL;
}

void verdict_add(struct verdict *v, const struct outcome *o)
{
	if (v->count == v->size) {
		v->size = v->size ? v->size * 2 : 4;
		v->said = gz_realloc(v->said, v->size * sizeof(v->said[0]));
	}
	v->said[v->count++] = (struct said){ .line = o->line,
					     .fate = o->fate,
					     .id = copy(o->id),
					     .reason = copy(o->reason) };
	v->fate[o->fate]++;
	if (o->fate == FATE_FAILED && !v->why)
		v->why = copy(o->reason);
}

/* ---- lines ---- */

static int by_line(const void *x, const void *y)
{
	const struct said *a = x, *b = y;

	return (a->line > b->line) - (a->line < b->line);
}

static void add_line(struct gz_buf *out, const struct said *s)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	if (s->line)
		gz_json_int_member(&j, "line", (int64_t)s->line);
	gz_json_member(&j, "status", names[s->fate]);
	if (s->id)
		gz_json_member(&j, "id", s->id);
	if (s->reason)
		gz_json_member(&j, "reason", s->reason);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

static void forget_said(struct verdict *v)
{
	for (size_t i = 0; i < v->count; i++) {
		free(v->said[i].id);
		free(v->said[i].reason);
	}
	v->count = 0;
}

static bool write_out(struct gz_spool *spool, struct gz_spool_entry *out,
		      const char *bytes, size_t len, struct gz_err *err)
{
	while (len) {
		ssize_t n = write(out->fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return gz_fail(err, GZ_SYSTEM,
				       "%s: cannot write a verdict: %s",
				       gz_spool_path(spool), strerror(errno));
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool flush(struct verdict *v, struct gz_spool *spool, struct gz_err *err)
{
	bool ok = *v->out.name || gz_spool_begin(spool, "", &v->out, err);

	ok = ok && write_out(spool, &v->out, v->text.data, v->text.len, err);
	gz_buf_clear(&v->text);
	return ok;
}

bool verdict_write(struct verdict *v, struct gz_spool *spool,
		   struct gz_err *err)
{
	if (v->count)
		qsort(v->said, v->count, sizeof(v->said[0]), by_line);
	for (size_t i = 0; i < v->count; i++)
		add_line(&v->text, &v->said[i]);
	forget_said(v);
	return v->text.len < TEXT_SIZE || flush(v, spool, err);
}

static void add_totals(struct verdict *v, uint64_t revision)
{
	struct gz_json j = { .out = &v->text };
	struct gz_date now = { .at = time(NULL),
			       .precision = GZ_SECOND,
			       .has_offset = true };
	char text[32];

	gz_date_write(&now, text);
	gz_json_open(&j, '{');
	for (int f = 0; f < FATES; f++)
		gz_json_int_member(&j, names[f], (int64_t)v->fate[f]);
	gz_json_int_member(&j, "revision", (int64_t)revision);
	gz_json_member(&j, "time", text);
	gz_json_close(&j, '}');
	gz_buf_putc(&v->text, '\n');
}

/* ---- files ---- */

enum gz_spool_folder verdict_folder(const struct verdict *v)
{
	size_t in = 0;

	for (int f = 0; f < FATES; f++)
		in += f == FATE_FAILED ? 0 : v->fate[f];
	return v->fate[FATE_FAILED] && !in ? GZ_SPOOL_FAILED : GZ_SPOOL_CUR;
}

bool verdict_refuse(struct gz_spool *spool, const char *name,
		    const char *sentence, bool sync, struct gz_err *err)
{
	struct gz_spool_entry why;
	char file[GZ_SPOOL_NAME];

	if (!gz_spool_begin(spool, "", &why, err))
		return false;
	if (!write_out(spool, &why, sentence, strlen(sentence), err) ||
	    !write_out(spool, &why, "\n", 1, err)) {
		gz_spool_abort(spool, &why);
		return false;
	}
	snprintf(file, sizeof(file), "%s.why", name);
	return gz_spool_place(spool, &why, GZ_SPOOL_FAILED, file, sync, err);
}

/* Who sees NAME.why finds NAME.result, so that goes first. */
bool verdict_place(struct verdict *v, struct gz_spool *spool, const char *name,
		   uint64_t revision, bool sync, struct gz_err *err)
{
	enum gz_spool_folder folder = verdict_folder(v);
	char file[GZ_SPOOL_NAME];

	if (!verdict_write(v, spool, err))
		return false;
	add_totals(v, revision);
	if (!flush(v, spool, err))
		return false;
	snprintf(file, sizeof(file), "%s.result", name);
	return gz_spool_place(spool, &v->out, folder, file, sync, err) &&
	       (folder == GZ_SPOOL_CUR ||
		verdict_refuse(spool, name, v->why, sync, err));
}

void verdict_free(struct verdict *v, struct gz_spool *spool)
{
	forget_said(v);
	free(v->said);
	free(v->why);
	gz_buf_free(&v->text);
	gz_spool_abort(spool, &v->out);
	*v = (struct verdict){ 0 };
}
