/* render.c - answers as JSON. See render.h. */
#include "render.h"

#include <math.h>
#include <string.h>

#include "excerpt.h"
#include "gz/utf8.h"
#include "link.h"

#define SNIPPET 240 /* code points */

/* What comes from the index is UTF-8: it was when it went in. */
static json_t *text_or_null(const char *text)
{
	json_t *s = text ? json_string_nocheck(text) : NULL;

	return s ? s : json_null();
}

static json_t *take_string(struct gz_buf *b)
{
	json_t *s = json_stringn_nocheck(b->data ? b->data : "", b->len);

	gz_buf_free(b);
	return s;
}

static json_t *strings(char *const *text, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, text_or_null(text[i]));
	return list;
}

static json_t *date_or_null(bool known, const struct gz_date *date)
{
	char text[32];

	if (!known)
		return json_null();
	gz_date_write(date, text);
	return json_string(text);
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

static json_t *pair(size_t a, size_t b)
{
	json_t *list = json_array();

	json_array_append_new(list, json_integer((json_int_t)a));
	json_array_append_new(list, json_integer((json_int_t)b));
	return list;
}

static json_t *spans_json(const struct excerpt *e)
{
	json_t *list = json_array();
	size_t at = 0, points = 0;

	for (size_t i = 0; i < e->spans.count; i++) {
		const struct gz_span *s = &e->spans.span[i];
		const char *text = e->text.data;
		size_t start, end;

		start = points + gz_utf8_count(text + at, s->start - at);
		end = start + gz_utf8_count(text + s->start, s->end - s->start);
		json_array_append_new(list, pair(start, end));
		at = s->end;
		points = end;
	}
	return list;
}

static void add_highlight(json_t *list, const char *field,
			  const struct excerpt *e)
{
	if (e->spans.count)
		json_array_append_new(list,
				      json_pack("{s:s, s:s, s:o}", "field",
						field, "text", e->text.data,
						"spans", spans_json(e)));
}

static json_t *highlights(const struct found *a,
			  const struct gz_article *article,
			  const struct excerpt *body)
{
	json_t *list = json_array();
	struct excerpt title = { 0 };

	if (!a->ask->highlight)
		return list;
	excerpt_make(&title, a->ask->parsed.root, GZ_F_HEADLINE,
		     article->title ? article->title : "", 0, a->stemmer);
	add_highlight(list, "title", &title);
	add_highlight(list, "body", body);
	excerpt_free(&title);
	return list;
}

/* ---- one result ---------------------------------------------------------- */

/* What show-fields adds. */
static void add_shown(json_t *o, const struct ask *ask,
		      const struct gz_article *a)
{
	const struct {
		enum ask_show bit;
		const char *name, *text;
	} field[] = {
		{ ASK_STANDFIRST, "standfirst", a->standfirst },
		{ ASK_LANGUAGE, "language", a->language },
		{ ASK_BODY, "body", a->body },
		{ ASK_FILE, "file", a->file },
		{ ASK_FORMAT, "format", a->format },
	};

	for (size_t i = 0; i < sizeof(field) / sizeof(field[0]); i++)
		if (ask->show & field[i].bit)
			json_object_set_new(o, field[i].name,
					    text_or_null(field[i].text));
	if (ask->show & ASK_ARTICLE_WARNINGS)
		json_object_set_new(o, "warnings",
				    strings(a->warnings, a->warning_count));
}

static void set(json_t *o, const char *name, json_t *value)
{
	json_object_set_new_nocheck(o, name, value);
}

static json_t *score(const struct found *a, const struct gz_hit *hit)
{
	if (a->ask->order != GZ_BY_RELEVANCE)
		return json_null();
	return json_real(round(hit->score * 1000) / 1000);
}

static void add_matches(json_t *o, const struct found *a,
			const struct gz_article *article)
{
	struct excerpt body = { 0 };
	struct gz_buf snippet = { 0 };

	render_excerpt(a, article, &body);
	excerpt_snippet(&body, a->ask->highlight, &snippet);
	set(o, "snippet", take_string(&snippet));
	set(o, "highlights", highlights(a, article, &body));
	excerpt_free(&body);
}

static json_t *result(const struct found *a, const struct gz_hit *hit)
{
	const struct gz_article *article = &hit->article;
	json_t *o = json_object();

	set(o, "id", text_or_null(article->id));
	set(o, "url", text_or_null(article->url));
	set(o, "title", text_or_null(article->title));
	set(o, "byline", strings(article->byline, article->byline_count));
	set(o, "source", text_or_null(article->source));
	set(o, "section", text_or_null(article->section));
	set(o, "published", date_or_null(article->dated, &article->published));
	set(o, "words", json_integer(hit->words));
	set(o, "score", score(a, hit));
	add_matches(o, a, article);
	add_shown(o, a->ask, article);
	return o;
}

static json_t *results(const struct found *a)
{
	json_t *list = json_array();

	for (size_t i = 0; i < a->hits->count; i++)
		json_array_append_new(list, result(a, &a->hits->hit[i]));
	return list;
}

/* ---- the query ----------------------------------------------------------- */

static json_t *note_json(const struct ask_note *n)
{
	return json_pack("{s:s, s:s, s:I, s:s, s:s?}", "code", n->code,
			 "parameter", n->parameter, "offset",
			 (json_int_t)n->offset, "detail", n->detail,
			 "suggestion", *n->suggestion ? n->suggestion : NULL);
}

static json_t *notes_json(const struct ask_notes *notes)
{
	json_t *list = json_array();

	for (size_t i = 0; i < notes->count; i++)
		json_array_append_new(list, note_json(&notes->note[i]));
	return list;
}

static json_t *understood(const struct ask *ask)
{
	struct gz_buf text = { 0 };

	if (!ask->parsed.root)
		return json_null();
	gz_query_write(ask->parsed.root, &text);
	return take_string(&text);
}

static json_t *query_json(const struct ask *ask)
{
	return json_pack("{s:s, s:o, s:n, s:o}", "input", ask->q, "understood",
			 understood(ask), "suggestion", "warnings",
			 notes_json(&ask->warnings));
}

/* ---- whole answers ------------------------------------------------------- */

bool render_neighbour(const struct found *a, const char *path, int by,
		      struct gz_buf *out)
{
	size_t size = a->ask->page_size, page = a->ask->page + (size_t)by;
	char number[24];

	if (!size || page < 1 || page * size > a->ask->limits.offset)
		return false;
	if ((page - 1) * size >= a->hits->total && by > 0)
		return false;
	snprintf(number, sizeof(number), "%zu", page);
	link_search(out, path, a->request, "page", page > 1 ? number : NULL);
	return true;
}

static json_t *neighbour(const struct found *a, int by)
{
	struct gz_buf link = { 0 };

	if (!render_neighbour(a, "/v1/search", by, &link))
		return json_null();
	return take_string(&link);
}

static json_t *links(const struct found *a)
{
	struct gz_buf self = { 0 };

	link_search(&self, "/v1/search", a->request, NULL, NULL);
	return json_pack("{s:o, s:o, s:o}", "self", take_string(&self), "next",
			 neighbour(a, 1), "previous", neighbour(a, -1));
}

static json_t *totals(const struct found *a)
{
	json_t *o = json_object();

	set(o, "total", json_integer((json_int_t)a->hits->total));
	set(o, "total_relation", json_string("exact"));
	return o;
}

json_t *render_search(const struct found *a)
{
	static const char *const order[] = { "relevance", "newest", "oldest" };
	json_t *o = totals(a);

	set(o, "page", json_integer((json_int_t)a->ask->page));
	set(o, "page_size", json_integer((json_int_t)a->ask->page_size));
	set(o, "order_by", json_string(order[a->ask->order]));
	set(o, "took_ms", json_real(round(a->took_ms * 10) / 10));
	set(o, "index_revision", json_integer((json_int_t)a->hits->revision));
	set(o, "query", query_json(a->ask));
	set(o, "results", results(a));
	set(o, "links", links(a));
	return o;
}

json_t *render_count(const struct found *a)
{
	json_t *o = totals(a);

	set(o, "query", query_json(a->ask));
	return o;
}

json_t *render_parse(const struct ask *ask)
{
	json_t *o = json_object();

	set(o, "input", json_string(ask->q));
	set(o, "understood", understood(ask));
	set(o, "tree",
	    ask->parsed.root ? render_tree(ask->parsed.root) : json_null());
	set(o, "warnings", notes_json(&ask->warnings));
	set(o, "errors", notes_json(&ask->faults));
	return o;
}

static json_t *instant_or_null(int64_t at)
{
	const struct gz_date date = { .at = at, .precision = GZ_DAY };

	return date_or_null(at != GZ_TIME_NONE, &date);
}

json_t *render_status(const struct gz_index_status *s)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:s, s:s}",
			 "articles", (json_int_t)s->articles, "words",
			 (json_int_t)s->words, "bytes", (json_int_t)s->bytes,
			 "revision", (json_int_t)s->revision, "dated",
			 (json_int_t)s->dated, "sources",
			 (json_int_t)s->sources, "oldest",
			 instant_or_null(s->oldest), "newest",
			 instant_or_null(s->newest), "schema", s->schema,
			 "version", GZ_VERSION);
}
