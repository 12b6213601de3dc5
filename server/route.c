/* route.c - the route table. A new route is a row here, and for the workers
 * a row of the table in api.c. See route.h. */
#include "route.h"

#include <string.h>

static const struct route routes[] = {
	{ "/", ROUTE_WORKER, true, true },
	{ "/search", ROUTE_WORKER, true, true },
	{ "/articles/", ROUTE_WORKER, true, true },
	{ "/v1/search", ROUTE_WORKER, false, true },
	{ "/v1/count", ROUTE_WORKER, false, true },
	{ "/v1/articles/", ROUTE_WORKER, false, true },
	{ "/v1/parse", ROUTE_WORKER, false, true },
	{ "/v1/status", ROUTE_WORKER, false, false },
	{ "/readyz", ROUTE_WORKER, false, false },
	{ "/healthz", ROUTE_HEALTH, false, false },
	{ "/metrics", ROUTE_METRICS, false, false },
	{ "/problems/", ROUTE_PROBLEM, false, false },
	{ "file", ROUTE_FILE, true, false },
	{ "none", ROUTE_NONE, true, false },
};

#define COUNT (sizeof(routes) / sizeof(routes[0]))

static bool fits(const struct route *r, const char *path)
{
	size_t len = strlen(r->path);

	if (len > 1 && r->path[len - 1] == '/')
		return strncmp(path, r->path, len) == 0 && path[len];
	return strcmp(path, r->path) == 0;
}

const struct route *route_find(const char *path)
{
	for (size_t i = 0; i < COUNT - 2; i++)
		if (fits(&routes[i], path))
			return &routes[i];
	return &routes[strchr(path + 1, '/') ? COUNT - 1 : COUNT - 2];
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
