/* html_write.c - the article found in a page, as paragraphs. See
 * html_page.h. */
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "html_page.h"
#include "lines.h"

#define INTRO_MIN 60 /* characters of a standfirst */
#define INTRO_MAX 600
#define TAIL_MAX 80 /* bytes of a line that may stand below an article */

struct writer {
	const struct page *page;
	struct gz_buf out, line;
	size_t line_links; /* bytes of the line that stand in links */
	bool in_link;
};

static void end_line(struct writer *w)
{
	char *text = field_clean(w->line.data ? w->line.data : "", w->line.len);
	size_t len = text ? strlen(text) : 0;

	if (text && !line_is_boilerplate(text, len) &&
	    !line_is_credit(text, len) &&
	    !line_is_title(text, len, w->page->title) &&
	    !(w->line_links * 2 > len && len < 100 &&
	      !line_ends_sentence(text, len))) {
		if (w->out.len)
			gz_buf_puts(&w->out, "\n\n");
		gz_buf_add(&w->out, text, len);
	}
	free(text);
	gz_buf_clear(&w->line);
	w->line_links = 0;
}

static bool skips(const struct writer *w, const xmlNode *n)
{
	const struct info *i = info_of(w->page, n);

	return i->dropped || html_is(n, " h1 ") ||
	       (html_is(n, PAGE_BLOCKS) && link_density(i) > .5 &&
		i->len < 2000);
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

/* Short lines behind the last sentence are what stands below an article. */
static void trim_tail(struct gz_buf *b)
{
	while (b->len) {
		char *cut = b->data, *next;
		size_t len;

		while ((next = strstr(cut, "\n\n")))
			cut = next + 2;
		len = b->len - (size_t)(cut - b->data);
		if (cut == b->data || len >= TAIL_MAX ||
		    line_ends_sentence(cut, len))
			return;
		b->len = (size_t)(cut - b->data) - 2;
		b->data[b->len] = '\0';
	}
}

/* A block with nothing but a text of its own that reads like one: the
 * standfirst, if it stands between the headline and the text. */
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
	ok = text && line_ends_sentence(text, strlen(text));
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

char *page_write(const struct page *p, const xmlNode *top)
{
	struct writer w = { .page = p };
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
