/* byline.c - the names in a byline. See byline_add() in fields.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"

static const char *const words[][2] = {
#include "etc/byline-words.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool equal(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && strncasecmp(text, word, len) == 0;
}

static bool ends_in(const char *text, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len > n && text[len - n - 1] == ' ' &&
	       strncasecmp(text + len - n, word, n) == 0;
}

static bool begins_with(const char *text, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len > n && strncasecmp(text, word, n) == 0 &&
	       (text[n] == ' ' || word[n - 1] == ':');
}

/* Whether text is of that kind in the table; *len gets the bytes of a lead. */
static bool is_kind(const char *kind, const char *text, size_t *len)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		const char *w = words[i][1];

		if (strcmp(words[i][0], kind) != 0)
			continue;
		if (*kind != 'l' && equal(text, *len, w))
			return true;
		if (*kind == 'r' &&
		    (begins_with(text, *len, w) || ends_in(text, *len, w)))
			return true;
		if (*kind == 'l' && begins_with(text, *len, w)) {
			*len = strlen(w);
			return true;
		}
	}
	return false;
}

static bool has_name(const struct gz_article *a, const char *name, size_t len)
{
	for (size_t i = 0; i < a->byline_count; i++)
		if (equal(name, len, a->byline[i]))
			return true;
	return false;
}

static void add_name(struct gz_article *a, const char *name, size_t len)
{
	if (has_name(a, name, len))
		return;
	a->byline = gz_realloc(a->byline,
			       (a->byline_count + 1) * sizeof(*a->byline));
	a->byline[a->byline_count++] = gz_strndup(name, len);
}

static void extend_name(char **name, const char *tail, size_t len)
{
	struct gz_buf b = { 0 };

	gz_buf_puts(&b, *name);
	gz_buf_puts(&b, ", ");
	gz_buf_add(&b, tail, len);
	free(*name);
	*name = gz_buf_take(&b);
}

static void trim(const char **text, size_t *len)
{
	static const char *const dashes[] = { "\u2013", "\u2014" };

	for (size_t i = 0; i < COUNT(dashes); i++)
		if (*len >= 3 && memcmp(*text + *len - 3, dashes[i], 3) == 0)
			*len -= 3;
	while (*len && strchr(" ,.;:-|\"(", **text) && **text) {
		++*text;
		--*len;
	}
	while (*len && strchr(" ,;:-|\")", (*text)[*len - 1]))
		--*len;
}

/* An address, a handle or a number is no name. */
static bool nameless(const char *text, size_t len)
{
	return !len || len > 80 || strcspn(text, "@_=?<>{}") < len ||
	       strncasecmp(text, "http", 4) == 0 ||
	       strncasecmp(text, "www.", 4) == 0 ||
	       strcspn(text, "0123456789") < len;
}

static void add_part(struct gz_article *a, const char *text, size_t len,
		     bool first)
{
	size_t lead;

	trim(&text, &len);
	while (lead = len, is_kind("lead", text, &lead)) {
		text += lead;
		len -= lead;
		trim(&text, &len);
	}
	if (nameless(text, len) || is_kind("role", text, &len))
		return;
	if (!first && a->byline_count && is_kind("tail", text, &len))
		extend_name(&a->byline[a->byline_count - 1], text, len);
	else
		add_name(a, text, len);
}

/* The bytes of a separator at text, or 0. */
static size_t separator(const char *text, bool commas)
{
	static const char *const marks[] = { " and ", ", and ", " & ",
					     " | ",   " with ", " / " };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (strncasecmp(text, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	if (*text == ';' || *text == '/' || *text == '|')
		return 1;
	return commas && *text == ',';
}

void byline_add(struct gz_article *a, const char *text, bool commas)
{
	char *clean = field_clean(text, strlen(text));
	const char *at = clean, *part = clean;
	bool first = true;

	if (clean && strstr(clean, "://")) /* a profile, not a name */
		at = part = NULL;
	while (at && *at) {
		size_t skip = separator(at, commas);

		if (!skip) {
			at++;
			continue;
		}
		add_part(a, part, (size_t)(at - part), first);
		part = at += skip;
		first = false;
	}
	if (part)
		add_part(a, part, strlen(part), first);
	free(clean);
}
