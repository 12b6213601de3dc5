/* html_write.c - the article found in a page, as paragraphs. See
 * html_page.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"
#include "html_page.h"
#include "lines.h"
#include "seek.h"

#define INTRO_MIN 60 /* characters of a standfirst */
#define INTRO_MAX 600
#define LINK_LINE_MAX 150 /* bytes */
#define LINKS_LONG 2000	  /* characters: an article full of links */
#define TEXT_MIN 80	  /* characters of a text that has a heading */
#define HEAD_LINE_MAX 80  /* bytes */
#define TAIL_MAX 60	  /* bytes of a line that may stand below an article */

struct writer {
	const struct page *page;
	struct gz_buf out, line;
	size_t line_links;	 /* bytes of the line that stand in links */
	const xmlNode *headline; /* the first one: no text */
	bool in_link;
	bool heading; /* the line is one of the text below it */
};

static const char headings[] = " h2 h3 h4 h5 h6 ";
static const char lines[] = " p li h2 h3 h4 h5 h6 ";

/* A link and next to nothing else: it leads to another article. */
static bool is_link_line(const struct writer *w, const char *text, size_t len)
{
	return w->page->trust > TRUST_NOTHING && w->line_links * 2 > len &&
	       len < LINK_LINE_MAX && !w->heading &&
	       !line_ends_sentence(text, len);
}

/* "By Ann Bell" or "July 25, 2017" above the text. */
static bool is_head_line(const struct gz_article *a, const char *text,
			 size_t len)
{
	struct gz_date date;
	size_t end;

	if (len > HEAD_LINE_MAX || line_ends_sentence(text, len))
		return false;
	if (line_is_lead(text, len) || seek_date(text, len, false, &date, &end))
		return true;
	for (size_t i = 0; i < a->byline_count; i++)
		if (strncasecmp(text, a->byline[i], strlen(a->byline[i])) == 0)
			return true;
	return false;
}

/* "Ann Bell is the editor of ..." */
static bool is_bio(const struct gz_article *a, const char *text)
{
	for (size_t i = 0; i < a->byline_count; i++) {
		size_t n = strlen(a->byline[i]);

		if (strncmp(text, a->byline[i], n) == 0 &&
		    strncmp(text + n, " is ", 4) == 0)
			return true;
	}
	return false;
}

static void end_line(struct writer *w)
{
	struct gz_article *a = w->page->article;
	char *text = field_clean(w->line.data ? w->line.data : "", w->line.len);
	size_t len = text ? strlen(text) : 0;

	if (text && line_is_credit(text, len))
		cites_add(a, text);
	else if (text && !line_is_boilerplate(text, len) &&
		 !line_is_title(text, len, a->title) &&
		 !is_link_line(w, text, len) && !is_bio(a, text) &&
		 !(!w->out.len && is_head_line(a, text, len))) {
		if (w->out.len)
			gz_buf_puts(&w->out, "\n\n");
		gz_buf_add(&w->out, text, len);
	}
	free(text);
	gz_buf_clear(&w->line);
	w->line_links = 0;
	w->heading = false;
}

/* Whether a heading stands above text, not above or among links; a film or
 * picture may be in between. */
static bool heads_text(const struct page *p, const xmlNode *n)
{
	const xmlNode *next = html_is(n, headings) ? n->next : NULL;

	while (next && (next->type != XML_ELEMENT_NODE ||
			info_of(p, next)->dropped || !info_of(p, next)->len))
		next = next->next;
	return next && info_of(p, next)->len >= TEXT_MIN &&
	       !info_of(p, next)->dropped &&
	       link_density(info_of(p, next)) < .3;
}

/* Lists and boxes of links. */
static bool skips(const struct writer *w, const xmlNode *n)
{
	const struct info *i = info_of(w->page, n);

	return i->dropped || n == w->headline ||
	       (w->page->trust > TRUST_NOTHING && html_is(n, PAGE_BLOCKS) &&
		!html_is(n, lines) &&
		link_density(i) > (i->len < LINKS_LONG ? .6 : .8));
}

static void write_node(struct writer *w, const xmlNode *n)
{
	bool block, link = w->in_link;

	if (n->type == XML_TEXT_NODE) {
		const char *text = (const char *)n->content;

		gz_buf_puts(&w->line, text);
		w->line_links += link ? strlen(text) : 0;
		return;
	}
	if (n->type != XML_ELEMENT_NODE || skips(w, n))
		return;
	block = html_is(n, PAGE_BLOCKS) && !html_is(n, " td th ");
	if (block)
		end_line(w);
	w->heading = block ? heads_text(w->page, n) : w->heading;
	w->in_link = link || html_is(n, " a ");
	for (const xmlNode *c = n->children; c; c = c->next)
		write_node(w, c);
	w->in_link = link;
	if (block ||
	    (html_is(n, " br ") && n->next && html_is(n->next, " br ")))
		end_line(w);
	else if (html_is(n, " br td th "))
		gz_buf_putc(&w->line, ' ');
}

/* Where the last paragraph of the first len bytes begins. */
static size_t last_paragraph(const char *text, size_t len)
{
	while (len >= 2 && memcmp(text + len - 2, "\n\n", 2) != 0)
		len--;
	return len < 2 ? 0 : len;
}

/* Short lines behind the last sentence are what stands below an article. A
 * text of nothing but such lines is a list, and stays. */
static void trim_tail(struct gz_buf *b)
{
	size_t len = b->len, at;

	while (len) {
		at = last_paragraph(b->data, len);
		if (len - at >= TAIL_MAX ||
		    line_ends_sentence(b->data + at, len - at))
			break;
		len = at ? at - 2 : 0;
	}
	if (!len)
		return;
	b->len = len;
	b->data[len] = '\0';
}

/* What the page says of itself in a <meta>, which has its own field. */
static bool is_standfirst(const struct gz_article *a, const char *text)
{
	return a->standfirst && strcasecmp(text, a->standfirst) == 0;
}

/* A block with nothing but a text of its own that reads like one: the first
 * paragraph, if it stands between the headline and the text. */
static bool is_intro(const struct page *p, const xmlNode *n)
{
	struct block b = { 0 };
	char *text;
	bool ok;

	if (!html_is(n, " p h2 h3 div "))
		return false;
	page_gather(p, n, false, &b);
	if (b.len < INTRO_MIN || b.len > INTRO_MAX || b.link_len * 3 > b.len ||
	    b.len < info_of(p, n)->len)
		return false;
	text = html_text(n);
	ok = text && line_ends_sentence(text, strlen(text)) &&
	     !is_standfirst(p->article, text);
	free(text);
	return ok;
}

static void write_intro(struct writer *w, const xmlNode *top)
{
	const struct page *p = w->page;
	const xmlNode *n = p->root, *heading = NULL;
	bool over;

	for (; n && n != top; n = html_next(p->root, n, false))
		if (html_is(n, " h1 "))
			heading = n;
	for (n = heading; n && n != top; n = html_next(p->root, n, over)) {
		over = n->type == XML_ELEMENT_NODE &&
		       (info_of(p, n)->dropped || is_intro(p, n));
		if (over && !info_of(p, n)->dropped) {
			write_node(w, n);
			end_line(w);
		}
	}
}

/* Whether n, beside top, is text of the same article. */
static bool joins(const struct page *p, const xmlNode *n, const xmlNode *top)
{
	return n == top ||
	       (n->type == XML_ELEMENT_NODE &&
		info_of(p, n)->score >= info_of(p, top)->score * .2 &&
		link_density(info_of(p, n)) < .3);
}

static const xmlNode *headline_of(const struct page *p)
{
	const xmlNode *n = p->root;

	while (n && !html_is(n, " h1 "))
		n = html_next(p->root, n, false);
	return n;
}

char *page_write(const struct page *p, const xmlNode *top)
{
	struct writer w = { .page = p, .headline = headline_of(p) };
	const xmlNode *n = top->parent->children;

	while (!joins(p, n, top))
		n = n->next;
	write_intro(&w, n);
	for (; n; n = n->next)
		if (joins(p, n, top)) {
			write_node(&w, n);
			end_line(&w);
		}
	gz_buf_free(&w.line);
	trim_tail(&w.out);
	return gz_buf_take(&w.out);
}
