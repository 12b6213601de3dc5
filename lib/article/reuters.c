/* reuters.c - Reuters stories as SGML, as the Reuters-21578 collection
 * (Distribution 1.0) has them: many <REUTERS> elements in a file, taken one
 * at a time. Elements do not nest but as its README says, and only "<" is
 * always escaped, so this looks for the tags it knows and for nothing else.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "encode.h"
#include "fields.h"
#include "gz/utf8.h"
#include "reader.h"
#include "wire.h"

/* --- text ------------------------------------------------------------------- */

struct span {
	const char *at, *end;
};

/* Whether a tag ("<DATE", "</DATE") is at at. */
static bool tag_at(const char *at, const char *end, const char *tag)
{
	size_t len = strlen(tag);

	return (size_t)(end - at) > len && strncasecmp(at, tag, len) == 0 &&
	       !isalnum((unsigned char)at[len]);
}

/* The next of that tag, or NULL. */
static const char *find_tag(struct span in, const char *tag)
{
	for (const char *at = in.at; at < in.end; at++) {
		at = memchr(at, '<', (size_t)(in.end - at));
		if (!at)
			return NULL;
		if (tag_at(at, in.end, tag))
			return at;
	}
	return NULL;
}

/* What is in the first element of that name; up to the end of what is around
 * it where its end tag is missing. Empty where there is none. */
static struct span element(struct span in, const char *open, const char *close)
{
	const char *at = find_tag(in, open), *end;

	at = at ? memchr(at, '>', (size_t)(in.end - at)) : NULL;
	if (!at)
		return (struct span){ in.end, in.end };
	in.at = at + 1;
	end = find_tag(in, close);
	if (end)
		in.end = end;
	return in;
}

static size_t number_reference(const char *at, const char *end, int32_t *c)
{
	size_t i = 2;

	for (*c = 0; i < 9 && at + i < end && isdigit((unsigned char)at[i]);
	     i++)
		*c = *c * 10 + (at[i] - '0');
	return i > 2 && at + i < end && at[i] == ';' ? i + 1 : 0;
}

/* What the '&' at at stands for, and its bytes; 0 where it is but itself.
 * Control characters (&#2; &#3; of the wire) are nothing; "&\t" at the start
 * of a line is what copies of the collection have for an indented one. */
static size_t reference(const char *at, const char *end, bool begins,
			int32_t *c)
{
	static const struct {
		const char *text;
		char c;
	} names[] = { { "&lt;", '<' },
		      { "&gt;", '>' },
		      { "&amp;", '&' },
		      { "&quot;", '"' },
		      { "&\\t", '\t' } };
	size_t len = (size_t)(end - at), n;

	if (len > 3 && at[1] == '#')
		return number_reference(at, end, c);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		n = strlen(names[i].text);
		*c = names[i].c;
		if (len >= n && strncmp(at, names[i].text, n) == 0 &&
		    (*c != '\t' || begins))
			return n;
	}
	return 0;
}

static bool is_text(int32_t c)
{
	return c >= ' ' && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

/* The text of a span, its tags left out. */
static void decode(struct span s, struct gz_buf *out)
{
	bool begins = true;

	while (s.at < s.end) {
		const char *tag = *s.at == '<' ? memchr(s.at, '>',
							(size_t)(s.end - s.at))
					       : NULL;
		size_t len = 0;
		char bytes[4];
		int32_t c;

		if (tag) {
			s.at = tag + 1;
			continue;
		}
		if (*s.at == '&')
			len = reference(s.at, s.end, begins, &c);
		if (len && (is_text(c) || c == '\t'))
			gz_buf_add(out, bytes, gz_utf8_put(bytes, c));
		else if (!len)
			gz_buf_putc(out, *s.at);
		begins = len ? begins : *s.at == '\n';
		s.at += len ? len : 1;
	}
}

static void set_line(char **field, struct span s)
{
	struct gz_buf b = { 0 };

	decode(s, &b);
	if (b.len)
		field_fill(field, b.data);
	gz_buf_free(&b);
}

/* --- a story ---------------------------------------------------------------- */

/* NEWID counts the stories of the collection. */
static void set_id(struct gz_article *a, struct span story)
{
	const char *end = memchr(story.at, '>', (size_t)(story.end - story.at));
	char *tag = end ? gz_strndup(story.at, (size_t)(end - story.at)) : NULL;
	const char *at = tag ? strcasestr(tag, "NEWID") : NULL;
	struct gz_buf b = { 0 };
	size_t len = 0;

	if (at)
		at += strcspn(at, "0123456789");
	while (at && len < 18 && isdigit((unsigned char)at[len]))
		len++;
	if (len) {
		gz_buf_printf(&b, "reut-%.*s", (int)len, at);
		a->id = gz_buf_take(&b);
	}
	free(tag);
}

static void set_body(struct gz_article *a, struct span text)
{
	struct span body = element(text, "<BODY", "</BODY");
	struct gz_buf b = { 0 };

	/* a brief or an unprocessed story is all its text, title included */
	decode(body.at < body.end ? body : text, &b);
	a->body = wire_body(b.len ? b.data : "", b.len, true);
	gz_buf_free(&b);
}

static void set_byline(struct gz_article *a, struct span author)
{
	char *names = NULL;

	set_line(&names, author);
	if (names)
		byline_add(a, names, true);
	free(names);
}

static void set_date(struct gz_article *a, struct span s)
{
	char *date = NULL;

	set_line(&date, s); /* 26-FEB-1987 15:01:01.79 */
	for (char *c = date; c && *c; c++)
		*c = *c == '-' ? ' ' : (*c == '.' ? '\0' : *c);
	wire_date(a, "DATE", date);
	free(date);
}

static bool story(const char *bytes, size_t len, struct gz_article *a,
		  struct gz_err *err)
{
	struct gz_buf utf8 = { 0 };
	struct span all, text, topics;

	*a = (struct gz_article){ 0 };
	encode_utf8(bytes, len, "cp1252", &utf8);
	all = (struct span){ utf8.data, utf8.data + utf8.len };
	text = element(all, "<TEXT", "</TEXT");
	topics = element(all, "<TOPICS", "</TOPICS");
	if (text.at == text.end) {
		gz_buf_free(&utf8);
		return gz_fail(err, GZ_DATA, "a <REUTERS> without <TEXT>");
	}
	a->source = gz_strdup("Reuters");
	set_id(a, all);
	set_date(a, element(all, "<DATE", "</DATE"));
	set_line(&a->section, element(topics, "<D", "</D"));
	set_line(&a->title, element(text, "<TITLE", "</TITLE"));
	set_byline(a, element(text, "<AUTHOR", "</AUTHOR"));
	set_body(a, text);
	gz_buf_free(&utf8);
	return true;
}

/* --- the file --------------------------------------------------------------- */

#define TAG 16 /* bytes that hold a whole "</REUTERS" */

/* What comes next: a story, or what lies between two. */
struct piece {
	unsigned long line;
	bool story;    /* begins with <REUTERS */
	bool ended;    /* ends with </REUTERS> */
	bool too_long; /* its beginning is passed over already */
	size_t len;    /* from input_data() on */
};

/* Pass over len bytes, counting lines. */
static void pass(struct gz_reader *r, size_t len, unsigned long *line)
{
	const char *at = input_data(&r->in), *end = at + len;

	for (; (at = memchr(at, '\n', (size_t)(end - at))); at++)
		++*line;
	input_skip(&r->in, len);
}

/* Where p ends in its first len bytes, of which it is known that it does not
 * in the first from; 0 if not in them. */
static size_t piece_end(struct piece *p, const char *data, size_t from,
			size_t len)
{
	struct span in = { data + from, data + len };
	const char *next = find_tag(in, "<REUTERS"), *close = NULL;

	if (next)
		in.end = next;
	if (p->story)
		close = find_tag(in, "</REUTERS");
	if (close)
		close = memchr(close, '>', (size_t)(in.end - close));
	p->ended = close != NULL;
	if (close)
		return (size_t)(close - data) + 1;
	return next ? (size_t)(next - data) : 0;
}

static void pass_space(struct gz_reader *r, unsigned long *line)
{
	while (input_fill(&r->in, 1) &&
	       isspace((unsigned char)*input_data(&r->in)))
		pass(r, 1, line);
}

static bool take_piece(struct gz_reader *r, struct piece *p,
		       unsigned long *line)
{
	size_t have, least, from, end;

	pass_space(r, line);
	have = input_fill(&r->in, TAG);
	*p = (struct piece){ .line = *line };
	if (!have)
		return false;
	p->story = tag_at(input_data(&r->in), input_data(&r->in) + have,
			  "<REUTERS");
	least = from = p->story;
	while (!(end = piece_end(p, input_data(&r->in), from, have)) &&
	       !r->in.end) {
		if (have > LIMIT_LINE) {
			p->too_long = true;
			pass(r, have - TAG, line);
			have = TAG;
			least = 0;
		}
		from = have > TAG ? have - TAG : least;
		have = input_fill(&r->in, have + 1);
	}
	p->len = end ? end : have;
	return true;
}

/* Nothing but white space and declarations such as <!DOCTYPE ...>. */
static bool is_blank(const char *at, const char *end)
{
	for (; at < end; at++) {
		if (isspace((unsigned char)*at))
			continue;
		if (end - at < 2 || at[0] != '<' || at[1] != '!')
			return false;
		at = memchr(at, '>', (size_t)(end - at));
		if (!at)
			return false;
	}
	return true;
}

static bool give(struct gz_reader *r, const struct piece *p)
{
	const char *data = input_data(&r->in);
	struct gz_article a;
	struct gz_err err;

	if (!p->story && !p->too_long && is_blank(data, data + p->len))
		return true;
	if (reader_skip(r))
		return true;
	if (p->too_long)
		return reader_failed(r, p->line,
				     "over %zu MB, which is too much for one "
				     "article",
				     LIMIT_LINE >> 20);
	if (!p->story)
		return reader_failed(r, p->line,
				     "text that is in no <REUTERS>");
	if (!p->ended)
		return reader_failed(r, p->line,
				     "a <REUTERS> without its "
				     "</REUTERS>");
	if (!story(data, p->len, &a, &err))
		return reader_failed(r, p->line, "%s", err.text);
	return reader_article(r, &a, p->line);
}

bool reuters_read(struct gz_reader *r, struct gz_err *err)
{
	unsigned long line = 1;
	struct piece p;
	bool more = true;

	(void)err; /* a story that cannot be read is one record, not the file */
	while (more && take_piece(r, &p, &line)) {
		if (r->in.broken.code != GZ_OK && !p.ended && r->in.end &&
		    input_fill(&r->in, 1) == p.len)
			break; /* cut short with the file: said below */
		more = give(r, &p);
		pass(r, p.len, &line);
	}
	if (more && r->in.broken.code != GZ_OK && !reader_skip(r))
		reader_failed(r, line, "%s", r->in.broken.text);
	return true;
}

bool reuters_recognise(const char *head, size_t len)
{
	const char *at = head, *end = head + len;

	while (at < end && isspace((unsigned char)*at))
		at++;
	return tag_at(at, end, "<REUTERS") ||
	       tag_at(at, end, "<!DOCTYPE lewis");
}
