/* mime.h - messages (RFC 5322, MIME) to articles; the only header of what knows
 * GMime. */
#ifndef ARTICLE_MIME_H
#define ARTICLE_MIME_H

#include "gz/article.h"

/* Make an article of a message: its Subject, Date, Message-ID, who it is From
 * and the first text that is no attachment. Of a newsletter, which its List-
 * headers tell, the sender is the source, else the byline. Fails with a
 * sentence; *a is then to be cleared all the same. */
bool mime_article(const char *bytes, size_t len, struct gz_article *a,
		  struct gz_err *err);

#endif
