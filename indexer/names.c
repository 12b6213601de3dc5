/* names.c - a set of names, each with a number. See names.h. */
#include "names.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"

struct named {
	const char *name; /* behind it, or to be looked for */
	uint32_t number;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name,
		      ((const struct named *)b)->name);
}

static struct named *find(const struct names *n, const char *name)
{
	const struct named wanted = { .name = name };
	struct named **node = tfind(&wanted, &n->tree, by_name);

	return node ? *node : NULL;
}

uint32_t names_find(const struct names *n, const char *name)
{
	const struct named *found = find(n, name);

	return found ? found->number : 0;
}

void names_put(struct names *n, const char *name, uint32_t number)
{
	struct named *at = find(n, name);
	size_t len = strlen(name) + 1;

	if (!at) {
		at = gz_alloc(sizeof(*at) + len);
		at->name = memcpy(at + 1, name, len);
		tsearch(at, &n->tree, by_name);
	}
	at->number = number;
}

void names_remove(struct names *n, const char *name)
{
	struct named *found = find(n, name);

	if (found)
		tdelete(found, &n->tree, by_name);
	free(found);
}

void names_free(struct names *n)
{
	tdestroy(n->tree, free);
	n->tree = NULL;
}
