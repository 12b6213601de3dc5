/* html_meta.c - what a page says of its article: JSON-LD, OpenGraph, other
 * <meta>, markup, in that order. See html.h. */
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"
#include "html.h"
#include "html_class.h"
#include "json.h"

static const char *const metas[][2] = {
#include "etc/html-meta.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* --- JSON-LD -------------------------------------------------------------- */

/* As JSON parsers want it: no raw control characters, no comment around. */
static char *script_text(const xmlNode *script)
{
	const char *text = script->children
				   ? (const char *)script->children->content
				   : NULL;
	char *copy, *at;

	text = text ? strpbrk(text, "{[") : NULL;
	if (!text)
		return NULL;
	copy = gz_strdup(text);
	for (at = copy; *at; at++)
		if ((unsigned char)*at < 0x20)
			*at = ' ';
	return copy;
}

static void linked_data(xmlDoc *doc, struct gz_article *a, bool of_article)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	for (const xmlNode *n = root; n; n = html_next(root, n, false)) {
		const char *type = html_attr(n, "type");
		char *text;

		if (!type || !html_is(n, " script ") ||
		    strncasecmp(type, "application/ld+json", 19) != 0)
			continue;
		text = script_text(n);
		if (text)
			json_linked_data(text, strlen(text), a, of_article);
		free(text);
	}
}

/* Sites put HTML into their JSON: let the parser read it as such. */
static void unescape(char **field)
{
	htmlDocPtr doc;
	xmlNode *root;

	if (!*field || !strpbrk(*field, "&<"))
		return;
	doc = htmlReadMemory(*field, (int)strlen(*field), NULL, "UTF-8",
			     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
				     HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root) {
		free(*field);
		*field = html_text(root);
	}
	xmlFreeDoc(doc);
}

static void read_linked_data(xmlDoc *doc, struct gz_article *linked)
{
	linked_data(doc, linked, true);
	linked_data(doc, linked, false);
	unescape(&linked->title);
	unescape(&linked->standfirst);
	unescape(&linked->source);
	unescape(&linked->section);
	for (size_t i = 0; i < linked->byline_count; i++)
		unescape(&linked->byline[i]);
}

/* --- fields --------------------------------------------------------------- */

static void fill_from_meta(xmlDoc *doc, const char *name, char **field)
{
	for (size_t i = 0; i < COUNT(metas) && !*field; i++)
		if (strcmp(metas[i][0], name) == 0)
			field_fill(field, html_meta_content(doc, metas[i][1]));
}

static void fill_from_element(xmlDoc *doc, const char *name, char **field)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	for (const xmlNode *n = root; n && !*field;
	     n = html_next(root, n, false))
		if (html_is(n, name))
			*field = html_text(n);
}

/* "Title | Site" and "Title - Site" without the site. */
static void strip_site(char *title, const char *site)
{
	static const char marks[] = " -|:\xc2\xb7\xbb\xe2\x80\x93\x94";
	size_t len = title ? strlen(title) : 0, n = site ? strlen(site) : 0;

	if (!n || len <= n + 3 || strcasecmp(title + len - n, site) != 0)
		return;
	len -= n;
	if (title[len - 1] != ' ')
		return;
	while (len && strchr(marks, title[len - 1]))
		len--;
	if (len)
		title[len] = '\0';
}

/* The first heading that stands in the page's <title> too: others are the
 * site's name, or a section. */
static void fill_from_heading(xmlDoc *doc, char **field)
{
	const xmlNode *root = xmlDocGetRootElement(doc);
	char *whole = NULL;

	fill_from_element(doc, " title ", &whole);
	for (const xmlNode *n = root; n && !*field;
	     n = html_next(root, n, false)) {
		char *text = html_is(n, " h1 ") ? html_text(n) : NULL;

		if (text && (!whole || strcasestr(whole, text)))
			*field = text;
		else
			free(text);
	}
	field_fill(field, whole);
	free(whole);
}

static void read_title(xmlDoc *doc, struct gz_article *linked,
		       struct gz_article *a)
{
	field_fill(&a->title, linked->title);
	fill_from_meta(doc, "title", &a->title);
	fill_from_heading(doc, &a->title);
	strip_site(a->title, a->source);
}

static void byline_from_markup(xmlDoc *doc, struct gz_article *a)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	for (const xmlNode *n = root; n && !a->byline_count;
	     n = html_next(root, n, false)) {
		const char *rel = html_attr(n, "rel");
		const char *prop = html_attr(n, "itemprop");
		char *text;

		if (!(rel && strcmp(rel, "author") == 0) &&
		    !(prop && strcmp(prop, "author") == 0) &&
		    !(html_class(n) & CLASS_BYLINE))
			continue;
		text = html_text(n);
		if (text && strlen(text) < 120)
			byline_add(a, text, true);
		free(text);
	}
}

/* Whether a has names, those of its site left out where others may follow. */
static bool has_byline(struct gz_article *a)
{
	if (a->byline_count == 1 && a->source &&
	    strcasecmp(a->byline[0], a->source) == 0) {
		free(a->byline[0]);
		a->byline_count = 0;
	}
	return a->byline_count > 0;
}

static void read_byline(xmlDoc *doc, struct gz_article *linked,
			struct gz_article *a)
{
	bool found;

	for (size_t i = 0; i < linked->byline_count; i++)
		byline_add(a, linked->byline[i], false);
	found = has_byline(a);
	for (size_t i = 0; i < COUNT(metas) && !found; i++) {
		const char *text = strcmp(metas[i][0], "byline") == 0
					   ? html_meta_content(doc, metas[i][1])
					   : NULL;

		if (text)
			byline_add(a, text, true);
		found = has_byline(a);
	}
	if (!found)
		byline_from_markup(doc, a);
	if (!a->byline_count && linked->byline_count)
		byline_add(a, linked->byline[0], false);
}

static bool is_address(const char *url)
{
	return url && (strncasecmp(url, "http://", 7) == 0 ||
		       strncasecmp(url, "https://", 8) == 0);
}

static void read_url(xmlDoc *doc, const char *url, struct gz_article *linked,
		     struct gz_article *a)
{
	const xmlNode *root = xmlDocGetRootElement(doc);
	const char *og = html_meta_content(doc, "og:url");

	for (const xmlNode *n = root; n && !a->url;
	     n = html_next(root, n, false)) {
		const char *rel = html_attr(n, "rel");

		if (html_is(n, " link ") && rel &&
		    strcasecmp(rel, "canonical") == 0 &&
		    is_address(html_attr(n, "href")))
			field_fill(&a->url, html_attr(n, "href"));
	}
	if (is_address(og))
		field_fill(&a->url, og);
	field_fill(&a->url, url);
	if (is_address(linked->url))
		field_fill(&a->url, linked->url);
}

static void source_from_host(struct gz_article *a)
{
	char *canonical = a->url ? gz_url_canonical(a->url) : NULL;

	if (canonical && is_address(canonical)) {
		canonical[8 + strcspn(canonical + 8, "/?:")] = '\0';
		field_fill(&a->source, canonical + 8);
	}
	free(canonical);
}

/* "en-US" and "en_US" are "en". */
static void read_language(xmlDoc *doc, struct gz_article *linked,
			  struct gz_article *a)
{
	field_fill(&a->language, html_lang(doc));
	fill_from_meta(doc, "language", &a->language);
	field_fill(&a->language, linked->language);
	if (!a->language)
		return;
	a->language[strcspn(a->language, "-_,; ")] = '\0';
	for (char *c = a->language; *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
	if (strlen(a->language) < 2 || strlen(a->language) > 3) {
		free(a->language);
		a->language = NULL;
	}
}

/* JSON-LD has the text without its markup, paragraphs run together, so it
 * only helps out where the page itself gives little (it is loaded later). */
static void read_body(xmlDoc *doc, struct gz_article *linked,
		      struct gz_article *a)
{
	char *body = html_body(doc, a);
	size_t len = strlen(body),
	       other = linked->body ? strlen(linked->body) : 0;

	free(a->body);
	a->body = body;
	if (other > len && (len < 250 || len * 10 <= other * 6)) {
		unescape(&linked->body);
		a->body = linked->body ? linked->body : gz_strdup("");
		linked->body = NULL;
		free(body);
	}
}

void html_meta(xmlDoc *doc, const char *url, struct gz_article *a)
{
	struct gz_article linked = { 0 };

	read_linked_data(doc, &linked);
	read_url(doc, url, &linked, a);
	fill_from_meta(doc, "source", &a->source);
	field_fill(&a->source, linked.source);
	source_from_host(a);
	read_title(doc, &linked, a);
	read_byline(doc, &linked, a);
	fill_from_meta(doc, "section", &a->section);
	field_fill(&a->section, linked.section);
	read_language(doc, &linked, a);
	field_fill(&a->standfirst, linked.standfirst);
	fill_from_meta(doc, "standfirst", &a->standfirst);
	html_date(doc, a->url, &linked, a);
	read_body(doc, &linked, a);
	gz_article_clear(&linked);
}
