/* html_class.h - what class and id say of an element; for lib/article. */
#ifndef ARTICLE_HTML_CLASS_H
#define ARTICLE_HTML_CLASS_H

#include <libxml/tree.h>

/* The kinds of etc/html-classes.tsv. */
enum html_class {
	CLASS_DROP = 1, /* not the article */
	CLASS_HARD = 2, /* surely the article */
	CLASS_GOOD = 4, /* likely so */
	CLASS_BAD = 8,	/* not likely */
	CLASS_BYLINE = 16,
	CLASS_DATED = 32,
	CLASS_CHANGED = 64,  /* a date, but not that of publication */
	CLASS_COMMENT = 128, /* of readers */
};

/* The kinds of the words in the element's class and id, ORed. Words end at
 * marks and where a capital follows a small letter. An id of more than four
 * words is left out: it is a headline, "sharing-what-we-know-of-it". */
unsigned html_class(const xmlNode *node);

#endif
