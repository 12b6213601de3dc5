/* api_fail.c - what a handler answers with, above all when it cannot. See
 * api_parts.h. */
#include "api_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compat.h"
#include "page.h"
#include "problem.h"

void api_type(struct call *c, unsigned status, const char *type)
{
	c->reply->status = status;
	free(c->reply->content_type);
	c->reply->content_type = gz_strdup(type);
}

struct gz_buf *api_json(struct call *c)
{
	api_type(c, 200, "application/json");
	return &c->reply->body;
}

/* In the shape of another API. */
static void fail_compat(struct call *c, unsigned status, const char *sentence)
{
	api_type(c, status, "application/json");
	c->compat->fail(sentence, &c->reply->body);
}

void api_fail(struct call *c, const char *code)
{
	api_fail_for(c, code, NULL);
}

void api_fail_for(struct call *c, const char *code, const char *detail)
{
	const struct problem p = {
		.code = code,
		.detail = detail,
		.request_id = c->request->request_id,
	};
	const struct problem_row *row = problem_find(code);

	api_type(c, row->status, c->page ? PROBLEM_HTML : PROBLEM_JSON);
	if (row->status == 503)
		api_reply_header(c->reply, "Retry-After", "1");
	if (c->compat)
		fail_compat(c, row->status, detail ? detail : row->help);
	else if (c->page)
		page_message(c->worker->site, row->title, row->help,
			     &c->reply->body);
	else
		problem_json(&p, &c->reply->body);
}

static const char *fault_code(const struct ask *ask)
{
	for (size_t i = 0; i < ask->faults.count; i++)
		if (strcmp(ask->faults.note[i].code, "unknown-parameter") != 0)
			return strcmp(ask->faults.note[i].parameter, "q") == 0
				       ? "bad-query"
				       : "bad-parameter";
	return "unknown-parameter";
}

/* The first fault with its parameter, which errors[] has in a field. */
static void first_fault(const struct call *c, const struct ask *ask,
			char out[512])
{
	const struct ask_note *n = &ask->faults.note[0];
	const char *name = c->compat ? compat_name(c->compat, n->parameter)
				     : n->parameter;

	if (strcasestr(n->detail, name))
		snprintf(out, 512, "%s", n->detail);
	else
		snprintf(out, 512, "%s: %s", name, n->detail);
}

static void fail_json(struct call *c, const struct ask *ask)
{
	struct problem_error error[ASK_NOTES];
	char detail[512];
	const struct problem p = {
		.code = fault_code(ask),
		.detail = detail,
		.request_id = c->request->request_id,
		.error = error,
		.error_count = ask->faults.count,
	};

	first_fault(c, ask, detail);
	for (size_t i = 0; i < ask->faults.count; i++) {
		const struct ask_note *n = &ask->faults.note[i];

		error[i] = (struct problem_error){
			.parameter = n->parameter,
			.offset = n->offset,
			.detail = n->detail,
			.suggestion = *n->suggestion ? n->suggestion : NULL,
		};
	}
	api_type(c, 400, PROBLEM_JSON);
	problem_json(&p, &c->reply->body);
}

/* What was asked cannot be answered. */
void api_fail_ask(struct call *c, const struct ask *ask)
{
	char detail[512];

	if (c->compat) {
		first_fault(c, ask, detail);
		fail_compat(c, 400, detail);
		return;
	}
	if (!c->page) {
		fail_json(c, ask);
		return;
	}
	api_type(c, 400, PROBLEM_HTML);
	page_refusal(c->worker->site, c->request, ask, &c->reply->body);
}
