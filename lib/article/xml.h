/* xml.h - a document of foreign XML as a tree; for lib/article alone.
 *
 * What libxml2 gets to see has been mended first (xml_mend.c): it has no
 * document type, no entities, no comments and no processing instructions, is
 * balanced, and keeps to hardening.md section 4. So nothing is ever loaded or
 * expanded, and what feeds of the wild get wrong is read all the same.
 */
#ifndef ARTICLE_XML_H
#define ARTICLE_XML_H

#include <libxml/tree.h>

#include "gz/buf.h"
#include "gz/err.h"

#ifdef GZ_SMALL
#define XML_ELEMENTS 5000
#else
#define XML_ELEMENTS 500000 /* of a document: each is a node of 120 bytes */
#endif
#define XML_DEPTH 128
#define XML_ATTRIBUTES 512 /* of an element: libxml2 takes n * n steps */
#define XML_NAMESPACES 256 /* declared around an element: looked through */

/* The document in bytes, which the caller has bounded (reader_whole()); its
 * nodes keep their line. charset is what a server says of the encoding, or
 * NULL; encode_utf8() decides, and the document's own declaration counts
 * where charset is NULL. *broken, unless NULL, becomes whether it was not
 * well-formed and had to be mended. Fails (GZ_DATA) where there is no element
 * in it, or over a limit, which the sentence names with its line. To be freed
 * with xmlFreeDoc(). */
xmlDoc *xml_parse(const char *bytes, size_t len, const char *charset,
		  bool *broken, struct gz_err *err);

/* --- looking at the tree; ns NULL: any namespace; name NULL: any name ---- */

/* Whether node is an element of that namespace (its URI) and local name. */
bool xml_is(const xmlNode *node, const char *ns, const char *name);
/* The first element in node, or after node beside it, that is; or NULL. */
xmlNode *xml_child(const xmlNode *node, const char *ns, const char *name);
xmlNode *xml_next(const xmlNode *node, const char *ns, const char *name);
/* An attribute's value by its local name, borrowed, or NULL. */
const char *xml_attr(const xmlNode *node, const char *ns, const char *name);
/* All text in node, to be freed: cleaned (field_clean()), NULL if there is
 * none; as it stands, "" at least. node NULL: NULL. */
char *xml_text(const xmlNode *node);
char *xml_raw(const xmlNode *node);
/* The line node begins on, from 1. */
unsigned long xml_line(const xmlNode *node);
/* Whether the document broke off inside node, so that its rest is missing. */
bool xml_is_cut(const xmlNode *node);

/* The start tag of the root element at the beginning of a document, without
 * "<" and what ends it, to be freed; NULL if there is none. For telling what
 * kind of document it is. */
char *xml_root(const char *head, size_t len);

/* --- for xml*.c ---------------------------------------------------------- */

/* Append text, which is UTF-8 without NUL and has one behind it, to out as
 * the XML that libxml2 is to see; lines stay where they are. Where text breaks
 * off inside elements, XML_CUT stands before their ends. */
#define XML_CUT "<?cut?>"
bool xml_mend(const char *text, size_t len, struct gz_buf *out, bool *broken,
	      struct gz_err *err);

/* Append the characters of a CDATA section, or those of text and attributes
 * with their references, up to to; both must stand in a longer text. False:
 * something had to be mended. */
bool xml_put_chars(const char *text, const char *to, struct gz_buf *out);
bool xml_put_text(const char *text, const char *to, struct gz_buf *out);

#endif
