/* query_kit.h - a tree as text, and whether it reads back. */
#ifndef QUERY_KIT_H
#define QUERY_KIT_H

#include "check.h"
#include "gz/query.h"

static const struct gz_clock clock_2017 = { 1501077909, { "UTC", true, 0 } };

static char *understood(const struct gz_parsed *p)
{
	struct gz_buf out = { 0 };

	if (!p->root)
		return gz_strdup("refused");
	gz_query_write(p->root, &out);
	return gz_buf_take(&out);
}

/* Does what p is understood as parse to p's tree? */
static bool reads_back(const struct gz_parsed *p,
		       const struct gz_parse_options *options)
{
	char *text = understood(p);
	struct gz_parsed again;
	bool same = gz_query_parse(text, options, &again) &&
		    gz_query_equal(p->root, again.root);

	gz_parsed_free(&again);
	free(text);
	return same;
}

#endif
