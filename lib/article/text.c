/* text.c - pages pasted as text, wire copy, e-mails. news.md section 4. */
#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "encode.h"
#include "fields.h"
#include "gz/utf8.h"
#include "lines.h"
#include "reader.h"
#include "seek.h"
#include "text.h"

#define TITLE_MAX 160 /* bytes of a line that can be a title */
#define BODY_MIN 60   /* bytes of a line that surely is a paragraph */
#define WRAP_MIN 40   /* lines of copy with hard line breaks */
#define WRAP_MAX 100
#define DATE_LINE_MAX                                                          \
	60		/* "Published: Tuesday, July 25, 2017 10:05 a.m. EDT" */
#define DATELINE_MAX 80 /* bytes before its dash */
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* A paragraph; lines with hard breaks are joined. */
struct line {
	char *text;
	size_t len;
};
struct lines {
	struct line *line;
	size_t count;
};

static void add(struct lines *l, const char *text, size_t len)
{
	char *clean = field_clean(text, len);

	if (!clean)
		return;
	if ((l->count & (l->count - 1)) == 0)
		l->line = gz_realloc(l->line, (l->count ? l->count * 2 : 1) *
						      sizeof(*l->line));
	l->line[l->count++] = (struct line){ clean, strlen(clean) };
}

static void lines_free(struct lines *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->line[i].text);
	free(l->line);
}

static size_t line_length(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline ? (size_t)(newline - at) : (size_t)(end - at);
}

static bool is_blank(const char *line, size_t len)
{
	while (len && isspace((unsigned char)line[len - 1]))
		len--;
	return !len;
}

static bool indented(const char *line, size_t len)
{
	return len > 2 && (*line == '\t' || (line[0] == ' ' && line[1] == ' '));
}

/* Whether the lines of a block are one text with hard line breaks: all but
 * the last one of a paragraph are of about one length. */
static bool is_wrapped(const char *at, const char *end)
{
	size_t count = 0;

	while (at < end) {
		size_t len = line_length(at, end);
		const char *next = at + len + 1;

		if (next >= end)
			break;
		if (len > WRAP_MAX ||
		    (len < WRAP_MIN && !indented(next, line_length(next, end))))
			return false;
		count++;
		at = next;
	}
	return count > 0;
}

/* The lines between two blank ones. */
static void add_block(struct lines *l, const char *at, const char *end)
{
	bool wrapped = is_wrapped(at, end);
	const char *start = at, *line = at;

	while (line < end) {
		size_t len = line_length(line, end);

		if (line > start && (!wrapped || indented(line, len))) {
			add(l, start, (size_t)(line - start));
			start = line;
		}
		line += len + 1;
	}
	if (start < end)
		add(l, start, (size_t)(end - start));
}

static void split(struct lines *l, const char *text, size_t len)
{
	const char *at = text, *end = text + len, *block = text;

	while (at < end) {
		size_t n = line_length(at, end);

		if (is_blank(at, n)) {
			add_block(l, block, at);
			block = at + n < end ? at + n + 1 : end;
		}
		at += n + 1;
	}
	if (block < end)
		add_block(l, block, end);
}

/* --- e-mail --------------------------------------------------------------- */

static bool header_is(const char *line, size_t len, const char *name)
{
	size_t n = strlen(name);

	return len > n && strncasecmp(line, name, n) == 0;
}

/* A subject without "Fwd: Re: ". */
static const char *behind_prefixes(const char *subject)
{
	static const char *const prefixes[] = { "re:", "fw:", "fwd:" };

	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (header_is(subject, strlen(subject), prefixes[i])) {
			subject += strlen(prefixes[i]);
			subject += strspn(subject, " ");
			i = (size_t)-1;
		}
	return subject;
}

/* A message as text: without the marks of quotation in front of lines, up to
 * its signature ("-- " alone on a line, RFC 3676 4.3). */
static void unquote(const char *at, const char *end, struct gz_buf *out)
{
	while (at < end) {
		size_t len = line_length(at, end);
		const char *line = at;

		at += len + 1;
		if ((len == 2 || (len == 3 && line[2] == ' ')) &&
		    memcmp(line, "--", 2) == 0)
			return;
		while (len && *line == '>') {
			line++;
			len--;
			if (len && *line == ' ') {
				line++;
				len--;
			}
		}
		gz_buf_add(out, line, len);
		gz_buf_putc(out, '\n');
	}
}

/* RFC 5322 header lines at the start: take what they say and return where
 * the text begins, which is text itself where there are none. */
static const char *mail_headers(struct gz_article *a, const char *text,
				const char *end)
{
	static const char *const known[] = { "From:", "To:",   "Subject:",
					     "Date:", "Sent:", "Message-ID:" };
	struct gz_article found = { 0 };
	size_t count = 0, len;
	const char *at = text;

	for (; at < end && !is_blank(at, len = line_length(at, end));
	     at += len + 1) {
		size_t colon = strcspn(at, ": \n");
		char *value;

		if (isspace((unsigned char)*at))
			continue; /* folded */
		if (at[colon] != ':')
			break;
		for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
			count += header_is(at, len, known[i]);
		value = field_clean(at + colon + 1, len - colon - 1);
		if (value && header_is(at, len, "Subject:"))
			field_fill(&found.title, behind_prefixes(value));
		if (value && (header_is(at, len, "Date:") ||
			      header_is(at, len, "Sent:")))
			field_date(&found, value);
		free(value);
	}
	if (count < 2 || (at < end && !is_blank(at, line_length(at, end)))) {
		free(found.title);
		return text;
	}
	a->title = found.title;
	a->dated = found.dated;
	a->published = found.published;
	return at < end ? at : end;
}

/* --- the article ---------------------------------------------------------- */

static bool can_be_title(const struct line *l)
{
	return l->len <= TITLE_MAX && (!line_ends_sentence(l->text, l->len) ||
				       l->text[l->len - 1] == '?');
}

/* A short line that gives the date and little else. */
static bool take_date(struct gz_article *a, const struct line *l)
{
	struct gz_date date;
	size_t end;

	if (a->dated || l->len > DATE_LINE_MAX ||
	    !seek_date(l->text, l->len, false, &date, &end))
		return false;
	a->published = date;
	a->dated = true;
	return true;
}

/* "WASHINGTON, July 26, 2017 (AP) -- ...": the line stays. */
static void read_dateline(struct gz_article *a, const struct line *l)
{
	static const char *const dashes[] = { " -- ", " - ", " \u2013 ",
					      " \u2014 " };
	struct gz_date date;
	size_t end;

	for (size_t i = 0; !a->dated && i < COUNT(dashes); i++) {
		const char *dash = strstr(l->text, dashes[i]);

		if (!dash || dash > l->text + DATELINE_MAX ||
		    !isupper((unsigned char)l->text[0]) ||
		    !isupper((unsigned char)l->text[1]) ||
		    !seek_date(l->text, (size_t)(dash - l->text), false, &date,
			       &end))
			continue;
		a->published = date;
		a->dated = true;
	}
}

static bool take_byline(struct gz_article *a, const struct line *l)
{
	struct gz_date date;
	size_t len = l->len, end;
	char *names;

	if (a->byline || len > WRAP_MAX || line_ends_sentence(l->text, len) ||
	    strncasecmp(l->text, "by ", 3) != 0)
		return false;
	if (!a->dated && seek_date(l->text, len, false, &date, &end)) {
		a->published = date;
		a->dated = true;
	}
	names = gz_strndup(l->text, strcspn(l->text, "0123456789|"));
	byline_add(a, names, true);
	free(names);
	return true;
}

static bool is_paragraph(const struct line *l)
{
	return l->len >= BODY_MIN && line_ends_sentence(l->text, l->len);
}

/* The lines [*first, *last) that are body: from the first to the last
 * paragraph and the short sentences that follow it. Where these are less than
 * half of the text (verse, lists, text without full stops) all of it is. */
static void find_body(const struct lines *l, size_t *first, size_t *last)
{
	size_t from = *first, to, all = 0, inside = 0;

	while (from < l->count && !is_paragraph(&l->line[from]))
		from++;
	for (to = l->count; to > from && !is_paragraph(&l->line[to - 1]);)
		to--;
	while (to < l->count && to > from &&
	       line_ends_sentence(l->line[to].text, l->line[to].len))
		to++;
	for (size_t i = *first; i < l->count; i++) {
		all += l->line[i].len;
		inside += i >= from && i < to ? l->line[i].len : 0;
	}
	if (inside * 2 >= all) {
		*first = from;
		*last = to;
	}
}

static void drop(struct lines *l, size_t i)
{
	free(l->line[i].text);
	memmove(&l->line[i], &l->line[i + 1],
		(--l->count - i) * sizeof(*l->line));
}

/* Take off what is no line of the article and read off what says something
 * about it: in the first five lines and the last three, a date. */
static void take_lines(struct gz_article *a, struct lines *l)
{
	size_t kept = 0, total;

	for (size_t i = 0; i < l->count; i++) {
		struct line *line = &l->line[i];

		bool credit = line_is_credit(line->text, line->len);

		if (credit)
			cites_add(a, line->text);
		if (credit || line_is_boilerplate(line->text, line->len))
			free(line->text);
		else
			l->line[kept++] = *line;
	}
	l->count = kept;
	while (l->count > 1 && take_byline(a, &l->line[0]))
		drop(l, 0);
	if (!a->title && l->count > 1 && can_be_title(&l->line[0])) {
		a->title = gz_strdup(l->line[0].text);
		drop(l, 0);
	}
	total = l->count;
	for (size_t i = 0; i < l->count;) {
		struct line *line = &l->line[i];
		bool edge = i < 4 || i + 3 >= total;

		if (line_is_title(line->text, line->len, a->title) ||
		    (edge && (take_byline(a, line) || take_date(a, line))))
			drop(l, i);
		else
			i++;
	}
	for (size_t i = 0; i < l->count && i < 5; i++)
		read_dateline(a, &l->line[i]);
}

void text_article(const char *text, size_t len, struct gz_article *a)
{
	const char *end = text + len;
	const char *start = a->title ? text : mail_headers(a, text, end);
	struct lines l = { 0 };
	struct gz_buf body = { 0 }, plain = { 0 };
	size_t first = 0, last;

	if (start > text) {
		unquote(start, end, &plain);
		split(&l, plain.len ? plain.data : "", plain.len);
	} else {
		split(&l, text, len);
	}
	take_lines(a, &l);
	last = l.count;
	find_body(&l, &first, &last);
	assert(last <= l.count);
	for (size_t i = first; i < last; i++) {
		if (body.len)
			gz_buf_puts(&body, "\n\n");
		gz_buf_add(&body, l.line[i].text, l.line[i].len);
	}
	a->body = gz_buf_take(&body);
	gz_buf_free(&plain);
	lines_free(&l);
}

bool text_recognise(const char *head, size_t len)
{
	return !foreign_rest(head, len);
}

/* CR LF and CR alone are line breaks too. */
static void plain_newlines(struct gz_buf *b)
{
	size_t to = 0;

	for (size_t i = 0; i < b->len; i++) {
		if (b->data[i] == '\r' && b->data[i + 1] == '\n')
			continue;
		b->data[to++] = b->data[i] == '\r' ? '\n' : b->data[i];
	}
	b->len = to;
}

bool text_read(struct gz_reader *r, struct gz_err *err)
{
	struct gz_article a = { 0 };
	struct gz_buf text = { 0 };
	struct gz_err why;
	const char *bytes, *encoding;
	size_t len;

	(void)err;
	if (reader_skip(r))
		return true;
	if (!reader_whole(r, LIMIT_TEXT, &bytes, &len, &why)) {
		reader_failed(r, 0, "%s", why.text);
		return true;
	}
	encoding = encode_utf8(bytes, len, NULL, &text);
	if (strcmp(encoding, "UTF-8") != 0)
		gz_article_warn(&a, "not UTF-8: read as %s", encoding);
	plain_newlines(&text);
	text_article(text.data ? text.data : "", text.len, &a);
	gz_buf_free(&text);
	reader_article(r, &a, 0);
	return true;
}
