/* page_help.c - the manual of the query language as a page. See page.h.
 *
 * man/help.awk makes rows of gazette-query(7) when the program is built. */
#include "page.h"

static const struct {
	char kind; /* 'o' opens an element, 'c' closes one, 't' is text, 'k'
		      code, 'q' a query */
	const char *text;
} manual[] = {
#include "help.inc"
};

static void query(struct page *p, const char *text)
{
	page_open(p, "code", NULL);
	page_query(p, text);
	page_close(p);
}

static void show(struct page *p, char kind, const char *text)
{
	switch (kind) {
	case 'o':
		page_open(p, text, NULL);
		break;
	case 'c':
		page_close(p);
		break;
	case 'k':
		page_element(p, "code", NULL, text);
		break;
	case 'q':
		query(p, text);
		break;
	default:
		page_text(p, text);
	}
}

void page_help(const char *site, struct gz_buf *out)
{
	const struct page_head head = { .site = site,
					.title = "How to search",
					.kind = "manual" };
	struct page p;

	page_begin(&p, &head);
	page_element(&p, "h1", NULL, "How to search");
	for (size_t i = 0; i < sizeof(manual) / sizeof(manual[0]); i++)
		show(&p, manual[i].kind, manual[i].text);
	page_end(&p, out);
}
