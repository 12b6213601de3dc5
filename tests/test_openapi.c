/* www/openapi.json against the tables of the server: what is in a row there
 * is in it, with the same words and bounds. */
#include "check.h"

#include <stdlib.h>

#include <jansson.h>

#include "../server/param.h"
#include "../server/problem.h"
#include "../server/route.h"

static json_t *document;

static json_t *under(const char *a, const char *b, const char *c)
{
	json_t *j = json_object_get(document, a);

	j = json_object_get(j, b);
	return c ? json_object_get(j, c) : j;
}

static const char *str(json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value ? value : "";
}

/* Whether an array has the words, which blanks separate, and no other. */
static bool has_words(json_t *array, const char *words)
{
	size_t i, count = 0;
	json_t *word;

	json_array_foreach(
		array, i, word) if (param_word(words, json_string_value(word)) <
				    0) return false;
	for (const char *c = words; *c; c++)
		count += c == words || c[-1] == ' ';
	return json_array_size(array) == count;
}

/* ---- parameters ---------------------------------------------------------- */

static void check_words(const struct param *p, json_t *schema)
{
	if (p->type == PARAM_LIST)
		schema = json_object_get(schema, "items");
	CHECK(has_words(json_object_get(schema, "enum"),
			p->words ? p->words : ""));
}

static void check_bounds(const struct param *p, json_t *schema)
{
	json_t *least = json_object_get(schema, "minimum"),
	       *greatest = json_object_get(schema, "maximum");

	CHECK(least && json_integer_value(least) == p->least);
	if (p->greatest)
		CHECK(json_integer_value(greatest) == p->greatest);
}

static void check_param(const struct param *p)
{
	static const char *const type[] = { [PARAM_TEXT] = "string",
					    [PARAM_FLAG] = "boolean",
					    [PARAM_NUMBER] = "integer",
					    [PARAM_CHOICE] = "string",
					    [PARAM_LIST] = "array" };
	json_t *it = under("components", "parameters", p->name),
	       *schema = json_object_get(it, "schema");

	if (!it)
		printf("openapi.json lacks parameter %s\n", p->name);
	CHECK(it);
	CHECK(has_words(json_object_get(it, "x-aliases"), p->aliases));
	CHECK_STR(str(schema, "type"), type[p->type]);
	check_words(p, schema);
	if (p->type == PARAM_NUMBER)
		check_bounds(p, schema);
}

static void test_params(void)
{
	for (const struct param *p = param_table; p->name; p++)
		check_param(p);
}

/* ---- routes -------------------------------------------------------------- */

/* "/v1/articles/ID/versions/" and "/v1/articles/{id}/versions/{version}" */
static bool is_route(const char *path, const char *route)
{
	for (; *path && *route; path++, route++) {
		if (*path == '{') {
			if (strncmp(route, "ID", 2) != 0)
				return false;
			path += strcspn(path, "}");
			route++;
		} else if (*path != *route) {
			return false;
		}
	}
	if (*path == '{' && path[strcspn(path, "}") + 1] == '\0')
		return !*route;
	return !*path && !*route;
}

static json_t *path_of(const char *route)
{
	const char *path;
	json_t *item;

	json_object_foreach(json_object_get(document, "paths"), path,
			    item) if (is_route(path, route)) return item;
	return NULL;
}

static void test_routes(void)
{
	static const char *const method[][2] = { { "GET", "get" },
						 { "POST", "post" },
						 { "DELETE", "delete" },
						 { "PUT", "put" },
						 { "OPTIONS", "options" } };

	for (size_t i = 0; i < route_count(); i++) {
		const struct route *r = route_at(i);
		json_t *item = path_of(r->path);

		if (*r->path != '/') /* files, and nothing */
			continue;
		if (!item)
			printf("openapi.json lacks %s\n", r->path);
		for (size_t m = 0; m < sizeof(method) / sizeof(*method); m++)
			CHECK(route_allows(r, method[m][0]) ==
			      (json_object_get(item, method[m][1]) != NULL));
	}
}

/* ---- errors -------------------------------------------------------------- */

static bool has_word(json_t *array, const char *word)
{
	size_t i;
	json_t *it;

	json_array_foreach(array, i, it) if (strcmp(json_string_value(it),
						    word) == 0) return true;
	return false;
}

/* The codes of every response, and the status that it says they have. */
static void test_responses(void)
{
	json_t *response, *code;
	const char *name;
	size_t i;

	json_object_foreach(under("components", "responses", NULL), name,
			    response)
	{
		json_t *problem = json_object_get(
			json_object_get(response, "content"), PROBLEM_JSON);
		json_t *members = json_object_get(
			json_object_get(problem, "schema"), "properties");
		json_int_t status = json_integer_value(json_object_get(
			json_object_get(members, "status"), "const"));
		json_t *codes = json_object_get(
			json_object_get(members, "code"), "enum");

		json_array_foreach(codes, i, code) CHECK(
			problem_status(json_string_value(code)) == status);
	}
}

static void test_codes(void)
{
	json_t *members = json_object_get(
		under("components", "schemas", "Problem"), "properties");
	json_t *codes = json_object_get(json_object_get(members, "code"),
					"enum");
	const struct problem_row *row;

	for (size_t i = 0; (row = problem_at(i)); i++) {
		if (!has_word(codes, row->code))
			printf("openapi.json lacks %s\n", row->code);
		CHECK(has_word(codes, row->code));
	}
}

int main(void)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/../www/openapi.json", getenv("TESTS"));
	document = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
	CHECK(document);
	CHECK_STR(str(json_object_get(document, "info"), "version"),
		  GZ_VERSION);
	test_params();
	test_routes();
	test_responses();
	test_codes();
	json_decref(document);
	return check_done();
}
