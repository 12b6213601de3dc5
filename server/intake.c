/* intake.c - heads of requests on their way to the gate. See intake.h. */
#include "intake.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "gz/pack.h"
#include "gz/utf8.h"

void intake_begin(struct intake *in, bool checks, const char *method,
		  const char *target, size_t target_len, const char *version)
{
	*in = (struct intake){ .end = version + strlen(version),
			       .checks = checks };
	in->bytes = strlen(method) + target_len + strlen(version) + 4;
	/* one blank on each side, and no NUL that cut the target short */
	in->folded = checks && (method + strlen(method) + 1 != target ||
				target + target_len + 1 != version);
}

void intake_field(struct intake *in, const char *name, size_t name_len,
		  const char *value, size_t value_len)
{
	if (in->count == in->size) {
		in->size = in->size ? in->size * 2 : 16;
		in->header = gz_realloc(in->header,
					in->size * sizeof(*in->header));
	}
	value = value ? value : "";
	in->header[in->count++] = (struct gate_header){ name, name_len, value,
							value_len };
	in->folded |= in->checks && name != in->end + 2;
	in->end = value + value_len;
	in->bytes += name_len + value_len + 4;
}

struct gate_request intake_end(struct intake *in, const char *method,
			       const char *version)
{
	/* two line ends of two bytes, the second one the blank line's */
	bool blank = !in->checks || memcmp(in->end, "\0\0\0\0", 4) == 0;

	return (struct gate_request){ .method = method,
				      .version = version,
				      .header = in->header,
				      .header_count = in->count,
				      .bytes = in->bytes + 2,
				      .folded = in->folded || !blank };
}

void intake_free(struct intake *in)
{
	free(in->header);
}

void intake_id(char out[65])
{
	unsigned char random[8] = { 0 };

	(void)!getrandom(random, sizeof(random), 0);
	gz_hex(random, sizeof(random), out);
}

void intake_method(struct request *r, const char *method)
{
	size_t len = strlen(method);

	if (len < sizeof(r->method) && gz_utf8_valid(method, len))
		memcpy(r->method, method, len + 1);
	else
		strcpy(r->method, "?");
	r->head = strcmp(r->method, "HEAD") == 0;
}

/* The client's own id, if it is harmless in a log, a header and a page. */
static void take_id(struct request *r, const struct gate_header *h)
{
	static const char sane[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz"
				   "0123456789._-";

	if (!h || !h->value_len || h->value_len >= sizeof(r->id) ||
	    strspn(h->value, sane) != h->value_len)
		return;
	memcpy(r->id, h->value, h->value_len);
	r->id[h->value_len] = '\0';
}

static char *copy_field(const struct gate_request *q, const char *name)
{
	const struct gate_header *h = gate_find(q, name);

	if (!h || !gz_utf8_valid(h->value, h->value_len))
		return NULL;
	return gz_strndup(h->value, h->value_len);
}

void intake_fields(struct request *r, const struct gate_request *q)
{
	take_id(r, gate_find(q, "X-Request-Id"));
	r->accept = copy_field(q, "Accept");
	r->accept_encoding = copy_field(q, "Accept-Encoding");
	r->if_none_match = copy_field(q, "If-None-Match");
	r->authorization = copy_field(q, "Authorization");
	r->content_type = copy_field(q, "Content-Type");
	r->content_encoding = copy_field(q, "Content-Encoding");
	r->origin = copy_field(q, "Origin");
	if (r->origin)
		r->host = copy_field(q, "Host");
	r->expects = gate_find(q, "Expect");
}
