/* fields.c - setting the fields of an article from foreign text. See
 * fields.h. */
#include "fields.h"

#include <stdlib.h>
#include <string.h>

#include "gz/utf8.h"
#include "reader.h"

static bool is_space(int32_t c)
{
	return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 ||
	       c == 0x2029 || (c >= 0x2000 && c <= 0x200b) || c == 0x202f ||
	       c == 0x3000 || c == 0xfeff;
}

char *field_clean(const char *text, size_t len)
{
	struct gz_buf b = { 0 };
	const char *end = text + len;
	bool gap = false;

	while (text < end) {
		int32_t c = gz_utf8_next(&text, end);
		char bytes[4];

		if (c < 0)
			c = 0xfffd;
		if (is_space(c)) {
			gap = true;
			continue;
		}
		if (gap && b.len)
			gz_buf_putc(&b, ' ');
		gap = false;
		gz_buf_add(&b, bytes, gz_utf8_put(bytes, c));
	}
	return b.len ? gz_buf_take(&b) : NULL;
}

void field_fill(char **field, const char *text)
{
	if (!*field && text)
		*field = field_clean(text, strlen(text));
}

bool field_date(struct gz_article *a, const char *text)
{
	if (a->dated)
		return true;
	a->dated = gz_date_read(text, &a->published, NULL);
	return a->dated;
}

static void cut(struct gz_article *a, char *text, size_t max, const char *what)
{
	size_t len = text ? strlen(text) : 0;

	if (len <= max)
		return;
	text[gz_utf8_cut(text, max)] = '\0';
	gz_article_warn(a, "%s: cut from %zu bytes to %zu", what, len,
			strlen(text));
}

static void limit_list(struct gz_article *a)
{
	enum {
		LIMIT_NAMES = 64
	};

	if (a->byline_count > LIMIT_NAMES) {
		gz_article_warn(a, "byline: cut from %zu names to %d",
				a->byline_count, LIMIT_NAMES);
		while (a->byline_count > LIMIT_NAMES)
			free(a->byline[--a->byline_count]);
	}
	for (size_t i = 0; i < a->byline_count; i++)
		cut(a, a->byline[i], LIMIT_ID, "byline");
}

void fields_limit(struct gz_article *a)
{
	const struct {
		char *text;
		size_t max;
		const char *name;
	} limits[] = {
		{ a->title, 1024, "title" },
		{ a->standfirst, 4096, "standfirst" },
		{ a->source, LIMIT_ID, "source" },
		{ a->section, LIMIT_ID, "section" },
		{ a->language, 35, "language" }, /* BCP 47 section 4.4.1 */
		{ a->body, LIMIT_BODY, "body" },
	};

	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		cut(a, limits[i].text, limits[i].max, limits[i].name);
	limit_list(a);
	if (a->url && strlen(a->url) > 2048) {
		gz_article_warn(a,
				"url: left out, as it has %zu bytes and "
				"2048 are allowed",
				strlen(a->url));
		free(a->url);
		a->url = NULL;
	}
}
