/* feed_find.c - what the elements of a feed are. See feed.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "feed.h"

static const char *const namespaces[][2] = {
#include "etc/feed-namespaces.inc"
};
static const char *const fields[][2] = {
#include "etc/feed-fields.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NAME_MAX_LEN 32 /* longer names are none that we know */

/* The usual prefix of the node's namespace; "-": a feed's own, "?": unknown.
 * A namespace that is declared for everything is taken for a feed's own. */
static const char *prefix_of(const xmlNode *node)
{
	const char *uri = node->ns ? (const char *)node->ns->href : NULL;

	if (!uri)
		return "-";
	for (size_t i = 0; i < COUNT(namespaces); i++)
		if (strcasecmp(namespaces[i][1], uri) == 0)
			return namespaces[i][0];
	return node->ns->prefix ? "?" : "-";
}

/* "dc:creator" or "title", in lower case; a prefix that is not declared stands
 * in the name itself. */
static void name_of(const xmlNode *node, char name[NAME_MAX_LEN])
{
	const char *local = (const char *)node->name, *prefix;
	size_t n = 0;

	*name = '\0';
	if (node->type != XML_ELEMENT_NODE)
		return;
	prefix = prefix_of(node);
	if (strlen(prefix) + strlen(local) + 2 > NAME_MAX_LEN)
		return;
	if (*prefix != '-') {
		n = strlen(prefix);
		memcpy(name, prefix, n);
		name[n++] = ':';
	}
	for (; *local; local++)
		name[n++] = (char)tolower((unsigned char)*local);
	name[n] = '\0';
}

bool feed_is(const xmlNode *node, const char *name)
{
	char own[NAME_MAX_LEN];

	name_of(node, own);
	return strcmp(own, name) == 0;
}

static int by_row(const void *left, const void *right)
{
	const struct feed_place *l = left, *r = right;

	if (l->row != r->row)
		return l->row < r->row ? -1 : 1;
	return l->order < r->order ? -1 : l->order > r->order;
}

static void add(struct feed_found *found, const xmlNode *node, size_t row)
{
	size_t n = found->count++;

	if ((n & (n - 1)) == 0)
		found->list = gz_realloc(
			found->list, (n ? n * 2 : 1) * sizeof(*found->list));
	found->list[n] = (struct feed_place){ node, row, n };
}

void feed_find(const xmlNode *item, struct feed_found *found)
{
	char name[NAME_MAX_LEN];

	*found = (struct feed_found){ 0 };
	for (const xmlNode *n = item->children; n; n = n->next) {
		name_of(n, name);
		for (size_t row = 0; *name && row < COUNT(fields); row++)
			if (strcmp(fields[row][1], name) == 0)
				add(found, n, row);
	}
	if (found->count)
		qsort(found->list, found->count, sizeof(*found->list), by_row);
}

const xmlNode *feed_next(const struct feed_found *found, const char *field,
			 size_t *at)
{
	while (*at < found->count) {
		const struct feed_place *p = &found->list[(*at)++];

		if (strcmp(fields[p->row][0], field) == 0)
			return p->node;
	}
	return NULL;
}
