/* advanced.c - a form's fields as a query. See advanced.h. */
#include "advanced.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"

const struct advanced_field advanced_fields[] = {
	{ "all", "All of these words",
	  "In any of their forms, anywhere in an article: tax finds taxes, "
	  "taxed." },
	{ "phrase", "This exact phrase", "These words in a row." },
	{ "any", "Any of these words",
	  "One is enough. Quotation marks hold a phrase together." },
	{ "none", "None of these words",
	  "Articles with one of them are left out." },
	{ "near", "These words near each other", NULL },
	{ .name = NULL },
};

/* One thing that is asked for: a word, or words in a row. */
struct thing {
	char *text;
	bool phrase;
};

/* Signs that would mean something to the query language. */
static bool is_sign(char c)
{
	return strchr("\"()=:~<>[]{}", c) || (unsigned char)c < ' ';
}

static bool is_operator(const char *word)
{
	static const char *const name[] = { "AND", "OR", "NOT" };

	for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
		if (strcmp(word, name[i]) == 0)
			return true;
	return strncmp(word, "NEAR", 4) == 0 || strncmp(word, "PRE/", 4) == 0 ||
	       strncmp(word, "w/", 2) == 0;
}

/* Append a word without what it must not begin with; an operator in small
 * letters. */
static void clean_word(const char *word, size_t len, struct gz_buf *out)
{
	size_t begin;

	for (; len && strchr("-+*", *word); len--)
		word++;
	if (out->len && len)
		gz_buf_putc(out, ' ');
	begin = out->len;
	gz_buf_add(out, word, len);
	if (len && is_operator(out->data + begin))
		for (char *c = out->data + begin; *c; c++)
			*c = *c == '/' ? ' ' : (char)(*c | 0x20);
}

/* Append the words of text[0..len), signs taken off, one blank between. */
static void clean(const char *text, size_t len, struct gz_buf *out)
{
	char *copy = gz_strndup(text, len), *at = copy;

	for (char *c = copy; *c; c++)
		if (is_sign(*c))
			*c = ' ';
	while (*at) {
		size_t n = strcspn(at, " ");

		clean_word(at, n, out);
		at += n + (at[n] == ' ');
	}
	free(copy);
}

/* Cut the next thing off *text; false: there is none. To be freed. */
static bool next_thing(const char **text, struct thing *thing)
{
	while (**text) {
		struct gz_buf b = { 0 };
		const char *begin;
		size_t len;

		*text += strspn(*text, " ,;");
		thing->phrase = **text == '"';
		begin = *text += thing->phrase;
		len = strcspn(begin, thing->phrase ? "\"" : " ,;\"");
		*text += len + (thing->phrase && begin[len]);
		clean(begin, len, &b);
		thing->text = gz_buf_take(&b);
		if (*thing->text)
			return true;
		free(thing->text);
	}
	return false;
}

/* Append each thing of text: before it what parts it from the one before. */
static size_t join(const char *text, const char *first, const char *between,
		   struct gz_buf *out)
{
	struct thing thing;
	size_t count = 0;

	while (text && next_thing(&text, &thing)) {
		bool quoted = thing.phrase || strchr(thing.text, ' ');

		gz_buf_puts(out, count++ ? between : first);
		gz_buf_printf(out, quoted ? "\"%s\"" : "%s", thing.text);
		free(thing.text);
	}
	return count;
}

/* ---- the fields ---------------------------------------------------------- */

static void add_phrase(const char *text, struct gz_buf *out)
{
	struct gz_buf words = { 0 };

	clean(text ? text : "", text ? strlen(text) : 0, &words);
	if (words.len)
		gz_buf_printf(out, " \"%s\"", words.data);
	gz_buf_free(&words);
}

static void add_any(const char *text, struct gz_buf *out)
{
	struct gz_buf things = { 0 };
	size_t count = join(text, "", " OR ", &things);

	if (count)
		gz_buf_printf(out, count > 1 ? " (%s)" : " %s", things.data);
	gz_buf_free(&things);
}

static void add_near(const char *text, const char *within, struct gz_buf *out)
{
	char *end;
	long n = within ? strtol(within, &end, 10) : 10;
	char between[24];

	if (within && (*end || n < 1 || n > 20))
		n = 10;
	snprintf(between, sizeof(between), " NEAR/%ld ", n);
	join(text, " ", between, out);
}

void advanced_query(const struct api_request *r, struct gz_buf *out)
{
	struct gz_buf q = { 0 };

	gz_buf_puts(&q, "");
	join(api_param(r, "all"), " ", " ", &q);
	add_phrase(api_param(r, "phrase"), &q);
	add_any(api_param(r, "any"), &q);
	add_near(api_param(r, "near"), api_param(r, "within"), &q);
	join(api_param(r, "none"), " -", " -", &q);
	gz_buf_puts(out, q.data + (*q.data == ' '));
	gz_buf_free(&q);
}

bool advanced_href(const struct api_request *r, struct gz_buf *out)
{
	static const char *const beside[][2] = {
		{ "source", "source" },
		{ "from", "from-date" },
		{ "to", "to-date" },
	};
	struct gz_buf q = { 0 };
	bool any;

	advanced_query(r, &q);
	any = q.len > 0;
	gz_buf_puts(out, "/search?q=");
	link_encode(out, q.data ? q.data : "");
	for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
		const char *value = api_param(r, beside[i][0]);

		if (!value || !*value)
			continue;
		gz_buf_printf(out, "&%s=", beside[i][1]);
		link_encode(out, value);
		any = true;
	}
	gz_buf_free(&q);
	return any;
}
