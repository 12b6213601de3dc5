/* html.h - a page and what is read off it; for lib/article alone. */
#ifndef ARTICLE_HTML_H
#define ARTICLE_HTML_H

#include <libxml/HTMLtree.h>

#include "gz/article.h"

/* Make an article of a page. url is its address and charset what the server
 * says of its encoding, either NULL if not known. *a holds what is known of
 * it already. Fails with a sentence without path. */
bool html_article(const char *bytes, size_t len, const char *url,
		  const char *charset, struct gz_article *a,
		  struct gz_err *err);

/* The tree of a page or a part of one in UTF-8, with a NUL behind it. Fails
 * with a sentence: nothing in it, or a bomb. */
xmlDoc *html_parse(const char *text, size_t len, struct gz_err *err);

/* The encoding a page names in its first 2 kB, to be freed, or NULL. */
char *html_charset(const char *bytes, size_t len);

/* Everything that a leaves open: the one entry to what follows. */
void html_meta(xmlDoc *doc, const char *url, struct gz_article *a);

/* The publication date, by the order of news.md section 3. */
void html_date(xmlDoc *doc, const char *url, const struct gz_article *linked,
	       struct gz_article *a);

/* The text of a, of which title and byline are known, paragraphs parted by a
 * blank line; "" for none. Outlets that the page names as its sources go to
 * a->cites. Blocks are scored by length, commas and links, and elements by
 * their blocks, as Readability does (Arc90, 2009; Mozilla's Readability.js);
 * class words and looser passes over what came out short are after trafilatura
 * (Barbaresi 2021, ACL demo 15). news.md section 4 has the algorithm,
 * docs/extraction.md what came of it. */
char *html_body(xmlDoc *doc, struct gz_article *a);

/* --- looking at the tree --- */

/* The element's name is one of these; names begins and ends with a blank. */
bool html_is(const xmlNode *node, const char *names);
/* An attribute's value, borrowed, or NULL. */
const char *html_attr(const xmlNode *node, const char *name);
/* The node after node in document order, within root; NULL at the end. With
 * over, what is under node is passed over. */
xmlNode *html_next(const xmlNode *root, const xmlNode *node, bool over);
/* All text under node, cleaned, to be freed; NULL if there is none. */
char *html_text(const xmlNode *node);
/* The language the page says it is in, borrowed, or NULL. */
const char *html_lang(const xmlDoc *doc);
/* The content of the first <meta> of that name, property or itemprop; of a
 * page within html_article(). */
const char *html_meta_content(const xmlDoc *doc, const char *name);

#endif
