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

static void result(struct page *p, const struct found *a,
		   const struct gz_article *article)
{
	page_open(p, "li", NULL);
	page_open(p, "article", NULL);
	title(p, a, article);
	page_open(p, "p", "class", "origin", NULL);
	page_origin(p, article, false);
	page_close(p);
	snippet(p, a, article);
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

/* ---- nothing found ------------------------------------------------------- */

static void way_out(struct page *p, const struct found *a, const char *names,
		    const char *value, const char *text)
{
	struct gz_buf href = { 0 };

	link_search(&href, "/search", a->request, names, value);
	page_open(p, "li", NULL);
	page_link(p, &href, NULL, text);
	page_close(p);
}

static bool has_words(const struct ask *ask)
{
	const struct gz_query *root = ask->parsed.root;

	return root->op == GZ_Q_AND && root->count > 1;
}

static void empty(struct page *p, const struct found *a)
{
	const struct filter *f = &a->ask->filter;

	page_open(p, "div", "class", "empty", NULL);
	page_element(p, "p", NULL,
		     "No article is as you asked. What may help:");
	page_open(p, "ul", NULL);
	if (a->ask->page > 1)
		way_out(p, a, "page", NULL, "Go back to the first page");
	if (a->ask->bounded)
		way_out(p, a, "from-date to-date date timespan", NULL,
			"Search all dates");
	if (f->all && f->all->count > a->ask->bounded)
		way_out(p, a, "source section byline", NULL,
			"Search all sources, sections and authors");
	if (has_words(a->ask))
		way_out(p, a, "match", "any", "Search for any of the words");
	page_element(p, "li", NULL,
		     "Check the spelling, or end a word with * after three "
		     "letters or more: immigra* finds immigrant and "
		     "immigration.");
	page_close(p);
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

static void as_data(struct page *p, const struct found *a)
{
	struct gz_buf href = { 0 };

	link_search(&href, "/v1/search", a->request, NULL, NULL);
	page_open(p, "p", "class", "data", NULL);
	page_link(p, &href, "alternate", "This page as JSON");
	page_close(p);
}

void page_results(const char *site, const struct found *a, struct gz_buf *out)
{
	struct page p;

	page_begin(&p, site, title_of(a->ask), "results", a->request, a->ask);
	page_open(&p, "h1", "aria-live", "polite", NULL);
	if (a->hits->total)
		page_count(&p, a->hits->total, "article", "articles");
	else
		page_text(&p, "No articles");
	page_close(&p);
	understood(&p, a->ask);
	page_notes(&p, &a->ask->warnings, a->request, false, "notes");
	if (a->hits->count)
		list(&p, a);
	else if (a->ask->page_size)
		empty(&p, a);
	paging(&p, a);
	as_data(&p, a);
	page_end(&p, out);
}

static const struct ask_note *query_fault(const struct ask *ask)
{
	for (size_t i = 0; i < ask->faults.count; i++)
		if (strcmp(ask->faults.note[i].parameter, "q") == 0)
			return &ask->faults.note[i];
	return NULL;
}

/* Bytes of text before its code point n, or all. */
static size_t bytes_before(const char *text, long n)
{
	size_t at = 0;

	for (; n > 0 && text[at]; n--)
		do
			at++;
		while ((text[at] & 0xC0) == 0x80);
	return at;
}

/* The query with the place where it goes wrong: a word, or everything behind
 * what was opened and not closed. */
static void where(struct page *p, const struct ask *ask)
{
	const struct ask_note *fault = query_fault(ask);
	size_t at, len;

	if (!fault || !*ask->q)
		return;
	at = bytes_before(ask->q, fault->offset);
	len = strcspn(ask->q + at, strchr("\"(", ask->q[at]) ? "" : " ");
	page_open(p, "p", "class", "where", NULL);
	page_textn(p, ask->q, at);
	page_open(p, "mark", NULL);
	page_textn(p, ask->q + at, len);
	page_close(p);
	page_text(p, ask->q + at + len);
	page_close(p);
}

void page_refusal(const char *site, const struct api_request *r,
		  const struct ask *ask, struct gz_buf *out)
{
	struct page p;

	page_begin(&p, site, "This search cannot run", "refusal", r, ask);
	page_element(&p, "h1", NULL, "This search cannot run");
	where(&p, ask);
	page_notes(&p, &ask->faults, r, true, "faults");
	page_notes(&p, &ask->warnings, r, false, "notes");
	page_end(&p, out);
}
