/* post.h - articles put in and taken out over HTTP: who may, streaming into
 * the spool, and receipts. gazette watch does the rest; nothing here knows
 * what an article looks like.
 *
 * A request is refused by its head where that can be done. What it brings
 * then streams through body.c into an entry of the spool; when all is there
 * saver.c makes it safe, and only then is it answered with 202.
 */
#ifndef SERVER_POST_H
#define SERVER_POST_H

#include "gz/option.h"
#include "front.h"

struct posts;

/* As options say; without a spool all is refused. */
struct posts *posts_open(const struct gz_options *options,
			 struct metrics *metrics, struct gz_err *err);
/* Read the keys again. */
bool posts_reload(struct posts *p, struct gz_err *err);
/* Make safe what came whole and refuse the rest; then no request waits. */
void posts_stop(struct posts *p);
void posts_close(struct posts *p); /* NULL is allowed */

/* The head of r, a POST of articles, passed: refuse it, or be ready for its
 * body. Sets r->body_most. */
void post_begin(struct posts *p, struct request *r);
/* Some of its body; what comes behind a fault is dropped. */
void post_take(struct request *r, const void *bytes, size_t len);
/* r was read to its end. True: it has an answer; false: post_wait() is to be
 * called, once its connection can wait. */
bool post_end(struct posts *p, struct request *r);

/* r is to remove the article of that id; as post_end(). */
bool post_remove(struct posts *p, struct request *r, const char *id);

void post_wait(struct posts *p, struct request *r);

/* Answer r with what became of that receipt. */
void post_receipt(struct posts *p, struct request *r, const char *name);

/* Set the spool's gauge. */
void posts_measure(struct posts *p);

/* Release r->upload, and what of it is not safe. */
void post_drop(struct request *r);

#endif
