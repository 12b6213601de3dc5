/* Bodies that stream by: sizes, the first byte, gzip, in pieces of any size. */
#include "check.h"

#include <stdlib.h>

#include "../server/body.h"
#include "../server/compress.h"
#include "gz/buf.h"

#define MOST 64
#define ARTICLE 16

enum {
	JSON,
	LINES
};

static bool keep(void *arg, const void *bytes, size_t len)
{
	gz_buf_add(arg, bytes, len);
	return true;
}

static bool refuse(void *arg, const void *bytes, size_t len)
{
	(void)arg, (void)bytes, (void)len;
	return false;
}

/* The code it ends with, "" if all is well, in pieces of step bytes. */
static const char *take(const struct body_spec *spec, const char *bytes,
			size_t len, size_t step)
{
	struct body *b = body_open(spec);
	struct gate_fault fault = { 0 };
	const char *code = "";

	for (size_t i = 0; i < len && !*code; i += step) {
		size_t n = len - i < step ? len - i : step;

		if (!body_take(b, bytes + i, n, &fault))
			code = fault.code ? fault.code : "sink";
	}
	if (!*code && !body_end(b, &fault))
		code = fault.code;
	body_close(b);
	return code;
}

static struct body_spec spec_of(int lines, bool gzip, struct gz_buf *out)
{
	return (struct body_spec){ .most = MOST,
				   .most_article = ARTICLE,
				   .lines = lines,
				   .gzip = gzip,
				   .sink = keep,
				   .arg = out };
}

/* Whatever the pieces of bytes, it ends with code, and text, which they are,
 * comes whole where all is well. */
static void comes(int lines, bool gzip, const char *bytes, size_t len,
		  const char *text, const char *code)
{
	for (size_t step = 1; step <= len + !gzip; step++) {
		struct gz_buf out = { 0 };
		struct body_spec spec = spec_of(lines, gzip, &out);
		const char *got = take(&spec, bytes, len, step);

		if (strcmp(got, code) != 0)
			printf("%s in pieces of %zu: %s\n", text, step, got);
		CHECK_STR(got, code);
		CHECK(*code || (out.len == strlen(text) &&
				memcmp(out.data, text, out.len) == 0));
		gz_buf_free(&out);
	}
}

static void ends(int lines, const char *text, const char *code)
{
	comes(lines, false, text, strlen(text), text, code);
}

static void test_first_byte(void)
{
	ends(JSON, "{}", "");
	ends(JSON, " \r\n\t[{}]", "");
	ends(JSON, "\xef\xbb\xbf{}", "");
	ends(LINES, "\n{}", "");
	ends(JSON, "x", "bad-body");
	ends(JSON, "\"title\"", "bad-body");
	ends(LINES, "  <html>", "bad-body");
	ends(JSON, "", "bad-body");
	ends(LINES, " \n\n", "bad-body");
}

/* Sixteen bytes are one article's, seventeen are not. */
static void test_article(void)
{
	ends(LINES, "{\"t\":\"45678901\"}\n{\"t\":\"45678901\"}", "");
	ends(LINES, "{}\n{\"t\":\"456789012\"}\n", "body-too-large");
	ends(LINES, "{}\n{\"t\":\"456789012\"}", "body-too-large");
	ends(JSON, "{\"t\":\"45678901\"}{\"t\":\"45678901\"}", "");
	ends(JSON, "{\"t\":\"456789012\"}", "body-too-large");
	ends(JSON, "[{\"t\":\"45678901\"},{\"t\":\"45678901\"}]", "");
	ends(JSON, "[{},{\"t\":\"456789012\"}]", "body-too-large");
	/* brackets and quotes within texts end nothing */
	ends(JSON, "{\"t\":\"}}}\\\"\\\\\"}", "");
	ends(JSON, "{\"t\":\"}{}{}{}{}{}{}\"}", "body-too-large");
	ends(JSON, "[{\"t\":\"\\\"}]}]}]}]\"}", "body-too-large");
	ends(JSON, "{\"a\":\n[[[{}]]]\n}", "");
	/* a list is one, though it is said to be lines */
	ends(LINES, "[{},\n{\"t\":\n\"56789\n123\"}]", "body-too-large");
	/* what never ends is one article */
	ends(JSON, "{\"t\":\"5678 {} {} {}", "body-too-large");
	ends(JSON, "}}}}}}}}}}}}}}}}}}", "bad-body");
}

static void test_all(void)
{
	char text[MOST + 2];

	memset(text, '\n', sizeof(text));
	memcpy(text, "{}", 2);
	text[MOST] = '\0';
	ends(LINES, text, "");
	ends(JSON, text, "");
	text[MOST] = '\n';
	text[MOST + 1] = '\0';
	ends(LINES, text, "body-too-large");
	ends(JSON, text, "body-too-large");
}

static void test_sink(void)
{
	struct body_spec spec = spec_of(JSON, false, NULL);

	spec.sink = refuse;
	CHECK_STR(take(&spec, "{}", 2, 1), "sink");
}

/* ---- gzip --------------------------------------------------------------- */

static void unpacks(const struct gz_buf *packed, const char *text,
		    const char *code)
{
	comes(LINES, true, packed->data, packed->len, text, code);
}

static void test_gzip(void)
{
	struct gz_buf packed = { 0 };
	const char *line = "{\"t\":1}\n";
	size_t one;

	compress_body(CODING_GZIP, line, strlen(line), &packed);
	one = packed.len;
	unpacks(&packed, line, "");
	compress_body(CODING_GZIP, line, strlen(line),
		      &packed); /* a second member */
	unpacks(&packed, "{\"t\":1}\n{\"t\":1}\n", "");
	packed.len--;
	unpacks(&packed, "", "bad-body");
	packed.len = one;
	gz_buf_puts(&packed, "junk that is no member");
	unpacks(&packed, "", "bad-body");
	packed.data[one - 6] ^= 1; /* its checksum */
	unpacks(&packed, "", "bad-body");
	gz_buf_free(&packed);
	gz_buf_puts(&packed, "{\"t\":1}\n");
	unpacks(&packed, "", "bad-body");
	gz_buf_free(&packed);
}

static void gzip_ends(const struct gz_buf *packed, size_t most,
		      const char *code)
{
	struct gz_buf out = { 0 };
	struct body_spec spec = spec_of(LINES, true, &out);

	spec.most = spec.most_article = most;
	CHECK_STR(take(&spec, packed->data, packed->len, 1000), code);
	CHECK(out.len <= most);
	gz_buf_free(&out);
}

/* A little that becomes much. */
static void test_bombs(void)
{
	struct gz_buf plain = { 0 }, packed = { 0 }, members = { 0 };
	const size_t mega = 1 << 20;

	memset(gz_buf_room(&plain, 4 * mega), '\n', 4 * mega);
	plain.data[0] = '{';
	plain.len = mega;
	compress_body(CODING_GZIP, plain.data, plain.len, &packed);
	gzip_ends(&packed, mega, "");
	gzip_ends(&packed, mega - 1, "body-too-large");
	gz_buf_clear(&packed);
	plain.len = 4 * mega;
	compress_body(CODING_GZIP, plain.data, plain.len, &packed);
	gzip_ends(&packed, 64 * mega, "body-too-large");
	compress_body(CODING_GZIP, "{", 1, &members);
	for (int i = 0; i < 9999; i++)
		compress_body(CODING_GZIP, "", 0, &members);
	gzip_ends(&members, mega, "");
	compress_body(CODING_GZIP, "", 0, &members);
	gzip_ends(&members, mega, "body-too-large");
	gz_buf_free(&plain);
	gz_buf_free(&packed);
	gz_buf_free(&members);
}

int main(void)
{
	test_first_byte();
	test_article();
	test_all();
	test_sink();
	test_gzip();
	test_bombs();
	return check_done();
}
