/* api_parts.h - what the files of the handlers share. */
#ifndef SERVER_API_PARTS_H
#define SERVER_API_PARTS_H

#include "ask.h"
#include "render.h"

struct compat_api;

struct worker {
	const char *path;	/* of the index */
	struct gz_index *index; /* NULL: not opened yet, or given up */
	struct gz_stemmer *stemmer;
	const char *site;
	struct ask_limits limits;
	size_t lists; /* bytes of them to keep */
};

struct call {
	struct worker *worker;
	const struct api_request *request;
	struct api_reply *reply;
	bool page;			 /* for people: HTML, errors too */
	const struct compat_api *compat; /* errors in its shape; NULL: ours */
	bool holds;			 /* the index shows one state to it */
};

/* Set status and content type; the body is added to c->reply->body. */
void api_type(struct call *c, unsigned status, const char *type);

#define API_SUGGESTIONS "application/x-suggestions+json"

/* 200 and JSON; returns where it goes. */
struct gz_buf *api_json(struct call *c);

/* A problem of problem.c, in the dress that c wants. */
void api_fail(struct call *c, const char *code);
/* The same; detail is what JSON says instead of the code's own sentence. */
void api_fail_for(struct call *c, const char *code, const char *detail);

/* The index failed: the reply to that. */
void api_fail_index(struct call *c, const struct gz_err *err);

/* A search in either dress: at most so many hits of it shown by show. */
void api_run(struct call *c, size_t most,
	     void (*show)(struct call *c, const struct found *f));
/* The header Link: this page, the one before and the one after. */
void api_link_header(struct call *c, const struct found *f);

/* What the index is; false: the reply is made. */
bool api_status(struct call *c, struct gz_index_status *status);
/* The article that was asked for; false: the reply is made. */
bool api_article(struct call *c, struct gz_hit *hit);

/* The index, of one state until the reply is made; false: it is made. */
bool api_index(struct call *c);
/* The article could not be had: the reply to that. */
void api_fail_article(struct call *c, const struct gz_err *err);

/* An article, whole, as JSON. */
void api_show_article(const struct gz_article *a, uint32_t words,
		      struct gz_buf *out);

/* The page of ask, of at most limit hits. */
struct gz_search api_what(const struct ask *ask, size_t limit);
/* The search failed: the reply to that. */
void api_fail_search(struct call *c, struct ask *ask, const struct gz_err *err);

/* Handler in api_export.c. */
void api_export(struct call *c);

/* What a path names below an id: ID/versions, ID/versions/N. The id may have a
 * "/" itself. */
struct api_named {
	char *id; /* to be freed */
	uint32_t number;
};
struct api_named api_name(const char *rest);
/* A number from 1; 0: text is none. */
uint32_t api_number(const char *text);
/* One version of an article; false: the reply is made. */
bool api_read_version(struct call *c, const char *id, uint32_t number,
		      struct gz_article *a, uint32_t *words);

/* Handlers in api_pages.c. */
void api_page_start(struct call *c);
void api_page_results(struct call *c);
void api_page_values(struct call *c);
void api_page_sources(struct call *c);
void api_page_advanced(struct call *c);
void api_page_help(struct call *c);
void api_page_article(struct call *c);
void api_page_version(struct call *c);

/* Handlers in api_versions.c. */
void api_versions(struct call *c);
void api_version(struct call *c);
/* In api_similar.c, api_suggest.c, api_changes.c. */
void api_suggest(struct call *c);
void api_similar(struct call *c);
void api_changes(struct call *c);

/* 400: what is wrong with the parameters. */
void api_fail_ask(struct call *c, const struct ask *ask);

#endif
