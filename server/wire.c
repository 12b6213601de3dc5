/* wire.c - requests and replies as bytes. See api.h. */
#include "api.h"

#include <stdlib.h>
#include <string.h>

#include "gz/pack.h"

/* What no honest packer exceeds: bounds what a damaged count can allocate. */
#define MOST_PAIRS 256

/* Read a string that must be there. */
static char *need_str(struct gz_unpack *u)
{
	char *text = gz_unpack_str(u);

	if (!text)
		u->bad = true;
	return text ? text : gz_strdup("");
}

static void pairs_pack(const struct api_pair *pair, size_t count,
		       struct gz_buf *out)
{
	gz_pack_u64(out, count);
	for (size_t i = 0; i < count; i++) {
		gz_pack_str(out, pair[i].name);
		gz_pack_str(out, pair[i].value);
	}
}

static struct api_pair *pairs_unpack(struct gz_unpack *u, size_t *count)
{
	uint64_t n = gz_unpack_u64(u);
	struct api_pair *pair;

	*count = 0;
	if (n > MOST_PAIRS) {
		u->bad = true;
		return NULL;
	}
	pair = n ? gz_alloc(n * sizeof(*pair)) : NULL;
	for (; *count < n && !u->bad; ++*count) {
		pair[*count].name = need_str(u);
		pair[*count].value = need_str(u);
	}
	return pair;
}

static void pairs_free(struct api_pair *pair, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(pair[i].name);
		free(pair[i].value);
	}
	free(pair);
}

void api_reply_header(struct api_reply *r, const char *name, const char *value)
{
	size_t size = (r->header_count + 1) * sizeof(*r->header);
	char *copy = gz_strdup(value);

	for (char *c = copy; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			*c = ' ';
	r->header = gz_realloc(r->header, size);
	r->header[r->header_count].name = gz_strdup(name);
	r->header[r->header_count++].value = copy;
}

const char *api_param(const struct api_request *q, const char *name)
{
	for (size_t i = 0; i < q->param_count; i++)
		if (strcmp(q->param[i].name, name) == 0)
			return q->param[i].value;
	return NULL;
}

void api_request_pack(const struct api_request *q, struct gz_buf *out)
{
	gz_pack_str(out, q->method);
	gz_pack_str(out, q->route);
	gz_pack_str(out, q->id);
	pairs_pack(q->param, q->param_count, out);
	gz_pack_str(out, q->accept);
	gz_pack_str(out, q->request_id);
	gz_pack_str(out, q->resume);
	gz_pack_str(out, q->base);
}

bool api_request_unpack(const void *bytes, size_t len, struct api_request *q)
{
	struct gz_unpack u = { bytes, (const unsigned char *)bytes + len,
			       false };

	q->method = need_str(&u);
	q->route = need_str(&u);
	q->id = gz_unpack_str(&u);
	q->param = pairs_unpack(&u, &q->param_count);
	q->accept = gz_unpack_str(&u);
	q->request_id = need_str(&u);
	q->resume = gz_unpack_str(&u);
	q->base = need_str(&u);
	if (!u.bad && u.at == u.end)
		return true;
	api_request_clear(q);
	return false;
}

void api_request_clear(struct api_request *q)
{
	free(q->method);
	free(q->route);
	free(q->id);
	pairs_free(q->param, q->param_count);
	free(q->accept);
	free(q->request_id);
	free(q->resume);
	free(q->base);
	*q = (struct api_request){ 0 };
}

void api_reply_pack(const struct api_reply *r, struct gz_buf *out)
{
	gz_pack_u64(out, r->status);
	gz_pack_str(out, r->content_type);
	gz_pack_bytes(out, r->body.data, r->body.len);
	pairs_pack(r->header, r->header_count, out);
	gz_pack_str(out, r->resume);
	gz_pack_u64(out, r->revision);
	gz_pack_u64(out, r->storable);
}

bool api_reply_unpack(const void *bytes, size_t len, struct api_reply *r)
{
	struct gz_unpack u = { bytes, (const unsigned char *)bytes + len,
			       false };
	const char *body;
	size_t body_len = 0;
	uint64_t status;

	*r = (struct api_reply){ 0 };
	status = gz_unpack_u64(&u);
	r->status = (unsigned)status;
	r->content_type = need_str(&u);
	body = gz_unpack_bytes(&u, &body_len);
	if (body_len)
		gz_buf_add(&r->body, body, body_len);
	r->header = pairs_unpack(&u, &r->header_count);
	r->resume = gz_unpack_str(&u);
	r->revision = gz_unpack_u64(&u);
	r->storable = gz_unpack_u64(&u) == 1;
	if (!u.bad && u.at == u.end && status >= 200 && status <= 599)
		return true;
	api_reply_clear(r);
	return false;
}

void api_reply_clear(struct api_reply *r)
{
	free(r->content_type);
	free(r->resume);
	gz_buf_free(&r->body);
	pairs_free(r->header, r->header_count);
	*r = (struct api_reply){ 0 };
}
