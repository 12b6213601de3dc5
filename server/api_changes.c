/* api_changes.c - what commits did to articles, for mirrors. See api_parts.h.
 *
 * A cursor is the revision and the docid of the last change that was given:
 * "412-134217000". */
#include <inttypes.h>
#include <string.h>

#include "api_parts.h"
#include "gz/json.h"
#include "param.h"

/* What is asked for. */
struct wanted {
	uint64_t since;
	uint64_t revision, docid; /* to go on behind */
	uint64_t limit;
	bool resumed; /* by a cursor */
};

/* Digits, at most 18 of them, and what comes behind. */
static bool read_number(const char **text, uint64_t *n)
{
	size_t digits = strspn(*text, "0123456789");

	*n = 0;
	for (size_t i = 0; i < digits && digits <= 18; i++)
		*n = *n * 10 + (uint64_t)((*text)[i] - '0');
	*text += digits;
	return digits && digits <= 18;
}

static bool read_since(struct ask *a, const char *text, struct wanted *w)
{
	const char *at = text;

	if (read_number(&at, &w->since) && !*at)
		return true;
	ask_fault(a, "since", 0, "bad-number", NULL,
		  "since is %.40s; it must be a revision, such as "
		  "index_revision of an answer before.",
		  text);
	return false;
}

static bool read_cursor(struct ask *a, const char *text, struct wanted *w)
{
	const char *at = text;

	w->resumed = read_number(&at, &w->revision) && *at++ == '-' &&
		     read_number(&at, &w->docid) && !*at &&
		     w->docid < UINT32_MAX;
	if (!w->resumed)
		ask_fault(a, "cursor", 0, "bad-cursor", NULL,
			  "cursor is %.40s, which this daemon did not give; "
			  "follow links.next, or begin with since.",
			  text);
	return w->resumed;
}

static bool read_size(struct ask *a, const char *text, struct wanted *w)
{
	const char *at = text;

	if (read_number(&at, &w->limit) && !*at && w->limit >= 1 &&
	    w->limit <= a->limits.page_size)
		return true;
	ask_fault(a, "page-size", 0, "bad-number", NULL,
		  "page-size is %.40s; it must be a whole number from 1 to "
		  "%zu.",
		  text, a->limits.page_size);
	return false;
}

static bool read_one(struct ask *a, const struct api_pair *sent,
		     struct wanted *w)
{
	const struct param *p = param_find(sent->name);

	if (strcmp(sent->name, "since") == 0)
		return read_since(a, sent->value, w);
	if (p && strcmp(p->name, "cursor") == 0)
		return read_cursor(a, sent->value, w);
	if (p && strcmp(p->name, "page-size") == 0)
		return read_size(a, sent->value, w);
	ask_fault(a, sent->name, 0, "unknown-parameter", NULL,
		  "There is no parameter %.40s here; there are since, "
		  "page-size and cursor.",
		  sent->name);
	return false;
}

static bool read_wanted(struct call *c, struct ask *a, struct wanted *w)
{
	bool ok = true;

	w->limit = a->limits.page_size;
	for (size_t i = 0; i < c->request->param_count; i++)
		if (*c->request->param[i].value)
			ok &= read_one(a, &c->request->param[i], w);
	if (!w->resumed) { /* behind all of that revision */
		w->revision = w->since;
		w->docid = UINT32_MAX;
	}
	return ok;
}

static void show_change(struct gz_json *j, const struct gz_changed *change)
{
	static const char *const type[] = { [GZ_ADDED] = "added",
					    [GZ_UPDATED] = "updated",
					    [GZ_REMOVED] = "removed" };
	char at[32];

	gz_instant_write(change->at, at);
	gz_json_open(j, '{');
	gz_json_member(j, "id", change->id);
	gz_json_member(j, "type", type[change->type]);
	gz_json_int_member(j, "revision", (int64_t)change->revision);
	gz_json_member(j, "at", at);
	gz_json_close(j, '}');
}

static void link_member(struct gz_json *j, const char *name,
			const struct wanted *w, uint64_t revision,
			uint64_t docid)
{
	struct gz_buf path = { 0 };

	gz_buf_printf(&path, "/v1/changes?since=%" PRIu64 "&page-size=%" PRIu64,
		      w->since, w->limit);
	if (docid != UINT32_MAX)
		gz_buf_printf(&path, "&cursor=%" PRIu64 "-%" PRIu64, revision,
			      docid);
	gz_json_member(j, name, path.data);
	gz_buf_free(&path);
}

static void show_links(struct gz_json *j, const struct wanted *w,
		       const struct gz_changes *all)
{
	const struct gz_changed *last;

	gz_json_key(j, "links");
	gz_json_open(j, '{');
	link_member(j, "self", w, w->revision, w->docid);
	if (all->more) {
		last = &all->change[all->count - 1];
		link_member(j, "next", w, last->revision, last->docid);
	} else {
		gz_json_member(j, "next", NULL);
	}
	gz_json_close(j, '}');
}

static void show(const struct wanted *w, const struct gz_changes *all,
		 struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	gz_json_int_member(&j, "since", (int64_t)w->since);
	gz_json_int_member(&j, "index_revision", (int64_t)all->revision);
	gz_json_key(&j, "changes");
	gz_json_open(&j, '[');
	for (size_t i = 0; i < all->count; i++)
		show_change(&j, &all->change[i]);
	gz_json_close(&j, ']');
	show_links(&j, w, all);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

static void fail(struct call *c, struct ask *a, const struct wanted *w,
		 const struct gz_err *err)
{
	if (err->code == GZ_USAGE) {
		ask_fault(a, w->resumed ? "cursor" : "since", 0, "not-yet",
			  NULL, "%s.", err->text);
		api_fail_ask(c, a);
	} else {
		api_fail_article(c, err);
	}
}

void api_changes(struct call *c)
{
	struct ask a = { .limits = c->worker->limits };
	struct wanted w = { 0 };
	struct gz_changes *all;
	struct gz_err err;

	if (!read_wanted(c, &a, &w)) {
		api_fail_ask(c, &a);
		return;
	}
	if (!api_index(c))
		return;
	all = gz_index_changes(c->worker->index, w.revision, (uint32_t)w.docid,
			       (size_t)w.limit, &err);
	if (all) {
		c->reply->revision = all->revision;
		c->reply->storable = true;
		show(&w, all, api_json(c));
	} else {
		fail(c, &a, &w, &err);
	}
	gz_changes_free(all);
}
