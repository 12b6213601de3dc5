/* excerpt.c - the part of a text that shows why it was found. See excerpt.h.
 */
#include "excerpt.h"

#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Append text[from..to) to the line. */
static void add_line(struct gz_buf *line, const char *text, size_t from,
		     size_t to)
{
	for (; from < to; from++) {
		if (!is_space(text[from]))
			gz_buf_putc(line, text[from]);
		else if (line->len && line->data[line->len - 1] != ' ')
			gz_buf_putc(line, ' ');
	}
}

static void add_span(struct excerpt *e, struct gz_span s, size_t start)
{
	struct gz_spans *to = &e->spans;

	if (to->count == to->size) {
		to->size = to->size ? 2 * to->size : 8;
		to->span = gz_realloc(to->span, to->size * sizeof(s));
	}
	s.start = (uint32_t)start;
	s.end = (uint32_t)e->text.len;
	to->span[to->count++] = s;
}

/* Copy the passage, and the spans that lie in it whole. */
static void copy(struct excerpt *e, const char *text,
		 const struct gz_spans *spans, size_t from, size_t to)
{
	for (size_t i = 0; i < spans->count; i++) {
		struct gz_span s = spans->span[i];
		size_t start;

		if (s.start < from || s.end > to)
			continue;
		add_line(&e->text, text, from, s.start);
		start = e->text.len;
		add_line(&e->text, text, s.start, s.end);
		add_span(e, s, start);
		from = s.end;
	}
	add_line(&e->text, text, from, to);
	while (e->text.len && e->text.data[e->text.len - 1] == ' ')
		e->text.data[--e->text.len] = '\0';
}

/* Whether text[from..to) has anything but white space. */
static bool has_words(const char *text, size_t from, size_t to)
{
	while (from < to && is_space(text[from]))
		from++;
	return from < to;
}

void excerpt_make(struct excerpt *e, const struct gz_query *q,
		  enum gz_field field, const char *text, size_t width,
		  struct gz_stemmer *stemmer)
{
	struct gz_spans spans = { 0 };
	size_t from = 0, len = strlen(text), to = len;

	gz_query_spans(q, field, text, stemmer, &spans);
	if (width)
		gz_passage(text, &spans, width, &from, &to);
	copy(e, text, &spans, from, to);
	e->cut_before = has_words(text, 0, from);
	e->cut_after = has_words(text, to, len);
	gz_spans_free(&spans);
}

void excerpt_free(struct excerpt *e)
{
	gz_buf_free(&e->text);
	gz_spans_free(&e->spans);
}

static void escape(struct gz_buf *out, const char *text, size_t len)
{
	static const char *const entity[256] = {
		['&'] = "&amp;",  ['<'] = "&lt;",   ['>'] = "&gt;",
		['"'] = "&quot;", ['\''] = "&#39;",
	};

	for (; len; text++, len--) {
		if (entity[(unsigned char)*text])
			gz_buf_puts(out, entity[(unsigned char)*text]);
		else
			gz_buf_putc(out, *text);
	}
}

void excerpt_snippet(const struct excerpt *e, bool mark, struct gz_buf *out)
{
	size_t at = 0;

	if (e->cut_before)
		gz_buf_puts(out, "… ");
	for (size_t i = 0; mark && i < e->spans.count; i++) {
		const struct gz_span *s = &e->spans.span[i];

		escape(out, e->text.data + at, s->start - at);
		gz_buf_puts(out, "<mark>");
		escape(out, e->text.data + s->start, s->end - s->start);
		gz_buf_puts(out, "</mark>");
		at = s->end;
	}
	escape(out, e->text.data + at, e->text.len - at);
	if (e->cut_after)
		gz_buf_puts(out, " …");
}
