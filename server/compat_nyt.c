/* compat_nyt.c - /compat/nyt/svc/search/v2/articlesearch.json, as the New York
 * Times' Article Search API answers it. See compat.h; fq is in
 * compat_nyt_fq.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compat_nyt.h"
#include "excerpt.h"
#include "gz/text.h"

#define ABSTRACT 240 /* code points */

#define PUT(name)                                                              \
	static void put_##name(struct compat *t, const struct compat_param *p, \
			       const char *value)

/* Theirs begin with 0. */
PUT(page)
{
	size_t digits = strspn(value, "0123456789");
	char page[24];

	if (!digits || value[digits] || digits > 8) {
		compat_fault(t, "%s: a whole number from 0.", p->name);
		return;
	}
	snprintf(page, sizeof(page), "%ld", strtol(value, NULL, 10) + 1);
	compat_set(t, p->ours, page);
}

PUT(sort)
{
	compat_set(t, p->ours,
		   strcmp(value, "best") == 0 ? "relevance" : value);
}

PUT(fq)
{
	(void)p;
	compat_nyt_fq(t, value);
}

static const struct compat_param params[] = {
	{ "q", "q", compat_query },
	{ "fq", NULL, put_fq },
	{ "begin_date", "from-date", compat_same },
	{ "end_date", "to-date", compat_same },
	{ "sort", "order-by", put_sort },
	{ "page", "page", put_page },
	{ .name = NULL },
};

static void begin(struct compat *t, const struct api_request *theirs)
{
	const char *q = api_param(theirs, "q");

	compat_set(t, "page-size", "10");
	if (!api_param(theirs, "sort"))
		compat_set(t, "order-by", q && *q ? "relevance" : "newest");
}

static void fail(const char *sentence, struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	gz_json_member(&j, "status", "ERROR");
	gz_json_key(&j, "errors");
	gz_json_open(&j, '[');
	gz_json_str(&j, sentence);
	gz_json_close(&j, ']');
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

/* ---- what was found ------------------------------------------------------ */

/* The passage with what matched, without marks. */
static void snippet(struct gz_json *j, const struct found *f,
		    const struct gz_article *a)
{
	struct excerpt e = { 0 };

	render_excerpt(f, a, &e);
	gz_json_member(j, "snippet", e.text.data ? e.text.data : "");
	excerpt_free(&e);
}

static void piece(struct gz_json *j, const char *key, const char *text,
		  size_t len)
{
	char *copy = gz_strndup(text, len);

	gz_json_member(j, key, copy);
	free(copy);
}

/* The first paragraph, and what it is about: the standfirst, or how the text
 * begins. */
static void beginnings(struct gz_json *j, const struct gz_article *a)
{
	static const struct gz_spans none;
	const char *end = strstr(a->body, "\n\n");
	size_t len = end ? (size_t)(end - a->body) : strlen(a->body);
	size_t from = 0, to = 0;

	piece(j, "lead_paragraph", a->body, len);
	if (a->standfirst) {
		gz_json_member(j, "abstract", a->standfirst);
		return;
	}
	gz_passage(a->body, &none, ABSTRACT, &from, &to);
	piece(j, "abstract", a->body + from, (to < len ? to : len) - from);
}

static void headline(struct gz_json *j, const struct gz_article *a)
{
	gz_json_key(j, "headline");
	gz_json_open(j, '{');
	gz_json_member(j, "main", a->title ? a->title : "");
	gz_json_close(j, '}');
}

static void byline(struct gz_json *j, const struct gz_article *a)
{
	gz_json_key(j, "byline");
	gz_json_open(j, '{');
	compat_authors(j, "original", "By ", a);
	gz_json_close(j, '}');
}

static void no_list(struct gz_json *j, const char *key)
{
	gz_json_key(j, key);
	gz_json_open(j, '[');
	gz_json_close(j, ']');
}

static void doc(struct gz_json *j, const struct found *f,
		const struct gz_hit *hit)
{
	const struct gz_article *a = &hit->article;

	gz_json_open(j, '{');
	gz_json_member(j, "_id", a->id);
	compat_api_url(j, "uri", f, a);
	compat_web_url(j, "web_url", f, a);
	snippet(j, f, a);
	beginnings(j, a);
	gz_json_member(j, "source", a->source);
	headline(j, a);
	compat_time(j, "pub_date", a, "+0000");
	byline(j, a);
	gz_json_member(j, "section_name", a->section);
	gz_json_member(j, "document_type", "article");
	gz_json_int_member(j, "word_count", hit->words);
	no_list(j, "keywords");
	no_list(j, "multimedia");
	gz_json_close(j, '}');
}

static void meta(struct gz_json *j, const struct found *f)
{
	size_t offset = (f->ask->page - 1) * f->ask->page_size;

	gz_json_key(j, "meta");
	gz_json_open(j, '{');
	gz_json_int_member(j, "hits", (int64_t)f->hits->total);
	gz_json_int_member(j, "offset", (int64_t)offset);
	gz_json_int_member(j, "time", (int64_t)f->took_ms);
	gz_json_close(j, '}');
}

static void show(struct call *c, const struct found *f)
{
	struct gz_json j = { .out = api_json(c) };

	gz_json_open(&j, '{');
	gz_json_member(&j, "status", "OK");
	gz_json_member(&j, "copyright", c->worker->site);
	gz_json_key(&j, "response");
	gz_json_open(&j, '{');
	gz_json_key(&j, "docs");
	gz_json_open(&j, '[');
	for (size_t i = 0; i < f->hits->count; i++)
		doc(&j, f, &f->hits->hit[i]);
	gz_json_close(&j, ']');
	meta(&j, f);
	gz_json_close(&j, '}');
	gz_json_close(&j, '}');
	gz_buf_putc(j.out, '\n');
}

void compat_nyt(struct call *c)
{
	static const struct compat_api api = { params, begin, fail, show };

	compat_answer(c, &api);
}
