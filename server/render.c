/* render.c - answers as JSON. See render.h. */
#include "render.h"

#include <stdio.h>
#include <string.h>

#include "cursor.h"
#include "excerpt.h"
#include "gz/utf8.h"
#include "link.h"

#define SNIPPET 240 /* code points */

/* A member with what was written to b, which is freed. */
static void take_member(struct gz_json *j, const char *key, struct gz_buf *b)
{
	gz_json_member(j, key, b->data ? b->data : "");
	gz_buf_free(b);
}

static void date_member(struct gz_json *j, const char *key, bool known,
			const struct gz_date *date)
{
	char text[32];

	if (known)
		gz_date_write(date, text);
	gz_json_member(j, key, known ? text : NULL);
}

/* ---- what matched -------------------------------------------------------- */

void render_excerpt(const struct found *a, const struct gz_article *article,
		    struct excerpt *out)
{
	const char *text = article->body;

	if ((!text || !*text) && article->standfirst)
		text = article->standfirst;
	excerpt_make(out, a->ask->parsed.root, GZ_F_BODY, text ? text : "",
		     SNIPPET, a->stemmer);
}

static void spans_json(struct gz_json *j, const struct excerpt *e)
{
	size_t at = 0, points = 0;

	gz_json_key(j, "spans");
	gz_json_open(j, '[');
	for (size_t i = 0; i < e->spans.count; i++) {
		const struct gz_span *s = &e->spans.span[i];
		const char *text = e->text.data;
		size_t start, end;

		start = points + gz_utf8_count(text + at, s->start - at);
		end = start + gz_utf8_count(text + s->start, s->end - s->start);
		gz_json_open(j, '[');
		gz_json_int(j, (int64_t)start);
		gz_json_int(j, (int64_t)end);
		gz_json_close(j, ']');
		at = s->end;
		points = end;
	}
	gz_json_close(j, ']');
}

static void highlight(struct gz_json *j, const char *field,
		      const struct excerpt *e)
{
	if (!e->spans.count)
		return;
	gz_json_open(j, '{');
	gz_json_member(j, "field", field);
	gz_json_member(j, "text", e->text.data);
	spans_json(j, e);
	gz_json_close(j, '}');
}

static void highlights(struct gz_json *j, const struct found *a,
		       const struct gz_article *article,
		       const struct excerpt *body)
{
	struct excerpt title = { 0 };

	gz_json_key(j, "highlights");
	gz_json_open(j, '[');
	if (a->ask->highlight) {
		excerpt_make(&title, a->ask->parsed.root, GZ_F_HEADLINE,
			     article->title ? article->title : "", 0,
			     a->stemmer);
		highlight(j, "title", &title);
		highlight(j, "body", body);
		excerpt_free(&title);
	}
	gz_json_close(j, ']');
}

/* ---- one result ---------------------------------------------------------- */

const struct shown shown_table[] = {
	{ ASK_STANDFIRST, "standfirst",
	  offsetof(struct gz_article, standfirst) },
	{ ASK_LANGUAGE, "language", offsetof(struct gz_article, language) },
	{ ASK_BODY, "body", offsetof(struct gz_article, body) },
	{ ASK_FILE, "file", offsetof(struct gz_article, file) },
	{ ASK_FORMAT, "format", offsetof(struct gz_article, format) },
	{ .name = NULL },
};

const char *shown_text(const struct shown *s, const struct gz_article *a)
{
	return *(char *const *)(const void *)((const char *)a + s->offset);
}

/* What show-fields adds. */
static void add_shown(struct gz_json *j, const struct ask *ask,
		      const struct gz_article *a)
{
	for (const struct shown *s = shown_table; s->name; s++)
		if (ask->show & s->bit)
			gz_json_member(j, s->name, shown_text(s, a));
	if (ask->show & ASK_ARTICLE_WARNINGS)
		gz_json_list(j, "warnings", a->warnings, a->warning_count);
}

static void score(struct gz_json *j, const struct found *a,
		  const struct gz_hit *hit)
{
	gz_json_key(j, "score");
	if (a->ask->order == GZ_BY_RELEVANCE)
		gz_json_real(j, (double)hit->place.score, 3);
	else
		gz_json_null(j);
}

static void add_matches(struct gz_json *j, const struct found *a,
			const struct gz_article *article)
{
	struct excerpt body = { 0 };
	struct gz_buf snippet = { 0 };

	render_excerpt(a, article, &body);
	excerpt_snippet(&body, a->ask->highlight, &snippet);
	take_member(j, "snippet", &snippet);
	highlights(j, a, article, &body);
	excerpt_free(&body);
}

static void cursor_member(struct gz_json *j, const struct found *a,
			  const struct gz_hit *hit)
{
	struct gz_buf text = { 0 };

	cursor_write(a->ask, a->request, a->revision, &hit->place, &text);
	take_member(j, "cursor", &text);
}

void render_hit(struct gz_json *j, const struct found *a,
		const struct gz_hit *hit)
{
	const struct gz_article *article = &hit->article;

	gz_json_open(j, '{');
	gz_json_member(j, "id", article->id);
	gz_json_member(j, "url", article->url);
	gz_json_member(j, "title", article->title);
	gz_json_list(j, "byline", article->byline, article->byline_count);
	gz_json_member(j, "source", article->source);
	gz_json_member(j, "section", article->section);
	date_member(j, "published", article->dated, &article->published);
	gz_json_int_member(j, "words", hit->words);
	if (!a->bare) {
		score(j, a, hit);
		add_matches(j, a, article);
	}
	add_shown(j, a->ask, article);
	if (a->bare)
		cursor_member(j, a, hit);
	gz_json_close(j, '}');
}

static void results(struct gz_json *j, const struct found *a)
{
	gz_json_key(j, "results");
	gz_json_open(j, '[');
	for (size_t i = 0; i < a->hits->count; i++)
		render_hit(j, a, &a->hits->hit[i]);
	gz_json_close(j, ']');
}

/* ---- the query ----------------------------------------------------------- */

static void note_json(struct gz_json *j, const struct ask_note *n)
{
	gz_json_open(j, '{');
	gz_json_member(j, "code", n->code);
	gz_json_member(j, "parameter", n->parameter);
	gz_json_int_member(j, "offset", n->offset);
	gz_json_member(j, "detail", n->detail);
	if (*n->suggestion)
		gz_json_member(j, "suggestion", n->suggestion);
	else
		gz_json_member(j, "suggestion", NULL);
	gz_json_close(j, '}');
}

static void notes_json(struct gz_json *j, const char *key,
		       const struct ask_notes *notes)
{
	gz_json_key(j, key);
	gz_json_open(j, '[');
	for (size_t i = 0; i < notes->count; i++)
		note_json(j, &notes->note[i]);
	gz_json_close(j, ']');
}

static void understood(struct gz_json *j, const struct ask *ask)
{
	struct gz_buf text = { 0 };

	if (!ask->parsed.root) {
		gz_json_member(j, "understood", NULL);
		return;
	}
	gz_query_write(ask->parsed.root, &text);
	take_member(j, "understood", &text);
}

void render_query(struct gz_json *j, const struct found *f)
{
	gz_json_key(j, "query");
	gz_json_open(j, '{');
	gz_json_member(j, "input", f->ask->q);
	understood(j, f->ask);
	gz_json_member(j, "suggestion", f->suggestion);
	notes_json(j, "warnings", &f->ask->warnings);
	gz_json_close(j, '}');
}

/* ---- whole answers ------------------------------------------------------- */

/* The page behind this one by cursor: where there may be one, and numbers
 * were not asked for or do not reach. */
static bool next_by_cursor(const struct found *a, const char *path,
			   struct gz_buf *out)
{
	const struct gz_hits *hits = a->hits;
	struct gz_buf cursor = { 0 };

	if (!hits->count || hits->count < a->ask->page_size ||
	    a->ask->order == GZ_BY_CHANCE)
		return false;
	cursor_write(a->ask, a->request, hits->revision,
		     &hits->hit[hits->count - 1].place, &cursor);
	link_search(out, path, a->request, "cursor", cursor.data);
	gz_buf_free(&cursor);
	return true;
}

bool render_neighbour(const struct found *a, const char *path, int by,
		      struct gz_buf *out)
{
	size_t size = a->ask->page_size, page = a->ask->page + (size_t)by;
	char number[24];

	if (by == 0) {
		link_search(out, path, a->request, NULL, NULL);
		return true;
	}
	if (!size || page < 1 || a->ask->order == GZ_BY_CHANCE)
		return false;
	if (a->ask->cursor || page * size > a->ask->limits.offset)
		return by > 0 && next_by_cursor(a, path, out);
	if ((page - 1) * size >= a->hits->total && by > 0)
		return false;
	snprintf(number, sizeof(number), "%zu", page);
	link_search(out, path, a->request, "page", page > 1 ? number : NULL);
	return true;
}

static void neighbour(struct gz_json *j, const char *key, const struct found *a,
		      int by)
{
	struct gz_buf link = { 0 };

	if (render_neighbour(a, a->request->route, by, &link))
		take_member(j, key, &link);
	else
		gz_json_member(j, key, NULL);
}

void render_other(const struct found *a, enum format format, struct gz_buf *out)
{
	bool sample = a->ask->order == GZ_BY_CHANCE;

	if (format == FORMAT_ATOM)
		link_search(out, "/v1/search", a->request,
			    "format cursor page-size n seed facet-fields "
			    "facet-size interval",
			    "atom");
	else if (sample)
		link_search(out, "/v1/sample", a->request, "format", "csv");
	else
		link_search(out, "/v1/export", a->request,
			    "format cursor page-size facet-fields facet-size "
			    "interval hl",
			    "csv");
}

static void other(struct gz_json *j, const char *key, const struct found *a,
		  enum format format)
{
	struct gz_buf link = { 0 };

	render_other(a, format, &link);
	take_member(j, key, &link);
}

static void links(struct gz_json *j, const struct found *a)
{
	gz_json_key(j, "links");
	gz_json_open(j, '{');
	neighbour(j, "self", a, 0);
	neighbour(j, "next", a, 1);
	neighbour(j, "previous", a, -1);
	other(j, "atom", a, FORMAT_ATOM);
	other(j, "csv", a, FORMAT_CSV);
	gz_json_close(j, '}');
}

void render_totals(struct gz_json *j, const struct found *a)
{
	gz_json_int_member(j, "total", a->hits->total);
	gz_json_member(j, "total_relation", "exact");
}

void render_search(const struct found *a, struct gz_buf *out)
{
	static const char *const order[] = { "relevance", "newest", "oldest",
					     "chance" };
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	render_totals(&j, a);
	gz_json_int_member(&j, "page", a->ask->page);
	gz_json_int_member(&j, "page_size", a->ask->page_size);
	gz_json_member(&j, "order_by", order[a->ask->order]);
	gz_json_key(&j, "took_ms");
	gz_json_real(&j, a->took_ms, 1);
	gz_json_int_member(&j, "index_revision", a->hits->revision);
	render_query(&j, a);
	results(&j, a);
	render_tally(&j, a);
	links(&j, a);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

void render_similar(const struct found *a, struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	gz_json_int_member(&j, "index_revision", (int64_t)a->hits->revision);
	results(&j, a);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

void render_count(const struct found *a, struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	render_totals(&j, a);
	gz_json_int_member(&j, "index_revision", a->hits->revision);
	render_query(&j, a);
	render_tally(&j, a);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

void render_parse(const struct ask *ask, struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	gz_json_member(&j, "input", ask->q);
	understood(&j, ask);
	gz_json_key(&j, "tree");
	if (ask->parsed.root)
		render_tree(&j, ask->parsed.root);
	else
		gz_json_null(&j);
	notes_json(&j, "warnings", &ask->warnings);
	notes_json(&j, "errors", &ask->faults);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

static void instant_member(struct gz_json *j, const char *key, int64_t at)
{
	const struct gz_date date = { .at = at, .precision = GZ_DAY };

	date_member(j, key, at != GZ_TIME_NONE, &date);
}

void render_status(const struct gz_index_status *s, struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	gz_json_int_member(&j, "articles", s->articles);
	gz_json_int_member(&j, "versions", s->versions);
	gz_json_int_member(&j, "words", s->words);
	gz_json_int_member(&j, "bytes", s->bytes);
	gz_json_int_member(&j, "revision", s->revision);
	gz_json_int_member(&j, "dated", s->dated);
	gz_json_int_member(&j, "sources", s->sources);
	instant_member(&j, "oldest", s->oldest);
	instant_member(&j, "newest", s->newest);
	gz_json_member(&j, "schema", s->schema);
	gz_json_member(&j, "version", GZ_VERSION);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}
