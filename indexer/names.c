/* names.c - a set of names. See names.h. */
#include "names.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

bool names_has(const struct names *n, const char *name)
{
	return tfind(name, &n->tree, by_name) != NULL;
}

void names_add(struct names *n, const char *name)
{
	if (!names_has(n, name))
		tsearch(gz_strdup(name), &n->tree, by_name);
}

void names_remove(struct names *n, const char *name)
{
	char **node = tfind(name, &n->tree, by_name);
	char *ours = node ? *node : NULL;

	tdelete(name, &n->tree, by_name);
	free(ours);
}

void names_free(struct names *n)
{
	tdestroy(n->tree, free);
	n->tree = NULL;
}
