/* lines.c - what a line of a page is. See lines.h. */
#include "lines.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const lines[][2] = {
#include "etc/boilerplate.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define BEGINS_MAX 160
#define BUTTONS_MAX 100
#define HAS_MAX 300

static void trim(const char **line, size_t *len)
{
	static const char marks[] = " \t.:!|>*-[]()";

	while (*len && strchr(marks, (*line)[*len - 1]))
		--*len;
	while (*len && strchr(marks, **line)) {
		++*line;
		--*len;
	}
}

/* The bytes of line that text matches from its start on, or 0: '#' stands
 * for a number, a '*' (one at most) for anything. */
static size_t begins(const char *line, size_t len, const char *text)
{
	size_t n = 0, rest;

	if (!len || ((*line | 0x20) != (*text | 0x20) && *text != '#'))
		return 0;
	for (; *text && *text != '*'; text++) {
		size_t from = n;

		while (*text == '#' && n < len &&
		       isdigit((unsigned char)line[n]))
			n++;
		if (*text != '#' && n < len &&
		    tolower((unsigned char)line[n]) ==
			    tolower((unsigned char)*text))
			n++;
		if (n == from)
			return 0;
	}
	if (!*text++)
		return n;
	for (; n < len; n++)
		if ((rest = begins(line + n, len - n, text)))
			return n + rest;
	return 0;
}

static bool has(const char *line, size_t len, const char *text)
{
	const int firsts[] = { tolower((unsigned char)*text),
			       toupper((unsigned char)*text) };
	const char *end = line + len;

	for (int i = 0; i < (firsts[0] == firsts[1] ? 1 : 2); i++)
		for (const char *at = line;
		     (at = memchr(at, firsts[i], (size_t)(end - at))); at++)
			if (begins(at, (size_t)(end - at), text))
				return true;
	return false;
}

/* A kind is known by its first letter. */
static bool matches(char kind, const char *line, size_t len)
{
	const char *bare = line;
	size_t n = len;

	trim(&bare, &n);
	for (size_t i = 0; i < COUNT(lines); i++) {
		const char *text = lines[i][1];

		if (*lines[i][0] != kind)
			continue;
		if (strchr("itw", kind) ? n && begins(bare, n, text) == n
		    : kind == 'h'	? has(line, len, text)
					: begins(line, len, text) > 0)
			return true;
	}
	return false;
}

/* All of its words are such as stand on buttons: "Facebook Twitter Email". */
static bool is_buttons(const char *line, size_t len)
{
	static const char ends[] = " ,|/:()";
	const char *word = line, *end = line + len;
	size_t count = 0;

	if (len > BUTTONS_MAX)
		return false;
	for (const char *at = line; at <= end; at++) {
		if (at < end && !strchr(ends, *at))
			continue;
		if (at > word && !matches('w', word, (size_t)(at - word)))
			return false;
		count += at > word;
		word = at + 1;
	}
	return count > 1;
}

bool line_is_boilerplate(const char *line, size_t len)
{
	return matches('i', line, len) || is_buttons(line, len) ||
	       (len <= BEGINS_MAX && matches('b', line, len)) ||
	       (len <= HAS_MAX && matches('h', line, len));
}

bool line_is_lead(const char *line, size_t len)
{
	return matches('l', line, len);
}

bool line_is_credit(const char *line, size_t len)
{
	return matches('c', line, len);
}

bool line_is_title(const char *line, size_t len, const char *title)
{
	size_t n = title ? strlen(title) : 0;

	if (!n || len < n || strncasecmp(line, title, n) != 0)
		return false;
	while (n < len && line[n] == ' ')
		n++;
	return n == len || matches('t', line + n, len - n);
}

/* Bytes of the closing mark that line ends in, or 0. */
static size_t closing(const char *line, size_t len)
{
	static const char *const marks[] = {
		"\"", "'", ")", "]", "”", "’", "»"
	};

	for (size_t i = 0; i < COUNT(marks); i++) {
		size_t n = strlen(marks[i]);

		if (len >= n && memcmp(line + len - n, marks[i], n) == 0)
			return n;
	}
	return 0;
}

bool line_ends_sentence(const char *line, size_t len)
{
	size_t n;

	while ((n = closing(line, len)))
		len -= n;
	if (len >= 3 && memcmp(line + len - 3, "…", 3) == 0)
		return true;
	if (!len || !strchr(".!?", line[len - 1]))
		return false;
	/* an abbreviation such as "U.S." */
	return line[len - 1] != '.' || len < 3 || line[len - 3] != '.' ||
	       !isupper((unsigned char)line[len - 2]);
}
