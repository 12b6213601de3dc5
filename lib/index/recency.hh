/* recency.hh - queries that ask for what is new. */
#ifndef GZ_RECENCY_HH
#define GZ_RECENCY_HH

#include "columns.hh"
#include "gz/query.h"

/* Does the query have a word of etc/recency-words.tsv that is wanted? */
bool asks_for_news(const gz_query *q);

/* When new is: the newest article of the index, if it is not in the future. */
int64_t newest_time(const gz_columns *c);

#endif
