/* page_results.c - a search that has run, or that cannot. See page.h. */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "link.h"

static const char *title_of(const struct ask *ask)
{
	return *ask->q ? ask->q : "All articles";
}

/* ---- one result ---------------------------------------------------------- */

static void title(struct page *p, const struct found *a,
		  const struct gz_article *article)
{
	struct excerpt line = { 0 };
	struct gz_buf href = { 0 };

	link_article(&href, article->id, a->ask->q);
	excerpt_make(&line, a->ask->parsed.root, GZ_F_HEADLINE,
		     article->title ? article->title : "Untitled", 0,
		     a->stemmer);
	page_open(p, "h2", "dir", "auto", NULL);
	page_open(p, "a", "href", href.data, NULL);
	page_excerpt(p, &line);
	page_close(p);
	page_close(p);
	gz_buf_free(&href);
	excerpt_free(&line);
}

static void snippet(struct page *p, const struct found *a,
		    const struct gz_article *article)
{
	struct excerpt body = { 0 };

	render_excerpt(a, article, &body);
	page_open(p, "p", "class", "snippet", "dir", "auto", NULL);
	page_excerpt(p, &body);
	page_close(p);
	excerpt_free(&body);
}

static void aside_link(struct page *p, const char *href, const char *rel,
		       const char *text)
{
	page_text(p, " \xC2\xB7 ");
	page_open(p, "a", "href", href, "rel", rel, NULL);
	page_text(p, text);
	page_close(p);
}

static void similar_link(struct page *p, const char *id)
{
	struct gz_buf href = { 0 };

	link_article(&href, id, "");
	gz_buf_puts(&href, "#similar");
	aside_link(p, href.data, NULL, "similar");
	gz_buf_free(&href);
}

static void origin(struct page *p, const struct gz_article *a)
{
	page_open(p, "p", "class", "origin", NULL);
	page_origin(p, a, false);
	similar_link(p, a->id);
	if (link_is_web(a->url))
		aside_link(p, a->url, "external noreferrer", "original");
	page_close(p);
}

static void result(struct page *p, const struct found *a,
		   const struct gz_article *article)
{
	page_open(p, "li", NULL);
	page_open(p, "article", NULL);
	title(p, a, article);
	snippet(p, a, article);
	origin(p, article);
	page_close(p);
	page_close(p);
}

static void list(struct page *p, const struct found *a)
{
	char start[24];

	snprintf(start, sizeof(start), "%zu",
		 (a->ask->page - 1) * a->ask->page_size + 1);
	page_open(p, "ol", "class", "results", "start", start, NULL);
	for (size_t i = 0; i < a->hits->count; i++)
		result(p, a, &a->hits->hit[i].article);
	page_close(p);
}

/* ---- paging -------------------------------------------------------------- */

static void neighbour(struct page *p, const struct found *a, int by,
		      const char *rel, const char *text)
{
	struct gz_buf href = { 0 };

	if (render_neighbour(a, "/search", by, &href))
		page_link(p, &href, rel, text);
	else
		page_element(p, "span", NULL, "");
}

static size_t pages(const struct found *a)
{
	size_t size = a->ask->page_size;
	size_t all = (a->hits->total + size - 1) / size;
	size_t most = a->ask->limits.offset / size;

	return all < most ? all : most;
}

static void paging(struct page *p, const struct found *a)
{
	if (!a->ask->page_size || pages(a) < 2)
		return;
	page_open(p, "nav", "class", "paging", "aria-label", "Pages", NULL);
	neighbour(p, a, -1, "prev", "\xE2\x86\x90 Previous");
	page_open(p, "span", NULL);
	page_text(p, "Page ");
	page_number(p, a->ask->page);
	page_text(p, " of ");
	page_number(p, pages(a));
	page_close(p);
	neighbour(p, a, 1, "next", "Next \xE2\x86\x92");
	page_close(p);
}

/* ---- the pages ----------------------------------------------------------- */

static void understood(struct page *p, const struct ask *ask)
{
	struct gz_buf text = { 0 };

	if (!*ask->q)
		return;
	gz_query_write(ask->parsed.root, &text);
	page_open(p, "p", "class", "understood", NULL);
	page_text(p, "Read as ");
	page_element(p, "code", NULL, text.data ? text.data : "");
	page_close(p);
	gz_buf_free(&text);
}

static void suggestion(struct page *p, const struct found *a)
{
	struct gz_buf href = { 0 };

	if (!a->suggestion)
		return;
	link_search(&href, "/search", a->request, "q", a->suggestion);
	page_open(p, "p", "class", "meant", NULL);
	page_text(p, "Did you mean ");
	page_link(p, &href, NULL, a->suggestion);
	page_text(p, "?");
	page_close(p);
}

/* Exactly this search in other dress. */
static const struct dress {
	const char *path, *format, *text, *type;
} dress[] = {
	{ "/v1/search", "atom", "Atom feed", "application/atom+xml" },
	{ "/v1/export", "csv", "All as CSV", "text/csv" },
	{ "/v1/search", "json", "JSON", "application/json" },
};

static void dress_href(const struct found *a, const struct dress *d,
		       struct gz_buf *href)
{
	link_search(href, d->path, a->request, "format", d->format);
}

static void as_data(struct page *p, const struct found *a)
{
	page_open(p, "p", "class", "data", NULL);
	page_text(p, "This search as ");
	for (size_t i = 0; i < sizeof(dress) / sizeof(dress[0]); i++) {
		struct gz_buf href = { 0 };

		dress_href(a, &dress[i], &href);
		page_text(p, i ? " \xC2\xB7 " : "");
		page_open(p, "a", "href", href.data, "rel", "alternate", "type",
			  dress[i].type, NULL);
		page_text(p, dress[i].text);
		page_close(p);
		gz_buf_free(&href);
	}
	page_close(p);
}

static void count(struct page *p, const struct found *a)
{
	page_open(p, "h1", "aria-live", "polite", NULL);
	if (a->hits->total)
		page_count(p, a->hits->total, "article", "articles");
	else
		page_text(p, "No articles");
	page_close(p);
}

/* What was found, before the results themselves. */
static void findings(struct page *p, const struct found *a)
{
	count(p, a);
	understood(p, a->ask);
	suggestion(p, a);
	page_notes(p, &a->ask->warnings, a->request, false, "notes");
	page_chips(p, a->request);
	page_timeline(p, a);
}

static void content(struct page *p, const struct found *a)
{
	findings(p, a);
	page_open(p, "div", "class", "columns", NULL);
	page_open(p, "div", NULL);
	if (a->hits->count > 1)
		page_sorts(p, a);
	if (a->hits->count)
		list(p, a);
	else if (a->ask->page_size)
		page_empty(p, a);
	paging(p, a);
	as_data(p, a);
	page_close(p);
	page_facets(p, a);
	page_close(p);
}

void page_results(const char *site, const struct found *a, struct gz_buf *out)
{
	struct page_head head = {
		.site = site,
		.title = title_of(a->ask),
		.kind = "results",
		.request = a->request,
		.ask = a->ask,
	};
	struct gz_buf feed = { 0 };
	struct page p;

	dress_href(a, &dress[0], &feed);
	head.feed = feed.data;
	page_begin(&p, &head);
	content(&p, a);
	page_end(&p, out);
	gz_buf_free(&feed);
}
