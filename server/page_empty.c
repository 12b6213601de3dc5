/* page_empty.c - nothing was found: what may help. See page.h. */
#include "page.h"

#include "link.h"

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

void page_empty(struct page *p, const struct found *a)
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
