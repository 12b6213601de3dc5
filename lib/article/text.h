/* text.h - articles out of plain text; for lib/article alone. */
#ifndef ARTICLE_TEXT_H
#define ARTICLE_TEXT_H

#include "gz/article.h"

/* Make an article of text, valid UTF-8 with \n for line breaks: a page pasted
 * as text, wire copy, an e-mail. *a holds what is known of it already. */
void text_article(const char *text, size_t len, struct gz_article *a);

#endif
