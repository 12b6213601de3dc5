/* The front's parts that need no socket: what is wanted, what is kept, what
 * is the same request, what lives where, what an error says. */
#include "check.h"

#include <stdlib.h>

#include <brotli/decode.h>
#include <jansson.h>
#include <zlib.h>

#include "../server/accept.h"
#include "../server/compress.h"
#include "../server/front_parts.h"
#include "../server/problem.h"

static void test_accept(void)
{
	static const struct {
		const char *header, *type;
		int q;
	} media[] = {
		{ NULL, "text/html", 1000 },
		{ "", "text/html", 1000 },
		{ "text/html", "text/html", 1000 },
		{ "TEXT/HTML;q=0.5", "text/html", 500 },
		{ "text/*;q=0.25, */*;q=0.1", "text/csv", 250 },
		{ "*/*;q=0.1", "text/csv", 100 },
		{ "application/json", "text/html", 0 },
		{ "text/html;level=1;q=0.3", "text/html", 300 },
		{ "text/html;q=0, */*", "text/html", 0 },
		{ "text/html;q=x", "text/html", 0 },
		{ "text/html;q=7", "text/html", 0 },
		{ "text/htmlx", "text/html", 0 },
		{ " , ,text/html", "text/html", 1000 },
	};

	static const struct {
		const char *header;
		enum coding best;
	} coding[] = {
		{ NULL, CODING_NONE },
		{ "", CODING_NONE },
		{ "deflate", CODING_NONE },
		{ "gzip, deflate", CODING_GZIP },
		{ "gzip, deflate, br", CODING_BROTLI },
		{ "br;q=0.5, gzip", CODING_GZIP },
		{ "br;q=0.8, gzip;q=0.8", CODING_BROTLI },
		{ "br;q=0, *", CODING_GZIP },
		{ "*", CODING_BROTLI },
		{ "*;q=0", CODING_NONE },
		{ "gzip;q=0.5, identity", CODING_NONE },
		{ "gzip;q=0.5, identity;q=0.5", CODING_GZIP },
		{ "br, IDENTITY;q=0", CODING_BROTLI },
	};

	for (size_t i = 0; i < sizeof(media) / sizeof(media[0]); i++)
		CHECK(accept_media(media[i].header, media[i].type) ==
		      media[i].q);
	CHECK(accept_coding(NULL, "gzip") == 0);
	CHECK(accept_coding("br, gzip;q=0.8", "gzip") == 800);
	CHECK(accept_coding("*", "gzip") == 1000);
	CHECK(accept_coding("*, gzip;q=0", "gzip") == 0);
	for (size_t i = 0; i < sizeof(coding) / sizeof(coding[0]); i++)
		CHECK(compress_choose(coding[i].header) == coding[i].best);
	CHECK(compress_wanted("br, gzip") && !compress_wanted("br"));
	CHECK(!compress_wanted("gzip;q=0.5, identity") &&
	      !compress_wanted(NULL));
	CHECK(problem_wants_html("text/html,application/xhtml+xml,*/*;q=0.8"));
	CHECK(!problem_wants_html("*/*") && !problem_wants_html(NULL));
	CHECK(!problem_wants_html("application/json, text/html;q=0.9"));
}

static size_t gunzip(const struct gz_buf *packed, char *out, size_t size)
{
	z_stream z = { 0 };

	inflateInit2(&z, 15 + 16);
	z.next_in = (Bytef *)packed->data;
	z.avail_in = (uInt)packed->len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)size;
	CHECK(inflate(&z, Z_FINISH) == Z_STREAM_END);
	inflateEnd(&z);
	return z.total_out;
}

static size_t unbrotli(const struct gz_buf *packed, char *out, size_t size)
{
	CHECK(BrotliDecoderDecompress(
		      packed->len, (const uint8_t *)packed->data, &size,
		      (uint8_t *)out) == BROTLI_DECODER_RESULT_SUCCESS);
	return size;
}

/* Both codings of an answer, which has each of them as long as it lives. */
static void test_packed(void)
{
	struct answer *a = answer_new();
	struct gz_buf *plain = &a->reply.body;
	const struct gz_buf *packed[CODINGS];
	char back[40000];

	gz_buf_puts(plain, "short");
	CHECK(!answer_packed(a, CODING_BROTLI));
	for (int i = 0; i < 2000; i++)
		gz_buf_printf(plain, "line %d\n", i);
	for (enum coding c = 0; c < CODINGS; c++) {
		packed[c] = answer_packed(a, c);
		CHECK(packed[c] && packed[c]->len < plain->len / 2);
		CHECK(answer_packed(a, c) == packed[c]);
	}
	CHECK(!answer_packed(a, CODING_NONE));
	CHECK(gunzip(packed[CODING_GZIP], back, sizeof(back)) == plain->len);
	CHECK(memcmp(back, plain->data, plain->len) == 0);
	memset(back, 0, sizeof(back));
	CHECK(unbrotli(packed[CODING_BROTLI], back, sizeof(back)) ==
	      plain->len);
	CHECK(memcmp(back, plain->data, plain->len) == 0);
	answer_drop(a);
}

static struct answer *sized(size_t bytes)
{
	struct answer *a = answer_new();

	memset(gz_buf_room(&a->reply.body, bytes), 'x', bytes);
	a->reply.body.len = bytes;
	return a;
}

static bool has(struct cache *c, const char *key)
{
	struct answer *a = cache_get(c, key, strlen(key));

	answer_drop(a);
	return a;
}

static void put(struct cache *c, const char *key, size_t bytes)
{
	struct answer *a = sized(bytes);

	cache_put(c, key, strlen(key), a);
	answer_drop(a);
}

static void test_cache(void)
{
	struct cache *c = cache_open(100000), *none = cache_open(0);
	char key[16];

	put(none, "a", 1);
	CHECK(!has(none, "a"));
	put(c, "a", 1000);
	put(c, "big", 50000); /* over an eighth */
	CHECK(has(c, "a") && !has(c, "b") && !has(c, "big"));
	put(c, "a", 2000); /* in place of the other */
	for (int i = 0; i < 60; i++) {
		snprintf(key, sizeof(key), "k%d", i);
		put(c, key, 5000);
		CHECK(has(c, "a")); /* asked for again and again */
		CHECK(cache_bytes(c) <= 100000);
	}
	CHECK(has(c, "k59") && !has(c, "k0"));
	cache_close(c);
	cache_close(none);
}

static void key_of(struct api_pair *param, size_t count, const char *accept,
		   uint64_t stamp, struct gz_buf *out)
{
	struct request r = { .accept = (char *)(uintptr_t)accept };

	r.target.path = (char[]){ "/v1/search" };
	r.target.param = param;
	r.target.param_count = count;
	front_key(&r, stamp, out);
}

#define PAIR(n, v)                                                             \
	{                                                                      \
		(char[]){ n }, (char[])                                        \
		{                                                              \
			v                                                      \
		}                                                              \
	}

static bool same_key(struct api_pair *a, struct api_pair *b, size_t count)
{
	struct gz_buf x = { 0 }, y = { 0 };
	bool same;

	key_of(a, count, NULL, 7, &x);
	key_of(b, count, NULL, 7, &y);
	same = x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
	key_of(a, count, NULL, 8, &y);
	CHECK(x.len != y.len || memcmp(x.data, y.data, x.len) != 0);
	key_of(a, count, "text/csv", 7, &y);
	CHECK(x.len != y.len || memcmp(x.data, y.data, x.len) != 0);
	gz_buf_free(&x);
	gz_buf_free(&y);
	return same;
}

static void test_keys(void)
{
	struct api_pair a[] = { PAIR("q", "x"), PAIR("page", "2") };
	struct api_pair b[] = { PAIR("page", "2"), PAIR("q", "x") };
	struct api_pair c[] = { PAIR("q", "x"), PAIR("q", "y") };
	struct api_pair d[] = { PAIR("q", "y"), PAIR("q", "x") };
	struct api_pair e[] = { PAIR("q", "xq"), PAIR("", "y") };

	CHECK(same_key(a, b, 2));
	CHECK(!same_key(c, d, 2)); /* which of two comes first may matter */
	CHECK(!same_key(c, e, 2));
}

static void test_tags(void)
{
	char tag[24], other[24];

	answer_tag("a", 1, tag);
	answer_tag("b", 1, other);
	CHECK(strlen(tag) == 20 && strncmp(tag, "W/\"", 3) == 0);
	CHECK(strcmp(tag, other) != 0);
	CHECK(front_matches(tag, tag) && front_matches(tag + 2, tag));
	CHECK(!front_matches(NULL, tag) && !front_matches("*", tag));
	CHECK(!front_matches(other, tag) && !front_matches("W/\"\"", ""));
	CHECK(front_matches("\"x\", W/\"0\" , W/\"00\"", "W/\"00\""));
	CHECK(!front_matches("\"x, W/", tag));
}

static void test_routes(void)
{
	static const struct {
		const char *path, *route;
	} paths[] = {
		{ "/", "/" },
		{ "/search", "/search" },
		{ "/search/", "none" },
		{ "/v1/articles/u-1", "/v1/articles/" },
		{ "/v1/articles/", "none" },
		{ "/v1/articles/u-1/versions", "/v1/articles/ID/versions" },
		{ "/v1/articles/u-1/versions/2", "/v1/articles/ID/versions/" },
		{ "/v1/articles/u-1/versions/", "/v1/articles/" },
		{ "/v1/articles/u-1/similar", "/v1/articles/ID/similar" },
		{ "/v1/articles/similar", "/v1/articles/" },
		{ "/v1/articles/u-1/versions/2/3", "/v1/articles/" },
		{ "/v1/articles//versions", "/v1/articles/" },
		{ "/articles/a/b", "/articles/" }, /* an id may have a / */
		{ "/style.css", "file" },
		{ "/v1/nothing", "none" },
		{ "//", "none" },
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		CHECK_STR(route_find(paths[i].path, paths[i].path)->path,
			  paths[i].route);
	CHECK_STR(route_find("/v1/articles/a/versions",
			     "/v1/articles/a%2Fversions")
			  ->path,
		  "/v1/articles/");
	CHECK(route_allows(route_find("/v1/articles", "/v1/articles"), "POST"));
	CHECK(route_allows(route_find("/v1/articles/a", "/v1/articles/a"),
			   "DELETE"));
	CHECK(route_allows(route_find("/v1/articles/a", "/v1/articles/a"),
			   "OPTIONS"));
	CHECK(!route_allows(route_find("/v1/articles", "/v1/articles"), "GET"));
	CHECK(!route_allows(route_find("/v1/articles", "/v1/articles"), "POS"));
	CHECK(!route_allows(route_find("/v1/search", "/v1/search"), "POST"));
	for (size_t i = 0; i < route_count(); i++)
		CHECK(route_ordinal(route_at(i)) == i);
}

static void test_problem(void)
{
	const struct problem_error error = { "q", 3, "</script> & \"'",
					     "\"a\"" };
	const struct problem p = { .code = "bad-query",
				   .detail = "<b>",
				   .request_id = "r1",
				   .error = &error,
				   .error_count = 1 };
	struct gz_buf out = { 0 };
	json_t *o, *e;

	problem_json(&p, &out);
	o = json_loads(out.data, 0, NULL);
	e = json_array_get(json_object_get(o, "errors"), 0);
	CHECK(json_integer_value(json_object_get(o, "status")) == 400);
	CHECK(json_integer_value(json_object_get(e, "offset")) == 3);
	CHECK_STR(json_string_value(json_object_get(o, "type")),
		  "/problems/bad-query");
	CHECK_STR(json_string_value(json_object_get(e, "detail")),
		  error.detail);
	json_decref(o);
	gz_buf_clear(&out);
	problem_html(&p, &out);
	CHECK(strstr(out.data, "&#60;b&#62;") && !strstr(out.data, "<b>"));
	CHECK(!strstr(out.data, "</script>") && strstr(out.data, "&#39;"));
	gz_buf_free(&out);
	CHECK(!problem_find("nonsense") && problem_status("overloaded") == 503);
}

int main(void)
{
	test_accept();
	test_packed();
	test_cache();
	test_keys();
	test_tags();
	test_routes();
	test_problem();
	return check_done();
}
