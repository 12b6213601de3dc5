/* json.h - articles out of JSON; the only header of what knows jansson. */
#ifndef ARTICLE_JSON_H
#define ARTICLE_JSON_H

#include "gz/article.h"

/* Make a of a JSON object with the fields and aliases of product.md section
 * 3. Fails with a sentence without path and line; a is then empty. */
bool json_article(const char *text, size_t len, struct gz_article *a,
		  struct gz_err *err);

/* What a page's JSON-LD (schema.org) says of its article: fills what a
 * leaves open; body is the articleBody. With of_article the best node that is
 * an *Article is read, without it only the date of what else has one. Returns
 * whether there was such a node. */
bool json_linked_data(const char *text, size_t len, struct gz_article *a,
		      bool of_article);

#endif
