/* test_render.c - what a search looks like as JSON. */
#include "check.h"

#include <jansson.h>

#include "../server/render.h"
#include "play_kit.h"

static json_t *read_back(struct gz_buf *b)
{
	json_t *o = json_loads(b->data, 0, NULL);

	CHECK(o && b->data[b->len - 1] == '\n');
	gz_buf_free(b);
	return o;
}

static json_t *searched(const struct found *f)
{
	struct gz_buf b = { 0 };

	render_search(f, &b);
	return read_back(&b);
}

static json_t *parsed(const struct ask *ask)
{
	struct gz_buf b = { 0 };

	render_parse(ask, &b);
	return read_back(&b);
}

static const char *string_at(json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "(null)";
}

/* Text of a highlight's spans, joined by "|". */
static void check_spans(json_t *highlight, const char *want)
{
	const char *text = string_at(highlight, "text");
	json_t *spans = json_object_get(highlight, "spans"), *span;
	char got[256] = "";
	size_t i;

	json_array_foreach(spans, i, span)
	{
		json_int_t from = json_integer_value(json_array_get(span, 0));
		json_int_t to = json_integer_value(json_array_get(span, 1));
		json_int_t at = 0;

		for (const char *c = text; *c; c++) {
			at += c > text && (*c & 0xC0) != 0x80;
			if (at >= from && at < to)
				strncat(got, c, 1);
		}
		strcat(got, "|");
	}
	CHECK_STR(got, want);
}

static void test_search_json(void)
{
	static const char *const keys[] = {
		"total",   "total_relation", "page",  "page_size", "order_by",
		"took_ms", "index_revision", "query", "results",   "links",
	};
	struct play p;
	json_t *o, *r;

	play_open(&p, "\"tax reform\"", "page-size", "1", 1, 3);
	p.hits->hit[0] = one_hit();
	p.found.suggestion = "tax \"re\"";
	o = searched(&p.found);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		CHECK(json_object_get(o, keys[i]));
	CHECK(json_object_size(o) == sizeof(keys) / sizeof(keys[0]));
	CHECK(json_integer_value(json_object_get(o, "total")) == 3);
	CHECK(json_real_value(json_object_get(o, "took_ms")) == 3.1);
	r = json_object_get(o, "links");
	CHECK_STR(string_at(r, "self"),
		  "/v1/search?q=%22tax%20reform%22&page-size=1");
	CHECK_STR(string_at(r, "next"),
		  "/v1/search?q=%22tax%20reform%22&page-size=1&page=2");
	CHECK(json_is_null(json_object_get(r, "previous")));
	r = json_object_get(o, "query");
	CHECK_STR(string_at(r, "input"), "\"tax reform\"");
	CHECK_STR(string_at(r, "suggestion"), "tax \"re\"");
	json_decref(o);
	play_close(&p);
}

static void test_result_json(void)
{
	struct play p;
	json_t *o, *r, *h;

	play_open(&p, "\"tax reform\"", NULL, NULL, 1, 1);
	p.hits->hit[0] = one_hit();
	o = searched(&p.found);
	r = json_array_get(json_object_get(o, "results"), 0);
	CHECK_STR(string_at(r, "id"), "a/1");
	CHECK_STR(string_at(r, "published"), "2017-07-26T06:05-04:00");
	CHECK(json_is_null(json_object_get(r, "section")));
	CHECK(json_integer_value(json_object_get(r, "words")) == 512);
	CHECK(json_real_value(json_object_get(r, "score")) == 17.432);
	CHECK(json_array_size(json_object_get(r, "byline")) == 2);
	CHECK(strstr(string_at(r, "snippet"), "<mark>tax reform</mark>"));
	CHECK(!strstr(string_at(r, "snippet"), "<b>"));
	CHECK(!strchr(string_at(r, "snippet"), '\n'));
	CHECK(!json_object_get(r, "body"));
	h = json_object_get(r, "highlights");
	CHECK(json_array_size(h) == 2);
	CHECK_STR(string_at(json_array_get(h, 0), "field"), "title");
	check_spans(json_array_get(h, 0), "tax reform|");
	CHECK_STR(string_at(json_array_get(h, 1), "field"), "body");
	check_spans(json_array_get(h, 1), "tax reform|");
	json_decref(o);
	play_close(&p);
}

/* hl=off, show-fields, order. */
static void test_dress(void)
{
	struct play p;
	json_t *o, *r;

	play_open(&p, "tax", "hl", "off", 1, 1);
	p.hits->hit[0] = one_hit();
	o = searched(&p.found);
	r = json_array_get(json_object_get(o, "results"), 0);
	CHECK(!strstr(string_at(r, "snippet"), "<mark>"));
	CHECK(json_array_size(json_object_get(r, "highlights")) == 0);
	json_decref(o);
	play_close(&p);

	play_open(&p, "tax", "fl", "body", 1, 1);
	p.hits->hit[0] = one_hit();
	o = searched(&p.found);
	r = json_array_get(json_object_get(o, "results"), 0);
	CHECK_STR(string_at(r, "body"), p.hits->hit[0].article.body);
	CHECK(!json_object_get(r, "language"));
	json_decref(o);
	play_close(&p);

	play_open(&p, "tax", "sort", "oldest", 1, 1);
	p.hits->hit[0] = one_hit();
	o = searched(&p.found);
	r = json_array_get(json_object_get(o, "results"), 0);
	CHECK_STR(string_at(o, "order_by"), "oldest");
	CHECK(json_is_null(json_object_get(r, "score")));
	json_decref(o);
	play_close(&p);
}

/* Where pages begin and end: page, results, whether there is a next one. */
static void test_neighbours(void)
{
	static const struct {
		const char *page;
		size_t total;
		bool previous, next;
	} cases[] = {
		{ "1", 10, false, false },	{ "1", 11, false, true },
		{ "2", 20, true, false },	{ "2", 21, true, true },
		{ "1000", 50000, true, false }, { "999", 50000, true, true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gz_buf b = { 0 };
		struct play p;

		play_open(&p, "tax", "page", cases[i].page, 0, cases[i].total);
		CHECK(render_neighbour(&p.found, "/", -1, &b) ==
		      cases[i].previous);
		CHECK(render_neighbour(&p.found, "/", 1, &b) == cases[i].next);
		gz_buf_free(&b);
		play_close(&p);
	}
}

static void test_snippet(void)
{
	struct excerpt e = { 0 };
	struct gz_buf b = { 0 };
	struct gz_buf text = { 0 };
	struct play p;

	for (int i = 0; i < 200; i++)
		gz_buf_printf(&text, "Filler number %d ends here. ", i);
	gz_buf_puts(&text, "Then << tax \t  reform & 'more' came. ");
	for (int i = 0; i < 200; i++)
		gz_buf_printf(&text, "Filler number %d ends here. ", i);
	play_open(&p, "\"tax reform\" more", NULL, NULL, 0, 0);
	excerpt_make(&e, p.ask.parsed.root, GZ_F_BODY, text.data, 240, stemmer);
	excerpt_snippet(&e, true, &b);
	CHECK(e.cut_before && e.cut_after);
	CHECK(strncmp(b.data, "… ", strlen("… ")) == 0);
	CHECK(strcmp(b.data + b.len - strlen(" …"), " …") == 0);
	CHECK(strstr(b.data, "&lt;&lt; <mark>tax reform</mark> &amp; &#39;"
			     "<mark>more</mark>&#39; came."));
	CHECK(!strstr(b.data, "  ") && !strchr(b.data, '\t'));
	CHECK(e.text.len < 400);
	excerpt_free(&e);
	gz_buf_free(&b);
	gz_buf_free(&text);
	play_close(&p);
}

static void test_parse_json(void)
{
	struct api_pair bad = { "q", "tax \"reform" };
	struct api_pair strict[2] = { bad, { "strict", "1" } };
	struct api_request r = { .param = strict, .param_count = 2 };
	struct ask ask;
	struct play p;
	json_t *o, *tree, *kid;

	play_open(&p, "tax -\"b c\"", NULL, NULL, 0, 0);
	o = parsed(&p.ask);
	tree = json_object_get(o, "tree");
	CHECK_STR(string_at(tree, "op"), "and");
	kid = json_array_get(json_object_get(tree, "kids"), 1);
	CHECK_STR(string_at(kid, "op"), "not");
	kid = json_array_get(json_object_get(kid, "kids"), 0);
	CHECK_STR(string_at(kid, "op"), "phrase");
	CHECK(json_array_size(json_object_get(kid, "forms")) == 2);
	CHECK(json_integer_value(json_object_get(kid, "end")) == 9);
	CHECK(json_array_size(json_object_get(o, "errors")) == 0);
	json_decref(o);
	play_close(&p);

	CHECK(!ask_read(&ask, &r, &limits, NOW));
	o = parsed(&ask);
	CHECK(json_array_size(json_object_get(o, "errors")) > 0);
	json_decref(o);
	ask_close(&ask);
}

int main(void)
{
	stemmer = gz_stemmer_open();
	test_search_json();
	test_result_json();
	test_dress();
	test_neighbours();
	test_snippet();
	test_parse_json();
	gz_stemmer_close(stemmer);
	return check_done();
}
