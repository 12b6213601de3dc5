/* page.h - the web pages. Written with libxml2's text writer, so that what is
 * not a literal of this program is always escaped; no style and no script
 * stands in a page, and none of them needs a script. */
#ifndef SERVER_PAGE_H
#define SERVER_PAGE_H

#include "excerpt.h"
#include "render.h"

/* ---- whole pages, appended to out ---------------------------------------- */

/* Where people begin: the box, what can be asked, what there is. */
void page_start(const char *site, const struct gz_index_status *status,
		struct gz_buf *out);
/* A search that has run. */
void page_results(const char *site, const struct found *f, struct gz_buf *out);
/* A search that cannot run, and why. */
void page_refusal(const char *site, const struct api_request *r,
		  const struct ask *ask, struct gz_buf *out);
/* One article, with what was asked for marked. */
void page_article(const char *site, const struct found *f,
		  const struct gz_hit *hit, struct gz_buf *out);
/* How a browser adds this search engine; base is "https://news.example". */
void page_opensearch(const char *site, const char *base, struct gz_buf *out);
/* Anything else that there is to say. */
void page_message(const char *site, const char *heading, const char *text,
		  struct gz_buf *out);

/* ---- pieces of pages ----------------------------------------------------- */

struct page {
	struct _xmlTextWriter *to;
	struct _xmlBuffer *bytes;
};

/* Begin a page: everything before <main>'s content. kind is the class of
 * <body>; r and ask, what the form shows, may be NULL. page_end() appends
 * the page to out. */
void page_begin(struct page *p, const char *site, const char *title,
		const char *kind, const struct api_request *r,
		const struct ask *ask);
void page_end(struct page *p, struct gz_buf *out);
/* Begin an XML document instead. */
void page_xml(struct page *p);

/* Elements. Attributes are name, value, ..., NULL; a NULL value leaves that
 * attribute out. page_void() is for <input> and its like. */
void page_open(struct page *p, const char *element, ...)
	__attribute__((sentinel));
void page_void(struct page *p, const char *element, ...)
	__attribute__((sentinel));
void page_close(struct page *p);
/* Text, escaped. */
void page_text(struct page *p, const char *text);
void page_textn(struct page *p, const char *text, size_t len);
void page_textf(struct page *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* A whole element that holds only text, its class may be NULL. */
void page_element(struct page *p, const char *element, const char *class,
		  const char *text);
/* A link. The address is taken over and freed. */
void page_link(struct page *p, struct gz_buf *href, const char *rel,
	       const char *text);

/* An excerpt with its matches in <mark>. */
void page_excerpt(struct page *p, const struct excerpt *e);
/* <time>: the day as the source wrote it, with the hour if exact and known */
void page_time(struct page *p, const struct gz_date *date, bool exact);
/* "1,841" */
void page_number(struct page *p, uint64_t n);
/* "1,841 articles" */
void page_count(struct page *p, uint64_t n, const char *one, const char *many);
/* Source, section, day: what stands below a title. */
void page_origin(struct page *p, const struct gz_article *a, bool exact);
/* Warnings or faults as a list, with links to what would do; named, with the
 * part of the form that each is about. */
void page_notes(struct page *p, const struct ask_notes *notes,
		const struct api_request *r, bool named, const char *class);
/* page_form.c: the search form. */
void page_form(struct page *p, const struct api_request *r,
	       const struct ask *ask);
/* What the form calls a parameter: "From" for "from-date". */
const char *page_label(const char *parameter);

#endif
