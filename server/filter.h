/* filter.h - parameters that narrow a search, as a tree beside the query. */
#ifndef SERVER_FILTER_H
#define SERVER_FILTER_H

#include "gz/query.h"

/* Begin with { 0 }. */
struct filter {
	struct gz_query *all; /* AND of what follows; NULL: nothing asked */
	struct gz_query *group[GZ_F_ID + 1]; /* OR of a field's values */
	struct gz_query **made;		     /* every node, for filter_free() */
	size_t made_count;
	struct gz_parsed *parsed; /* trees that the query parser made */
	size_t parsed_count;
};

/* The tree for gz_search.filter, NULL if nothing narrows. */
const struct gz_query *filter_tree(const struct filter *f);
void filter_free(struct filter *f);

/* Narrow to articles published within period. */
void filter_period(struct filter *f, const struct gz_period *period);

/* Narrow to articles whose field (SOURCE, SECTION) has text in its words, or
 * has not; "=text" means the whole name. Of several positive ones of a field
 * any will do. */
void filter_value(struct filter *f, enum gz_field field, const char *text,
		  bool without);

/* The same for words in a row in the byline; together says that an article
 * must have what was asked before as well. false: text holds no word, or too
 * many; *why says so. */
bool filter_byline(struct filter *f, const char *text, bool without,
		   bool together, struct gz_query_note *why);

#endif
