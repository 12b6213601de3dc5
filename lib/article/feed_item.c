/* feed_item.c - an item of a feed to an article. See feed.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "feed.h"
#include "fields.h"

#define XML_NS "http://www.w3.org/XML/1998/namespace"

/* --- text ----------------------------------------------------------------- */

static bool first_text(const struct feed_found *found, const char *field,
		       char **text, struct gz_err *err)
{
	const xmlNode *n;
	size_t at = 0;

	while (!*text && (n = feed_next(found, field, &at)))
		if (!feed_text(n, true, text, err))
			return false;
	return true;
}

/* Whether summary is what body begins with, perhaps cut off. */
static bool begins(const char *body, const char *summary)
{
	size_t len = strlen(summary);

	while (len && strchr(" .[]\xe2\x80\xa6", summary[len - 1]))
		len--;
	return strncmp(body, summary, len) == 0;
}

static bool texts(const struct feed_found *found, struct gz_article *a,
		  struct gz_err *err)
{
	char *summary = NULL;
	const xmlNode *title;
	size_t at = 0;

	while (!a->title && (title = feed_next(found, "title", &at)))
		if (!feed_line(title, &a->title, err))
			return false;
	if (!first_text(found, "body", &a->body, err) ||
	    !first_text(found, "summary", &summary, err))
		return false;
	if (!a->body) {
		a->body = summary;
		return true;
	}
	if (summary && !begins(a->body, summary))
		field_fill(&a->standfirst, summary);
	free(summary);
	return true;
}

/* --- names ---------------------------------------------------------------- */

/* "ann@example.com (Ann Bell)" and "Ann Bell <ann@example.com>" */
static void person(struct gz_article *a, char *text)
{
	char *open = strchr(text, '('), *close;

	if (strchr(text, '@')) {
		close = open ? strchr(open, ')') : NULL;
		if (close && !memchr(open, '@', (size_t)(close - open))) {
			*close = '\0';
			text = open + 1;
		} else {
			text[strcspn(text, "<(")] = '\0';
		}
	}
	byline_add(a, text, true);
}

static void author(struct gz_article *a, const xmlNode *node)
{
	const xmlNode *name = xml_child(node, NULL, "name");
	char *text = xml_text(name ? name : node);

	if (text && (name || !xml_child(node, NULL, NULL)))
		person(a, text);
	free(text);
}

static void byline(const struct feed_found *found, struct gz_article *a)
{
	const xmlNode *n, *first = NULL;
	size_t at = 0;

	while ((n = feed_next(found, "byline", &at))) {
		if (first && a->byline_count &&
		    strcmp((const char *)n->name, (const char *)first->name))
			break;
		first = n;
		author(a, n);
	}
}

/* Atom: a feed's authors are those of entries without. */
static void authors_of(const xmlNode *node, struct gz_article *a)
{
	for (const xmlNode *n = node ? node->children : NULL; n; n = n->next)
		if (feed_is(n, "author"))
			author(a, n);
}

/* --- the rest ------------------------------------------------------------- */

static void date(const struct feed_found *found, struct gz_article *a)
{
	const xmlNode *n;
	size_t at = 0;

	while (!a->dated && (n = feed_next(found, "published", &at))) {
		char *text = xml_text(n);

		if (text && !feed_date(a, text))
			gz_article_warn(a, "%s: \"%.40s\" is no date: left out",
					(const char *)n->name, text);
		free(text);
	}
}

/* A category by its name for people, or in Atom's attributes. */
static void section(const struct feed_found *found, struct gz_article *a)
{
	static const char *const attrs[] = { "label", "term", "text" };
	const xmlNode *n;
	size_t at = 0;

	while (!a->section && (n = feed_next(found, "section", &at))) {
		char *text = xml_text(n);

		field_fill(&a->section, text);
		free(text);
		for (size_t i = 0; i < sizeof(attrs) / sizeof(*attrs); i++)
			field_fill(&a->section, xml_attr(n, NULL, attrs[i]));
	}
}

/* What another feed had first names that feed. */
static bool source(const struct feed *feed, const struct feed_found *found,
		   struct gz_article *a, struct gz_err *err)
{
	const xmlNode *n, *title;
	size_t at = 0;

	while (!a->source && (n = feed_next(found, "source", &at))) {
		title = xml_child(n, NULL, "title");
		if ((title || !xml_child(n, NULL, NULL)) &&
		    !feed_line(title ? title : n, &a->source, err))
			return false;
	}
	field_fill(&a->source, feed->title);
	return true;
}

static void language(const struct feed *feed, const xmlNode *item,
		     const struct feed_found *found, struct gz_article *a)
{
	const xmlNode *n;
	size_t at = 0;

	while (!a->language && (n = feed_next(found, "language", &at)))
		a->language = xml_text(n);
	for (n = item; n && !a->language; n = n->parent)
		field_fill(&a->language, xml_attr(n, XML_NS, "lang"));
	field_fill(&a->language, feed->language);
}

/* An identifier that is unique in the world, where no address is known. */
static void identity(const struct feed_found *found, struct gz_article *a)
{
	const xmlNode *n;
	size_t at = 0;

	while (!a->url && !a->id && (n = feed_next(found, "id", &at))) {
		char *text = xml_text(n);

		if (text && strlen(text) <= 200 &&
		    (strncasecmp(text, "tag:", 4) == 0 ||
		     strncasecmp(text, "urn:", 4) == 0)) {
			a->id = text;
			text = NULL;
		}
		free(text);
	}
}

static bool fill(const struct feed *feed, const xmlNode *item,
		 const struct feed_found *found, struct gz_article *a,
		 struct gz_err *err)
{
	size_t at = 0;

	if (!texts(found, a, err) || !source(feed, found, a, err))
		return false;
	a->url = feed_url(feed, item, found);
	identity(found, a);
	byline(found, a);
	if (!a->byline_count)
		authors_of(feed_next(found, "source", &at), a);
	if (!a->byline_count && !feed_is(feed->channel, "channel"))
		authors_of(feed->channel, a);
	date(found, a);
	section(found, a);
	language(feed, item, found, a);
	return true;
}

bool feed_item(const struct feed *feed, const xmlNode *item,
	       struct gz_article *a, struct gz_err *err)
{
	struct feed_found found;
	bool ok;

	feed_find(item, &found);
	ok = fill(feed, item, &found, a, err);
	free(found.list);
	if (ok && feed->broken)
		gz_article_warn(a, "the feed is not well-formed XML: mended");
	return ok;
}
