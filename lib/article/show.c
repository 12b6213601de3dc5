/* show.c - an article as the JSON of gazette parse. See gz/article.h. */
#include "gz/article.h"

#include <string.h>

static const char *const precision_names[] = { "year", "month", "day", "minute",
					       "second" };

/* Bytes that must not stand in a JSON string as they are (RFC 8259, 7). */
static bool plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\';
}

static void escape(struct gz_buf *out, unsigned char c)
{
	static const char letters[] = "\"\"\\\\\nn\tt\rr\bb\ff";

	for (const char *l = letters; *l; l += 2)
		if ((unsigned char)*l == c) {
			gz_buf_printf(out, "\\%c", l[1]);
			return;
		}
	gz_buf_printf(out, "\\u%04x", (unsigned)c);
}

static void string(struct gz_buf *out, const char *text)
{
	if (!text) {
		gz_buf_puts(out, "null");
		return;
	}
	gz_buf_putc(out, '"');
	for (;;) {
		const char *run = text;

		while (plain((unsigned char)*text))
			text++;
		gz_buf_add(out, run, (size_t)(text - run));
		if (!*text)
			break;
		escape(out, (unsigned char)*text++);
	}
	gz_buf_putc(out, '"');
}

static void member(struct gz_buf *out, const char *key, const char *text)
{
	gz_buf_printf(out,
		      "%s\"%s\":", out->data[out->len - 1] == '{' ? "" : ",",
		      key);
	string(out, text);
}

static void list(struct gz_buf *out, const char *key, char *const *item,
		 size_t count)
{
	gz_buf_printf(out, ",\"%s\":[", key);
	for (size_t i = 0; i < count; i++) {
		if (i)
			gz_buf_putc(out, ',');
		string(out, item[i]);
	}
	gz_buf_putc(out, ']');
}

void gz_article_json(const struct gz_article *a, struct gz_buf *out)
{
	char date[32];
	const char *precision = NULL;

	if (a->dated) {
		gz_date_write(&a->published, date);
		precision = precision_names[a->published.precision];
	}
	gz_buf_putc(out, '{');
	member(out, "id", a->id);
	member(out, "file", a->file);
	member(out, "url", a->url);
	member(out, "title", a->title);
	member(out, "standfirst", a->standfirst);
	if (a->byline_count)
		list(out, "byline", a->byline, a->byline_count);
	else
		member(out, "byline", NULL);
	member(out, "source", a->source);
	member(out, "section", a->section);
	member(out, "language", a->language);
	member(out, "published", a->dated ? date : NULL);
	member(out, "published_precision", precision);
	member(out, "body", a->body ? a->body : "");
	member(out, "format", a->format);
	list(out, "warnings", a->warnings, a->warning_count);
	gz_buf_putc(out, '}');
}
