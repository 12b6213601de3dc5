/* receipt.c - what is said of an entry of the spool. See post.h.
 *
 * The name of an entry has 64 random bits. Who was told it may ask for it;
 * names that have none, of files that were put in by hand, are not told of.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "front_parts.h"
#include "gz/json.h"
#include "post_parts.h"

#define RECEIPTS "/v1/receipts/"

static void links(struct gz_json *j, const char *name)
{
	struct gz_buf self = { 0 };

	gz_buf_puts(&self, RECEIPTS);
	gz_buf_puts(&self, name);
	gz_json_key(j, "links");
	gz_json_open(j, '{');
	gz_json_member(j, "self", self.data);
	gz_json_close(j, '}');
	gz_buf_free(&self);
}

void post_accept(struct posts *p, struct request *r, const char *name)
{
	struct gz_json j = { .out = front_json(r, 202) };
	struct gz_buf self = { 0 };

	gz_json_open(&j, '{');
	gz_json_member(&j, "receipt", name);
	gz_json_member(&j, "status", "waiting");
	links(&j, name);
	gz_json_close(&j, '}');
	gz_buf_putc(j.out, '\n');
	gz_buf_puts(&self, RECEIPTS);
	gz_buf_puts(&self, name);
	api_reply_header(&r->answer->reply, "Location", self.data);
	gz_buf_free(&self);
	metrics_add(p->metrics, METRIC_POSTS_ACCEPTED, 1);
}

/* ---- later -------------------------------------------------------------- */

static bool is_ours(const char *name)
{
	const char *chance = strchr(name, 'R');

	return chance && strspn(chance + 1, "0123456789abcdef") == 16;
}

/* When it came, which its name begins with. */
static void received(struct gz_json *j, const char *name)
{
	time_t at = (time_t)strtoll(name, NULL, 10);
	struct tm tm;
	char text[32];

	if (gmtime_r(&at, &tm) &&
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm))
		gz_json_member(j, "received", text);
}

/* The last line, with the counts, from which on *len is the lines before. */
static const char *last_line(const char *text, size_t *len)
{
	while (*len && text[*len - 1] == '\n')
		--*len;
	while (*len && text[*len - 1] != '\n')
		--*len;
	return text + *len;
}

/* What gazette watch wrote is JSON already: it is put together, not read. */
static void raw(struct gz_json *j, const char *text, size_t len)
{
	for (; len && text[len - 1] == '\n'; len--)
		;
	gz_buf_puts(j->out, j->comma && len ? "," : "");
	for (size_t i = 0; i < len; i++)
		gz_buf_putc(j->out, text[i] == '\n' ? ',' : text[i]);
	j->comma |= len > 0;
}

static void counts_and_lines(struct gz_json *j, const struct gz_buf *result)
{
	size_t all = result->len, len = all;
	const char *counts = all ? last_line(result->data, &len) : NULL;
	const char *end = counts ? strchr(counts, '}') : NULL;

	if (end && *counts == '{')
		raw(j, counts + 1, (size_t)(end - counts - 1));
	gz_json_key(j, "lines");
	gz_json_open(j, '[');
	raw(j, result->data, len);
	gz_json_close(j, ']');
}

static void write_receipt(struct gz_json *j, const char *name,
			  enum gz_spool_state state,
			  const struct gz_buf *result, struct gz_buf *why)
{
	static const char *const status[] = { [GZ_SPOOL_WAITING] = "waiting",
					      [GZ_SPOOL_DONE] = "done",
					      [GZ_SPOOL_REFUSED] = "failed" };

	gz_json_open(j, '{');
	gz_json_member(j, "receipt", name);
	gz_json_member(j, "status", status[state]);
	received(j, name);
	if (state == GZ_SPOOL_REFUSED && why->len) {
		why->data[strcspn(why->data, "\n")] = '\0';
		gz_json_member(j, "reason", why->data);
	}
	if (state != GZ_SPOOL_WAITING)
		counts_and_lines(j, result);
	links(j, name);
	gz_json_close(j, '}');
	gz_buf_putc(j->out, '\n');
}

void post_receipt(struct posts *p, struct request *r, const char *name)
{
	struct gz_buf result = { 0 }, why = { 0 };
	enum gz_spool_state state = GZ_SPOOL_GONE;
	struct gz_json j = { 0 };

	if (p->spool && is_ours(name))
		state = gz_spool_verdict(p->spool, name, &result, &why);
	if (state == GZ_SPOOL_GONE) {
		front_refuse(r->front, r, "receipt-not-found", NULL);
	} else {
		j.out = front_json(r, 200);
		write_receipt(&j, name, state, &result, &why);
		if (state == GZ_SPOOL_WAITING)
			api_reply_header(&r->answer->reply, "Retry-After", "1");
	}
	gz_buf_free(&result);
	gz_buf_free(&why);
}
