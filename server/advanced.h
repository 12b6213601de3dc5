/* advanced.h - the form for those who know no operators: what stands in its
 * fields, as a query. */
#ifndef SERVER_ADVANCED_H
#define SERVER_ADVANCED_H

#include "api.h"

/* Its fields, in the order that the page shows them and the query has them. */
struct advanced_field {
	const char *name, *label, *hint;
};
extern const struct advanced_field advanced_fields[]; /* name NULL ends it */

/* Append the query that r's fields ask for. Nothing that is typed is an
 * operator: signs are taken off, but for quotation marks round a phrase and a
 * "*" behind a word. */
void advanced_query(const struct api_request *r, struct gz_buf *out);

/* Append the address of that search, with r's source and dates; false: all
 * fields were empty. */
bool advanced_href(const struct api_request *r, struct gz_buf *out);

#endif
