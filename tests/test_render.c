/* What a search looks like: JSON and pages, from hits made by hand. */
#include "check.h"

#include <stdlib.h>

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "../server/page.h"

/* 2017-07-26 12:00 UTC */
#define NOW (gz_days_from_civil(2017, 7, 26) * 86400 + 43200)
#define EVIL "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\x01"

static const struct ask_limits limits = { .page_size = 200, .offset = 10000 };
static struct gz_stemmer *stemmer;

/* A search for q (and another parameter) with what it found. */
struct play {
	struct api_pair pair[2];
	struct api_request request;
	struct ask ask;
	struct gz_hits *hits;
	struct found found;
};

static void play_open(struct play *p, const char *q, const char *name,
		      const char *value, size_t count, size_t total)
{
	*p = (struct play){
		.pair = { { "q", (char *)q }, { (char *)name, (char *)value } },
		.request = { .route = (char *)(uintptr_t) "/v1/search",
			     .param = p->pair,
			     .param_count = name ? 2 : 1 },
		.hits = gz_alloc(sizeof(*p->hits) +
				 count * sizeof(struct gz_hit)),
		.found = { .request = &p->request,
			   .ask = &p->ask,
			   .took_ms = 3.14159,
			   .stemmer = stemmer },
	};
	CHECK(ask_read(&p->ask, &p->request, &limits, NOW));
	p->hits->count = count;
	p->hits->total = total;
	p->hits->revision = 412;
	p->found.hits = p->hits;
}

static void play_close(struct play *p)
{
	ask_close(&p->ask);
	free(p->hits);
}

static char *jane[] = { "Jane Doe", "Ann Roe" };

static struct gz_hit one_hit(void)
{
	return (struct gz_hit){
		.place = { .docid = 7, .score = 17.43219F },
		.words = 512,
		.article = {
			.id = "a/1",
			.url = "https://example.org/1",
			.title = "Caf\xC3\xA9 talk: tax reform & more",
			.byline = jane,
			.byline_count = 2,
			.source = "Example Times",
			.dated = true,
			.published = { .at = 1501063500,
				       .precision = GZ_MINUTE,
				       .has_offset = true,
				       .offset = -240 },
			.body = "Caf\xC3\xA9 <b>owners</b> met.\n\nThey said tax "
				"reform, in the end, is \"reform\".",
		},
	};
}

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

/* ---- pages --------------------------------------------------------------- */

/* Elements of that name below n. With href: all links, and none of them may
 * lead where no link should. */
static unsigned elements(const xmlNode *n, const char *name)
{
	unsigned found = 0;

	for (; n; n = n->next) {
		xmlChar *href = NULL;

		if (n->type != XML_ELEMENT_NODE)
			continue;
		found += strcmp((const char *)n->name, name) == 0;
		href = xmlGetProp((xmlNode *)n, (const xmlChar *)"href");
		if (href)
			CHECK(strchr("/#h?", href[0]));
		xmlFree(href);
		CHECK(!xmlHasProp((xmlNode *)n, (const xmlChar *)"onerror"));
		CHECK(!xmlHasProp((xmlNode *)n, (const xmlChar *)"style"));
		found += elements(n->children, name);
	}
	return found;
}

/* A page is well-formed even as XML, so an XML parser sees what stands in
 * it. */
static void check_page(struct gz_buf *page, const char *element, unsigned count)
{
	xmlDoc *doc = xmlReadMemory(page->data, (int)page->len, NULL, NULL,
				    XML_PARSE_NONET);

	CHECK(doc != NULL);
	CHECK(strncmp(page->data, "<!DOCTYPE html>", 15) == 0);
	CHECK(!strstr(page->data, "<div/>") && !strchr(page->data, '\x01'));
	if (doc) {
		CHECK(elements(doc->children, "script") == 1);
		CHECK(elements(doc->children, "img") == 0);
		CHECK(elements(doc->children, "h1") == 1);
		CHECK(elements(doc->children, "main") == 1);
		CHECK(elements(doc->children, element) == count);
	}
	xmlFreeDoc(doc);
	gz_buf_free(page);
}

static void test_results_page(void)
{
	struct gz_buf out = { 0 };
	struct play p;

	play_open(&p, "tax reform", "page", "2", 2, 12000);
	p.hits->hit[0] = p.hits->hit[1] = one_hit();
	page_results("gazetted", &p.found, &out);
	CHECK(strstr(out.data, "12,000 articles"));
	CHECK(strstr(out.data, "Page 2 of 1,000"));
	CHECK(strstr(out.data, "href=\"/articles/a%2F1?q=tax%20reform\""));
	CHECK(strstr(out.data, "rel=\"next\"") && strstr(out.data, "\"prev\""));
	CHECK(strstr(out.data, "datetime=\"2017-07-26T06:05-04:00\""));
	CHECK(strstr(out.data, ">26 July 2017</time>"));
	check_page(&out, "li", 2);
	play_close(&p);
}

static void test_empty_page(void)
{
	struct gz_buf out = { 0 };
	struct play p;

	play_open(&p, "tax zzz", "from", "2017", 0, 0);
	page_results("gazetted", &p.found, &out);
	CHECK(strstr(out.data, "No articles"));
	CHECK(strstr(out.data, "href=\"/search?q=tax%20zzz\""));
	CHECK(strstr(out.data, "match=any"));
	check_page(&out, "li", 4); /* three ways out, and a chip */
	play_close(&p);
}

/* Everything that others write is only ever text. */
static void test_evil_pages(void)
{
	struct gz_article evil = {
		.id = EVIL,
		.url = "javascript:alert(1)",
		.title = EVIL " tax",
		.standfirst = EVIL,
		.source = EVIL,
		.section = EVIL,
		.language = EVIL,
		.body = EVIL "\n\ntax " EVIL "\ntax",
		.byline = (char *[]){ EVIL },
		.byline_count = 1,
	};
	struct gz_buf out = { 0 };
	struct play p;

	play_open(&p,
		  "tax OR \""
		  "><script>alert(1)</script>\"",
		  "source", EVIL, 1, 1);
	p.hits->hit[0].article = evil;
	page_results("gazetted", &p.found, &out);
	check_page(&out, "article", 1);
	page_article("gazetted", &p.found,
		     &(struct reading){ .hit = &p.hits->hit[0] }, &out);
	CHECK(!strstr(out.data, "javascript:"));
	CHECK(strstr(out.data, "id=\"hit-1\""));
	check_page(&out, "br", 1);
	page_message(EVIL, EVIL, EVIL, &out);
	check_page(&out, "form", 1);
	play_close(&p);
}

/* What stands below an article. */
static void test_beside(void)
{
	struct gz_versions *versions = gz_alloc(sizeof(*versions) +
						2 * sizeof(struct gz_version));
	struct gz_buf out = { 0 };
	struct play p;

	play_open(&p, "tax", NULL, NULL, 2, 2);
	p.hits->hit[0] = p.hits->hit[1] = one_hit();
	p.found.suggestion = "taxes & <b>";
	versions->count = 2;
	versions->version[0] = (struct gz_version){ .number = 7,
						    .current = true };
	versions->version[1] = (struct gz_version){ .number = 5, .words = 1 };
	page_article("gazetted", &p.found,
		     &(struct reading){ .hit = &p.hits->hit[0],
					.versions = versions,
					.similar = p.hits },
		     &out);
	CHECK(strstr(out.data, "id=\"similar\""));
	CHECK(strstr(out.data, "/articles/a%2F1/versions/7?diff=5"));
	CHECK(!strstr(out.data, "/versions/7\""));
	CHECK(strstr(out.data, "Jane Doe</bdi> and <bdi>Ann Roe</bdi>. "));
	check_page(&out, "li", 4);
	page_results("gazetted", &p.found, &out);
	CHECK(strstr(out.data, "q=taxes%20%26%20%3Cb%3E\">taxes &amp; &lt;b"));
	CHECK(strstr(out.data, "href=\"/articles/a%2F1#similar\""));
	check_page(&out, "li", 2);
	free(versions);
	play_close(&p);
}

/* What was counted, as bars and links. */
static void test_counted_page(void)
{
	struct gz_bucket bucket[] = {
		{ gz_days_from_civil(2017, 2, 1), 3, 30 },
		{ gz_days_from_civil(2017, 3, 1), 0, 20 },
		{ gz_days_from_civil(2017, 4, 1), 1, 4000 },
	};
	struct gz_value_count value = { .value = (char *)EVIL, .count = 4 };
	struct gz_counts counts = {
		.total = 4,
		.timeline = { .interval = GZ_EACH_MONTH,
			      .undated = 2,
			      .count = 3,
			      .bucket = bucket },
	};
	struct gz_buf out = { 0 };
	struct play p;

	play_open(&p, "tax", "from", "2017-02-14", 0, 4);
	counts.facet[GZ_FACET_SOURCE] = (struct gz_facet_counts){
		.distinct = 9, .count = 1, .value = &value
	};
	p.ask.tally.facets = 1u << GZ_FACET_SOURCE;
	p.found.counts = &counts;
	page_results("gazetted", &p.found, &out);
	/* no bar leads beyond what was asked for */
	CHECK(strstr(out.data,
		     "from-date=2017-02-14&amp;to-date=2017-02-28\""));
	CHECK(strstr(out.data, "from-date=2017-04&amp;to-date=2017-04\""));
	CHECK(!strstr(out.data, "from-date=2017-03"));
	CHECK(strstr(out.data, "February 2017: 3 of 30, 10 %"));
	CHECK(strstr(out.data, "April 2017: 1 of 4,000, under 0.1 %"));
	CHECK(strstr(out.data, "2 without a date"));
	CHECK(strstr(out.data, "href=\"/facets/source?q=tax"));
	check_page(&out, "tr", 3);
	play_close(&p);
}

static void test_refusal_page(void)
{
	struct api_pair pair[] = { { "q", "tax " EVIL },
				   { "from", EVIL },
				   { "page", "0" } };
	struct api_request r = { .param = pair, .param_count = 3 };
	struct gz_buf out = { 0 };
	struct ask ask;

	CHECK(!ask_read(&ask, &r, &limits, NOW));
	page_refusal("gazetted", &r, &ask, &out);
	CHECK(strstr(out.data, "aria-invalid=\"true\""));
	check_page(&out, "form", 1);
	ask_close(&ask);
}

static void test_start_page(void)
{
	const struct gz_index_status status = {
		.articles = 1841,
		.oldest = gz_days_from_civil(2016, 1, 3) * 86400,
		.newest = NOW,
	};
	struct gz_buf out = { 0 };

	page_start("gazetted", &status, &out);
	CHECK(strstr(out.data, "1,841 articles"));
	CHECK(strstr(out.data, ">3 January 2016</time>"));
	CHECK(strstr(out.data, ">26 July 2017</time>"));
	check_page(&out, "dt", 9);
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
	test_results_page();
	test_empty_page();
	test_evil_pages();
	test_beside();
	test_counted_page();
	test_refusal_page();
	test_start_page();
	gz_stemmer_close(stemmer);
	xmlCleanupParser();
	return check_done();
}
