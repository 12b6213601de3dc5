/* nitf.c - the News Industry Text Format, 2.5 to 3.6
 * (https://iptc.org/standards/nitf/), alone or inside of NewsML or ninjs. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"
#include "html.h"
#include "paragraphs.h"
#include "reader.h"
#include "wire.h"
#include "xml.h"

/* --- the text --------------------------------------------------------------- */

#define BLOCKS                                                                 \
	" block p hl1 hl2 ol ul li dl dt dd bq pre table caption tr fn note "  \
	"hr nitf-table body.content "
#define DROPPED " media nitf-table-metadata custom-table "

static void put_node(struct paragraphs *p, const xmlNode *n)
{
	bool block = html_is(n, BLOCKS);

	if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
		gz_buf_puts(&p->line, (const char *)n->content);
	if (n->type != XML_ELEMENT_NODE || html_is(n, DROPPED))
		return;
	if (block)
		paragraphs_end(p);
	for (const xmlNode *c = n->children; c; c = c->next)
		put_node(p, c);
	if (block)
		paragraphs_end(p);
	else if (html_is(n, " br td th "))
		gz_buf_putc(&p->line, ' ');
}

/* Archives have the first paragraph in a block of its own, and once more in
 * the block of the full text. */
static const xmlNode *full_text(const xmlNode *content)
{
	for (const xmlNode *n = wire_find(content, "block"); n;
	     n = wire_find_next(content, n, "block")) {
		const char *class = xml_attr(n, NULL, "class");

		if (class && strcmp(class, "full_text") == 0)
			return n;
	}
	return content;
}

static char *body_text(const xmlNode *content)
{
	struct paragraphs p = { 0 };
	char *text;

	put_node(&p, full_text(content));
	text = paragraphs_take(&p);
	return text ? text : gz_strdup("");
}

/* --- what it says of itself ------------------------------------------------- */

/* Without what an author is ("Staff Reporter"), unless there is no more. */
static void add_byline(struct gz_article *a, const xmlNode *byline)
{
	char *whole = xml_text(byline);
	struct gz_buf names = { 0 };

	for (const xmlNode *n = byline; n;
	     n = html_next(byline, n, xml_is(n, NULL, "byttl")))
		if (n->type == XML_TEXT_NODE &&
		    !xml_is(n->parent, NULL, "byttl"))
			gz_buf_puts(&names, (const char *)n->content);
	if (names.len && strspn(names.data, " \t\r\n") < names.len)
		byline_add(a, names.data, true);
	else if (whole)
		byline_add(a, whole, true);
	gz_buf_free(&names);
	free(whole);
}

/* One of some kind stands beside the printed one, "BELL, ANN". */
static void set_byline(struct gz_article *a, const xmlNode *nitf)
{
	bool begun = a->byline_count > 0;

	for (const xmlNode *n = wire_find(nitf, "byline"); n && !begun;
	     n = wire_find_next(nitf, n, "byline")) {
		const char *class = xml_attr(n, NULL, "class");

		if (!class || !strstr(class, "normalized"))
			add_byline(a, n);
	}
}

/* NITF writes a day with an offset too, "20080219+0100". */
static void set_norm(struct gz_article *a, const xmlNode *nitf,
		     const char *name, const char *attribute)
{
	const xmlNode *n = wire_find(nitf, name);
	const char *norm = n ? xml_attr(n, NULL, attribute) : NULL;
	char day[9];

	if (norm && strlen(norm) > 8 && strchr("+-", norm[8])) {
		memcpy(day, norm, 8);
		day[8] = '\0';
		norm = day;
	}
	wire_date(a, name, norm);
}

static void fill_attribute(char **field, const xmlNode *top, const char *name,
			   const char *attribute)
{
	const xmlNode *n = wire_find(top, name);

	if (n)
		field_fill(field, xml_attr(n, NULL, attribute));
}

static void set_names(struct gz_article *a, const xmlNode *nitf)
{
	const xmlNode *id = wire_find(nitf, "doc-id");
	const xmlNode *print = wire_find(nitf, "pubdata");
	const char *address = print ? xml_attr(print, NULL, "ex-ref") : NULL;

	if (id)
		wire_name(a, xml_attr(id, NULL, "id-string"));
	if (address && strncasecmp(address, "http", 4) == 0)
		field_fill(&a->url, address);
}

static void set_lines(struct gz_article *a, const xmlNode *nitf)
{
	const xmlNode *hedline = wire_find(nitf, "hedline");

	wire_fill(&a->title, wire_find(hedline, "hl1"));
	wire_fill(&a->title, hedline);
	wire_fill(&a->title, wire_find(wire_find(nitf, "head"), "title"));
	wire_fill(&a->standfirst, wire_find(nitf, "abstract"));
	wire_fill(&a->standfirst, wire_find(hedline, "hl2"));
	wire_fill(&a->source, wire_find(nitf, "distributor"));
}

void nitf_fill(struct gz_article *a, const xmlNode *nitf)
{
	const xmlNode *content = wire_find(nitf, "body.content");

	set_names(a, nitf);
	fill_attribute(&a->source, nitf, "pubdata", "name");
	set_lines(a, nitf);
	fill_attribute(&a->source, nitf, "doc.copyright", "holder");
	fill_attribute(&a->section, nitf, "pubdata", "position.section");
	fill_attribute(&a->section, nitf, "tobject.subject",
		       "tobject.subject.type");
	field_fill(&a->language, xml_attr(nitf, NULL, "lang"));
	fill_attribute(&a->language, nitf, "body", "lang");
	set_byline(a, nitf);
	/* when it was published; else when it may be, was issued, written */
	set_norm(a, nitf, "pubdata", "date.publication");
	set_norm(a, nitf, "date.release", "norm");
	set_norm(a, nitf, "date.issue", "norm");
	set_norm(a, nitf, "story.date", "norm");
	if (content && !a->body)
		a->body = body_text(content);
}

/* --- the file --------------------------------------------------------------- */

static bool take(struct gz_reader *r, const xmlNode *root)
{
	struct gz_article a = { 0 };

	if (reader_skip(r))
		return true;
	if (xml_is_cut(root))
		return reader_failed(r, xml_line(root),
				     "the document ends inside of <nitf>");
	nitf_fill(&a, root);
	return reader_article(r, &a, xml_line(root));
}

bool nitf_read(struct gz_reader *r, struct gz_err *err)
{
	return wire_document(r, take, err);
}

bool nitf_recognise(const char *head, size_t len)
{
	return wire_root(head, len, " nitf ");
}
