/* api_export.c - every hit of a search, a part at a time. See api_parts.h.
 *
 * A part is an answer like any other: so many hits behind a place in the order,
 * and the place where it ends, with which the front asks for the next one when
 * the client has taken this one. So an export holds no worker while the client
 * reads, nothing grows with the number of hits, and other searches come in
 * between. What is committed meanwhile neither shifts nor doubles anything: it
 * is there if it stands behind that place. */
#include "api_parts.h"

#include <stdio.h>
#include <time.h>

#include "cursor.h"
#include "lines.h"

/* A part ends after so many hits, or so many bytes. */
#define PART_HITS 256
#define PART_BYTES (512u << 10)

/* All of an article but where it came from. */
#define WHOLE (ASK_BODY | ASK_STANDFIRST | ASK_LANGUAGE)

/* A part under way. */
struct part {
	struct call *call;
	struct found found;
	struct gz_rows rows;
};

/* What is not about which hits there are says nothing here. */
static bool read_ask(struct call *c, struct ask *ask)
{
	bool ok = ask_read(ask, c->request, &c->worker->limits,
			   (int64_t)time(NULL));

	ask->page = 1;
	if (!ask->shown)
		ask->show = WHOLE;
	if (!ok)
		api_fail_ask(c, ask);
	return ok;
}

static void say_total(struct call *c, size_t total)
{
	char number[24];

	snprintf(number, sizeof(number), "%zu", total);
	api_reply_header(c->reply, "X-Total-Count", number);
}

/* A CSV that goes on where one broke off is to be put behind it. */
static void begin_part(const struct part *p)
{
	struct call *c = p->call;
	const struct ask *ask = p->found.ask;

	api_type(c, 200, format_type(ask->format));
	c->reply->revision = p->rows.revision;
	if (p->rows.counted && !ask->behind)
		say_total(c, p->rows.total);
	if (ask->format == FORMAT_CSV && !ask->behind)
		lines_head(&p->found, &c->reply->body);
}

static bool write_hit(const struct part *p, const struct gz_place *row,
		      struct gz_err *err)
{
	struct call *c = p->call;
	struct gz_hit hit;
	bool ok = gz_index_hit(c->worker->index, row, &hit, err);

	if (ok)
		lines_hit(&p->found, &hit, &c->reply->body);
	gz_article_clear(&hit.article);
	return ok;
}

/* As many rows as there is room for; then where the next part begins. */
static bool write_part(const struct part *p, struct gz_err *err)
{
	struct api_reply *reply = p->call->reply;
	const struct gz_rows *rows = &p->rows;
	struct gz_buf cursor = { 0 };
	size_t i = 0;

	begin_part(p);
	while (i < rows->count && reply->body.len < PART_BYTES)
		if (!write_hit(p, &rows->row[i++], err))
			return false;
	if (i == rows->count && i < PART_HITS)
		return true;
	cursor_write(p->found.ask, p->call->request, rows->revision,
		     &rows->row[i - 1], &cursor);
	reply->resume = gz_buf_take(&cursor);
	return true;
}

static bool find_part(struct part *p, const struct ask *ask, struct gz_err *err)
{
	struct gz_search what = api_what(ask, PART_HITS);

	what.no_total = p->call->request->resume != NULL;
	if (!gz_search_rows(p->call->worker->index, &what, &p->rows, err))
		return false;
	p->found.revision = p->rows.revision;
	return true;
}

void api_export(struct call *c)
{
	struct ask ask;
	struct part p = {
		.call = c,
		.found = { .request = c->request, .ask = &ask, .bare = true },
	};
	struct gz_err err;

	if (read_ask(c, &ask) && api_index(c)) {
		if (!find_part(&p, &ask, &err) || !write_part(&p, &err)) {
			gz_buf_clear(&c->reply->body);
			api_fail_search(c, &ask, &err);
		}
		gz_rows_free(&p.rows);
	}
	ask_close(&ask);
}
