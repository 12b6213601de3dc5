/* feed_date.c - dates as feeds have them. See feed.h. */
#include <stdlib.h>
#include <string.h>

#include "feed.h"
#include "fields.h"

bool feed_date(struct gz_article *a, const char *text)
{
	return field_date(a, text);
}
