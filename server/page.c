/* page.c - writing HTML, and the frame of all pages. See page.h. */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#define XML(text) ((const xmlChar *)(text))

/* Characters that no HTML may hold, though an article may. */
static bool is_foreign(char c)
{
	unsigned char u = (unsigned char)c;

	return (u < 0x20 && u != '\n' && u != '\t') || u == 0x7f;
}

static char *clean(const char *text, size_t len)
{
	char *copy = gz_strndup(text, len), *to = copy;

	for (const char *c = copy; *c; c++)
		if (!is_foreign(*c))
			*to++ = *c;
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

void page_link(struct page *p, struct gz_buf *href, const char *rel,
	       const char *text)
{
	page_open(p, "a", "href", href->data, "rel", rel, NULL);
	page_text(p, text);
	page_close(p);
	gz_buf_free(href);
}

/* ---- the frame ----------------------------------------------------------- */

static void head(struct page *p, const char *site, const char *title)
{
	page_open(p, "head", NULL);
	page_void(p, "meta", "charset", "utf-8", NULL);
	page_void(p, "meta", "name", "viewport", "content",
		  "width=device-width, initial-scale=1", NULL);
	page_void(p, "meta", "name", "color-scheme", "content", "light dark",
		  NULL);
	page_open(p, "title", NULL);
	if (title)
		page_textf(p, "%s \xE2\x80\x93 ", title);
	page_text(p, site);
	page_close(p);
	page_void(p, "link", "rel", "icon", "type", "image/svg+xml", "href",
		  "/icon.svg", NULL);
	page_void(p, "link", "rel", "search", "type",
		  "application/opensearchdescription+xml", "title", site,
		  "href", "/opensearch.xml", NULL);
	page_void(p, "link", "rel", "stylesheet", "href", "/style.css", NULL);
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

void page_begin(struct page *p, const char *site, const char *title,
		const char *kind, const struct api_request *r,
		const struct ask *ask)
{
	open_writer(p);
	xmlTextWriterWriteDTD(p->to, XML("html"), NULL, NULL, NULL);
	page_open(p, "html", "lang", "en", NULL);
	head(p, site, title);
	page_open(p, "body", "class", kind, NULL);
	page_open(p, "a", "class", "skip", "href", "#main", NULL);
	page_text(p, "Skip to the content");
	page_close(p);
	page_open(p, "header", "class", "top", NULL);
	brand(p, site, !title);
	page_form(p, r, ask);
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
	struct page p;

	page_begin(&p, site, heading, "message", NULL, NULL);
	page_element(&p, "h1", NULL, heading);
	page_element(&p, "p", NULL, text);
	page_end(&p, out);
}
