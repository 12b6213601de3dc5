/* page.c - writing HTML, and the frame of all pages. See page.h. */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#define XML(text) ((const xmlChar *)(text))

/* Characters that no HTML may hold, though an article may: controls, U+FFFE,
 * U+FFFF. How many bytes of it stand at c, 0: none does. */
static size_t foreign(const char *c)
{
	unsigned char u = (unsigned char)*c;

	if (strncmp(c, "\xEF\xBF\xBE", 3) == 0 ||
	    strncmp(c, "\xEF\xBF\xBF", 3) == 0)
		return 3;
	return (u < 0x20 && u != '\n' && u != '\t') || u == 0x7f;
}

static char *clean(const char *text, size_t len)
{
	char *copy = gz_strndup(text, len), *to = copy;

	for (const char *c = copy; *c;) {
		size_t skip = foreign(c);

		if (skip)
			c += skip;
		else
			*to++ = *c++;
	}
	*to = '\0';
	return copy;
}

static void attributes(struct page *p, va_list ap)
{
	const char *name;

	while ((name = va_arg(ap, const char *))) {
		const char *value = va_arg(ap, const char *);
		char *copy;

		if (!value)
			continue;
		copy = clean(value, strlen(value));
		xmlTextWriterWriteAttribute(p->to, XML(name), XML(copy));
		free(copy);
	}
}

void page_open(struct page *p, const char *element, ...)
{
	va_list ap;

	va_start(ap, element);
	xmlTextWriterStartElement(p->to, XML(element));
	attributes(p, ap);
	va_end(ap);
}

void page_void(struct page *p, const char *element, ...)
{
	va_list ap;

	va_start(ap, element);
	xmlTextWriterStartElement(p->to, XML(element));
	attributes(p, ap);
	xmlTextWriterEndElement(p->to);
	va_end(ap);
}

/* In full, as HTML knows no <div/>. */
void page_close(struct page *p)
{
	xmlTextWriterFullEndElement(p->to);
}

void page_textn(struct page *p, const char *text, size_t len)
{
	char *copy = clean(text, len);

	xmlTextWriterWriteString(p->to, XML(copy));
	free(copy);
}

void page_text(struct page *p, const char *text)
{
	page_textn(p, text, strlen(text));
}

void page_textf(struct page *p, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	page_text(p, text);
}

void page_element(struct page *p, const char *element, const char *class,
		  const char *text)
{
	page_open(p, element, "class", class, NULL);
	page_text(p, text);
	page_close(p);
}

void page_unseen(struct page *p, const char *text)
{
	page_element(p, "span", "unseen", text);
}

void page_link(struct page *p, struct gz_buf *href, const char *rel,
	       const char *text)
{
	page_open(p, "a", "href", href->data, "rel", rel, NULL);
	page_text(p, text);
	page_close(p);
	gz_buf_free(href);
}

/* ---- the frame ----------------------------------------------------------- */

static void link_to(struct page *p, const char *rel, const char *type,
		    const char *href)
{
	page_void(p, "link", "rel", rel, "type", type, "href", href, NULL);
}

static void head(struct page *p, const struct page_head *h)
{
	page_open(p, "head", NULL);
	page_void(p, "meta", "charset", "utf-8", NULL);
	page_void(p, "meta", "name", "viewport", "content",
		  "width=device-width, initial-scale=1", NULL);
	page_void(p, "meta", "name", "color-scheme", "content", "light dark",
		  NULL);
	page_open(p, "title", NULL);
	if (h->title)
		page_text(p, h->title);
	page_text(p, h->title ? " \xE2\x80\x93 " : "");
	page_text(p, h->site);
	page_close(p);
	link_to(p, "icon", "image/svg+xml", "/icon.svg");
	link_to(p, "stylesheet", NULL, "/style.css");
	page_void(p, "link", "rel", "search", "type",
		  "application/opensearchdescription+xml", "href",
		  "/opensearch.xml", "title", h->site, NULL);
	if (h->feed)
		link_to(p, "alternate", "application/atom+xml", h->feed);
	page_open(p, "script", "src", "/search.js", "defer", "defer", NULL);
	page_close(p);
	page_close(p);
}

/* The name of the site; the first heading where there is no other. */
static void brand(struct page *p, const char *site, bool heading)
{
	page_open(p, heading ? "h1" : "p", "class", "brand", NULL);
	page_open(p, "a", "href", "/", NULL);
	page_text(p, site);
	page_close(p);
	page_close(p);
}

static void ways(struct page *p)
{
	static const struct {
		const char *path, *name;
	} way[] = {
		{ "/advanced", "Advanced search" },
		{ "/sources", "Sources" },
		{ "/help", "Help" },
	};

	page_open(p, "nav", "class", "ways", "aria-label", "Site", NULL);
	for (size_t i = 0; i < sizeof(way) / sizeof(way[0]); i++) {
		page_open(p, "a", "href", way[i].path, NULL);
		page_text(p, way[i].name);
		page_close(p);
	}
	page_close(p);
}

static void open_writer(struct page *p)
{
	p->bytes = xmlBufferCreate();
	p->to = p->bytes ? xmlNewTextWriterMemory(p->bytes, 0) : NULL;
	if (!p->to)
		abort();
}

void page_xml(struct page *p)
{
	open_writer(p);
	xmlTextWriterStartDocument(p->to, NULL, "UTF-8", NULL);
}

void page_begin(struct page *p, const struct page_head *h)
{
	open_writer(p);
	xmlTextWriterWriteDTD(p->to, XML("html"), NULL, NULL, NULL);
	page_open(p, "html", "lang", "en", NULL);
	head(p, h);
	page_open(p, "body", "class", h->kind, NULL);
	page_open(p, "a", "class", "skip", "href", "#main", NULL);
	page_text(p, "Skip to the content");
	page_close(p);
	page_open(p, "header", "class", "top", NULL);
	brand(p, h->site, !h->title);
	ways(p);
	page_form(p, h->request, h->ask);
	page_close(p);
	page_open(p, "main", "id", "main", "tabindex", "-1", NULL);
}

void page_end(struct page *p, struct gz_buf *out)
{
	xmlTextWriterEndDocument(p->to);
	xmlFreeTextWriter(p->to);
	gz_buf_add(out, xmlBufferContent(p->bytes),
		   (size_t)xmlBufferLength(p->bytes));
	xmlBufferFree(p->bytes);
}

void page_message(const char *site, const char *heading, const char *text,
		  struct gz_buf *out)
{
	const struct page_head head = { .site = site,
					.title = heading,
					.kind = "message" };
	struct page p;

	page_begin(&p, &head);
	page_element(&p, "h1", NULL, heading);
	page_element(&p, "p", NULL, text);
	page_end(&p, out);
}
