/* link.h - addresses on this server. All are path-absolute: a Host that a
 * client made up never gets into an answer. */
#ifndef SERVER_LINK_H
#define SERVER_LINK_H

#include "api.h"

/* Append text percent-encoded for a path segment or a parameter: all but the
 * unreserved characters of RFC 3986. */
void link_encode(struct gz_buf *out, const char *text);

/* Append path and r's parameters under their proper names, unknown and empty
 * ones left out, without those in names (blanks between), the first of which
 * is then set to value, unless that is NULL. names NULL changes nothing; any
 * change goes back to the first page. */
void link_search(struct gz_buf *out, const char *path,
		 const struct api_request *r, const char *names,
		 const char *value);

/* A parameter to be added. */
struct link_add {
	const char *name, *value;
};

/* The same with more than one change: the names in drop, blanks between, are
 * taken out; then add[] is added, up to one with name NULL. */
void link_change(struct gz_buf *out, const char *path,
		 const struct api_request *r, const char *drop,
		 const struct link_add *add);

/* One value of a parameter that is a list, commas between. */
struct link_item {
	const char *text; /* without the blanks around it */
	size_t len;
};
/* The next one at *list, which moves on; false: there is none. */
bool link_next_item(const char **list, struct link_item *item);

/* Whether r has that item among the values of the list called name. */
bool link_has_item(const struct api_request *r, const char *name,
		   const char *item);
/* As link_change(), with the item taken out of the list, or, where in is true,
 * put into it. */
void link_list(struct gz_buf *out, const char *path,
	       const struct api_request *r, const char *drop, const char *name,
	       const char *item, bool in);

/* Append the address of an article's page, with q (may be "") to be marked in
 * it. */
void link_article(struct gz_buf *out, const char *id, const char *q);

/* Whether an article's url is one that a page may link to: http or https. */
bool link_is_web(const char *url);

#endif
