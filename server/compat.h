/* compat.h - requests and answers of other services' search APIs, so that
 * their clients work here when the host is changed. Each is a file,
 * compat_NAME.c: a table of its parameters, how it says an error and how it
 * shows what was found.
 *
 * A request is translated into one of ours, which then runs as any other.
 * What does not change which articles are found is passed over; what would,
 * but cannot be honoured, is refused.
 */
#ifndef SERVER_COMPAT_H
#define SERVER_COMPAT_H

#include "api_parts.h"
#include "render.h"

/* A request being translated. */
struct compat {
	struct api_request ours;
	struct gz_buf query, filter; /* in the query language; joined by AND */
	struct gz_buf fault;	     /* a sentence; empty: none */
};

/* A parameter of theirs. */
struct compat_param {
	const char *name;
	const char *ours; /* what it is called here; NULL: nothing */
	void (*put)(struct compat *t, const struct compat_param *p,
		    const char *value);
};

struct compat_api {
	const struct compat_param *params; /* name NULL ends it */
	/* what is not said otherwise */
	void (*begin)(struct compat *t, const struct api_request *theirs);
	void (*fail)(const char *sentence, struct gz_buf *out);
	void (*show)(struct call *c, const struct found *f);
};

/* Answer c, whose request is theirs. */
void compat_answer(struct call *c, const struct compat_api *api);

/* The name that a parameter of ours has in api; ours if it has none. */
const char *compat_name(const struct compat_api *api, const char *ours);

/* ---- for tables --------------------------------------------------------- */

/* Set a parameter of ours. */
void compat_set(struct compat *t, const char *ours, const char *value);
/* The value is ours as it is. */
void compat_same(struct compat *t, const struct compat_param *p,
		 const char *value);
/* A query with AND, OR, NOT, phrases and brackets; | and ! are OR and NOT. */
void compat_query(struct compat *t, const struct compat_param *p,
		  const char *value);
/* It narrows the search in a way that there is not here. */
void compat_refuse(struct compat *t, const struct compat_param *p,
		   const char *value);
/* What is wrong, unless something was already. */
void compat_fault(struct compat *t, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Append a query to t->filter with brackets mended. */
void compat_narrow(struct compat *t, const char *query);
/* Append field:"text", exactly that value or words in a row. */
void compat_term(struct gz_buf *out, const char *field, bool exact,
		 const char *text, size_t len);

/* ---- for answers -------------------------------------------------------- */

/* A member with the address of an article: its own, or its page here; and
 * that of its JSON here. */
void compat_web_url(struct gz_json *j, const char *key, const struct found *f,
		    const struct gz_article *a);
void compat_api_url(struct gz_json *j, const char *key, const struct found *f,
		    const struct gz_article *a);
/* A member with when it was published, in UTC: "2017-07-26T10:05:00" and
 * suffix; null if that is not known. */
void compat_time(struct gz_json *j, const char *key, const struct gz_article *a,
		 const char *suffix);
/* A member with the names of its authors, "Ann Lee and Bo Diaz" behind
 * before; null if there are none. */
void compat_authors(struct gz_json *j, const char *key, const char *before,
		    const struct gz_article *a);

/* Handlers. */
void compat_guardian(struct call *c);
void compat_nyt(struct call *c);

#endif
