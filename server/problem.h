/* problem.h - every error a client can get, as RFC 9457 wants it. The codes
 * are the rows of problem.c. Used by the front and by the workers. */
#ifndef SERVER_PROBLEM_H
#define SERVER_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "gz/buf.h"

/* A part of the request that is wrong. */
struct problem_error {
	const char *parameter;
	long offset; /* in code points of its value; -1: no place to name */
	const char *detail;
	const char *suggestion; /* NULL: none */
};

struct problem {
	const char *code;   /* of a row: asserted */
	const char *detail; /* one sentence; NULL: the row's own */
	const char *request_id;
	const struct problem_error *error;
	size_t error_count;
};

/* A kind of problem. */
struct problem_row {
	const char *code;
	unsigned status;
	const char *title;
	const char *help; /* what it means and what to do */
};

/* The row of code, NULL if there is none. */
const struct problem_row *problem_find(const char *code);
/* The rows one by one; NULL behind the last. */
const struct problem_row *problem_at(size_t i);
/* The status of a code that has a row. */
unsigned problem_status(const char *code);

/* Append p as the JSON object (RFC 9457), or as a small HTML
 * page. Content types: */
#define PROBLEM_JSON "application/problem+json"
#define PROBLEM_HTML "text/html; charset=utf-8"
void problem_json(const struct problem *p, struct gz_buf *out);
void problem_html(const struct problem *p, struct gz_buf *out);

/* Whether an Accept header (NULL: none) prefers text/html to JSON. */
bool problem_wants_html(const char *accept);

#endif
