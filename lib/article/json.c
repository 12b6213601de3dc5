/* json.c - articles out of JSON. See json.h. */
#include "json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "gz/utf8.h"
#include "json_flat.h"
#include "json_tree.h"

#define DEPTH 32
#define FIELD(name) offsetof(struct gz_article, name)

/* Where the text members go; of several names of one field the first that is
 * there counts. Without strict a value of a wrong kind is left out with a
 * warning, with it the record is refused. */
static const struct {
	const char *key;
	size_t field;
	bool strict;
} text_keys[] = {
	{ "id", FIELD(id), true },
	{ "url", FIELD(url), false },
	{ "title", FIELD(title), true },
	{ "headline", FIELD(title), true },
	{ "standfirst", FIELD(standfirst), false },
	{ "source", FIELD(source), false },
	{ "section", FIELD(section), false },
	{ "language", FIELD(language), false },
	{ "body", FIELD(body), true },
	{ "content", FIELD(body), true },
	{ "text", FIELD(body), true },
};
static const char *const byline_keys[] = { "byline", "author" };
static const char *const date_keys[] = { "published", "date", "publishedAt",
					 "pub_date" };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *kind_name(const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "a string";
	case JSON_INTEGER:
	case JSON_REAL:
		return "a number";
	case JSON_NULL:
		return "null";
	default:
		return "true or false";
	}
}

static const char *text_of(const json_t *v)
{
	if (json_is_object(v))
		v = json_object_get(v, "name");
	return json_string_value(v);
}

static char *number_text(const json_t *v)
{
	return json_is_number(v) ? json_dumps(v, JSON_ENCODE_ANY) : NULL;
}

static unsigned depth_of(json_t *v, unsigned limit)
{
	unsigned deepest = 0, d;
	const char *key;
	json_t *item;
	size_t i;

	if (!limit || (!json_is_object(v) && !json_is_array(v)))
		return 0;
	json_object_foreach(v, key, item)
	{
		d = depth_of(item, limit - 1);
		deepest = d > deepest ? d : deepest;
	}
	json_array_foreach(v, i, item)
	{
		d = depth_of(item, limit - 1);
		deepest = d > deepest ? d : deepest;
	}
	return deepest + 1;
}

/* The byte, from 1, at which text stops being UTF-8. */
static size_t bad_byte(const char *text, size_t len)
{
	const char *at = text, *end = text + len, *here;

	while (at < end) {
		here = at;
		if (gz_utf8_next(&at, end) < 0)
			return (size_t)(here - text) + 1;
	}
	return 0;
}

/* What jansson says a text ends in: near '"abc' is inside a string. */
static const char *unfinished(const char *message)
{
	const char *near = strstr(message, "near '");

	return near && near[6] == '"' ? "a string" : "an object or a list";
}

static bool explain(const json_error_t *e, const char *text, size_t len,
		    struct gz_err *err)
{
	switch (json_error_code(e)) {
	case json_error_invalid_utf8:
		return gz_fail(err, GZ_DATA, "not valid UTF-8 at byte %zu",
			       bad_byte(text, len));
	case json_error_premature_end_of_input:
		return gz_fail(err, GZ_DATA, "JSON ends inside %s at byte %zu",
			       unfinished(e->text), len);
	case json_error_stack_overflow:
		return gz_fail(err, GZ_DATA,
			       "JSON is nested deeper than %d levels", DEPTH);
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return gz_fail(err, GZ_DATA,
			       "a NUL character at byte %d is not allowed",
			       e->position);
	case json_error_duplicate_key:
		return gz_fail(err, GZ_DATA, "JSON has a key twice, at byte %d",
			       e->position);
	default:
		return gz_fail(err, GZ_DATA, "not JSON: %s, at byte %d",
			       e->text, e->position);
	}
}

static bool set_text(struct gz_article *a, size_t i, const json_t *v,
		     struct gz_err *err)
{
	char **field = (char **)((char *)a + text_keys[i].field);
	bool body = text_keys[i].field == FIELD(body);
	const char *text = text_of(v);

	if (*field || json_is_null(v))
		return true;
	if (json_is_string(v) && (body || text_keys[i].field == FIELD(id)))
		*field = gz_strndup(text, json_string_length(v));
	else if (text && (!text_keys[i].strict || json_is_string(v)))
		field_fill(field, text);
	else if (text_keys[i].field == FIELD(id) && json_is_integer(v))
		*field = number_text(v);
	else if (text_keys[i].strict)
		return gz_fail(err, GZ_DATA, "\"%s\" is %s, not text",
			       text_keys[i].key, kind_name(v));
	else
		gz_article_warn(a, "\"%s\" is %s, not text: left out",
				text_keys[i].key, kind_name(v));
	return true;
}

static void set_byline(struct gz_article *a, const json_t *v)
{
	const json_t *item;
	size_t i;

	if (text_of(v))
		byline_add(a, text_of(v), true);
	json_array_foreach(v, i, item) if (text_of(item))
		byline_add(a, text_of(item), false);
}

static void set_date(struct gz_article *a, const char *key, const json_t *v)
{
	char *number = number_text(v);
	const char *text = number ? number : json_string_value(v);

	if (text && *text && !field_date(a, text))
		gz_article_warn(a, "\"%s\": \"%.40s\" is no date: left out",
				key, text);
	free(number);
}

static bool fill(struct gz_article *a, const json_t *object, struct gz_err *err)
{
	const json_t *v;

	for (size_t i = 0; i < COUNT(text_keys); i++) {
		v = json_object_get(object, text_keys[i].key);
		if (v && !set_text(a, i, v, err))
			return false;
	}
	for (size_t i = 0; i < COUNT(byline_keys) && !a->byline; i++)
		set_byline(a, json_object_get(object, byline_keys[i]));
	for (size_t i = 0; i < COUNT(date_keys) && !a->dated; i++)
		set_date(a, date_keys[i],
			 json_object_get(object, date_keys[i]));
	return true;
}

/* A record of plain members, by the quick way; NULL for any other. */
static json_t *quick(const char *text, size_t len)
{
	struct flat f;
	json_t *root = flat_read(text, len, &f) ? json_object() : NULL;

	for (size_t i = 0; root && i < f.count; i++) {
		const struct flat_member *m = &f.member[i];
		json_t *v = m->kind == FLAT_STRING
				    ? json_stringn_nocheck(m->value,
							   m->value_len)
			    : m->kind == FLAT_INTEGER
				    ? json_integer(strtoll(m->value, NULL, 10))
				    : json_null();

		json_object_setn_new_nocheck(root, m->key, m->key_len, v);
	}
	flat_free(&f);
	return root;
}

/* A document by the long way, within limits. */
json_t *json_document(const char *text, size_t len, struct gz_err *err)
{
	const char *nul = memchr(len ? text : "", 0, len);
	json_error_t error;
	json_t *root;

	if (nul) { /* jansson steps over it */
		gz_fail(err, GZ_DATA, "not JSON: a NUL at byte %zu",
			(size_t)(nul - text) + 1);
		return NULL;
	}
	root = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
			  &error);
	if (!root) {
		explain(&error, text, len, err);
	} else if (depth_of(root, DEPTH + 1) > DEPTH) {
		gz_fail(err, GZ_DATA, "JSON is nested deeper than %d levels",
			DEPTH);
		json_decref(root);
		root = NULL;
	}
	return root;
}

json_t *json_tree(const char *text, size_t len, struct gz_err *err)
{
	json_t *root = NULL;

	if (!len)
		gz_fail(err, GZ_DATA, "not JSON: a value is missing");
	else
		root = quick(text, len);
	if (len && !root)
		root = json_document(text, len, err);
	if (!root || json_is_object(root))
		return root;
	gz_fail(err, GZ_DATA, "%s, where an article is an object",
		kind_name(root));
	json_decref(root);
	return NULL;
}

bool json_article(const char *text, size_t len, struct gz_article *a,
		  struct gz_err *err)
{
	json_t *root = json_tree(text, len, err);
	bool ok;

	*a = (struct gz_article){ 0 };
	ok = root && fill(a, root, err);
	json_decref(root);
	if (!ok)
		gz_article_clear(a);
	return ok;
}

/* --- JSON-LD ------------------------------------------------------------ */

static bool ends_in(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static bool is_article_type(const json_t *type)
{
	const char *name = json_string_value(type);
	const json_t *item;
	size_t i;

	if (name)
		return ends_in(name, "Article") || ends_in(name, "Posting") ||
		       ends_in(name, "Report");
	json_array_foreach(type, i,
			   item) if (json_is_string(item) &&
				     is_article_type(item)) return true;
	return false;
}

static int rank(const json_t *node)
{
	if (is_article_type(json_object_get(node, "@type")))
		return 2;
	return json_object_get(node, "datePublished") != NULL;
}

/* The best node of a graph; only where a page names itself is looked into,
 * not into lists of other pages. */
static const json_t *best_node(const json_t *v, unsigned limit)
{
	static const char *const inside[] = { "@graph", "mainEntity",
					      "mainEntityOfPage" };
	const json_t *best = json_is_object(v) ? v : NULL, *item, *found;
	size_t i;

	if (!limit)
		return NULL;
	json_array_foreach(v, i, item)
	{
		found = best_node(item, limit - 1);
		if (found && (!best || rank(found) > rank(best)))
			best = found;
	}
	for (i = 0; json_is_object(v) && i < COUNT(inside); i++) {
		found = best_node(json_object_get(v, inside[i]), limit - 1);
		if (found && rank(found) > rank(best))
			best = found;
	}
	return best;
}

static const char *first_text(const json_t *v)
{
	if (json_is_array(v))
		v = json_array_get(v, 0);
	return text_of(v);
}

static void node_byline(struct gz_article *a, const json_t *author)
{
	const json_t *item;
	size_t i;

	if (json_is_object(author))
		author = json_object_get(author, "name");
	if (json_is_string(author))
		byline_add(a, json_string_value(author), true);
	json_array_foreach(author, i, item) if (first_text(item))
		byline_add(a, first_text(item), true);
}

static void node_url(struct gz_article *a, const json_t *node)
{
	const json_t *page = json_object_get(node, "mainEntityOfPage");

	if (json_is_object(page))
		page = json_object_get(page, "@id");
	field_fill(&a->url, json_string_value(json_object_get(node, "url")));
	field_fill(&a->url, json_string_value(page));
}

static void node_date(struct gz_article *a, const json_t *node)
{
	static const char *const keys[] = { "datePublished", "dateCreated" };

	for (size_t i = 0; i < COUNT(keys); i++) {
		const char *text = first_text(json_object_get(node, keys[i]));

		if (text && field_date(a, text))
			return;
	}
}

static void from_node(struct gz_article *a, const json_t *node)
{
	const struct {
		const char *key;
		char **field;
	} texts[] = { { "headline", &a->title },
		      { "description", &a->standfirst },
		      { "publisher", &a->source },
		      { "articleSection", &a->section },
		      { "inLanguage", &a->language } };
	const char *body = first_text(json_object_get(node, "articleBody"));

	for (size_t i = 0; i < COUNT(texts); i++)
		field_fill(texts[i].field,
			   first_text(json_object_get(node, texts[i].key)));
	if (body && !a->body)
		a->body = gz_strdup(body);
	if (!a->byline)
		node_byline(a, json_object_get(node, "author"));
	node_url(a, node);
}

bool json_linked_data(const char *text, size_t len, struct gz_article *a,
		      bool of_article)
{
	json_t *root = json_loadb(text, len, JSON_DISABLE_EOF_CHECK, NULL);
	const json_t *node = root ? best_node(root, DEPTH) : NULL;
	bool found = node && (rank(node) == 2) == of_article;

	if (found && of_article)
		from_node(a, node);
	if (found)
		node_date(a, node);
	json_decref(root);
	return found;
}
