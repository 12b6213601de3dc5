/* wire.h - what the formats of news agencies share; for lib/article alone. */
#ifndef ARTICLE_WIRE_H
#define ARTICLE_WIRE_H

#include "gz/article.h"

/* The name an agency gives an item (ninjs uri, NewsML guid, NITF doc-id): an
 * address where it is one (http, https), else the id; a keeps what it has. */
void wire_name(struct gz_article *a, const char *name);

/* Read text as the publication date, if a has none, or warn that what, which
 * held it, has none. text may be NULL. */
void wire_date(struct gz_article *a, const char *what, const char *text);

/* Plain text as a body, to be freed. With wrapped its lines are broken by
 * width, and a paragraph begins behind a blank line or with an indented one;
 * without it a line break is one that the author made, and without any blank
 * line each line is a paragraph. */
char *wire_body(const char *text, size_t len, bool wrapped);

/* What an item is, by ninjs's type or NewsML's class: "picture" is "a
 * picture". NULL for what is an article, or may be. */
const char *wire_other(const char *kind);

/* Why an item with this status ("canceled", "withheld") is not for the
 * public, or NULL. status may be NULL. */
const char *wire_withdrawn(const char *status);

#endif
