/* newsml.c - NewsML-G2 (https://iptc.org/standards/newsml-g2/), items alone
 * or several in a message, and the older NewsML 1. */
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "html.h"
#include "html_fragment.h"
#include "reader.h"
#include "wire.h"
#include "xml.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* --- values ----------------------------------------------------------------- */

/* The code of a concept: "picture" of qcode "ninat:picture" and of uri
 * "http://cv.iptc.org/newscodes/ninature/picture". */
static const char *code(const xmlNode *node, bool of_uri)
{
	const char *text = node ? xml_attr(node, NULL, "qcode") : NULL, *tail;
	char mark = ':';

	if (node && !text && of_uri) {
		text = xml_attr(node, NULL, "uri");
		mark = '/';
	}
	tail = text ? strrchr(text, mark) : NULL;
	return tail ? tail + 1 : text;
}

/* A party by its name, else by what an agency calls it. */
static void fill_party(char **field, const xmlNode *party)
{
	wire_fill(field, wire_find(party, "name"));
	if (party)
		field_fill(field, xml_attr(party, NULL, "literal"));
	field_fill(field, code(party, false));
}

/* --- the content ------------------------------------------------------------ */

/* Whether an element has markup of HTML in it, whatever its namespace. */
static bool has_html(const xmlNode *content)
{
	static const char *const names[] = { "p",   "html",    "body",
					     "div", "section", "article" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (wire_find(content, names[i]))
			return true;
	return false;
}

/* Text in an element: HTML that was escaped, or plain. */
static char *escaped_text(const xmlNode *content, struct gz_article *a)
{
	char *raw = xml_raw(content), *text = NULL;
	struct gz_err err;

	if (fragment_is_html(raw)) {
		if (!fragment_read(raw, &text, &err))
			gz_article_warn(a, "its text is left out: %s",
					err.text);
	} else {
		text = wire_body(raw, strlen(raw), false);
	}
	free(raw);
	return text;
}

/* The text of an <inlineXML>, <inlineData> or <DataContent>, or NULL. What
 * NITF says besides goes into a. */
static char *content_text(const xmlNode *content, struct gz_article *a)
{
	const xmlNode *nitf = wire_find(content, "nitf");
	const xmlNode *child = xml_child(content, NULL, NULL);
	char *text;

	if (nitf) {
		a->body = NULL;
		nitf_fill(a, nitf);
		text = a->body;
		a->body = NULL;
		return text;
	}
	if (!child)
		return escaped_text(content, a);
	if (has_html(content))
		return fragment_tree(content);
	gz_article_warn(a, "<%s>, which is no text, is left out",
			(const char *)child->name);
	return NULL;
}

/* The longest text is the story: others are its summary, its captions. */
static void set_body(struct gz_article *a, const xmlNode *item,
		     const char *element)
{
	char *best = NULL;

	for (const xmlNode *n = wire_find(item, element); n;
	     n = wire_find_next(item, n, element)) {
		char *text = content_text(n, a);

		if (text && *text && (!best || strlen(text) > strlen(best))) {
			free(best);
			best = text;
		} else {
			free(text);
		}
	}
	a->body = best;
}

/* --- NewsML-G2 -------------------------------------------------------------- */

static void set_byline(struct gz_article *a, const xmlNode *item,
		       const char *element)
{
	const xmlNode *n = a->byline ? NULL : wire_find(item, element);

	for (; n; n = wire_find_next(item, n, element)) {
		const xmlNode *name = wire_find(n, "name");
		char *text = xml_text(name ? name : n);

		if (text)
			byline_add(a, text, !name);
		free(text);
	}
}

/* The first subject that is a topic, not someone or something in the news. */
static void set_section(struct gz_article *a, const xmlNode *meta)
{
	for (const xmlNode *n = wire_find(meta, "subject"); n && !a->section;
	     n = wire_find_next(meta, n, "subject")) {
		const char *type = xml_attr(n, NULL, "type");

		if (!type || strcmp(type, "cpnat:abstract") == 0)
			wire_fill(&a->section, wire_find(n, "name"));
	}
}

/* What stands below a picture is no summary. */
static void set_standfirst(struct gz_article *a, const xmlNode *meta)
{
	for (const xmlNode *n = wire_find(meta, "description");
	     n && !a->standfirst; n = wire_find_next(meta, n, "description")) {
		const char *role = xml_attr(n, NULL, "role");

		if (!role || !strstr(role, "caption"))
			wire_fill(&a->standfirst, n);
	}
}

/* versionCreated first, which every item has: it is when this text was given
 * out. What was first created may have been another one, and contentCreated
 * is when it was written, or its picture taken. */
static void set_date(struct gz_article *a, const xmlNode *item,
		     const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *text = xml_text(wire_find(item, names[i]));

		wire_date(a, names[i], text);
		free(text);
	}
}

static void set_source(struct gz_article *a, const xmlNode *item)
{
	fill_party(&a->source, wire_find(item, "provider"));
	fill_party(&a->source, wire_find(item, "copyrightHolder"));
	fill_party(&a->source, wire_find(item, "infoSource"));
}

static void fill_g2(struct gz_article *a, const xmlNode *item)
{
	static const char *const dates[] = { "versionCreated", "firstCreated",
					     "contentCreated" };
	const xmlNode *meta = wire_find(item, "contentMeta");
	const xmlNode *language = wire_find(meta, "language");

	wire_name(a, xml_attr(item, NULL, "guid"));
	wire_fill(&a->title, wire_find(meta, "headline"));
	set_byline(a, meta, "by");
	set_source(a, item);
	set_section(a, meta);
	set_standfirst(a, meta);
	if (language)
		field_fill(&a->language, xml_attr(language, NULL, "tag"));
	field_fill(&a->language, xml_attr(item, NULL, "lang"));
	set_date(a, item, dates, COUNT(dates));
	set_body(a, item, "inlineXML");
	if (!a->body)
		set_body(a, item, "inlineData");
	set_byline(a, meta, "creator");
}

/* --- NewsML 1 --------------------------------------------------------------- */

static void fill_formal(char **field, const xmlNode *node)
{
	if (node)
		field_fill(field, xml_attr(node, NULL, "FormalName"));
}

/* What is said of all items of a file; only looked for where it may be. */
static const xmlNode *envelope(const xmlNode *item)
{
	const xmlNode *n = xml_child(item->parent, NULL, NULL);

	for (int i = 0; n && i < 3; i++) {
		if (xml_is(n, NULL, "NewsEnvelope"))
			return n;
		n = xml_next(n, NULL, NULL);
	}
	return NULL;
}

static void fill_old(struct gz_article *a, const xmlNode *item)
{
	static const char *const dates[] = { "ThisRevisionCreated",
					     "FirstCreated" };
	char *name = xml_text(wire_find(item, "PublicIdentifier"));

	wire_name(a, name);
	free(name);
	wire_fill(&a->title, wire_find(item, "HeadLine"));
	set_byline(a, item, "ByLine");
	fill_formal(&a->source,
		    wire_find(wire_find(item, "Provider"), "Party"));
	fill_formal(&a->source, wire_find(envelope(item), "NewsService"));
	fill_formal(&a->source, wire_find(wire_find(item, "Source"), "Party"));
	fill_formal(&a->language, wire_find(item, "Language"));
	set_date(a, item, dates, COUNT(dates));
	set_body(a, item, "DataContent");
}

/* --- the file --------------------------------------------------------------- */

static const struct {
	const char *name;
	const char *kind; /* NULL: an article, or a picture and so on */
	bool part;	  /* an item only where it stands alone */
} items[] = {
	{ "newsItem", NULL, false },
	{ "NewsItem", NULL, false },
	{ "packageItem", "a package of items", false },
	{ "conceptItem", "a concept", false },
	{ "knowledgeItem", "a list of concepts", false },
	{ "planningItem", "a plan of coverage", false },
	{ "catalogItem", "a catalog", false },
	{ "contentSet", NULL, true },
	{ "groupSet", "a package of items", true },
};

/* The row of items[] that a node is of, or COUNT(items). */
static size_t item_row(const xmlNode *node)
{
	bool alone = !node->parent || node->parent->type != XML_ELEMENT_NODE;
	size_t i = 0;

	while (i < COUNT(items) && (!xml_is(node, NULL, items[i].name) ||
				    (items[i].part && !alone)))
		i++;
	return i;
}

static bool is_item(const xmlNode *node)
{
	return item_row(node) < COUNT(items);
}

/* The item behind node, in it or not; NULL at the end. */
static const xmlNode *next_item(const xmlNode *root, const xmlNode *node)
{
	do
		node = html_next(root, node, false);
	while (node && !is_item(node));
	return node;
}

static bool fill(struct gz_article *a, const xmlNode *item, struct gz_err *err)
{
	const char *kind = items[item_row(item)].kind;
	const char *withdrawn = wire_withdrawn(
		code(wire_find(item, "pubStatus"), true));
	const char *other = wire_other(
		code(wire_find(item, "itemClass"), true));

	if (kind)
		return gz_fail(err, GZ_DATA, "%s, not an article", kind);
	if (next_item(item, item))
		return gz_fail(err, GZ_DATA,
			       "another item begins before the end of this");
	if (xml_is_cut(item))
		return gz_fail(err, GZ_DATA,
			       "the document ends inside of this item");
	if (withdrawn)
		return gz_fail(err, GZ_DATA, "not for publication: %s",
			       withdrawn);
	if (xml_is(item, NULL, "NewsItem"))
		fill_old(a, item);
	else
		fill_g2(a, item);
	if (other && !a->body)
		return gz_fail(err, GZ_DATA, "%s without text, not an article",
			       other);
	wire_untitle(a);
	return true;
}

/* Hand on the item or say why not. False to stop. */
static bool take_item(struct gz_reader *r, const xmlNode *item)
{
	struct gz_article a = { 0 };
	struct gz_err err;

	if (reader_skip(r))
		return true;
	if (fill(&a, item, &err))
		return reader_article(r, &a, xml_line(item));
	gz_article_clear(&a);
	return reader_failed(r, xml_line(item), "%s", err.text);
}

static bool take_all(struct gz_reader *r, const xmlNode *root)
{
	const xmlNode *n = is_item(root) ? root : next_item(root, root);
	bool more = true;

	for (; n && more; n = next_item(root, n))
		more = take_item(r, n);
	return more;
}

bool newsml_read(struct gz_reader *r, struct gz_err *err)
{
	return wire_document(r, take_all, err);
}

bool newsml_recognise(const char *head, size_t len)
{
	return wire_root(head, len,
			 " newsMessage newsItem packageItem conceptItem "
			 "knowledgeItem planningItem catalogItem contentSet "
			 "groupSet NewsML ");
}
