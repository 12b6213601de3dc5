/* html_class.h - what class and id say of an element; for lib/article. */
#ifndef ARTICLE_HTML_CLASS_H
#define ARTICLE_HTML_CLASS_H

#include <libxml/tree.h>
#include <stdbool.h>

/* Whether a word in the element's class or id is of that kind in
 * etc/html-classes.tsv. Words end at marks and where a capital follows a
 * small letter. */
bool html_class_is(const xmlNode *node, const char *kind);

#endif
