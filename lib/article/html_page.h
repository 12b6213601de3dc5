/* html_page.h - a page while its text is looked for: html_body.c finds it,
 * html_write.c writes it out. */
#ifndef ARTICLE_HTML_PAGE_H
#define ARTICLE_HTML_PAGE_H

#include "html.h"

/* The elements that begin and end a line; for html_is(). */
#define PAGE_BLOCKS                                                            \
	" address article aside blockquote body center dd details div dl dt "  \
	"fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "  \
	"html li main nav ol p pre section summary table tbody td tfoot th "   \
	"thead tr ul "

/* What is known of an element; node->_private holds its place. */
struct info {
	size_t len, link_len; /* characters of text, of those in links */
	double mass;
	double score;	/* what the blocks under it gave */
	double sum;	/* of the blocks under it, undiminished */
	unsigned kinds; /* by its class, of enum html_class */
	bool listed;	/* stands in a list */
	bool dropped;
};

/* What is believed of a page's markup when it says "this is no article". */
enum trust {
	TRUST_NOTHING, /* only what is never shown is left out */
	TRUST_TAGS,
	TRUST_CLASSES
};

struct page {
	xmlNode *root;
	struct info *info;
	size_t total; /* characters of text */
	enum trust trust;
	struct gz_article *article; /* title and byline; gets cites */
};

/* The text of a block itself, not that of blocks within. */
struct block {
	size_t len, link_len, commas;
};

static inline struct info *info_of(const struct page *p, const xmlNode *n)
{
	return &p->info[(size_t)n->_private];
}

static inline double link_density(const struct info *i)
{
	return i->len ? (double)i->link_len / (double)i->len : 0;
}

/* Add the text of n, all of it in a link or not, to *b. */
void page_gather(const struct page *p, const xmlNode *n, bool link,
		 struct block *b);

/* The text of top, of what belongs to it beside it, and of a standfirst
 * before it; to be freed. */
char *page_write(const struct page *p, const xmlNode *top);

#endif
