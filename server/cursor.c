/* cursor.c - where a page ended. See cursor.h. */
#include "cursor.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "gz/pack.h"
#include "param.h"

#define BYTES 64 /* of a packed cursor, at most */

/* What may change from page to page. */
static const char loose[] = "cursor page page-size show-fields hl format "
			    "facet-fields facet-size interval strict";

/* The same whatever the order of the parameters. */
static uint64_t identity(const struct ask *a, const struct api_request *r)
{
	uint64_t sum = (uint64_t)a->order;

	for (size_t i = 0; i < r->param_count; i++) {
		const struct param *p = param_find(r->param[i].name);
		const char *value = r->param[i].value;

		if (p && *value && param_word(loose, p->name) < 0 &&
		    strcmp(p->name, "order-by") != 0)
			sum += XXH3_64bits_withSeed(
				value, strlen(value),
				XXH3_64bits(p->name, strlen(p->name)));
	}
	return sum & UINT32_MAX;
}

void cursor_write(const struct ask *a, const struct api_request *r,
		  uint64_t revision, const struct gz_place *place,
		  struct gz_buf *out)
{
	bool scored = a->order == GZ_BY_RELEVANCE;
	uint32_t score = 0;
	struct gz_buf bytes = { 0 };

	memcpy(&score, &place->score, sizeof(score));
	gz_pack_u64(&bytes, identity(a, r));
	gz_pack_u64(&bytes, place->docid);
	gz_pack_i64(&bytes, scored ? (int64_t)score : place->published);
	gz_pack_u64(&bytes, scored ? revision : 0);
	gz_hex(bytes.data, bytes.len, gz_buf_room(out, 2 * bytes.len + 1));
	out->len += 2 * bytes.len;
	gz_buf_free(&bytes);
}

static int digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* false: not what cursor_write() makes. */
static bool unhex(const char *text, unsigned char *bytes, size_t *len)
{
	*len = strlen(text) / 2;
	if (*len > BYTES || strlen(text) % 2)
		return false;
	for (size_t i = 0; i < *len; i++) {
		int high = digit(text[2 * i]), low = digit(text[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static bool unpack(struct ask *a, const char *text, uint64_t *id)
{
	unsigned char bytes[BYTES];
	struct gz_unpack u = { bytes, bytes, false };
	uint32_t score;
	int64_t key;
	size_t len;

	if (!unhex(text, bytes, &len))
		return false;
	u.end = bytes + len;
	*id = gz_unpack_u64(&u);
	a->after.docid = (uint32_t)gz_unpack_u64(&u);
	key = gz_unpack_i64(&u);
	score = (uint32_t)key;
	memcpy(&a->after.score, &score, sizeof(score));
	a->after.published = key;
	a->after_revision = gz_unpack_u64(&u);
	return !u.bad && u.at == u.end;
}

void cursor_read(struct ask *a, const struct api_request *r)
{
	uint64_t id;

	if (r->resume)
		a->cursor = r->resume;
	if (!a->cursor || strcmp(a->cursor, "*") == 0)
		return;
	if (!unpack(a, a->cursor, &id))
		ask_fault(a, "cursor", 0, "bad-cursor", "*",
			  "This is no cursor; take it from links.next of an "
			  "answer as it stands there, or begin with cursor=*.");
	else if (id != identity(a, r))
		ask_fault(a, "cursor", 0, "other-cursor", "*",
			  "This cursor belongs to another search: words, "
			  "filters and order must stay the same from page to "
			  "page. Begin with cursor=*.");
	else
		a->behind = true;
}

void cursor_check(struct ask *a, uint64_t revision)
{
	if (a->behind && a->order == GZ_BY_RELEVANCE &&
	    a->after_revision != revision)
		ask_warn(a, "cursor", 0, "index-changed", NULL,
			 "The index has changed since this cursor was written, "
			 "and with it the scores: results may be missing or "
			 "come twice. order-by=newest goes on exactly.");
}
