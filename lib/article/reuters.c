/* reuters.c - Reuters stories as SGML, as the Reuters-21578 collection
 * (Distribution 1.0) has them: many <REUTERS> elements in a file, taken one
 * at a time. Elements do not nest but as its README says, and only "<" is
 * always escaped, so this looks for the tags it knows and for nothing else.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "fields.h"
#include "reader.h"
#include "sgml.h"
#include "wire.h"

static void set_line(char **field, struct span s)
{
	struct gz_buf b = { 0 };

	sgml_text(s, &b);
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
	struct span body = sgml_element(text, "<BODY", "</BODY");
	struct gz_buf b = { 0 };

	/* a brief or an unprocessed story is all its text, title included */
	sgml_text(body.at < body.end ? body : text, &b);
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
	text = sgml_element(all, "<TEXT", "</TEXT");
	topics = sgml_element(all, "<TOPICS", "</TOPICS");
	if (text.at == text.end) {
		gz_buf_free(&utf8);
		return gz_fail(err, GZ_DATA, "a <REUTERS> without <TEXT>");
	}
	a->source = gz_strdup("Reuters");
	set_id(a, all);
	set_date(a, sgml_element(all, "<DATE", "</DATE"));
	set_line(&a->section, sgml_element(topics, "<D", "</D"));
	set_line(&a->title, sgml_element(text, "<TITLE", "</TITLE"));
	set_byline(a, sgml_element(text, "<AUTHOR", "</AUTHOR"));
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
	const char *next = sgml_find(in, "<REUTERS"), *close = NULL;

	if (next)
		in.end = next;
	if (p->story)
		close = sgml_find(in, "</REUTERS");
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
	p->story = sgml_tag_at(input_data(&r->in), input_data(&r->in) + have,
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
	return sgml_tag_at(at, end, "<REUTERS") ||
	       sgml_tag_at(at, end, "<!DOCTYPE lewis");
}
