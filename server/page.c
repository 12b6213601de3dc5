/* page.c - writing HTML, and what all pages share. See page.h. */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "link.h"
#include "param.h"

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

void page_begin(struct page *p, const char *site, const char *title,
		const char *kind, const struct api_request *r,
		const struct ask *ask)
{
	p->bytes = xmlBufferCreate();
	p->to = p->bytes ? xmlNewTextWriterMemory(p->bytes, 0) : NULL;
	if (!p->to)
		abort();
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

/* ---- small things -------------------------------------------------------- */

void page_excerpt(struct page *p, const struct excerpt *e)
{
	size_t at = 0;

	if (e->cut_before)
		page_text(p, "\xE2\x80\xA6 ");
	for (size_t i = 0; i < e->spans.count; i++) {
		const struct gz_span *s = &e->spans.span[i];

		page_textn(p, e->text.data + at, s->start - at);
		page_open(p, "mark", NULL);
		page_textn(p, e->text.data + s->start, s->end - s->start);
		page_close(p);
		at = s->end;
	}
	if (e->text.len)
		page_textn(p, e->text.data + at, e->text.len - at);
	if (e->cut_after)
		page_text(p, " \xE2\x80\xA6");
}

void page_time(struct page *p, const struct gz_date *date, bool exact)
{
	static const char *const name[] = {
		"January", "February", "March",	    "April",
		"May",	   "June",     "July",	    "August",
		"September", "October",	 "November", "December",
	};
	int64_t local = date->at + date->offset * 60;
	int64_t days = local / 86400 - (local % 86400 < 0);
	int minute = (int)(local - days * 86400) / 60, y, m, d;
	char iso[32];

	gz_civil_from_days(days, &y, &m, &d);
	gz_date_write(date, iso);
	page_open(p, "time", "datetime", iso, NULL);
	if (date->precision >= GZ_DAY)
		page_textf(p, "%d ", d);
	if (date->precision >= GZ_MONTH)
		page_textf(p, "%s ", name[m - 1]);
	page_textf(p, "%d", y);
	if (exact && date->precision >= GZ_MINUTE)
		page_textf(p, ", %02d:%02d", minute / 60, minute % 60);
	page_close(p);
}

void page_number(struct page *p, uint64_t n)
{
	if (n >= 1000) {
		page_number(p, n / 1000);
		page_textf(p, ",%03u", (unsigned)(n % 1000));
	} else {
		page_textf(p, "%u", (unsigned)n);
	}
}

void page_count(struct page *p, uint64_t n, const char *one, const char *many)
{
	page_number(p, n);
	page_textf(p, " %s", n == 1 ? one : many);
}

static void dot(struct page *p, bool *any)
{
	if (*any)
		page_text(p, " \xC2\xB7 ");
	*any = true;
}

void page_origin(struct page *p, const struct gz_article *a, bool exact)
{
	bool any = false;

	if (a->source) {
		dot(p, &any);
		page_element(p, "bdi", "source", a->source);
	}
	if (a->section && !exact) {
		dot(p, &any);
		page_element(p, "bdi", NULL, a->section);
	}
	dot(p, &any);
	if (a->dated)
		page_time(p, &a->published, exact);
	else
		page_text(p, "no date known");
}

/* ---- notes --------------------------------------------------------------- */

/* Sentences come with or without their full stop. */
static void sentence(struct page *p, const char *text)
{
	size_t len = strlen(text);

	page_text(p, text);
	if (len && !strchr(".?!", text[len - 1]))
		page_text(p, ".");
}

static void suggestion(struct page *p, const struct ask_note *n,
		       const struct api_request *r)
{
	struct gz_buf href = { 0 };

	if (!*n->suggestion || !param_find(n->parameter))
		return;
	link_search(&href, "/search", r, n->parameter, n->suggestion);
	page_text(p, " Try ");
	page_link(p, &href, NULL, n->suggestion);
	page_text(p, ".");
}

void page_notes(struct page *p, const struct ask_notes *notes,
		const struct api_request *r, const char *class)
{
	if (!notes->count)
		return;
	page_open(p, "ul", "class", class, NULL);
	for (size_t i = 0; i < notes->count; i++) {
		page_open(p, "li", NULL);
		sentence(p, notes->note[i].detail);
		suggestion(p, &notes->note[i], r);
		page_close(p);
	}
	page_close(p);
}
