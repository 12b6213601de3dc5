/* html_fragment.c - text of pieces of HTML. See html_fragment.h. */
#include "html_fragment.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "html.h"
#include "html_page.h"
#include "paragraphs.h"

/* Elements whose content is no text for readers. */
#define DROPPED                                                                \
	" script style noscript template svg math canvas audio video button "  \
	"select textarea head "

struct writer {
	struct paragraphs text;
	bool by_lines; /* a blank line ends a paragraph */
};

/* The characters 128 to 159 are those of Windows-1252, as in all of HTML. */
static void put_char(struct writer *w, const char **at)
{
	const unsigned char *c = (const unsigned char *)*at;

	if (c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0) {
		encode_utf8(*at + 1, 1, NULL, &w->text.line);
		*at += 2;
	} else {
		gz_buf_putc(&w->text.line, *(*at)++);
	}
}

static void put_text(struct writer *w, const char *text)
{
	while (*text) {
		const char *next = text + strspn(text, " \t\r\n");
		const char *first = memchr(text, '\n', (size_t)(next - text));

		if (w->by_lines && first &&
		    memchr(first + 1, '\n', (size_t)(next - first - 1)))
			paragraphs_end(&w->text);
		else if (next > text)
			gz_buf_putc(&w->text.line, ' ');
		for (text = next; *text && !strchr(" \t\r\n", *text);)
			put_char(w, &text);
	}
}

static bool is_blank(const xmlNode *n)
{
	return n->type == XML_COMMENT_NODE ||
	       (n->type == XML_TEXT_NODE &&
		!n->content[strspn((const char *)n->content, " \t\r\n")]);
}

/* Whether n is a line break and another one follows. */
static bool breaks_twice(const xmlNode *n)
{
	const xmlNode *next = n->next;

	while (next && is_blank(next))
		next = next->next;
	return html_is(n, " br ") && next && html_is(next, " br ");
}

static void put_node(struct writer *w, const xmlNode *n)
{
	bool block = html_is(n, PAGE_BLOCKS) && !html_is(n, " td th ");

	if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
		put_text(w, (const char *)n->content);
	if (n->type != XML_ELEMENT_NODE || html_is(n, DROPPED))
		return;
	if (block)
		paragraphs_end(&w->text);
	for (const xmlNode *c = n->children; c; c = c->next)
		put_node(w, c);
	if (block || breaks_twice(n))
		paragraphs_end(&w->text);
	else if (html_is(n, " br td th "))
		gz_buf_putc(&w->text.line, ' ');
}

char *fragment_tree(const xmlNode *top)
{
	struct writer w = { 0 };

	for (const xmlNode *c = top->children; c; c = c->next)
		put_node(&w, c);
	return paragraphs_take(&w.text);
}

char *fragment_plain(const char *text)
{
	struct writer w = { .by_lines = true };

	put_text(&w, text);
	return paragraphs_take(&w.text);
}

/* Bloggers' text has blank lines where nothing else parts paragraphs. */
static bool has_blocks(const char *html)
{
	static const char *const blocks[] = { "<p", "<br", "<div", "<li",
					      "<td" };

	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		if (strcasestr(html, blocks[i]))
			return true;
	return false;
}

static bool read_once(const char *html, char **text, struct gz_err *err)
{
	struct writer w = { .by_lines = !has_blocks(html) };
	struct gz_err why;
	xmlDoc *doc;

	*text = NULL;
	if (!strpbrk(html, "<&")) {
		*text = fragment_plain(html);
		return true;
	}
	doc = html_parse(html, strlen(html), &why);
	if (!doc)
		return strstr(why.text, "attributes") == NULL ||
		       gz_fail(err, why.code, "%s", why.text);
	put_node(&w, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	*text = paragraphs_take(&w.text);
	return true;
}

bool fragment_read(const char *html, char **text, struct gz_err *err)
{
	char *once;
	bool ok;

	if (!read_once(html, text, err))
		return false;
	if (!*text || strchr(html, '<') || !fragment_is_html(*text))
		return true;
	once = *text;
	ok = read_once(once, text, err);
	free(once);
	return ok;
}

/* "&rsquo;" or "&#8217;" at text */
static bool is_reference(const char *text)
{
	char name[16];
	size_t n = 0;

	if (text[1] == '#') {
		n = 2 + (text[2] == 'x' || text[2] == 'X');
		return isxdigit((unsigned char)text[n]) &&
		       text[n + strspn(text + n, "0123456789abcdefABCDEF")] ==
			       ';';
	}
	while (n < sizeof(name) - 1 && isalnum((unsigned char)text[1 + n])) {
		name[n] = text[1 + n];
		n++;
	}
	name[n] = '\0';
	return text[1 + n] == ';' && htmlEntityLookup((const xmlChar *)name);
}

/* "</b" or "<img src=" at text */
static bool is_tag(const char *text)
{
	const char *name = text + 1 + (text[1] == '/');
	const char *after = name + strspn(name, "abcdefghijklmnopqrstuvwxyz"
						"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
						"123456");

	if (after == name)
		return false;
	return text[1] == '/' || strncmp(after, "/>", 2) == 0 ||
	       (*after == ' ' && after[1 + strcspn(after + 1, " =<>")] == '=');
}

bool fragment_is_html(const char *text)
{
	for (const char *c = text; (c = strpbrk(c, "<&")); c++)
		if (*c == '&' ? is_reference(c) : is_tag(c))
			return true;
	return false;
}
