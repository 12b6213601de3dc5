/* wire_xml.c - what NITF and NewsML share. See wire.h. */
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "html.h"
#include "wire.h"
#include "xml.h"

bool wire_root(const char *head, size_t len, const char *names)
{
	char *tag = xml_root(head, len);
	size_t n = tag ? strcspn(tag, " \t\r\n/") : 0;
	char *colon = n ? memchr(tag, ':', n) : NULL;
	char *name = colon ? colon + 1 : tag;
	const char *at = NULL;

	if (n) {
		tag[n] = '\0';
		n = strlen(name);
		at = n ? strstr(names, name) : NULL;
	}
	while (at && !(at > names && at[-1] == ' ' && at[n] == ' '))
		at = strstr(at + 1, name);
	free(tag);
	return at != NULL;
}

xmlNode *wire_find_next(const xmlNode *top, const xmlNode *node,
			const char *name)
{
	xmlNode *next = html_next(top, node, false);

	while (next && !xml_is(next, NULL, name))
		next = html_next(top, next, false);
	return next;
}

xmlNode *wire_find(const xmlNode *top, const char *name)
{
	return top ? wire_find_next(top, top, name) : NULL;
}

void wire_fill(char **field, const xmlNode *node)
{
	if (!*field)
		*field = xml_text(node);
}

/* What could be unpacked of a damaged file is read. */
bool wire_document(struct gz_reader *r,
		   bool (*take)(struct gz_reader *r, const xmlNode *root),
		   struct gz_err *err)
{
	size_t len = input_fill(&r->in, LIMIT_XML + 1);
	struct gz_err why;
	xmlDoc *doc = NULL;
	bool more = true;

	(void)err; /* what is said of a document is said of a record */
	if (len > LIMIT_XML)
		gz_fail(&why, GZ_DATA,
			"over %zu MB, which is too much for one document",
			LIMIT_XML >> 20);
	else
		doc = xml_parse(input_data(&r->in), len, NULL, NULL, &why);
	if (doc)
		more = take(r, xmlDocGetRootElement(doc));
	else if (!reader_skip(r))
		more = reader_failed(r, 0, "%s", why.text);
	if (doc && more && r->in.broken.code != GZ_OK && !reader_skip(r))
		reader_failed(r, 0, "%s", r->in.broken.text);
	xmlFreeDoc(doc);
	return true;
}
