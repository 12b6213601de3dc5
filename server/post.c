/* post.c - from a request to an entry of the spool. See post.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gz/json.h"
#include "post_parts.h"

#ifdef GZ_SMALL
#define LOOK 16
#else
#define LOOK (4 << 20) /* bytes written until room is looked for again */
#endif

/* A request's way into the spool. */
struct upload {
	struct save save; /* first: saved() gets a pointer to it */
	struct posts *posts;
	struct request *request;
	struct body *body; /* NULL: a removal */
	size_t unseen;	   /* bytes since room was looked for */
	struct gz_err err; /* of the disk */
};

/* ---- open and close ----------------------------------------------------- */

static bool open_keys(struct posts *p, const struct gz_options *options,
		      struct gz_err *err)
{
	const struct key_spec spec = {
		.file = p->keys_file,
		.rate = (unsigned)gz_option_num(options, "post-rate"),
		.burst = (unsigned)gz_option_num(options, "post-burst"),
	};

	p->keys = keys_open(&spec, err);
	return p->keys;
}

static bool open_spool(struct posts *p, const char *path, struct gz_err *err)
{
	if (!path)
		return true;
	p->spool = gz_spool_open(path, err);
	if (p->spool)
		p->saver = saver_open(p->spool, err);
	return p->saver;
}

struct posts *posts_open(const struct gz_options *options,
			 struct metrics *metrics, struct gz_err *err)
{
	struct posts *p = gz_alloc(sizeof(*p));

	p->metrics = metrics;
	p->cors = gz_option_str(options, "cors");
	p->keys_file = gz_option_str(options, "keys-file");
	p->most = (size_t)gz_option_num(options, "post-size");
	p->most_article = (size_t)gz_option_num(options, "article-size");
	p->limits = (struct gz_spool_limits){
		.files = (size_t)gz_option_num(options, "spool-files"),
		.bytes = (uint64_t)gz_option_num(options, "spool-size"),
		.min_free = (uint64_t)gz_option_num(options, "min-free"),
	};
	if (open_keys(p, options, err) &&
	    open_spool(p, gz_option_str(options, "spool"), err))
		return p;
	posts_close(p);
	return NULL;
}

bool posts_reload(struct posts *p, struct gz_err *err)
{
	return keys_reload(p->keys, err);
}

void posts_stop(struct posts *p)
{
	if (p->saver)
		saver_stop(p->saver);
}

void posts_close(struct posts *p)
{
	if (!p)
		return;
	saver_close(p->saver);
	gz_spool_close(p->spool);
	keys_close(p->keys);
	free(p);
}

void posts_measure(struct posts *p)
{
	struct gz_spool_usage usage;

	if (!p->spool || !gz_spool_usage(p->spool, &usage, NULL))
		return;
	metrics_set(p->metrics, METRIC_SPOOL_ENTRIES, (long)usage.files);
	metrics_set(p->metrics, METRIC_SPOOL_BYTES, (long)usage.bytes);
}

/* ---- the disk ----------------------------------------------------------- */

/* Said to who sent it, and to who can do something about it. */
static void not_stored(struct posts *p, struct request *r,
		       const struct gz_err *why)
{
	if (why->code == GZ_SYSTEM)
		fprintf(stderr, "gazetted: %s\n", why->text);
	post_refuse(p, r, "not-stored", why->text);
}

static bool write_all(struct upload *u, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(u->save.entry.fd, bytes, len);

		if (n < 0 && errno != EINTR)
			return gz_fail(&u->err, GZ_SYSTEM, "%s/tmp/%s: %s",
				       gz_spool_path(u->posts->spool),
				       u->save.entry.name, strerror(errno));
		bytes += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

/* The sink of body.c. A body that does not say how long it is may fill the
 * disk, or the spool, together with others. */
static bool store(void *arg, const void *bytes, size_t len)
{
	struct upload *u = arg;

	u->unseen += len;
	if (u->unseen >= LOOK) {
		u->unseen = 0;
		if (!gz_spool_has_room(u->posts->spool, &u->posts->limits, len,
				       &u->err))
			return false;
	}
	return write_all(u, bytes, len);
}

/* Begin an entry for bytes, as far as is known; NULL: r is refused. */
static struct upload *upload_open(struct posts *p, struct request *r,
				  const char *suffix, size_t bytes)
{
	struct upload *u = gz_alloc(sizeof(*u));

	u->posts = p;
	u->request = r;
	if (gz_spool_has_room(p->spool, &p->limits, bytes, &u->err) &&
	    gz_spool_begin(p->spool, suffix, &u->save.entry, &u->err)) {
		r->upload = u;
		return u;
	}
	not_stored(p, r, &u->err);
	free(u);
	return NULL;
}

void post_drop(struct request *r)
{
	struct upload *u = r->upload;

	if (!u)
		return;
	gz_spool_abort(u->posts->spool, &u->save.entry);
	body_close(u->body);
	free(u);
	r->upload = NULL;
}

/* ---- a request ---------------------------------------------------------- */

void post_begin(struct posts *p, struct request *r)
{
	struct body_spec spec = { .most = p->most,
				  .most_article = p->most_article,
				  .sink = store };
	struct post_kind kind = { 0 };
	struct upload *u = NULL;

	/* who is refused may not have looked for an answer until all is sent */
	r->body_most = r->length <= 2 * p->most && !r->expects ? 2 * p->most
							       : 0;
	if (post_allowed(p, r) && post_readable(p, r, &kind))
		u = upload_open(p, r, kind.lines ? ".jsonl" : ".json",
				r->length);
	if (!u)
		return;
	r->body_most = 2 * p->most;
	spec.lines = kind.lines;
	spec.gzip = kind.gzip;
	spec.arg = u;
	u->body = body_open(&spec);
}

static void refuse_body(struct request *r, const struct gate_fault *fault)
{
	struct posts *p = r->upload->posts;

	if (fault->code)
		post_refuse(p, r, fault->code, fault->detail);
	else
		not_stored(p, r, &r->upload->err);
	post_drop(r);
}

void post_take(struct request *r, const void *bytes, size_t len)
{
	struct gate_fault fault = { 0 };

	if (r->upload && !body_take(r->upload->body, bytes, len, &fault))
		refuse_body(r, &fault);
}

bool post_end(struct posts *p, struct request *r)
{
	struct gate_fault fault = { 0 };

	(void)p;
	if (r->upload && !body_end(r->upload->body, &fault))
		refuse_body(r, &fault);
	return !r->upload;
}

bool post_remove(struct posts *p, struct request *r, const char *id)
{
	struct gate_fault fault = { 0 };
	struct gz_buf line = { 0 };
	struct gz_json j = { .out = &line };
	struct upload *u;

	if (!post_allowed(p, r))
		return true;
	gz_json_open(&j, '{');
	gz_json_member(&j, "remove", id);
	gz_json_close(&j, '}');
	gz_buf_putc(&line, '\n');
	u = upload_open(p, r, GZ_SPOOL_REMOVE, line.len);
	if (u && !write_all(u, line.data, line.len))
		refuse_body(r, &fault);
	gz_buf_free(&line);
	return !r->upload;
}

static void saved(struct save *s, const struct gz_err *why)
{
	struct upload *u = (struct upload *)(void *)s;
	struct request *r = u->request;

	if (!why)
		post_accept(u->posts, r, s->entry.name);
	else if (why->code == GZ_BUSY)
		post_refuse(u->posts, r, "stopping", NULL);
	else
		not_stored(u->posts, r, why);
	r->ready(r);
}

void post_wait(struct posts *p, struct request *r)
{
	r->upload->save.done = saved;
	saver_push(p->saver, &r->upload->save);
}
