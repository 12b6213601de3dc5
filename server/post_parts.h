/* post_parts.h - shared by post.c, post_head.c and receipt.c. */
#ifndef SERVER_POST_PARTS_H
#define SERVER_POST_PARTS_H

#include "body.h"
#include "key.h"
#include "post.h"
#include "saver.h"

struct posts {
	struct gz_spool *spool; /* NULL: nothing is taken */
	struct keys *keys;
	struct saver *saver;
	struct metrics *metrics;
	const char *cors;      /* an origin, "*" or "" */
	const char *keys_file; /* NULL: not set */
	size_t most, most_article;
	struct gz_spool_limits limits;
};

/* What the head of a POST says of its body. */
struct post_kind {
	bool lines; /* an article a line */
	bool gzip;
};

/* Refuse r and count it. */
void post_refuse(struct posts *p, struct request *r, const char *code,
		 const char *detail);

/* Whether r may change what is in the index; refused if not. */
bool post_allowed(struct posts *p, struct request *r);

/* Whether its body, by the head, is one that is taken; refused if not. */
bool post_readable(struct posts *p, struct request *r, struct post_kind *kind);

/* The answer for an entry that is safe: 202. */
void post_accept(struct posts *p, struct request *r, const char *name);

#endif
