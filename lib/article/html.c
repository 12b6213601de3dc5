/* html.c - pages to articles. See html.h; body in html_body.c, the rest in
 * html_meta.c and html_date.c. */
#include "html.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "encode.h"
#include "fields.h"
#include "reader.h"

#define ATTRIBUTES_MAX 512 /* of one element: libxml2 takes n * n steps */
#define CHARSET_HEAD 2048
#define DEPTH_MAX 128 /* elements in each other */
#define METAS_MAX 512

bool html_is(const xmlNode *node, const char *names)
{
	const char *name = (const char *)node->name;
	size_t len;

	if (node->type != XML_ELEMENT_NODE)
		return false;
	len = strlen(name);
	for (const char *at = names; (at = strstr(at, name)); at++)
		if (at > names && at[-1] == ' ' && at[len] == ' ')
			return true;
	return false;
}

const char *html_attr(const xmlNode *node, const char *name)
{
	if (node->type != XML_ELEMENT_NODE)
		return NULL;
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (strcmp((const char *)a->name, name) == 0)
			return a->children ? (const char *)a->children->content
					   : "";
	return NULL;
}

xmlNode *html_next(const xmlNode *root, const xmlNode *node, bool over)
{
	if (!over && node->type == XML_ELEMENT_NODE && node->children)
		return node->children;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

char *html_text(const xmlNode *node)
{
	struct gz_buf b = { 0 };
	char *clean;

	for (const xmlNode *n = node; n;) {
		bool over = html_is(n, " script style noscript template ");

		if (n->type == XML_TEXT_NODE)
			gz_buf_puts(&b, (const char *)n->content);
		else if (html_is(n, " br p div li "))
			gz_buf_putc(&b, ' ');
		n = html_next(node, n, over);
	}
	clean = b.len ? field_clean(b.data, b.len) : NULL;
	gz_buf_free(&b);
	return clean;
}

const char *html_lang(const xmlDoc *doc)
{
	const xmlNode *root = xmlDocGetRootElement(doc);
	const char *lang = html_attr(root, "lang");

	return lang ? lang : html_attr(root, "xml:lang");
}

/* The <meta> of a page, found once: doc->_private holds them. */
struct metas {
	size_t count;
	struct {
		const char *name, *content; /* borrowed from the tree */
	} meta[METAS_MAX];
};

static void add_meta(struct metas *m, const xmlNode *n)
{
	static const char *const keys[] = { "property", "name", "itemprop",
					    "http-equiv" };
	const char *content = html_attr(n, "content");

	for (size_t i = 0; content && i < sizeof(keys) / sizeof(*keys); i++) {
		const char *name = html_attr(n, keys[i]);

		if (!name || m->count == METAS_MAX)
			continue;
		m->meta[m->count].name = name;
		m->meta[m->count++].content = content;
	}
}

static struct metas *find_metas(const xmlDoc *doc)
{
	struct metas *m = gz_alloc(sizeof(*m));
	const xmlNode *root = xmlDocGetRootElement(doc);

	for (const xmlNode *n = root; n; n = html_next(root, n, false))
		if (html_is(n, " meta "))
			add_meta(m, n);
	return m;
}

const char *html_meta_content(const xmlDoc *doc, const char *name)
{
	const struct metas *m = doc->_private;

	for (size_t i = 0; i < m->count; i++)
		if (strcasecmp(m->meta[i].name, name) == 0)
			return m->meta[i].content;
	return NULL;
}

char *html_charset(const char *bytes, size_t len)
{
	const char *at, *end;

	if (len > CHARSET_HEAD)
		len = CHARSET_HEAD;
	for (at = bytes, end = bytes + len;
	     (at = memchr(at, '=', (size_t)(end - at))); at++) {
		const char *value = at + 1;

		if (at - bytes < 7 || strncasecmp(at - 7, "charset", 7) != 0)
			continue;
		while (value < end && strchr(" \"'", *value))
			value++;
		len = 0;
		while (value + len < end &&
		       (isalnum((unsigned char)value[len]) ||
			strchr("-_:", value[len])))
			len++;
		return len ? gz_strndup(value, len) : NULL;
	}
	return NULL;
}

/* The attributes of the tag at *at, about; moves *at behind it. */
static size_t count_attributes(const char **at, const char *end)
{
	size_t count = 0;
	char quote = 0;
	const char *c = *at + 1;

	for (; c < end && (quote || *c != '>'); c++) {
		if (quote)
			quote = *c == quote ? 0 : quote;
		else if (c[-1] == '=' && (*c == '"' || *c == '\''))
			quote = *c;
		else
			count += isspace((unsigned char)c[-1]) &&
				 !isspace((unsigned char)*c);
	}
	*at = c;
	return count;
}

/* Behind what holds no tags: the script, style sheet or comment at at, or at
 * itself. */
static const char *skip_raw(const char *at, const char *end)
{
	static const char *const raw[][2] = { { "<script", "</script" },
					      { "<style", "</style" },
					      { "<!--", "-->" } };

	for (size_t i = 0; i < sizeof(raw) / sizeof(*raw); i++) {
		size_t n = strlen(raw[i][0]);
		const char *close;

		if ((size_t)(end - at) < n || strncasecmp(at, raw[i][0], n))
			continue;
		close = strcasestr(at, raw[i][1]);
		return close ? close : end;
	}
	return at;
}

static bool has_bomb(const char *text, size_t len)
{
	const char *at = text, *end = text + len, *after;

	while ((at = memchr(at, '<', (size_t)(end - at)))) {
		after = skip_raw(at, end);
		if (after > at)
			at = after;
		else if (end - at < 2 || !isalpha((unsigned char)at[1]))
			at++;
		else if (count_attributes(&at, end) > ATTRIBUTES_MAX)
			return true;
	}
	return false;
}

static bool too_deep(const xmlDoc *doc)
{
	const xmlNode *root = xmlDocGetRootElement(doc), *n = root, *next;
	size_t depth = 1; /* of n */

	for (; n && (depth <= DEPTH_MAX || n->type != XML_ELEMENT_NODE);
	     n = next) {
		next = html_next(root, n, false);
		if (next && next->parent == n)
			depth++;
		else
			for (; next && n->parent != next->parent; n = n->parent)
				depth--;
	}
	return n != NULL;
}

xmlDoc *html_parse(const char *text, size_t len, struct gz_err *err)
{
	xmlDoc *doc = NULL;

	if (len && has_bomb(text, len)) {
		gz_fail(err, GZ_DATA, "a tag has over %d attributes",
			ATTRIBUTES_MAX);
		return NULL;
	}
	if (len)
		doc = htmlReadMemory(text, (int)len, NULL, "UTF-8",
				     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
					     HTML_PARSE_NOWARNING |
					     HTML_PARSE_NONET |
					     HTML_PARSE_COMPACT);
	if (!doc || !xmlDocGetRootElement(doc))
		gz_fail(err, GZ_DATA, "no HTML in it");
	else if (too_deep(doc))
		gz_fail(err, GZ_DATA, "over %d elements are nested", DEPTH_MAX);
	else
		return doc;
	xmlFreeDoc(doc);
	return NULL;
}

bool html_article(const char *bytes, size_t len, const char *url,
		  const char *charset, struct gz_article *a, struct gz_err *err)
{
	char *named = charset ? NULL : html_charset(bytes, len);
	struct gz_buf text = { 0 };
	xmlDoc *doc;

	encode_utf8(bytes, len, charset ? charset : named, &text);
	doc = html_parse(text.len ? text.data : "", text.len, err);
	if (doc) {
		doc->_private = find_metas(doc);
		html_meta(doc, url, a);
		free(doc->_private);
	}
	xmlFreeDoc(doc);
	gz_buf_free(&text);
	free(named);
	return doc != NULL;
}

/* A tag that HTML has and feeds have not, near the start. */
bool html_recognise(const char *head, size_t len)
{
	static const char *const tags[] = {
		"<!doctype html",
		"<html",
		"<head",
		"<body",
		"<title",
		"<meta",
		"<div",
		"<article",
		"<p>",
		"<p ",
		"<h1",
		"<table",
		"<section",
		"<main",
	};
	size_t at = 0;

	while (at < len && (isspace((unsigned char)head[at]) ||
			    (unsigned char)head[at] >= 0xbb))
		at++;
	if (at == len || head[at] != '<')
		return false;
	for (size_t n = len < 4096 ? len : 4096; at < n; at++)
		for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
			if (n - at >= strlen(tags[i]) &&
			    strncasecmp(head + at, tags[i], strlen(tags[i])) ==
				    0)
				return true;
	return false;
}

bool html_read(struct gz_reader *r, struct gz_err *err)
{
	struct gz_article a = { 0 };
	struct gz_err why;
	const char *bytes;
	size_t len;

	(void)err;
	if (reader_skip(r))
		return true;
	if (reader_whole(r, LIMIT_HTML, &bytes, &len, &why) &&
	    html_article(bytes, len, r->url, r->charset, &a, &why)) {
		reader_article(r, &a, 0);
	} else {
		gz_article_clear(&a);
		reader_failed(r, 0, "%s", why.text);
	}
	return true;
}
