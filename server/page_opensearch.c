/* page_opensearch.c - how a browser adds this search engine (OpenSearch 1.1).
 * See page.h. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "gz/utf8.h"

#define NAMESPACE "http://a9.com/-/spec/opensearch/1.1/"
#define SHORT_NAME 16 /* code points, by the specification */

static const struct template
{
	const char *type, *rel, *path;
}
templates[] = {
	{ "text/html", "results", "/search?q={searchTerms}&page={startPage?}" },
	{ "application/x-suggestions+json", "suggestions",
	  "/v1/suggest?q={searchTerms}" },
	{ "application/atom+xml", "results",
	  "/v1/search?q={searchTerms}&page={startPage?}&page-size={count?}"
	  "&format=atom" },
	{ "application/json", "results",
	  "/v1/search?q={searchTerms}&page={startPage?}&page-size={count?}" },
	{ "application/opensearchdescription+xml", "self", "/opensearch.xml" },
};

static void text_element(struct page *p, const char *name, const char *text,
			 size_t len)
{
	page_open(p, name, NULL);
	page_textn(p, text, len);
	page_close(p);
}

static void address(struct page *p, const char *base, const struct template *t)
{
	struct gz_buf url = { 0 };

	gz_buf_printf(&url, "%s%s", base, t->path);
	page_void(p, "Url", "type", t->type, "rel", t->rel, "template",
		  url.data, NULL);
	gz_buf_free(&url);
}

static void icon(struct page *p, const char *base)
{
	page_open(p, "Image", "width", "16", "height", "16", "type",
		  "image/svg+xml", NULL);
	page_textf(p, "%s/icon.svg", base);
	page_close(p);
}

/* The bytes of the first code points of text, n of them at most. */
static size_t beginning(const char *text, size_t n)
{
	size_t len = strlen(text);

	while (gz_utf8_count(text, len) > n)
		len = gz_utf8_cut(text, len - 1);
	return len;
}

void page_opensearch(const char *site, const char *base, struct gz_buf *out)
{
	struct page p = { .bytes = xmlBufferCreate() };

	p.to = p.bytes ? xmlNewTextWriterMemory(p.bytes, 0) : NULL;
	if (!p.to)
		abort();
	xmlTextWriterStartDocument(p.to, NULL, "UTF-8", NULL);
	page_open(&p, "OpenSearchDescription", "xmlns", NAMESPACE, NULL);
	text_element(&p, "ShortName", site, beginning(site, SHORT_NAME));
	page_element(&p, "Description", NULL, "Search news articles");
	page_element(&p, "InputEncoding", NULL, "UTF-8");
	icon(&p, base);
	for (size_t i = 0; i < sizeof(templates) / sizeof(templates[0]); i++)
		address(&p, base, &templates[i]);
	page_end(&p, out);
}
