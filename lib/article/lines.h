/* lines.h - what a line of a page is, by etc/boilerplate.tsv; for lib/article
 * alone. */
#ifndef ARTICLE_LINES_H
#define ARTICLE_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* "Advertisement", "Read more: ...": on the page, not in the article. */
bool line_is_boilerplate(const char *line, size_t len);
/* "By Ann Bell", "Posted by ...": what stands above an article. */
bool line_is_lead(const char *line, size_t len);
/* "Sources: ..." or "Photo Credit: ..." */
bool line_is_credit(const char *line, size_t len);
/* The title once more, alone or with "Promo Image" and the like behind. */
bool line_is_title(const char *line, size_t len, const char *title);
/* Ends as a sentence does: . ! ? or an ellipsis, quotation marks and
 * brackets behind them not counted. "U.S." at the end does not end one. */
bool line_ends_sentence(const char *line, size_t len);

#endif
