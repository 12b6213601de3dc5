/* problem.c - the errors of the HTTP side, a row each. See problem.h. */
#include "problem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accept.h"
#include "gz/json.h"

static const struct problem_row rows[] = {
	/* the request as such */
	{ "bad-request", 400, "Bad request",
	  "The request breaks the rules of HTTP/1.1; the detail says where." },
	{ "bad-host", 400, "Bad request",
	  "An HTTP/1.1 request has exactly one Host header, a host name." },
	{ "bad-framing", 400, "Bad request",
	  "It is not certain where this request ends, so the connection is "
	  "closed." },
	{ "bad-header", 400, "Bad request",
	  "A header field has a name or a value that HTTP does not allow." },
	{ "bad-target", 400, "Bad request",
	  "The address is not a path with valid UTF-8 and valid %XX." },
	{ "too-many-parameters", 400, "Bad request",
	  "A request has 64 parameters at most." },
	{ "body-not-allowed", 400, "Bad request",
	  "GET and HEAD take their parameters from the address, not from a "
	  "body." },
	{ "bad-body", 400, "Bad request",
	  "The body is not what its headers say." },
	/* what is asked for */
	{ "bad-query", 400, "Bad request",
	  "The query cannot be understood; errors names the place." },
	{ "bad-parameter", 400, "Bad request",
	  "A parameter has a value that it cannot have; errors names it." },
	{ "unknown-parameter", 400, "Bad request",
	  "With strict=1 a parameter that does not exist is an error." },
	{ "unauthorized", 401, "Unauthorized",
	  "This needs a key: Authorization: Bearer KEY." },
	{ "forbidden", 403, "Forbidden",
	  "This server lets nobody change its articles, or not from where "
	  "the request comes; the detail says how to." },
	{ "not-found", 404, "Not found", "There is nothing at this address." },
	{ "article-not-found", 404, "Not found",
	  "The index holds no article with this id." },
	{ "version-not-found", 404, "Not found",
	  "The article has no version of this number, or has it no more." },
	{ "article-removed", 410, "Gone",
	  "The article with this id has been removed from the index." },
	{ "receipt-not-found", 404, "Not found",
	  "There is no such receipt; old ones are cleared away." },
	{ "method-not-allowed", 405, "Method not allowed",
	  "The address exists, but not for this method; Allow lists those "
	  "that it has." },
	{ "not-acceptable", 406, "Not acceptable",
	  "The answer exists in none of the media types of Accept." },
	{ "body-too-large", 413, "Content too large",
	  "The body is larger than this server reads." },
	{ "target-too-long", 414, "URI too long",
	  "An address has 8,192 bytes at most." },
	{ "unsupported-media-type", 415, "Unsupported media type",
	  "The body is of a kind that is not read here." },
	{ "headers-too-large", 431, "Request header fields too large",
	  "A request has at most 64 header fields of 16,384 bytes together." },
	/* how much of it */
	{ "too-many-requests", 429, "Too many requests",
	  "This address or key sends more than it may; wait for Retry-After "
	  "seconds." },
	{ "too-many-connections", 503, "Service unavailable",
	  "The server has as many connections as it serves; try again." },
	{ "overloaded", 503, "Service unavailable",
	  "Too many searches are waiting already; try again." },
	{ "search-timeout", 503, "Service unavailable",
	  "The search took longer than a search may. A narrower one (fewer "
	  "wildcards, a shorter period) may do." },
	{ "search-crashed", 503, "Service unavailable",
	  "The process that ran the search died of it and was replaced; "
	  "other searches were not touched." },
	{ "stopping", 503, "Service unavailable",
	  "The server is being stopped; try again in a moment." },
	{ "no-index", 503, "Service unavailable",
	  "There is no index to search; gazette add makes one." },
	{ "index-fault", 503, "Service unavailable",
	  "The index cannot be read; the server's log says why." },
	/* and what else there is */
	{ "internal", 500, "Internal server error",
	  "The server made a mistake; its log has the request id." },
	{ "method-unknown", 501, "Not implemented",
	  "This server does not know the method." },
	{ "no-spool", 501, "Not implemented",
	  "This server takes no articles; it would with --spool DIR (or spool "
	  "in gazette.conf) and gazette watch DIR." },
	{ "not-stored", 507, "Insufficient storage",
	  "There is no room for the articles, or the disk is at fault; the "
	  "detail says which. Nothing of the request was kept." },
	{ "version-not-supported", 505, "HTTP version not supported",
	  "This server speaks HTTP/1.1 and HTTP/1.0." },
};

const struct problem_row *problem_find(const char *code)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].code, code) == 0)
			return &rows[i];
	return NULL;
}

const struct problem_row *problem_at(size_t i)
{
	return i < sizeof(rows) / sizeof(rows[0]) ? &rows[i] : NULL;
}

static const struct problem_row *row_of(const char *code)
{
	const struct problem_row *row = problem_find(code);

	assert(row);
	return row;
}

unsigned problem_status(const char *code)
{
	return row_of(code)->status;
}

/* Details quote what a client sent: what JSON cannot hold becomes null. */
static void error_json(struct gz_json *j, const struct problem_error *e)
{
	gz_json_open(j, '{');
	gz_json_member(j, "parameter", e->parameter);
	if (e->offset < 0)
		gz_json_member(j, "offset", NULL);
	else
		gz_json_int_member(j, "offset", e->offset);
	gz_json_member(j, "detail", e->detail);
	gz_json_member(j, "suggestion", e->suggestion);
	gz_json_close(j, '}');
}

static void errors_json(struct gz_json *j, const struct problem *p)
{
	gz_json_key(j, "errors");
	gz_json_open(j, '[');
	for (size_t i = 0; i < p->error_count; i++)
		error_json(j, &p->error[i]);
	gz_json_close(j, ']');
}

void problem_json(const struct problem *p, struct gz_buf *out)
{
	const struct problem_row *row = row_of(p->code);
	struct gz_json j = { .out = out };
	char type[80];

	snprintf(type, sizeof(type), "/problems/%s", row->code);
	gz_json_open(&j, '{');
	gz_json_member(&j, "type", type);
	gz_json_member(&j, "title", row->title);
	gz_json_int_member(&j, "status", row->status);
	gz_json_member(&j, "detail", p->detail ? p->detail : row->help);
	gz_json_member(&j, "code", row->code);
	gz_json_member(&j, "request_id", p->request_id);
	if (p->error_count)
		errors_json(&j, p);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

static void escape(struct gz_buf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("<>&\"'", *text))
			gz_buf_printf(out, "&#%d;", *text);
		else
			gz_buf_putc(out, *text);
	}
}

static void html_error(const struct problem_error *e, struct gz_buf *out)
{
	gz_buf_puts(out, "<li>");
	escape(out, e->parameter);
	gz_buf_puts(out, ": ");
	escape(out, e->detail);
	if (e->suggestion) {
		gz_buf_puts(out, " <i>");
		escape(out, e->suggestion);
		gz_buf_puts(out, "</i>");
	}
	gz_buf_puts(out, "</li>\n");
}

void problem_html(const struct problem *p, struct gz_buf *out)
{
	const struct problem_row *row = row_of(p->code);

	gz_buf_printf(out,
		      "<!doctype html>\n<html lang=\"en\">\n<head>\n"
		      "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		      "content=\"width=device-width\">\n<title>%s</title>\n"
		      "<link rel=\"stylesheet\" href=\"/style.css\">\n"
		      "</head>\n<body>\n<main>\n<h1>%s</h1>\n<p>",
		      row->title, row->title);
	escape(out, p->detail ? p->detail : row->help);
	gz_buf_puts(out, "</p>\n");
	if (p->error_count)
		gz_buf_puts(out, "<ul>\n");
	for (size_t i = 0; i < p->error_count; i++)
		html_error(&p->error[i], out);
	gz_buf_puts(out, p->error_count ? "</ul>\n" : "");
	gz_buf_puts(out, "<p><a href=\"/\">Search</a></p>\n<p><small>");
	escape(out, row->code);
	gz_buf_puts(out, " ");
	escape(out, p->request_id ? p->request_id : "");
	gz_buf_puts(out, "</small></p>\n</main>\n</body>\n</html>\n");
}

bool problem_wants_html(const char *accept)
{
	int html = accept ? accept_media(accept, "text/html") : 0;

	return html > 0 && html >= accept_media(accept, "application/json") &&
	       html >= accept_media(accept, PROBLEM_JSON) &&
	       strstr(accept, "html");
}
