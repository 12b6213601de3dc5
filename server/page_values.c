/* page_values.c - all values of a field, by pages, and those that begin so.
 * See page.h. */
#include "page.h"

#include <stdio.h>

#include "link.h"
#include "tally.h"

/* A search of the list itself. */
static void prefix_form(struct page *p, const struct found *f, const char *path)
{
	page_open(p, "form", "class", "prefix", "action", path, "method", "get",
		  NULL);
	page_open(p, "label", "for", "prefix", NULL);
	page_text(p, "Only names with a word that begins");
	page_close(p);
	page_void(p, "input", "type", "text", "id", "prefix", "name", "prefix",
		  "value", f->ask->tally.prefix, "dir", "auto", "autocomplete",
		  "off", NULL);
	page_open(p, "button", "type", "submit", NULL);
	page_text(p, "Find");
	page_close(p);
	page_hidden(p, f->request, "prefix page");
	page_close(p);
}

static void turn(struct page *p, const struct found *f, const char *path,
		 int by, const char *rel, const char *text)
{
	size_t page = f->ask->page + (size_t)by;
	size_t size = f->ask->page_size;
	enum gz_facet facet = tally_field(f->ask);
	struct gz_buf href = { 0 };
	char number[24];

	if (page < 1 || (page - 1) * size >= f->counts->facet[facet].distinct) {
		page_element(p, "span", NULL, "");
		return;
	}
	snprintf(number, sizeof(number), "%zu", page);
	link_search(&href, path, f->request, "page", page > 1 ? number : NULL);
	page_link(p, &href, rel, text);
}

void page_values_turn(struct page *p, const struct found *f, const char *path)
{
	const struct gz_facet_counts *c =
		&f->counts->facet[tally_field(f->ask)];
	size_t size = f->ask->page_size;

	if (!size || c->distinct <= size)
		return;
	page_open(p, "nav", "class", "paging", "aria-label", "Pages", NULL);
	turn(p, f, path, -1, "prev", "\xE2\x86\x90 Previous");
	page_open(p, "span", NULL);
	page_text(p, "Page ");
	page_number(p, f->ask->page);
	page_text(p, " of ");
	page_number(p, (c->distinct + size - 1) / size);
	page_close(p);
	turn(p, f, path, 1, "next", "Next \xE2\x86\x92");
	page_close(p);
}

void page_values_head(struct page *p, const struct found *f, const char *path)
{
	enum gz_facet facet = tally_field(f->ask);
	const struct gz_facet_counts *c = &f->counts->facet[facet];

	page_element(p, "h1", NULL, page_facet_name(facet));
	page_open(p, "p", "class", "lead", NULL);
	page_number(p, c->distinct);
	page_text(p, " in ");
	page_count(p, c->matches, "article", "articles");
	if (*f->ask->q) {
		page_text(p, " for ");
		page_element(p, "bdi", NULL, f->ask->q);
	}
	if (c->none) {
		page_text(p, "; ");
		page_count(p, c->none, "names none", "name none");
	}
	page_text(p, ".");
	page_close(p);
	prefix_form(p, f, path);
}

static void list(struct page *p, const struct found *f, enum gz_facet facet)
{
	const struct gz_facet_counts *c = &f->counts->facet[facet];

	page_open(p, "ul", "class", "values", NULL);
	for (size_t i = 0; i < c->count; i++) {
		page_open(p, "li", NULL);
		page_value(p, f->request, facet, c->value[i].value);
		page_text(p, " ");
		page_open(p, "span", NULL);
		page_number(p, c->value[i].count);
		page_close(p);
		page_close(p);
	}
	page_close(p);
}

void page_values(const char *site, const struct found *f, struct gz_buf *out)
{
	enum gz_facet facet = tally_field(f->ask);
	struct page_head head = {
		.site = site,
		.title = page_facet_name(facet),
		.kind = "listing",
		.request = f->request,
	};
	char path[32] = "/facets/";
	struct gz_buf back = { 0 };
	struct page p;

	tally_name(facet, path + sizeof("/facets/") - 1);
	link_search(&back, "/search", f->request, "prefix page-size", NULL);
	page_begin(&p, &head);
	page_open(&p, "p", "class", "back", NULL);
	page_link(&p, &back, NULL, "\xE2\x86\x90 Back to the results");
	page_close(&p);
	page_values_head(&p, f, path);
	if (f->counts->facet[facet].count)
		list(&p, f, facet);
	else
		page_element(&p, "p", "empty", "There is none.");
	page_values_turn(&p, f, path);
	page_end(&p, out);
}
