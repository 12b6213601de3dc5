/* feed.c - RSS and Atom feeds, an article an item. See feed.h. */
#include "feed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"
#include "html.h"
#include "reader.h"

/* --- recognising ---------------------------------------------------------- */

/* Whether the root element is of that name, whatever its prefix, and its tag
 * has one of the marks, if there are any. */
static bool root_is(const char *tag, const char *name, const char *mark)
{
	size_t n = strcspn(tag, " \t\r\n/");
	const char *colon = memchr(tag, ':', n);
	const char *local = colon ? colon + 1 : tag;

	n -= (size_t)(local - tag);
	return n == strlen(name) && strncasecmp(local, name, n) == 0 &&
	       (!mark || strcasestr(tag, mark));
}

static bool recognise(const char *head, size_t len,
		      const char *const (*roots)[2])
{
	char *tag = xml_root(head, len);
	bool is = false;

	for (; tag && !is && (*roots)[0]; roots++)
		is = root_is(tag, (*roots)[0], (*roots)[1]);
	free(tag);
	return is;
}

bool rss_recognise(const char *head, size_t len)
{
	static const char *const roots[][2] = {
		{ "rss", NULL },
		{ "RDF", "purl.org/rss/1.0" },
		{ "RDF", "netscape.com/rdf/simple/0.9" },
		{ "RDF", "purl.org/net/rss1.1" },
		{ "Channel", "purl.org/net/rss1.1" },
		{ NULL, NULL },
	};

	return recognise(head, len, roots);
}

bool atom_recognise(const char *head, size_t len)
{
	static const char *const roots[][2] = {
		{ "feed", NULL },
		{ "entry", "www.w3.org/2005/Atom" },
		{ "entry", "purl.org/atom/ns#" },
		{ NULL, NULL },
	};

	return recognise(head, len, roots);
}

/* --- reading -------------------------------------------------------------- */

static bool is_item(const xmlNode *node)
{
	return feed_is(node, "item") || feed_is(node, "entry");
}

/* Where items may stand: also in one another, where an end tag is missing. */
static bool holds_items(const xmlNode *node)
{
	return !node->parent || node->parent->type != XML_ELEMENT_NODE ||
	       is_item(node) || feed_is(node, "channel") ||
	       feed_is(node, "items") || feed_is(node, "feed");
}

static const xmlNode *channel_of(const xmlNode *root)
{
	for (const xmlNode *n = root->children; n; n = n->next)
		if (feed_is(n, "channel"))
			return n;
	return root;
}

static const xmlNode *child_of(const xmlNode *node, const char *name)
{
	for (const xmlNode *n = node->children; n; n = n->next)
		if (feed_is(n, name))
			return n;
	return NULL;
}

static bool feed_init(struct feed *f, const xmlNode *root, struct gz_err *err)
{
	const xmlNode *title, *language;

	f->channel = channel_of(root);
	f->base = feed_site(f->channel);
	title = child_of(f->channel, "title");
	if (!title)
		title = child_of(f->channel, "dc:title");
	language = child_of(f->channel, "language");
	if (!language)
		language = child_of(f->channel, "dc:language");
	f->language = xml_text(language);
	return is_item(root) || !title || feed_line(title, &f->title, err);
}

static void feed_free(struct feed *f)
{
	free(f->title);
	free(f->language);
	free(f->base);
}

/* Hand on the item or say why not. False to stop. */
static bool take(struct gz_reader *r, const struct feed *f, const xmlNode *item)
{
	struct gz_article a = { 0 };
	struct gz_err err;

	if (reader_skip(r))
		return true;
	if (xml_is_cut(item))
		gz_fail(&err, GZ_DATA, "the feed ends inside this item");
	else if (feed_item(f, item, &a, &err))
		return reader_article(r, &a, xml_line(item));
	gz_article_clear(&a);
	return reader_failed(r, xml_line(item), "%s", err.text);
}

static void take_all(struct gz_reader *r, const struct feed *f,
		     const xmlNode *root)
{
	bool more = true;

	for (const xmlNode *n = root; n && more;) {
		const xmlNode *next = html_next(root, n, !holds_items(n));

		if (is_item(n))
			more = take(r, f, n);
		n = next;
	}
}

/* What could be unpacked of a damaged file is read. */
bool feed_read(struct gz_reader *r, struct gz_err *err)
{
	size_t len = input_fill(&r->in, LIMIT_FEED + 1);
	struct feed f = { 0 };
	struct gz_err why = { 0 };
	xmlDoc *doc = NULL;

	(void)err;
	if (len > LIMIT_FEED)
		gz_fail(&why, GZ_DATA,
			"over %zu MB, which is too much for one feed",
			LIMIT_FEED >> 20);
	else
		doc = xml_parse(input_data(&r->in), len, r->charset, &f.broken,
				&why);
	if (doc && feed_init(&f, xmlDocGetRootElement(doc), &why))
		take_all(r, &f, xmlDocGetRootElement(doc));
	if (why.code == GZ_OK)
		why = r->in.broken;
	if (why.code != GZ_OK && !reader_skip(r))
		reader_failed(r, 0, "%s", why.text);
	feed_free(&f);
	xmlFreeDoc(doc);
	return true;
}
