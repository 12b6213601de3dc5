/* route.c - the route table. A new route is a row here, and for the workers
 * a row of the table in api.c. See route.h. */
#include "route.h"

#include <string.h>

#define READING "GET, HEAD, OPTIONS"

static const struct route routes[] = {
	{ "/", ROUTE_WORKER, true, true, NULL },
	{ "/search", ROUTE_WORKER, true, true, NULL },
	{ "/articles/", ROUTE_WORKER, true, true, NULL },
	{ "/articles/ID/versions/", ROUTE_WORKER, true, true, NULL },
	{ "/facets/", ROUTE_WORKER, true, true, NULL },
	{ "/sources", ROUTE_WORKER, true, true, NULL },
	{ "/advanced", ROUTE_WORKER, true, true, NULL },
	{ "/help", ROUTE_WORKER, true, true, NULL },
	{ "/v1/search", ROUTE_WORKER, false, true, NULL },
	{ "/v1/sample", ROUTE_WORKER, false, true, NULL },
	{ "/v1/export", ROUTE_WORKER, false, false, NULL },
	{ "/v1/count", ROUTE_WORKER, false, true, NULL },
	{ "/v1/timeline", ROUTE_WORKER, false, true, NULL },
	{ "/v1/facets/", ROUTE_WORKER, false, true, NULL },
	{ "/v1/sources", ROUTE_WORKER, false, true, NULL },
	{ "/v1/articles", ROUTE_ARTICLES, false, false, "POST, OPTIONS" },
	{ "/v1/articles/", ROUTE_WORKER, false, true,
	  "GET, HEAD, DELETE, OPTIONS" },
	{ "/v1/articles/ID/versions", ROUTE_WORKER, false, true, NULL },
	{ "/v1/articles/ID/versions/", ROUTE_WORKER, false, true, NULL },
	{ "/v1/articles/ID/similar", ROUTE_WORKER, false, true, NULL },
	{ "/v1/receipts/", ROUTE_RECEIPT, false, false, NULL },
	{ "/v1/changes", ROUTE_WORKER, false, true, NULL },
	{ "/v1/suggest", ROUTE_WORKER, false, true, NULL },
	{ "/v1/parse", ROUTE_WORKER, false, true, NULL },
	{ "/v1/status", ROUTE_WORKER, false, false, NULL },
	{ "/compat/guardian/search", ROUTE_WORKER, false, true, NULL },
	{ "/compat/nyt/svc/search/v2/articlesearch.json", ROUTE_WORKER, false,
	  true, NULL },
	{ "/readyz", ROUTE_WORKER, false, false, NULL },
	{ "/healthz", ROUTE_HEALTH, false, false, NULL },
	{ "/metrics", ROUTE_METRICS, false, false, NULL },
	{ "/opensearch.xml", ROUTE_OPENSEARCH, false, false, NULL },
	{ "/problems/", ROUTE_PROBLEM, false, false, NULL },
	{ "file", ROUTE_FILE, true, false, NULL },
	{ "none", ROUTE_NONE, true, false, NULL },
};

#define COUNT (sizeof(routes) / sizeof(routes[0]))

/* Below an id, which is one segment of the path as it was sent. */
static bool fits_below(const struct route *r, const char *id, const char *raw)
{
	size_t before = (size_t)(id - r->path), len;

	if (strncmp(raw, r->path, before) != 0)
		return false;
	raw += before;
	len = strcspn(raw, "/");
	raw += len;
	id += strlen("ID");
	if (id[strlen(id) - 1] == '/')
		return len && strncmp(raw, id, strlen(id)) == 0 &&
		       raw[strlen(id)] && !strchr(raw + strlen(id), '/');
	return len && strcmp(raw, id) == 0;
}

static bool fits(const struct route *r, const char *path)
{
	size_t len = strlen(r->path);

	if (len > 1 && r->path[len - 1] == '/')
		return strncmp(path, r->path, len) == 0 && path[len];
	return strcmp(path, r->path) == 0;
}

const struct route *route_find(const char *path, const char *raw)
{
	for (size_t i = 0; i < COUNT; i++) {
		const char *id = strstr(routes[i].path, "ID/");

		if (id && fits_below(&routes[i], id, raw))
			return &routes[i];
	}
	for (size_t i = 0; i < COUNT - 2; i++)
		if (fits(&routes[i], path))
			return &routes[i];
	return &routes[strchr(path + 1, '/') ? COUNT - 1 : COUNT - 2];
}

size_t route_id(const struct route *route)
{
	const char *id = strstr(route->path, "ID/");
	size_t len = strlen(route->path);

	if (id)
		return (size_t)(id - route->path);
	return len > 1 && route->path[len - 1] == '/' ? len : 0;
}

const char *route_methods(const struct route *route)
{
	return route->methods ? route->methods : READING;
}

bool route_allows(const struct route *route, const char *method)
{
	size_t len = strlen(method);

	for (const char *at = route_methods(route); *at;
	     at += strspn(at, ", ")) {
		size_t next = strcspn(at, ",");

		if (next == len && memcmp(at, method, len) == 0)
			return true;
		at += next;
	}
	return false;
}

size_t route_count(void)
{
	return COUNT;
}

const struct route *route_at(size_t i)
{
	return &routes[i];
}

size_t route_ordinal(const struct route *route)
{
	return (size_t)(route - routes);
}
