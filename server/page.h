/* page.h - the web pages. Written with libxml2's text writer, so that what is
 * not a literal of this program is always escaped; no style and no script
 * stands in a page, and none of them needs a script. */
#ifndef SERVER_PAGE_H
#define SERVER_PAGE_H

#include "excerpt.h"
#include "render.h"

/* ---- whole pages, appended to out ---------------------------------------- */

/* Each is named after the site.
 *
 * Where people begin: the box, what can be asked, what there is. */
void page_start(const char *site, const struct gz_index_status *status,
		struct gz_buf *out);
/* A search that has run, with what was counted, if it was. */
void page_results(const char *site, const struct found *f, struct gz_buf *out);
/* A search that cannot run, and why. */
void page_refusal(const char *site, const struct api_request *r,
		  const struct ask *ask, struct gz_buf *out);

/* One article, with what was asked for marked. */
struct reading {
	const struct gz_hit *hit;
	const struct gz_versions *versions; /* NULL: not to be shown */
	const struct gz_hits *similar;	    /* NULL: likewise */
	bool earlier; /* hit is a version that was replaced */
};
void page_article(const char *site, const struct found *f,
		  const struct reading *r, struct gz_buf *out);
/* What changed from one version of an article to another. */
void page_diff(const char *site, const struct gz_article *from,
	       const struct gz_article *to, struct gz_buf *out);

/* All values of a field, a page of them. */
void page_values(const char *site, const struct found *f, struct gz_buf *out);
/* The sources: the same with days and a timeline each, those of f's values in
 * their order. */
void page_sources(const char *site, const struct found *f,
		  const struct gz_timeline *timeline, struct gz_buf *out);
/* The form for those who know no operators (see advanced.h), and the manual
 * of those. */
void page_advanced(const char *site, struct gz_buf *out);
void page_help(const char *site, struct gz_buf *out);
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

/* What a page is. What is NULL is left out. */
struct page_head {
	const char *site, *title;
	const char *kind;		   /* the class of <body> */
	const struct api_request *request; /* what the form shows */
	const struct ask *ask;		   /* what is wrong with it */
	const char *feed;		   /* the address of the same as Atom */
};
/* Begin a page: everything before <main>'s content. page_end() appends the
 * page to out. */
void page_begin(struct page *p, const struct page_head *head);
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
/* Of this program's own words; at most 1,023 bytes. */
void page_textf(struct page *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* A whole element that holds only text, its class may be NULL. */
void page_element(struct page *p, const char *element, const char *class,
		  const char *text);
/* Only what a screen reader says. */
void page_unseen(struct page *p, const char *text);
/* A link. The address is taken over and freed. */
void page_link(struct page *p, struct gz_buf *href, const char *rel,
	       const char *text);

/* An excerpt with its matches in <mark>. */
void page_excerpt(struct page *p, const struct excerpt *e);
/* <time>: the day as the source wrote it, with the hour if exact and known */
void page_time(struct page *p, const struct gz_date *date, bool exact);
/* A day, as gz_days_from_civil() counts. */
void page_day(struct page *p, int64_t day);
/* The name of a month, 1..12. */
const char *page_month(int month);
/* "1,841" */
void page_number(struct page *p, uint64_t n);
/* "1,841 articles" */
void page_count(struct page *p, uint64_t n, const char *one, const char *many);
/* "Jane Doe, Ann Roe and Jo Poe" */
void page_names(struct page *p, const struct gz_article *a);
/* Source, section, day: what stands below a title. */
void page_origin(struct page *p, const struct gz_article *a, bool exact);
/* Warnings or faults as a list, with links to what would do; named, with the
 * part of the form that each is about. */
void page_notes(struct page *p, const struct ask_notes *notes,
		const struct api_request *r, bool named, const char *class);
/* A link to the search for a query, with the query as its text. */
void page_query(struct page *p, const char *query);
/* "4.2 %" */
void page_share(struct page *p, size_t count, size_t of);

/* page_form.c: the search form. */
void page_form(struct page *p, const struct api_request *r,
	       const struct ask *ask);
/* Fields that are not shown, for all parameters of r but those in without. */
void page_hidden(struct page *p, const struct api_request *r,
		 const char *without);
/* What the form calls a parameter: "From" for "from-date". */
const char *page_label(const char *parameter);

/* page_chips.c: what narrows the search, each with a link that takes it out;
 * and the orders as links. */
void page_chips(struct page *p, const struct api_request *r);
void page_sorts(struct page *p, const struct found *f);

/* page_timeline.c: how many articles when, as bars that are links, and as a
 * table. */
void page_timeline(struct page *p, const struct found *f);
/* page_bars.c: the same, small and without links: within buckets of the
 * timeline whole. */
void page_sparkline(struct page *p, const struct gz_timeline *t,
		    const struct gz_timeline *whole);
/* "July 2017", "week of 24 July 2017" */
void page_interval(struct page *p, enum gz_interval each, int64_t day);

/* "month" */
const char *page_noun(enum gz_interval each);

/* page_values.c: the head of a list of values at that path, with a form that
 * searches it, and the links to its other pages. */
void page_values_head(struct page *p, const struct found *f, const char *path);
void page_values_turn(struct page *p, const struct found *f, const char *path);

/* page_facets.c: the most frequent values, as links that narrow. */
void page_facets(struct page *p, const struct found *f);
/* A value as a link that adds it to the search, or takes it out. */
void page_value(struct page *p, const struct api_request *r,
		enum gz_facet facet, const char *value);
/* "Sources" */
const char *page_facet_name(enum gz_facet facet);

/* page_similar.c: the articles that are like another one. */
void page_similar(struct page *p, const struct gz_hits *hits);

/* page_empty.c: what may help where nothing was found. */
void page_empty(struct page *p, const struct found *f);

/* page_beside.c: what stands below an article: its versions, those like it,
 * how to cite it. */
void page_beside(struct page *p, const struct found *f,
		 const struct reading *r);

#endif
