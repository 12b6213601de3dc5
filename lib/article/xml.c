/* xml.c - documents of XML. See xml.h. */
#include "xml.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "fields.h"

#define DECLARATION 256 /* bytes in which it names the encoding */

/* What <?xml encoding="..."?> says, to be freed, or NULL. */
static char *declared(const char *bytes, size_t len)
{
	char head[DECLARATION + 1], *at, *end;

	len = len < DECLARATION ? len : DECLARATION;
	memcpy(head, bytes, len);
	head[len] = '\0';
	at = strstr(head, "<?xml");
	end = at ? strstr(at, "?>") : NULL;
	if (!end)
		return NULL;
	*end = '\0';
	at = strstr(at, "encoding");
	at = at ? strpbrk(at, "\"'") : NULL;
	return at ? gz_strndup(at + 1, strcspn(at + 1, "\"'")) : NULL;
}

/* UTF-16 without a mark begins with "<" (XML 1.0 appendix F): give it one. */
static const char *missing_mark(const char *bytes, size_t len)
{
	if (len >= 4 && memcmp(bytes, "<\0", 2) == 0 && bytes[3] == '\0')
		return "\xff\xfe";
	if (len >= 4 && memcmp(bytes, "\0<", 2) == 0 && bytes[2] == '\0')
		return "\xfe\xff";
	return "";
}

static void to_utf8(const char *bytes, size_t len, const char *charset,
		    struct gz_buf *out)
{
	const char *mark = missing_mark(bytes, len);
	char *label = charset ? gz_strdup(charset) : declared(bytes, len);
	struct gz_buf marked = { 0 };

	if (*mark) {
		gz_buf_add(&marked, mark, 2);
		gz_buf_add(&marked, bytes, len);
		encode_utf8(marked.data, marked.len, NULL, out);
	} else {
		encode_utf8(bytes, len, label, out);
	}
	gz_buf_free(&marked);
	free(label);
}

static xmlDoc *to_tree(const char *text, size_t len, bool *broken)
{
	xmlParserCtxt *ctxt = xmlNewParserCtxt();
	xmlDoc *doc;

	if (!ctxt)
		abort();
	doc = xmlCtxtReadMemory(
		ctxt, text, (int)len, NULL, "UTF-8",
		XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
			XML_PARSE_NOWARNING | XML_PARSE_COMPACT |
			XML_PARSE_BIG_LINES);
	*broken |= !ctxt->wellFormed || !ctxt->nsWellFormed;
	xmlFreeParserCtxt(ctxt);
	return doc;
}

xmlDoc *xml_parse(const char *bytes, size_t len, const char *charset,
		  bool *broken, struct gz_err *err)
{
	struct gz_buf text = { 0 }, mended = { 0 };
	bool spoilt = false;
	xmlDoc *doc = NULL;

	to_utf8(bytes, len, charset, &text);
	if (xml_mend(text.len ? text.data : "", text.len, &mended, &spoilt,
		     err))
		doc = to_tree(mended.data, mended.len, &spoilt);
	else
		goto out;
	if (!doc || !xmlDocGetRootElement(doc)) {
		gz_fail(err, GZ_DATA, "no XML in it");
		xmlFreeDoc(doc);
		doc = NULL;
	}
	if (broken)
		*broken = spoilt;
out:
	gz_buf_free(&mended);
	gz_buf_free(&text);
	return doc;
}

bool xml_is(const xmlNode *node, const char *ns, const char *name)
{
	if (node->type != XML_ELEMENT_NODE ||
	    (name && strcmp((const char *)node->name, name) != 0))
		return false;
	return !ns || (node->ns && node->ns->href &&
		       strcmp((const char *)node->ns->href, ns) == 0);
}

static xmlNode *first_of(xmlNode *node, const char *ns, const char *name)
{
	while (node && !xml_is(node, ns, name))
		node = node->next;
	return node;
}

xmlNode *xml_child(const xmlNode *node, const char *ns, const char *name)
{
	return first_of(node->children, ns, name);
}

xmlNode *xml_next(const xmlNode *node, const char *ns, const char *name)
{
	return first_of(node->next, ns, name);
}

const char *xml_attr(const xmlNode *node, const char *ns, const char *name)
{
	if (node->type != XML_ELEMENT_NODE)
		return NULL;
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (strcmp((const char *)a->name, name) == 0 &&
		    (!ns || (a->ns && a->ns->href &&
			     strcmp((const char *)a->ns->href, ns) == 0)))
			return a->children ? (const char *)a->children->content
					   : "";
	return NULL;
}

char *xml_raw(const xmlNode *node)
{
	xmlChar *content = node ? xmlNodeGetContent(node) : NULL;
	char *text = NULL;

	if (node)
		text = gz_strdup(content ? (const char *)content : "");
	xmlFree(content);
	return text;
}

char *xml_text(const xmlNode *node)
{
	char *raw = xml_raw(node);
	char *text = raw ? field_clean(raw, strlen(raw)) : NULL;

	free(raw);
	return text;
}

unsigned long xml_line(const xmlNode *node)
{
	long line = xmlGetLineNo(node);

	return line > 0 ? (unsigned long)line : 0;
}

bool xml_is_cut(const xmlNode *node)
{
	while (node->type == XML_ELEMENT_NODE && node->last)
		node = node->last;
	return node->type == XML_PI_NODE;
}

/* Behind the comment, declaration or instruction at at; the document type's
 * own declarations are not looked into. */
static const char *skip_misc(const char *at)
{
	const char *close = strncmp(at, "<!--", 4) == 0 ? "-->"
			    : strncmp(at, "<?", 2) == 0 ? "?>"
							: ">";
	const char *found = strstr(at, close);
	const char *subset = *close == '>' ? strchr(at, '[') : NULL;

	if (found && subset && subset < found)
		found = strstr(subset, close = "]>");
	return found ? found + strlen(close) : "";
}

char *xml_root(const char *head, size_t len)
{
	struct gz_buf text = { 0 };
	const char *at;
	char *tag = NULL;

	to_utf8(head, len, NULL, &text);
	at = text.len ? text.data : "";
	at += strspn(at, " \t\r\n");
	while (*at == '<' && (at[1] == '!' || at[1] == '?')) {
		at = skip_misc(at);
		at += strspn(at, " \t\r\n");
	}
	if (*at == '<')
		tag = gz_strndup(at + 1, strcspn(at + 1, "<>"));
	gz_buf_free(&text);
	return tag;
}
