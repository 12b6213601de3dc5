/* front.c - requests to answers, on the HTTP side. See front.h. */
#include "front.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compress.h"
#include "front_parts.h"
#include "gz/index.h"
#include "gz/pack.h"
#include "page.h"
#include "post.h"
#include "problem.h"

void request_clear(struct request *r)
{
	answer_drop(r->answer);
	stream_close(r->stream);
	free(r->resume);
	post_drop(r);
	gate_target_clear(&r->target);
	gz_buf_free(&r->key);
	gz_buf_free(&r->job.bytes);
	free(r->raw);
	free(r->accept);
	free(r->accept_encoding);
	free(r->if_none_match);
	if (r->authorization)
		explicit_bzero(r->authorization, strlen(r->authorization));
	free(r->authorization);
	free(r->content_type);
	free(r->content_encoding);
	free(r->origin);
	free(r->host);
}

static struct answer *plain(unsigned status, const char *type)
{
	struct answer *a = answer_new();

	a->reply.status = status;
	a->reply.content_type = gz_strdup(type);
	return a;
}

static struct answer *opensearch(const struct front_parts *parts)
{
	struct answer *a = plain(200, "application/opensearchdescription+xml");

	page_opensearch(parts->title, parts->base, &a->reply.body);
	a->cache_control = "max-age=300";
	answer_tag(a->reply.body.data, a->reply.body.len, a->etag);
	return a;
}

struct front *front_open(const struct front_parts *parts)
{
	struct front *f = gz_alloc(sizeof(*f));

	f->parts = *parts;
	f->cache = cache_open(parts->cache);
	f->opensearch = opensearch(parts);
	return f;
}

void front_close(struct front *f)
{
	if (!f)
		return;
	cache_close(f->cache);
	answer_drop(f->opensearch);
	free(f);
}

/* ---- answers of our own ------------------------------------------------- */

static void give(struct request *r, struct answer *a)
{
	answer_drop(r->answer);
	r->answer = a;
}

struct gz_buf *front_json(struct request *r, unsigned status)
{
	give(r, plain(status, "application/json"));
	return &r->answer->reply.body;
}

void front_refuse(struct front *f, struct request *r, const char *code,
		  const char *detail)
{
	struct problem p = { .code = code,
			     .detail = detail,
			     .request_id = r->id };
	bool html = front_is_page(r) && problem_wants_html(r->accept);
	unsigned status = problem_status(code);
	struct answer *a = plain(status, html ? PROBLEM_HTML : PROBLEM_JSON);
	char wait[16];

	(void)f;
	(html ? problem_html : problem_json)(&p, &a->reply.body);
	snprintf(wait, sizeof(wait), "%u", r->wait_s ? r->wait_s : 1);
	if (status == 503 || status == 429)
		api_reply_header(&a->reply, "Retry-After", wait);
	if (status == 405)
		api_reply_header(&a->reply, "Allow", route_methods(r->route));
	*r->etag = '\0';
	r->not_modified = false;
	give(r, a);
}

static void answer_health(struct request *r)
{
	struct answer *a = plain(200, "application/json");

	gz_buf_puts(&a->reply.body, "{\"status\":\"alive\"}\n");
	give(r, a);
}

static void answer_metrics(struct front *f, struct request *r)
{
	struct answer *a = plain(200, "text/plain; version=0.0.4; "
				      "charset=utf-8");

	metrics_set(f->parts.metrics, METRIC_CACHE_BYTES,
		    (long)cache_bytes(f->cache));
	posts_measure(f->parts.posts);
	metrics_write(f->parts.metrics, &a->reply.body);
	give(r, a);
}

static void answer_problem(struct front *f, struct request *r)
{
	const struct problem_row *row = problem_find(r->target.path +
						     strlen(r->route->path));
	struct answer *a;

	if (!row) {
		front_refuse(f, r, "not-found", NULL);
		return;
	}
	a = plain(200, "text/plain; charset=utf-8");
	gz_buf_printf(&a->reply.body, "%s: %u %s\n\n%s\n", row->code,
		      row->status, row->title, row->help);
	give(r, a);
}

/* A file, or NULL: held for r. */
static void answer_file(struct front *f, struct request *r, struct answer *a)
{
	if (!a) {
		front_refuse(f, r, "not-found", NULL);
		return;
	}
	strcpy(r->etag, a->etag);
	r->not_modified = front_matches(r->if_none_match, a->etag);
	give(r, a);
}

/* A browser's question whether a page elsewhere may ask us (CORS). */
static void answer_options(struct front *f, struct request *r)
{
	struct answer *a = plain(204, "");

	api_reply_header(&a->reply, "Allow", route_methods(r->route));
	if (*f->parts.cors) {
		api_reply_header(&a->reply, "Access-Control-Allow-Methods",
				 "GET, HEAD, OPTIONS");
		api_reply_header(&a->reply, "Access-Control-Allow-Headers",
				 "Accept, If-None-Match, X-Request-Id");
		api_reply_header(&a->reply, "Access-Control-Max-Age", "86400");
	}
	give(r, a);
}

/* ---- answers of the workers --------------------------------------------- */

static bool try_cache(struct front *f, struct request *r)
{
	struct answer *a = cache_get(f->cache, r->key.data, r->key.len);

	r->cached = a ? "hit" : "miss";
	metrics_add(f->parts.metrics,
		    a ? METRIC_CACHE_HITS : METRIC_CACHE_MISSES, 1);
	if (a)
		give(r, a);
	return a != NULL;
}

/* A search whose answer is known, here or at the client. */
static bool answer_known(struct front *f, struct request *r)
{
	uint64_t stamp = gz_index_stamp(f->parts.index);

	if (!stamp)
		return false;
	front_key(r, stamp, &r->key);
	answer_tag(r->key.data, r->key.len, r->etag);
	if (!front_matches(r->if_none_match, r->etag))
		return try_cache(f, r);
	r->not_modified = true;
	r->cached = "304";
	give(r, plain(304, ""));
	return true;
}

static bool answer_search(struct front *f, struct request *r)
{
	if (r->route->search && answer_known(f, r))
		return true;
	if (!r->route->search || limit_search(f->parts.limits, r->conn))
		return false;
	front_refuse(f, r, "too-many-requests", NULL);
	return true;
}

static const char *id_of(const struct request *r)
{
	size_t at = route_id(r->route);

	return at ? r->target.path + at : NULL;
}

static struct request *request_of(struct job *job)
{
	return (struct request *)((char *)job - offsetof(struct request, job));
}

/* A part for the stream; what it ends with is what to ask with next. */
static void add_part(struct request *r, struct api_reply *reply)
{
	stream_put(r->stream, &reply->body, !reply->resume);
	free(r->resume);
	r->resume = reply->resume;
	reply->resume = NULL;
}

static void part_done(struct job *job, enum job_end end, const char *bytes,
		      size_t len)
{
	struct request *r = request_of(job);
	struct api_reply reply = { 0 };

	if (end == JOB_ANSWERED && api_reply_unpack(bytes, len, &reply) &&
	    reply.status == 200)
		add_part(r, &reply);
	else
		stream_break(r->stream);
	api_reply_clear(&reply);
	r->ready(r);
}

static void job_done(struct job *job, enum job_end end, const char *bytes,
		     size_t len)
{
	static const char *const code[] = { [JOB_CRASHED] = "search-crashed",
					    [JOB_LATE] = "search-timeout",
					    [JOB_CROWDED] = "overloaded",
					    [JOB_STOPPED] = "stopping" };
	struct request *r = request_of(job);
	struct answer *a = end == JOB_ANSWERED ? answer_new() : NULL;

	if (!a) {
		front_refuse(r->front, r, code[end], NULL);
	} else if (!api_reply_unpack(bytes, len, &a->reply)) {
		answer_drop(a);
		front_refuse(r->front, r, "internal", NULL);
	} else {
		if (a->reply.status != 200 || !a->reply.storable || !*r->etag)
			*r->etag = '\0';
		else
			a->cache_control = "no-cache";
		give(r, a);
		if (*r->etag)
			cache_put(r->front->cache, r->key.data, r->key.len, a);
		if (a->reply.resume) {
			r->stream = stream_open(
				compress_wanted(r->accept_encoding));
			add_part(r, &a->reply);
		}
	}
	r->ready(r);
}

static void ask_worker(struct front *f, struct request *r,
		       void (*done)(struct job *, enum job_end, const char *,
				    size_t))
{
	const struct api_request q = {
		.method = (char *)(uintptr_t) "GET",
		.route = (char *)(uintptr_t)r->route->path,
		.id = (char *)(uintptr_t)id_of(r),
		.param = r->target.param,
		.param_count = r->target.param_count,
		.accept = r->accept,
		.request_id = r->id,
		.resume = r->resume,
		.base = (char *)(uintptr_t)f->parts.base,
	};

	gz_buf_clear(&r->job.bytes);
	api_request_pack(&q, &r->job.bytes);
	r->job.done = done;
	queue_push(f->parts.queue, &r->job);
}

void front_wait(struct front *f, struct request *r)
{
	if (r->upload)
		post_wait(f->parts.posts, r);
	else
		ask_worker(f, r, job_done);
}

void front_next(struct front *f, struct request *r)
{
	r->job.patient = true;
	ask_worker(f, r, part_done);
}

/* ---- which of them ------------------------------------------------------ */

static bool is_one_of(const char *word, const char *const list[])
{
	while (*list && strcmp(*list, word) != 0)
		list++;
	return *list;
}

static bool is_method(const struct request *r, const char *method)
{
	return strcmp(r->method, method) == 0;
}

static bool takes_body(const struct request *r)
{
	return r->route->kind == ROUTE_ARTICLES && is_method(r, "POST");
}

/* NULL: go on. */
static const char *refusal(const struct request *r)
{
	static const char *const known[] = { "GET",   "HEAD",  "OPTIONS",
					     "POST",  "PUT",   "DELETE",
					     "PATCH", "TRACE", "CONNECT",
					     NULL };

	if (!is_one_of(r->method, known))
		return "method-unknown";
	if (r->route->kind == ROUTE_NONE)
		return "not-found";
	/* an id is one segment; what would be below it is another route's */
	if (id_of(r) && r->route->path[route_id(r->route)] == '\0' &&
	    strchr(r->target.raw_path + strlen(r->route->path), '/'))
		return "not-found";
	if (!route_allows(r->route, r->method))
		return "method-not-allowed";
	return r->body && !takes_body(r) ? "body-not-allowed" : NULL;
}

void front_head(struct front *f, struct request *r,
		const struct gate_body *body)
{
	r->front = f;
	r->route = route_find(r->target.path, r->target.raw_path);
	r->length = body->length;
	r->expects &= body->any;
	if (takes_body(r)) {
		post_begin(f->parts.posts, r);
	} else if (body->too_large) {
		front_refuse(f, r, "body-too-large", NULL);
	} else if (r->expects) {
		r->body = 1; /* answered at once, so that none is sent */
		front_answer(f, r);
	} else {
		r->body_most = GATE_BODY;
	}
}

void front_body(struct request *r, const void *bytes, size_t len)
{
	r->body += len;
	post_take(r, bytes, len);
}

bool front_answer(struct front *f, struct request *r)
{
	const char *code = refusal(r);

	if (code)
		front_refuse(f, r, code, NULL);
	else if (is_method(r, "OPTIONS"))
		answer_options(f, r);
	else if (is_method(r, "DELETE"))
		return post_remove(f->parts.posts, r, id_of(r));
	else if (r->route->kind == ROUTE_ARTICLES)
		return post_end(f->parts.posts, r);
	else if (r->route->kind == ROUTE_RECEIPT)
		post_receipt(f->parts.posts, r, id_of(r));
	else if (r->route->kind == ROUTE_HEALTH)
		answer_health(r);
	else if (r->route->kind == ROUTE_METRICS)
		answer_metrics(f, r);
	else if (r->route->kind == ROUTE_PROBLEM)
		answer_problem(f, r);
	else if (r->route->kind == ROUTE_FILE)
		answer_file(f, r,
			    static_find(f->parts.statics, r->target.path + 1));
	else if (r->route->kind == ROUTE_OPENSEARCH)
		answer_file(f, r, answer_hold(f->opensearch));
	else
		return answer_search(f, r);
	return true;
}
