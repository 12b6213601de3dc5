/* json_feed.c - JSON Feed, versions 1 and 1.1 (jsonfeed.org), an article an
 * item. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "feed.h"
#include "fields.h"
#include "html_fragment.h"
#include "json_tree.h"
#include "reader.h"

#define VERSION "jsonfeed.org/version/"

/* Whether the text that ends at at, behind white space, ends in that; moves
 * *at in front of it. */
static bool before(const char *head, const char **at, const char *text)
{
	const char *end = *at;
	size_t n = strlen(text);

	while (end > head && strchr(" \t\r\n", end[-1]) && end[-1])
		end--;
	if ((size_t)(end - head) < n || memcmp(end - n, text, n) != 0)
		return false;
	*at = end - n;
	return true;
}

/* The member "version" with its value; in a string its quotes had a backslash
 * before them. */
bool jsonfeed_recognise(const char *head, size_t len)
{
	static const char *const schemes[] = { "\"https://", "\"http://" };
	const char *found = len ? memmem(head, len, VERSION, strlen(VERSION))
				: NULL;

	for (size_t i = 0; found && i < 2; i++) {
		const char *at = found;

		if (before(head, &at, schemes[i]) && before(head, &at, ":") &&
		    before(head, &at, "\"version\""))
			return true;
	}
	return false;
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void fill(char **field, const json_t *object, const char *key)
{
	field_fill(field, text_of(object, key));
}

/* "authors" of 1.1, "author" of 1. */
static void byline(const json_t *object, struct gz_article *a)
{
	const json_t *author;
	size_t i;

	json_array_foreach(json_object_get(object, "authors"), i, author)
	{
		if (text_of(author, "name"))
			byline_add(a, text_of(author, "name"), true);
	}
	author = json_object_get(object, "author");
	if (!a->byline_count && text_of(author, "name"))
		byline_add(a, text_of(author, "name"), true);
}

static bool body(const json_t *item, struct gz_article *a, struct gz_err *err)
{
	const char *html = text_of(item, "content_html");
	const char *plain = text_of(item, "content_text");
	char *summary;

	if (html && !fragment_read(html, &a->body, err))
		return false;
	if (!a->body && plain)
		a->body = fragment_plain(plain);
	if (a->body) {
		fill(&a->standfirst, item, "summary");
		return true;
	}
	summary = text_of(item, "summary")
			  ? fragment_plain(text_of(item, "summary"))
			  : NULL;
	a->body = summary;
	return true;
}

static void date(const json_t *item, struct gz_article *a)
{
	static const char *const keys[] = { "date_published", "date_modified" };

	for (size_t i = 0; i < 2 && !a->dated; i++) {
		const char *text = text_of(item, keys[i]);

		if (text && !feed_date(a, text))
			gz_article_warn(a, "%s: \"%.40s\" is no date: left out",
					keys[i], text);
	}
}

/* An item with an address is known by that, as in other feeds. */
static bool item_article(const json_t *feed, const json_t *item,
			 struct gz_article *a, struct gz_err *err)
{
	const json_t *tags = json_object_get(item, "tags");
	const char *id = text_of(item, "id");

	if (!json_is_object(item))
		return gz_fail(err, GZ_DATA, "an item that is no object");
	fill(&a->url, item, "url");
	if (id && strncmp(id, "http", 4) == 0) /* "ideally the full URL" */
		field_fill(&a->url, id);
	fill(&a->title, item, "title");
	fill(&a->language, item, "language");
	fill(&a->language, feed, "language");
	fill(&a->source, feed, "title");
	field_fill(&a->section, json_string_value(json_array_get(tags, 0)));
	byline(item, a);
	if (!a->byline_count)
		byline(feed, a);
	date(item, a);
	return body(item, a, err);
}

/* Items have no lines of their own: they are counted. */
static bool take(struct gz_reader *r, const json_t *feed, size_t i)
{
	const json_t *items = json_object_get(feed, "items");
	struct gz_article a = { 0 };
	struct gz_err err;
	bool ok;

	if (reader_skip(r))
		return true;
	ok = item_article(feed, json_array_get(items, i), &a, &err);
	if (ok && (a.title || a.body))
		return reader_article(r, &a, 0);
	if (ok)
		gz_fail(&err, GZ_DATA, "neither a title nor a body");
	gz_article_clear(&a);
	return reader_failed(r, 0, "item %zu: %s", i + 1, err.text);
}

bool jsonfeed_read(struct gz_reader *r, struct gz_err *err)
{
	struct gz_err why;
	const char *bytes;
	json_t *feed = NULL;
	size_t len, count;

	(void)err;
	if (reader_whole(r, LIMIT_FEED, &bytes, &len, &why)) {
		if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
			bytes += 3;
			len -= 3;
		}
		feed = json_document(bytes, len, &why);
	}
	if (!feed && !reader_skip(r))
		reader_failed(r, 0, "%s", why.text);
	count = json_array_size(json_object_get(feed, "items"));
	for (size_t i = 0; i < count; i++)
		if (!take(r, feed, i))
			break;
	json_decref(feed);
	return true;
}
