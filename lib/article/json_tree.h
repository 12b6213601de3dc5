/* json_tree.h - a record of JSON as jansson's tree, for the files of
 * lib/article that know jansson: json.c, json_feed.c and ninjs.c. */
#ifndef ARTICLE_JSON_TREE_H
#define ARTICLE_JSON_TREE_H

#include <jansson.h>

#include "gz/err.h"

/* The object in text, to be freed with json_decref(), or NULL with a sentence
 * without path and line: no JSON, no object, a key twice, NUL, too deep. */
json_t *json_tree(const char *text, size_t len, struct gz_err *err);

/* Any value in text, held to hardening.md section 4, likewise. */
json_t *json_document(const char *text, size_t len, struct gz_err *err);

#endif
