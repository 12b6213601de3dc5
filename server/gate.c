/* gate.c - the header gate. See gate.h. */
#include "gate.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool gate_fail(struct gate_fault *f, const char *code, const char *fmt, ...)
{
	va_list ap;

	f->code = code;
	va_start(ap, fmt);
	vsnprintf(f->detail, sizeof(f->detail), fmt, ap);
	va_end(ap);
	return false;
}

/* RFC 9110 section 5.6.2: tchar */
static bool is_token(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)text[i]) &&
		    (!text[i] || !strchr("!#$%&'*+-.^_`|~", text[i])))
			return false;
	return len > 0;
}

/* RFC 9110 section 5.5: no control character but tab */
static bool is_field_value(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c < ' ' && c != '\t') || c == 127)
			return false;
	}
	return true;
}

static bool named(const struct gate_header *h, const char *name)
{
	return h->name_len == strlen(name) &&
	       strncasecmp(h->name, name, h->name_len) == 0;
}

const struct gate_header *gate_find(const struct gate_request *r,
				    const char *name)
{
	for (size_t i = 0; i < r->header_count; i++)
		if (named(&r->header[i], name))
			return &r->header[i];
	return NULL;
}

static size_t count(const struct gate_request *r, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < r->header_count; i++)
		n += named(&r->header[i], name);
	return n;
}

/* A value without the blanks around it. */
static struct gate_header trimmed(const struct gate_header *h)
{
	struct gate_header t = *h;

	for (; t.value_len && isblank((unsigned char)*t.value); t.value++)
		t.value_len--;
	while (t.value_len && isblank((unsigned char)t.value[t.value_len - 1]))
		t.value_len--;
	return t;
}

static bool size_sound(const struct gate_limits *limits,
		       const struct gate_request *r, struct gate_fault *f)
{
	if (r->header_count <= limits->headers && r->bytes <= limits->bytes)
		return true;
	return gate_fail(
		f, "headers-too-large",
		"At most %zu header fields of %zu bytes together are read.",
		limits->headers, limits->bytes);
}

static bool fields_sound(const struct gate_request *r, struct gate_fault *f)
{
	if (r->folded)
		return gate_fail(
			f, "bad-framing",
			"A line does not end in CR LF, or a header field "
			"is continued on the next line.");
	for (size_t i = 0; i < r->header_count; i++) {
		const struct gate_header *h = &r->header[i];

		if (!is_token(h->name, h->name_len))
			return gate_fail(
				f, "bad-header",
				"Header field %zu has a name that is not "
				"a token.",
				i + 1);
		if (!is_field_value(h->value, h->value_len))
			return gate_fail(
				f, "bad-header",
				"The header field %.*s has a control "
				"character in its value.",
				(int)(h->name_len < 64 ? h->name_len : 64),
				h->name);
	}
	return true;
}

/* RFC 3986 section 3.2.2, loosely: no character that ends an authority. */
static bool is_host(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)text[i]) &&
		    !strchr("-._~%!$&'()*+,;=:[]", text[i]))
			return false;
	return true;
}

static bool host_sound(const struct gate_request *r, struct gate_fault *f)
{
	size_t hosts = count(r, "Host");
	struct gate_header h;

	if (hosts > 1 || (hosts == 0 && strcmp(r->version, "HTTP/1.0") != 0))
		return gate_fail(
			f, "bad-host",
			"The request has %zu Host headers instead of one.",
			hosts);
	if (hosts == 0)
		return true;
	h = trimmed(gate_find(r, "Host"));
	if (!is_host(h.value, h.value_len))
		return gate_fail(f, "bad-host",
				 "The Host header is no host name.");
	return true;
}

static bool length_sound(const struct gate_header *field,
			 struct gate_body *body, struct gate_fault *f)
{
	struct gate_header h = trimmed(field);
	unsigned long long n = 0;

	if (h.value_len == 0 || h.value_len > 18)
		return gate_fail(f, "bad-framing",
				 "Content-Length is not a usable number.");
	for (size_t i = 0; i < h.value_len; i++) {
		if (!isdigit((unsigned char)h.value[i]))
			return gate_fail(f, "bad-framing",
					 "Content-Length is not a number.");
		n = n * 10 + (unsigned)(h.value[i] - '0');
	}
	body->any = n > 0;
	body->too_large = n > GATE_BODY;
	body->length = n;
	return true;
}

static bool coding_sound(const struct gate_request *r, struct gate_fault *f)
{
	struct gate_header h = trimmed(gate_find(r, "Transfer-Encoding"));

	if (count(r, "Transfer-Encoding") > 1 || h.value_len != 7 ||
	    strncasecmp(h.value, "chunked", 7) != 0)
		return gate_fail(
			f, "bad-framing",
			"The only Transfer-Encoding is chunked, once.");
	if (strcmp(r->version, "HTTP/1.0") == 0)
		return gate_fail(f, "bad-framing",
				 "HTTP/1.0 has no Transfer-Encoding.");
	return true;
}

bool gate_headers(const struct gate_limits *limits,
		  const struct gate_request *r, struct gate_body *body,
		  struct gate_fault *fault)
{
	size_t lengths, codings;

	*body = (struct gate_body){ 0 };
	if (strcmp(r->version, "HTTP/1.1") != 0 &&
	    strcmp(r->version, "HTTP/1.0") != 0)
		return gate_fail(fault, "version-not-supported",
				 "This server speaks HTTP/1.1 and HTTP/1.0.");
	if (!is_token(r->method, strlen(r->method)))
		return gate_fail(fault, "bad-request",
				 "The method is no token.");
	if (!size_sound(limits, r, fault) || !fields_sound(r, fault) ||
	    !host_sound(r, fault))
		return false;
	lengths = count(r, "Content-Length");
	codings = count(r, "Transfer-Encoding");
	if (lengths + codings > 1)
		return gate_fail(
			fault, "bad-framing",
			"Content-Length and Transfer-Encoding say more "
			"than once where the body ends.");
	body->any = codings > 0;
	if (codings)
		return coding_sound(r, fault);
	return !lengths ||
	       length_sound(gate_find(r, "Content-Length"), body, fault);
}
