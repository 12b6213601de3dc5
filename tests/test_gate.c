/* What gets through the gate: heads of requests, targets. */
#include "check.h"

#include <stdlib.h>

#include "../server/problem.h"
#include "raw_head.h"

static const struct gate_limits limits = { .target = 8192,
					   .headers = 64,
					   .bytes = 16384 };

#define GET "GET / HTTP/1.1\r\n"
#define HOST "Host: a\r\n"
#define END "\r\n"

/* A NUL within is written as 0x01 and 0x01 never occurs otherwise. */
static const struct {
	const char *head, *code; /* "": passes; "-": the library refuses */
} heads[] = {
	{ GET HOST END, "" },
	{ "GET / HTTP/1.0\r\n\r\n", "" },
	{ GET END, "bad-host" },
	{ GET HOST HOST END, "bad-host" },
	{ GET "host: a\r\nHOST: b\r\n" END, "bad-host" },
	{ GET "Host: a/b\r\n" END, "bad-host" },
	{ GET "Host: u@a\r\n" END, "bad-host" },
	{ GET "Host: [::1]:8080\r\n" END, "" },
	{ GET "Host:\r\n" END, "" },
	{ "GET / HTTP/2.0\r\n" HOST END, "version-not-supported" },
	{ "GET / HTTP/1.2\r\n" HOST END, "version-not-supported" },
	{ "G@T / HTTP/1.1\r\n" HOST END, "bad-request" },
	{ "FOO / HTTP/1.1\r\n" HOST END, "" },
	/* names and values */
	{ GET HOST "X-A : b\r\n" END, "bad-header" },
	{ GET HOST ": b\r\n" END, "bad-header" },
	{ GET HOST "X(A): b\r\n" END, "bad-header" },
	{ GET HOST "X-A: b\rY: c\r\n" END, "bad-header" },
	{ GET HOST "X-A: \x02\r\n" END, "bad-header" },
	{ GET HOST "X-A: \x7f\r\n" END, "bad-header" },
	{ GET HOST "X-A: a\tb\r\n" END, "" },
	{ GET HOST "X-A: \xc3\xa9\xff\r\n" END, "" },
	{ GET HOST "garbage\r\n" END, "-" },
	/* where lines end */
	{ "GET / HTTP/1.1\nHost: a\n\n", "bad-framing" },
	{ "GET / HTTP/1.1\nHost: a\r\n\r\n", "bad-framing" },
	{ GET "Host: a\nX-A: b\r\n" END, "bad-framing" },
	{ GET HOST "X-A: b\n\r\n", "bad-framing" },
	{ GET HOST "X-A: b\r\n\nGET", "bad-framing" },
	{ GET HOST "X-A: b\r\n c\r\n" END, "-" },
	{ "GET  / HTTP/1.1\r\n" HOST END, "" }, /* the target gate's */
	/* NUL */
	{ GET "X-A: b\x01"
	      "c\r\n" HOST END,
	  "bad-framing" },
	{ GET HOST "X-A: b\x01"
		   "c\r\n" END,
	  "bad-framing" },
	{ "GET /a\x01"
	  "b HTTP/1.1\r\n" HOST END,
	  "-" },
	{ "GET\x01 / HTTP/1.1\r\n" HOST END, "-" },
	/* where the body ends */
	{ GET HOST "Content-Length: 0\r\n" END, "" },
	{ GET HOST "Content-Length: 5\r\n" END, "" },
	{ GET HOST "Content-Length:\t5 \r\n" END, "" },
	{ GET HOST "Content-Length: 5\r\nContent-Length: 5\r\n" END,
	  "bad-framing" },
	{ GET HOST "Content-Length: 0\r\ncontent-length: 5\r\n" END,
	  "bad-framing" },
	{ GET HOST "Content-Length: 5, 5\r\n" END, "bad-framing" },
	{ GET HOST "Content-Length: +5\r\n" END, "bad-framing" },
	{ GET HOST "Content-Length: -1\r\n" END, "bad-framing" },
	{ GET HOST "Content-Length: 0x5\r\n" END, "bad-framing" },
	{ GET HOST "Content-Length: 5 5\r\n" END, "bad-framing" },
	{ GET HOST "Content-Length:\r\n" END, "bad-framing" },
	{ GET HOST "Content-Length: 18446744073709551616\r\n" END,
	  "bad-framing" },
	{ GET HOST "Transfer-Encoding: chunked\r\n" END, "" },
	{ GET HOST "Transfer-Encoding: Chunked \r\n" END, "" },
	{ GET HOST "Transfer-Encoding: xchunked\r\n" END, "bad-framing" },
	{ GET HOST "Transfer-Encoding: gzip, chunked\r\n" END, "bad-framing" },
	{ GET HOST "Transfer-Encoding: chunked, identity\r\n" END,
	  "bad-framing" },
	{ GET HOST "Transfer-Encoding:\r\n" END, "bad-framing" },
	{ GET HOST "Transfer-Encoding: identity\r\n"
		   "Transfer-Encoding: chunked\r\n" END,
	  "bad-framing" },
	{ GET HOST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" END,
	  "bad-framing" },
	{ "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n" END,
	  "bad-framing" },
};

/* The code that the head gets, "" if none. */
static const char *head_code(const char *bytes, size_t len,
			     struct gate_body *body)
{
	static struct gate_fault fault;
	char *copy = raw_copy(bytes, len);
	struct raw_head h;
	const char *code = "-";

	for (size_t i = 0; i < len; i++)
		copy[i] = copy[i] == 1 ? '\0' : copy[i];
	if (raw_read(&h, copy, len))
		code = gate_headers(&limits, &h.request, body, &fault)
			       ? ""
			       : fault.code;
	raw_free(&h);
	free(copy);
	return code;
}

static void test_heads(void)
{
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		const char *head = heads[i].head;
		struct gate_body body;
		const char *got = head_code(head, strlen(head), &body);

		if (strcmp(got, heads[i].code) != 0)
			printf("head %zu: %s: %s\n", i, got, head);
		CHECK_STR(got, heads[i].code);
		CHECK(!*got || *got == '-' || problem_find(got));
	}
}

static struct gate_body body_of(const char *field)
{
	struct gz_buf head = { 0 };
	struct gate_body body;

	gz_buf_printf(&head, GET HOST "%s" END, field);
	CHECK_STR(head_code(head.data, head.len, &body), "");
	gz_buf_free(&head);
	return body;
}

static void test_bodies(void)
{
	CHECK(!body_of("").any);
	CHECK(!body_of("Content-Length: 0\r\n").any);
	CHECK(body_of("Content-Length: 5\r\n").any);
	CHECK(body_of("Transfer-Encoding: chunked\r\n").any);
	CHECK(!body_of("Content-Length: 65536\r\n").too_large);
	CHECK(body_of("Content-Length: 65537\r\n").too_large);
	CHECK(body_of("Content-Length: 999999999999999999\r\n").too_large);
}

/* What the library shows of "GET /a\0b HTTP/1.1" is "/a". */
static void test_layout(void)
{
	static const char cut[] = "GET\0/a\0b\0HTTP/1.1\0\0\0\0";
	static const char sound[] = "GET\0/a\0HTTP/1.1\0\0\0\0";
	struct intake in;

	intake_begin(&in, true, cut, cut + 4, 2, cut + 9);
	CHECK(intake_end(&in, cut, cut + 9).folded);
	intake_begin(&in, false, cut, cut + 4, 2, cut + 9);
	CHECK(!intake_end(&in, cut, cut + 9).folded);
	intake_begin(&in, true, sound, sound + 4, 2, sound + 7);
	CHECK(!intake_end(&in, sound, sound + 7).folded);
	/* a field that lies elsewhere: it was continued on a line */
	intake_field(&in, cut, 3, cut, 3);
	CHECK(in.folded);
	intake_free(&in);
}

static const char *sized(size_t fields, size_t value)
{
	struct gz_buf head = { 0 };
	struct gate_body body;
	const char *code;

	gz_buf_puts(&head, GET HOST);
	for (size_t i = 0; i < fields; i++)
		gz_buf_printf(&head, "X: %0*d\r\n", (int)value, 0);
	gz_buf_puts(&head, END);
	code = head_code(head.data, head.len, &body);
	gz_buf_free(&head);
	return code;
}

static void test_sizes(void)
{
	CHECK_STR(sized(63, 1), "");
	CHECK_STR(sized(64, 1), "headers-too-large");
	CHECK_STR(sized(1, 16000), "");
	CHECK_STR(sized(1, 16384), "headers-too-large");
	CHECK_STR(sized(60, 300), "headers-too-large");
}

static const struct {
	const char *target, *shown; /* "path name=value ...", or "!code" */
} targets[] = {
	{ "/", "/" },
	{ "/v1/search?q=tax+reform", "/v1/search q=tax reform" },
	{ "/s?q=a%20b&q=c&x", "/s q=a b q=c x=" },
	{ "/s?&&a=1&&", "/s a=1" },
	{ "/s?a=b=c", "/s a=b=c" },
	{ "/s?=b", "/s =b" },
	{ "/s?a=%26%3d%2B", "/s a=&=+" },
	{ "/s?a=1?b=2", "/s a=1?b=2" },
	{ "/a+b", "/a+b" },
	{ "/a%2Fb", "/a/b" },
	{ "/caf%C3%A9?q=\xc3\xa9", "/caf\xc3\xa9 q=\xc3\xa9" },
	{ "/s?q=%0A", "/s q=\n" },
	{ "/...", "/..." },
	{ "/.well-known", "/.well-known" },
	{ "", "!bad-target" },
	{ "*", "!bad-target" },
	{ "a", "!bad-target" },
	{ "http://a/", "!bad-target" },
	{ "a:443", "!bad-target" },
	{ "/a b", "!bad-target" },
	{ "/a#b", "!bad-target" },
	{ "/a\x7f", "!bad-target" },
	{ "/%", "!bad-target" },
	{ "/%4", "!bad-target" },
	{ "/%zz", "!bad-target" },
	{ "/s?q=%2", "!bad-target" },
	{ "/s?%=1", "!bad-target" },
	{ "/%00", "!bad-target" },
	{ "/s?q=%00", "!bad-target" },
	{ "/%0d%0a", "!bad-target" },
	{ "/%C0%AF", "!bad-target" },
	{ "/%FF", "!bad-target" },
	{ "/\xff", "!bad-target" },
	{ "/s?q=%ED%A0%80", "!bad-target" },
	{ "/s?q=%C3", "!bad-target" },
	{ "/..", "!bad-target" },
	{ "/../etc/passwd", "!bad-target" },
	{ "/a/./b", "!bad-target" },
	{ "/a/%2e%2e/b", "!bad-target" },
	/* within one segment dots are an id's; no file is opened by a path */
	{ "/a/..%2fb", "/a/../b" },
	{ "/a/..%5cb", "/a/..\\b" },
	{ "/a/%2e%2e", "!bad-target" },
};

static void show(const char *target, struct gz_buf *out)
{
	struct gate_target t;
	struct gate_fault fault;

	gz_buf_clear(out);
	if (!gate_target(target, strlen(target), &t, &fault)) {
		gz_buf_printf(out, "!%s", fault.code);
		CHECK(*fault.detail && !t.path && !t.param);
		return;
	}
	gz_buf_puts(out, t.path);
	for (size_t i = 0; i < t.param_count; i++)
		gz_buf_printf(out, " %s=%s", t.param[i].name, t.param[i].value);
	gate_target_clear(&t);
}

static void test_targets(void)
{
	struct gz_buf got = { 0 }, many = { 0 };

	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		show(targets[i].target, &got);
		if (strcmp(got.data, targets[i].shown) != 0)
			printf("%s: %s\n", targets[i].target, got.data);
		CHECK_STR(got.data, targets[i].shown);
	}
	gz_buf_puts(&many, "/s?");
	for (int i = 0; i < GATE_PARAMS; i++)
		gz_buf_puts(&many, "a=b&");
	show(many.data, &got);
	CHECK(*got.data == '/');
	gz_buf_puts(&many, "a=b");
	show(many.data, &got);
	CHECK_STR(got.data, "!too-many-parameters");
	gz_buf_free(&got);
	gz_buf_free(&many);
}

/* Ids come back to the client: only harmless ones. */
static void test_ids(void)
{
	static const struct {
		const char *sent, *used; /* NULL: one of ours */
	} ids[] = { { "abc-1.2_Z", "abc-1.2_Z" },
		    { "a b", NULL },
		    { "<b>", NULL },
		    { "", NULL },
		    { "a\xc3\xa9", NULL } };

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		const struct gate_header field = { "x-request-id", 12,
						   ids[i].sent,
						   strlen(ids[i].sent) };
		const struct gate_request q = { .header = &field,
						.header_count = 1 };
		struct request r = { 0 };

		intake_id(r.id);
		intake_fields(&r, &q);
		if (ids[i].used)
			CHECK_STR(r.id, ids[i].used);
		else
			CHECK(strspn(r.id, "0123456789abcdef") == 16 &&
			      !r.id[16]);
	}
}

int main(void)
{
	test_heads();
	test_bodies();
	test_layout();
	test_sizes();
	test_targets();
	test_ids();
	return check_done();
}
