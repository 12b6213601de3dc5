/* page_article.c - one article, with what was asked for marked. See page.h. */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "link.h"

/* Writes a text with marks in it, piece by piece. */
struct marker {
	struct page *page;
	const char *text;
	struct gz_spans spans;
	size_t next;   /* span */
	bool open;     /* the span began in an earlier piece */
	size_t before; /* marks on the page before this text */
};

static void mark(struct marker *m, size_t from, size_t to)
{
	char id[24];

	snprintf(id, sizeof(id), "hit-%zu", m->before + m->next + 1);
	page_open(m->page, "mark", "id", m->open ? NULL : id, NULL);
	page_textn(m->page, m->text + from, to - from);
	page_close(m->page);
}

/* Write text[from..to), which no span but a broken one reaches beyond. */
static void piece(struct marker *m, size_t from, size_t to)
{
	while (m->next < m->spans.count) {
		const struct gz_span *s = &m->spans.span[m->next];
		size_t start = s->start > from ? s->start : from;
		size_t end = s->end < to ? s->end : to;

		if (start >= to)
			break;
		page_textn(m->page, m->text + from, start - from);
		mark(m, start, end);
		from = end;
		m->open = s->end > to;
		if (m->open)
			break;
		m->next++;
	}
	page_textn(m->page, m->text + from, to - from);
}

static void marker_open(struct marker *m, struct page *p, const char *text,
			const struct found *f, enum gz_field field)
{
	*m = (struct marker){ .page = p, .text = text ? text : "" };
	if (*f->ask->q && f->ask->parsed.root)
		gz_query_spans(f->ask->parsed.root, field, m->text, f->stemmer,
			       &m->spans);
}

static void headline(struct marker *m)
{
	page_open(m->page, "h1", "dir", "auto", NULL);
	piece(m, 0, strlen(m->text));
	page_close(m->page);
}

/* One paragraph, its lines kept apart. */
static void paragraph(struct marker *m, size_t from, size_t to)
{
	page_open(m->page, "p", "dir", "auto", NULL);
	while (from < to) {
		const char *line = memchr(m->text + from, '\n', to - from);
		size_t end = line ? (size_t)(line - m->text) : to;

		piece(m, from, end);
		if (line)
			page_void(m->page, "br", NULL);
		from = end + 1;
	}
	page_close(m->page);
}

static void body(struct marker *m)
{
	const char *text = m->text;
	size_t at = 0;

	page_open(m->page, "div", "class", "body", NULL);
	while (text[at += strspn(text + at, "\n")]) {
		const char *stop = strstr(text + at, "\n\n");
		size_t end = stop ? (size_t)(stop - text) : strlen(text);

		paragraph(m, at, end);
		at = end;
	}
	page_close(m->page);
}

static void byline(struct page *p, const struct gz_article *a)
{
	if (!a->byline_count)
		return;
	page_open(p, "p", "class", "byline", NULL);
	page_text(p, "By ");
	page_names(p, a);
	page_close(p);
}

static void original(struct page *p, const struct gz_article *a)
{
	const char *host = strstr(a->url ? a->url : "", "//");
	size_t len;

	if (!link_is_web(a->url) || !host)
		return;
	host += 2;
	if (strncmp(host, "www.", 4) == 0)
		host += 4;
	len = strcspn(host, "/?#:");
	page_text(p, " \xC2\xB7 ");
	page_open(p, "a", "href", a->url, "rel", "external noreferrer", NULL);
	page_text(p, "original at ");
	page_open(p, "bdi", NULL);
	page_textn(p, host, len);
	page_close(p);
	page_close(p);
}

static void origin(struct page *p, const struct gz_hit *hit)
{
	page_open(p, "p", "class", "origin", NULL);
	page_origin(p, &hit->article, true);
	page_text(p, " \xC2\xB7 ");
	page_count(p, hit->words, "word", "words");
	original(p, &hit->article);
	page_close(p);
}

static void back(struct page *p, const struct found *f)
{
	struct gz_buf href = { 0 };

	if (!*f->ask->q)
		return;
	link_search(&href, "/search", f->request, NULL, NULL);
	page_open(p, "p", "class", "back", NULL);
	page_link(p, &href, NULL, "\xE2\x86\x90 Back to the results");
	page_close(p);
}

/* A link to each match, as many as a line has room for. */
#define HIT_LINKS 15

static void hit_links(struct page *p, size_t hits)
{
	if (!hits)
		return;
	page_open(p, "nav", "class", "hits", "aria-label", "Matches", NULL);
	page_count(p, hits, "match: ", "matches: ");
	for (size_t i = 1; i <= hits && i <= HIT_LINKS; i++) {
		char href[32];

		snprintf(href, sizeof(href), "#hit-%zu", i);
		page_open(p, "a", "href", href, NULL);
		page_textf(p, "%zu", i);
		page_close(p);
		page_text(p, " ");
	}
	if (hits > HIT_LINKS)
		page_text(p, "\xE2\x80\xA6");
	page_close(p);
}

static void earlier(struct page *p, const struct reading *r)
{
	const struct gz_article *a = &r->hit->article;
	struct gz_buf href = { 0 };

	if (!r->earlier)
		return;
	page_open(p, "p", "class", "notes", NULL);
	page_textf(p, "This is version %u, which was replaced. ", a->version);
	link_article(&href, a->id, "");
	page_link(p, &href, NULL, "The article as it is now");
	page_close(p);
}

static void top(struct page *p, struct marker *title, const struct gz_hit *hit)
{
	const struct gz_article *article = &hit->article;

	page_open(p, "header", NULL);
	if (article->section)
		page_element(p, "p", "kicker", article->section);
	headline(title);
	if (article->standfirst) {
		page_open(p, "p", "class", "standfirst", "dir", "auto", NULL);
		page_text(p, article->standfirst);
		page_close(p);
	}
	byline(p, article);
	origin(p, hit);
	page_close(p);
}

static void content(struct page *p, const struct found *f,
		    const struct reading *r)
{
	const struct gz_article *a = &r->hit->article;
	struct marker title, text;

	marker_open(&title, p, a->title ? a->title : "Untitled", f,
		    GZ_F_HEADLINE);
	marker_open(&text, p, a->body, f, GZ_F_BODY);
	text.before = title.spans.count;
	page_open(p, "article", "lang", a->language, NULL);
	top(p, &title, r->hit);
	hit_links(p, title.spans.count + text.spans.count);
	body(&text);
	page_close(p);
	gz_spans_free(&title.spans);
	gz_spans_free(&text.spans);
}

void page_article(const char *site, const struct found *f,
		  const struct reading *r, struct gz_buf *out)
{
	const char *title = r->hit->article.title;
	const struct page_head head = {
		.site = site,
		.title = title ? title : "Untitled",
		.kind = "reading",
		.request = f->request,
	};
	struct page p;

	page_begin(&p, &head);
	back(&p, f);
	earlier(&p, r);
	content(&p, f, r);
	page_beside(&p, f, r);
	page_end(&p, out);
}
