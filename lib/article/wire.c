/* wire.c - what the formats of news agencies share. See wire.h. */
#include "wire.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

void wire_name(struct gz_article *a, const char *name)
{
	bool address = name && (strncasecmp(name, "http://", 7) == 0 ||
				strncasecmp(name, "https://", 8) == 0);

	if (a->id || a->url)
		return;
	field_fill(address ? &a->url : &a->id, name);
}

void wire_date(struct gz_article *a, const char *what, const char *text)
{
	if (text && *text && !field_date(a, text))
		gz_article_warn(a, "%s: \"%.40s\" is no date: left out", what,
				text);
}

/* --- paragraphs ----------------------------------------------------------- */

/* The line at *at, without its end; moves *at behind it. */
static size_t take_line(const char **at, const char *end)
{
	const char *line = *at;
	const char *newline = memchr(line, '\n', (size_t)(end - line));

	*at = newline ? newline + 1 : end;
	return (size_t)((newline ? newline : end) - line);
}

static bool is_blank(const char *line, size_t len)
{
	while (len && strchr(" \t\r", line[len - 1]) && line[len - 1])
		len--;
	return !len;
}

static bool has_blank_line(const char *text, size_t len)
{
	const char *at = text, *end = text + len, *line;
	bool begun = false;

	while ((line = at) < end) {
		bool blank = is_blank(line, take_line(&at, end));

		if (blank && begun && at < end)
			return true;
		begun |= !blank;
	}
	return false;
}

/* A line of the text, clean, behind what stands already. */
static void add_line(struct gz_buf *out, char *line, const char *between)
{
	if (line && out->len)
		gz_buf_puts(out, between);
	if (line)
		gz_buf_puts(out, line);
	free(line);
}

char *wire_body(const char *text, size_t len, bool wrapped)
{
	bool each = !wrapped && !has_blank_line(text, len), begins = true;
	const char *at = text, *end = text + len, *line;
	struct gz_buf out = { 0 };

	while ((line = at) < end) {
		size_t n = take_line(&at, end);

		if (is_blank(line, n)) {
			begins = true;
			continue;
		}
		begins |= each || (wrapped && strchr(" \t", *line));
		add_line(&out, field_clean(line, n),
			 begins ? "\n\n" : (wrapped ? " " : "\n"));
		begins = false;
	}
	return gz_buf_take(&out);
}

void wire_untitle(struct gz_article *a)
{
	size_t len = a->title ? strlen(a->title) : 0;

	if (len && a->body && strncmp(a->body, a->title, len) == 0 &&
	    strncmp(a->body + len, "\n\n", 2) == 0)
		memmove(a->body, a->body + len + 2, strlen(a->body + len + 1));
}

/* --- what is no article --------------------------------------------------- */

static const char *find(const char *const (*table)[2], size_t count,
			const char *word)
{
	for (size_t i = 0; word && i < count; i++)
		if (strcasecmp(table[i][0], word) == 0)
			return table[i][1];
	return NULL;
}

const char *wire_other(const char *kind)
{
	/* IPTC NewsCodes "News Item Nature", and ninjs 3's further types */
	static const char *const kinds[][2] = {
		{ "picture", "a picture" },
		{ "graphic", "a graphic" },
		{ "photo", "a picture" },
		{ "animation", "an animation" },
		{ "video", "a video" },
		{ "audio", "a sound recording" },
		{ "event", "an event" },
		{ "planning", "a plan of coverage" },
		{ "package", "a package" },
		{ "component", "a component" },
	};

	return find(kinds, COUNT(kinds), kind);
}

const char *wire_withdrawn(const char *status)
{
	/* IPTC NewsCodes "Publishing Status" */
	static const char *const states[][2] = {
		{ "canceled", "its agency canceled it" },
		{ "cancelled", "its agency canceled it" },
		{ "withheld", "its agency withholds it" },
	};

	return find(states, COUNT(states), status);
}
