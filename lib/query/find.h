/* find.h - where the leaves of a tree stand in a text. */
#ifndef GZ_QUERY_FIND_H
#define GZ_QUERY_FIND_H

#include "gz/query.h"

/* One place where a leaf stands. */
struct hit {
	struct gz_run run;
	uint32_t start, end; /* bytes */
};

struct leaf {
	const struct gz_query *q;
	bool in_near; /* counts only where its NEAR holds */
	struct hit *hit;
	size_t count, size;
};

/* A NEAR and the first of its leaves; the others follow it. */
struct group {
	const struct gz_query *q;
	size_t leaf;
};

struct find {
	enum gz_field field;
	struct gz_stemmer *stemmer;
	struct gz_tokens tokens;
	struct gz_buf stems; /* of the leaves' forms */
	struct leaf *leaf;   /* those that are not under NOT, in tree order */
	size_t leaves, leaf_size;
	struct group *group;
	size_t groups, group_size;
};

/* Collect the leaves of q and find them in text. Release with find_free(). */
void find_leaves(struct find *f, const struct gz_query *q, const char *text);
void find_free(struct find *f);

#endif
