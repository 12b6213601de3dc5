/* feed.h - a feed while its items are read; for lib/article's feed*.c alone.
 *
 * After RSS 0.90 to 2.0 with its modules, and Atom 0.3 and 1.0 (RFC 4287),
 * as they are written: what an element is goes by etc/feed-fields.tsv, be it
 * in RSS or in Atom.
 */
#ifndef ARTICLE_FEED_H
#define ARTICLE_FEED_H

#include "gz/article.h"
#include "xml.h"

struct feed {
	const xmlNode *channel; /* what says something of all items */
	char *title, *language;
	char *base;  /* where relative links lead that nothing else says */
	bool broken; /* the document was mended */
};

/* Whether node is an element of that name: "title", or "dc:creator". */
bool feed_is(const xmlNode *node, const char *name);

/* The elements in an item that say something, best first. */
struct feed_place {
	const xmlNode *node;
	size_t row, order; /* in etc/feed-fields.tsv, in the item */
};
struct feed_found {
	struct feed_place *list; /* to be freed */
	size_t count;
};
void feed_find(const xmlNode *item, struct feed_found *found);
/* The next one of that field; *at begins as 0. NULL if there is none. */
const xmlNode *feed_next(const struct feed_found *found, const char *field,
			 size_t *at);

/* Make an article of an item. Fails with a sentence; a is to be cleared. */
bool feed_item(const struct feed *feed, const xmlNode *item,
	       struct gz_article *a, struct gz_err *err);

/* The text of an element that holds text, HTML or XHTML, by its type: clean
 * paragraphs, to be freed, NULL if there is none. rich: what says nothing of
 * its type is HTML. False: a bomb, with a sentence. */
bool feed_text(const xmlNode *node, bool rich, char **text, struct gz_err *err);
/* The same as one line, which sets *field unless it is set. */
bool feed_line(const xmlNode *node, char **field, struct gz_err *err);

/* The address of an item, or of a feed's site, to be freed; NULL if there is
 * none, or one that leads nowhere. */
char *feed_url(const struct feed *feed, const xmlNode *item,
	       const struct feed_found *found);
char *feed_site(const xmlNode *channel);

/* Set the date; text as gz_date_read() has it, or as feeds have it wrong. */
bool feed_date(struct gz_article *a, const char *text);

#endif
