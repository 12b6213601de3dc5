/* test_page.c - what a search looks like on a page. */
#include "check.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "../server/page.h"
#include "play_kit.h"

#define EVIL "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\x01"

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
