/* page_similar.c - the articles that are like another one. See page.h. */
#include "page.h"

#include "link.h"

static void similar(struct page *p, const struct gz_article *a)
{
	struct gz_buf href = { 0 };

	link_article(&href, a->id, "");
	page_open(p, "li", NULL);
	page_open(p, "a", "href", href.data, "dir", "auto", NULL);
	page_text(p, a->title ? a->title : "Untitled");
	page_close(p);
	page_open(p, "p", "class", "origin", NULL);
	page_origin(p, a, false);
	page_close(p);
	page_close(p);
	gz_buf_free(&href);
}

void page_similar(struct page *p, const struct gz_hits *hits)
{
	if (!hits || !hits->count)
		return;
	page_open(p, "section", "class", "similar", "id", "similar", NULL);
	page_element(p, "h2", NULL, "Similar articles");
	page_open(p, "ul", NULL);
	for (size_t i = 0; i < hits->count; i++)
		similar(p, &hits->hit[i].article);
	page_close(p);
	page_close(p);
}
