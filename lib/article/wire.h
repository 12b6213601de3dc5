/* wire.h - what the formats of news agencies share; for lib/article alone. */
#ifndef ARTICLE_WIRE_H
#define ARTICLE_WIRE_H

#include <libxml/tree.h>

#include "gz/article.h"
#include "reader.h"

/* The name an agency gives an item (ninjs uri, NewsML guid, NITF doc-id): its
 * address where it is one (http, https), else its id. Left out where a has
 * either. */
void wire_name(struct gz_article *a, const char *name);

/* Read text as the publication date, if a has none, or warn that what, which
 * held it, has none. text may be NULL. */
void wire_date(struct gz_article *a, const char *what, const char *text);

/* Plain text as a body, to be freed. With wrapped its lines are broken by
 * width, and a paragraph begins behind a blank line or with an indented one;
 * without it a line break is one that the author made, and without any blank
 * line each line is a paragraph. */
char *wire_body(const char *text, size_t len, bool wrapped);

/* Take the title off the beginning of a's body, where HTML repeats it. */
void wire_untitle(struct gz_article *a);

/* What an item is, by ninjs's type or NewsML's class: "picture" is "a
 * picture". NULL for what is an article, or may be. */
const char *wire_other(const char *kind);

/* Why an item with this status ("canceled", "withheld") is not for the
 * public, or NULL. status may be NULL. */
const char *wire_withdrawn(const char *status);

/* --- XML ------------------------------------------------------------------ */

/* Whether the root element in head has one of these local names; names begins
 * and ends with a blank. */
bool wire_root(const char *head, size_t len, const char *names);

/* The first element of that local name under top, at any depth, or the next
 * one behind node; NULL if there is none, or top is NULL. */
xmlNode *wire_find(const xmlNode *top, const char *name);
xmlNode *wire_find_next(const xmlNode *top, const xmlNode *node,
			const char *name);

/* Set *field to the text of an element, which may be NULL, if it is not set. */
void wire_fill(char **field, const xmlNode *node);

/* Read the rest of r as one document and hand its root to take, which hands
 * on its articles; false from it ends the reading. What cannot be read is told
 * as a failed record, so this returns true. */
bool wire_document(struct gz_reader *r,
		   bool (*take)(struct gz_reader *r, const xmlNode *root),
		   struct gz_err *err);

/* Everything that a leaves open, out of a <nitf> element. */
void nitf_fill(struct gz_article *a, const xmlNode *nitf);

#endif
