/* front_reply.c - the key of an answer and the headers it gets. See front.h,
 * front_parts.h. */
#include "front_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "compress.h"
#include "gz/pack.h"

/* By name; qsort() is not stable, so by place where names are equal. */
static int by_name(const void *a, const void *b)
{
	const struct api_pair *const *x = a, *const *y = b;
	int order = strcmp((*x)->name, (*y)->name);

	return order ? order : (*x > *y) - (*x < *y);
}

void front_key(const struct request *r, uint64_t stamp, struct gz_buf *out)
{
	const struct api_pair *sorted[GATE_PARAMS] = { NULL };
	size_t n = r->target.param_count;

	for (size_t i = 0; i < n; i++)
		sorted[i] = &r->target.param[i];
	qsort(sorted, n, sizeof(*sorted), by_name);
	gz_buf_clear(out);
	gz_pack_u64(out, stamp);
	/* "a%2Fversions" is an id, "a/versions" is below one */
	gz_pack_str(out, r->route ? r->route->path : NULL);
	gz_pack_str(out, r->target.path);
	gz_pack_str(out, r->accept);
	for (size_t i = 0; i < n; i++) {
		gz_pack_str(out, sorted[i]->name);
		gz_pack_str(out, sorted[i]->value);
	}
}

/* The opaque part: what stands between the quotes. */
static size_t opaque(const char **tag)
{
	const char *quote = strchr(*tag, '"');

	if (!quote)
		return 0;
	*tag = quote + 1;
	return strcspn(*tag, "\"");
}

bool front_matches(const char *if_none_match, const char *etag)
{
	const char *want = etag, *at = if_none_match;
	size_t want_len = opaque(&want), len;

	if (!at || !want_len)
		return false;
	while ((len = opaque(&at))) {
		if (len == want_len && memcmp(at, want, len) == 0)
			return true;
		at += len + (at[len] == '"');
	}
	return false;
}

bool front_is_page(const struct request *r)
{
	return r->route && r->route->page &&
	       strncmp(r->target.path, "/v1/", 4) != 0;
}

static void add(struct front_reply *out, const char *name, const char *value)
{
	struct api_pair *h = &out->header[out->header_count];

	if (out->header_count == sizeof(out->header) / sizeof(out->header[0]))
		return;
	h->name = (char *)(uintptr_t)name;
	h->value = (char *)(uintptr_t)value;
	out->header_count++;
}

static void add_security(struct front_reply *out)
{
	add(out, "Content-Security-Policy",
	    "default-src 'none'; style-src 'self'; script-src 'self'; "
	    "img-src 'self'; connect-src 'self'; form-action 'self'; "
	    "base-uri 'none'; frame-ancestors 'none'");
	add(out, "X-Content-Type-Options", "nosniff");
	add(out, "Referrer-Policy", "no-referrer");
}

/* Pages of other origins may read what is not itself a page. */
static void add_cors(const struct front *f, const struct request *r,
		     struct front_reply *out)
{
	if (!*f->parts.cors || front_is_page(r))
		return;
	add(out, "Access-Control-Allow-Origin", f->parts.cors);
	add(out, "Access-Control-Expose-Headers",
	    "ETag, Link, Retry-After, X-Request-Id, X-Total-Count");
}

static void choose_body(const struct request *r, struct front_reply *out)
{
	static const struct gz_buf none;
	const struct gz_buf *packed = NULL;
	enum coding coding = compress_choose(r->accept_encoding);

	out->body = r->not_modified ? &none : &r->answer->reply.body;
	if (r->stream) {
		if (stream_is_gzip(r->stream))
			add(out, "Content-Encoding", "gzip");
		return;
	}
	if (!r->not_modified && coding != CODING_NONE)
		packed = answer_packed(r->answer, coding);
	if (!packed)
		return;
	out->body = packed;
	add(out, "Content-Encoding", compress_name(coding));
}

/* Where programs begin (RFC 8631): what they may ask here. */
static void add_description(const struct request *r, struct front_reply *out)
{
	const char *path = r->route ? r->target.path : "";

	if (strcmp(path, "/") == 0 || strncmp(path, "/v1/", 4) == 0)
		add(out, "Link", "</openapi.json>; rel=\"service-desc\"");
}

void front_reply(struct front *f, struct request *r, struct front_reply *out)
{
	const struct api_reply *reply = &r->answer->reply;
	bool worker = r->route && r->route->kind == ROUTE_WORKER;
	bool file = r->route && (r->route->kind == ROUTE_FILE ||
				 r->route->kind == ROUTE_OPENSEARCH);

	out->header_count = 0;
	out->status = r->not_modified ? 304 : reply->status;
	choose_body(r, out);
	if (!r->not_modified && *reply->content_type)
		add(out, "Content-Type", reply->content_type);
	if (*r->etag)
		add(out, "ETag", r->etag);
	add(out, "Cache-Control",
	    worker && *r->etag ? "no-cache" : r->answer->cache_control);
	add(out, "Vary",
	    file && reply->status == 200 ? "Accept-Encoding"
					 : "Accept, Accept-Encoding");
	add(out, "X-Request-Id", r->id);
	add_security(out);
	add_cors(f, r, out);
	add_description(r, out);
	for (size_t i = 0; i < reply->header_count && !r->not_modified; i++)
		add(out, reply->header[i].name, reply->header[i].value);
	metrics_add(f->parts.metrics, METRIC_NOT_MODIFIED, r->not_modified);
}
