/* html_fragment.h - text of the HTML that feeds and wires carry; for
 * lib/article alone. It is all article: nothing is left out but scripts
 * and what fills in forms. */
#ifndef ARTICLE_HTML_FRAGMENT_H
#define ARTICLE_HTML_FRAGMENT_H

#include <libxml/tree.h>

#include "gz/err.h"

/* Texts below: paragraphs parted by a blank line, clean; to be freed; NULL if
 * there is none. */

/* Of what is in the element top, HTML or XHTML. */
char *fragment_tree(const xmlNode *top);
/* Of text without markup, whose paragraphs a blank line parts. */
char *fragment_plain(const char *text);
/* Of a piece of HTML, also one that was escaped once too often. False, with a
 * sentence: it is a bomb. */
bool fragment_read(const char *html, char **text, struct gz_err *err);

/* Whether text that should be plain can only be meant as HTML: it has an end
 * tag, a tag with an attribute or a character reference. */
bool fragment_is_html(const char *text);

#endif
