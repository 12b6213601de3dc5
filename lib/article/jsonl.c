/* jsonl.c - streams of JSON: a record a line, or a list of records, read one
 * at a time, so that no file is too large. */
#include <string.h>

#include "json.h"
#include "reader.h"

/* A record as text: make the article or say why not. False to stop. */
static bool record(struct gz_reader *r, const char *text, size_t len,
		   unsigned long line)
{
	struct gz_article a = { 0 };
	struct gz_err err = { 0 };

	if (reader_skip(r))
		return true;
	if ((r->from_json ? r->from_json : json_article)(text, len, &a, &err))
		return reader_article(r, &a, line);
	if (r->in.broken.code != GZ_OK && !input_fill(&r->in, 1))
		return true; /* cut short with the file: said at its end */
	return reader_failed(r, line, "%s", err.text);
}

static bool too_long(struct gz_reader *r, unsigned long line)
{
	return reader_skip(r) ||
	       reader_failed(r, line,
			     "over %zu MB, which is too much for one "
			     "article",
			     LIMIT_LINE >> 20);
}

static bool finish(struct gz_reader *r, unsigned long line)
{
	if (r->in.broken.code != GZ_OK && !reader_skip(r))
		reader_failed(r, line, "%s", r->in.broken.text);
	return true;
}

static void skip_mark(struct gz_reader *r)
{
	if (input_fill(&r->in, 3) >= 3 &&
	    memcmp(input_data(&r->in), "\xef\xbb\xbf", 3) == 0)
		input_skip(&r->in, 3);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool blank(const char *line, size_t len)
{
	while (len && is_space(line[len - 1]))
		len--;
	return !len;
}

bool jsonl_read(struct gz_reader *r, struct gz_err *err)
{
	unsigned long number = 0;
	enum input_line kind;
	const char *line;
	size_t len;
	bool more = true;

	(void)err; /* a line that cannot be read is one record, not the file */
	skip_mark(r);
	while (more && (kind = input_line(&r->in, LIMIT_LINE, &line, &len))) {
		number++;
		if (kind == INPUT_LONG)
			more = too_long(r, number);
		else if (!blank(line, len))
			more = record(r, line, len, number);
	}
	return !more || finish(r, number + 1);
}

/* --- one value after the other ------------------------------------------- */

struct scan {
	struct gz_reader *r;
	unsigned long line; /* of what comes next */
	struct gz_buf value;
	bool long_value; /* over the limit: value holds its beginning */
	unsigned depth;
	bool in_string, escaped;
	bool lost; /* where the next value begins cannot be told */
};

/* The next byte that is not white space, or -1; not stepped over. */
static int peek(struct scan *s)
{
	while (input_fill(&s->r->in, 1)) {
		char c = *input_data(&s->r->in);

		if (!is_space(c))
			return (unsigned char)c;
		s->line += c == '\n';
		input_skip(&s->r->in, 1);
	}
	return -1;
}

static bool outside(struct scan *s, char c)
{
	if (c == '"')
		s->in_string = true;
	else if (c == '{' || c == '[')
		s->depth++;
	else if (c == '}' || c == ']')
		return s->depth ? !--s->depth : true;
	return !s->depth && c == ',';
}

static bool inside(struct scan *s, char c)
{
	if (s->escaped)
		s->escaped = false;
	else if (c == '\\')
		s->escaped = true;
	else if (c == '"')
		s->in_string = false;
	return false;
}

/* Whether the value ends at c, which is part of it only if it closes it. */
static bool ends_at(struct scan *s, char c)
{
	return s->in_string ? inside(s, c) : outside(s, c);
}

static void keep(struct scan *s, const char *bytes, size_t len)
{
	if (s->value.len + len > LIMIT_LINE)
		s->long_value = true;
	else
		gz_buf_add(&s->value, bytes, len);
}

/* Take the value at the input, up to the bracket that closes it, a comma or
 * bracket of the list around it, or the end. */
static void take_value(struct scan *s)
{
	size_t have, i;
	bool done = false, closes;

	s->in_string = s->escaped = s->long_value = false;
	s->depth = 0;
	gz_buf_clear(&s->value);
	while (!done && (have = input_fill(&s->r->in, 1))) {
		const char *at = input_data(&s->r->in);

		for (i = 0; i < have && !done; i++) {
			closes = s->depth > 0;
			done = ends_at(s, at[i]);
			s->line += at[i] == '\n';
		}
		if (done && !closes)
			i--;
		keep(s, at, i);
		input_skip(&s->r->in, i);
	}
}

static bool one(struct scan *s)
{
	unsigned long line = s->line;

	take_value(s);
	if (s->long_value)
		return too_long(s->r, line);
	return record(s->r, s->value.data, s->value.len, line);
}

/* Behind a value in a list: whether another one follows. */
static bool another(struct scan *s)
{
	int c = peek(s);

	if (c == ',' || c == ']')
		input_skip(&s->r->in, 1);
	s->lost = c != ',' && c != ']';
	if (c == -1 && s->r->in.broken.code == GZ_OK)
		reader_failed(s->r, s->line, "JSON ends inside a list");
	else if (s->lost && c != -1)
		reader_failed(s->r, s->line,
			      "not JSON: ',' or ']' must follow an article");
	return c == ',';
}

static bool list(struct scan *s)
{
	bool more = true;

	input_skip(&s->r->in, 1);
	if (peek(s) == ']') {
		input_skip(&s->r->in, 1);
		return true;
	}
	do {
		if (peek(s) == ',' || peek(s) == ']') {
			reader_failed(s->r, s->line,
				      "not JSON: a value is "
				      "missing");
			return false;
		}
		more = one(s);
	} while (more && another(s));
	return more && !s->lost;
}

bool json_read(struct gz_reader *r, struct gz_err *err)
{
	struct scan s = { .r = r, .line = 1 };
	bool more;

	(void)err;
	skip_mark(r);
	if (peek(&s) == '[') {
		more = list(&s);
	} else {
		do /* more than one is no JSON text, but clear enough */
			more = one(&s);
		while (more && peek(&s) == '{');
	}
	if (r->in.broken.code != GZ_OK)
		finish(r, s.line);
	else if (more && peek(&s) != -1)
		reader_failed(r, s.line, "not JSON: something follows its end");
	gz_buf_free(&s.value);
	return true;
}

/* --- recognising --------------------------------------------------------- */

static const char *skip_space(const char *at, const char *end)
{
	if (end - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	while (at < end && is_space(*at))
		at++;
	return at;
}

static bool opens_object(const char *at, const char *end)
{
	if (at == end || *at != '{')
		return false;
	at = skip_space(at + 1, end);
	return at == end || *at == '"' || *at == '}';
}

/* Whether the line break at at, in an object, parts two records: an object
 * cannot follow there, so it begins a record and the first one is broken. */
static bool parts_records(const char *at, const char *end, char before)
{
	return before != ':' && opens_object(skip_space(at, end), end);
}

/* A list of objects, or an object with a line break in it. */
bool json_recognise(const char *head, size_t len)
{
	const char *end = head + len, *at = skip_space(head, end), *next;
	struct scan s = { 0 };
	char before = 0;

	if (at == end)
		return false;
	if (*at == '[') {
		next = skip_space(at + 1, end);
		return next < end && (*next == ']' || opens_object(next, end));
	}
	if (!opens_object(at, end))
		return false;
	for (; at < end; at++) {
		if (ends_at(&s, *at) || *at == '\n')
			break;
		before = is_space(*at) ? before : *at;
	}
	return at < end && s.depth > 0 && !s.in_string &&
	       !(s.depth == 1 && parts_records(at, end, before));
}

/* An object on the first line, or, lest one bad line hide the others, on one
 * of those that follow. */
bool jsonl_recognise(const char *head, size_t len)
{
	const char *end = head + len, *at = skip_space(head, end);

	if (at < end && *at == '<')
		return false;
	for (int line = 0; line < 10 && at < end; line++) {
		if (opens_object(at, end))
			return true;
		at = memchr(at, '\n', (size_t)(end - at));
		at = skip_space(at ? at : end, end);
	}
	return false;
}
