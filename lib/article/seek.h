/* seek.h - finding a date in running text; for lib/article alone. */
#ifndef ARTICLE_SEEK_H
#define ARTICLE_SEEK_H

#include "gz/date.h"

/* Find the first date in text that names a day and a year of 1900 to 2099:
 * "July 25, 2017", "2017-07-25", "7/25/2017" (with day_first 25/7/2017).
 * *end gets the byte behind it. */
bool seek_date(const char *text, size_t len, bool day_first,
	       struct gz_date *date, size_t *end);

#endif
