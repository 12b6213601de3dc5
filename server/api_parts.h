/* api_parts.h - what the files of the handlers share. */
#ifndef SERVER_API_PARTS_H
#define SERVER_API_PARTS_H

#include "ask.h"
#include "render.h"

struct compat_api;
struct found;

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

/* Run the search that c asks for and let show make the reply; or make that
 * to what is wrong with it. */
void api_run(struct call *c,
	     void (*show)(struct call *c, const struct found *f));

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
