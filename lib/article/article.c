/* article.c - one news article: its life, its id, its bytes. See
 * gz/article.h. */
#include "gz/article.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "gz/pack.h"
#include "gz/utf8.h"
#include "reader.h"

#define PACK_VERSION 2

/* The plain strings, in the order they are packed. */
static char **text_field(struct gz_article *a, size_t i)
{
	char **const fields[] = { &a->id,	  &a->url,    &a->title,
				  &a->standfirst, &a->source, &a->section,
				  &a->language,	  &a->body,   &a->file };

	return i < sizeof(fields) / sizeof(*fields) ? fields[i] : NULL;
}

static void list_free(char **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i]);
	free(list);
}

void gz_article_clear(struct gz_article *a)
{
	char **field;

	assert(a);
	for (size_t i = 0; (field = text_field(a, i)); i++)
		free(*field);
	list_free(a->byline, a->byline_count);
	list_free(a->cites, a->cite_count);
	list_free(a->warnings, a->warning_count);
	*a = (struct gz_article){ 0 };
}

void gz_article_warn(struct gz_article *a, const char *fmt, ...)
{
	struct gz_buf clean = { 0 };
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	gz_utf8_repair(text, gz_utf8_cut(text, strlen(text)), &clean);
	a->warnings = gz_realloc(a->warnings,
				 (a->warning_count + 1) * sizeof(*a->warnings));
	a->warnings[a->warning_count++] = gz_buf_take(&clean);
}

static char *hashed_id(char kind, const struct gz_buf *b)
{
	XXH128_hash_t hash = XXH3_128bits(b->data, b->len);
	char id[40];

	snprintf(id, sizeof(id), "%c-%016llx%016llx", kind,
		 (unsigned long long)hash.high64,
		 (unsigned long long)hash.low64);
	return gz_strdup(id);
}

static char *id_of_url(const char *url)
{
	char *canonical = gz_url_canonical(url), *id;
	struct gz_buf b = { 0 };

	gz_buf_puts(&b, canonical);
	id = hashed_id('u', &b);
	gz_buf_free(&b);
	free(canonical);
	return id;
}

/* Without a title the body stands for it: else all untitled articles of a
 * source and day were one. A title alone, "Corrections", names no article, so
 * then the body counts too. */
static char *id_of_title(const struct gz_article *a)
{
	struct gz_buf b = { 0 };
	char day[32] = "", *id;

	if (a->dated)
		gz_date_write(&a->published, day);
	gz_pack_str(&b, a->source);
	gz_pack_bytes(&b, day, strnlen(day, 10));
	gz_pack_str(&b, a->title ? a->title : a->body);
	if (!a->source && !a->dated)
		gz_pack_str(&b, a->body);
	id = hashed_id('t', &b);
	gz_buf_free(&b);
	return id;
}

static bool has_control(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		int32_t c = gz_utf8_next(&text, end);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			return true;
	}
	return false;
}

bool gz_article_identify(struct gz_article *a, struct gz_err *err)
{
	if (!a->title && !(a->body && *a->body))
		return gz_fail(err, GZ_DATA,
			       "neither a title nor a body: not an article");
	if (!a->id)
		a->id = a->url ? id_of_url(a->url) : id_of_title(a);
	if (!*a->id || has_control(a->id))
		return gz_fail(err, GZ_DATA,
			       "the id is empty or has control characters");
	if (strlen(a->id) > LIMIT_ID)
		return gz_fail(err, GZ_DATA,
			       "the id has %zu bytes; %d are allowed",
			       strlen(a->id), LIMIT_ID);
	return true;
}

static void pack_list(char *const *list, size_t count, struct gz_buf *out)
{
	gz_pack_u64(out, count);
	for (size_t i = 0; i < count; i++)
		gz_pack_str(out, list[i]);
}

/* What a reader of the article sees; file must stay last in text_field(). */
static void pack_content(const struct gz_article *a, struct gz_buf *out)
{
	struct gz_article *fields = (struct gz_article *)a;

	for (size_t i = 0; text_field(fields, i) != &fields->file; i++)
		gz_pack_str(out, *text_field(fields, i));
	pack_list(a->byline, a->byline_count, out);
	pack_list(a->cites, a->cite_count, out);
	gz_pack_u64(out, a->dated);
	if (!a->dated)
		return;
	gz_pack_i64(out, a->published.at);
	gz_pack_u64(out, a->published.precision);
	gz_pack_u64(out, a->published.has_offset);
	gz_pack_i64(out, a->published.offset);
}

void gz_article_hash(const struct gz_article *a, unsigned char out[16])
{
	struct gz_article content = *a;
	struct gz_buf b = { 0 };
	XXH128_canonical_t canonical;

	content.url = a->url ? gz_url_canonical(a->url) : NULL;
	pack_content(&content, &b);
	XXH128_canonicalFromHash(&canonical, XXH3_128bits(b.data, b.len));
	memcpy(out, canonical.digest, 16);
	gz_buf_free(&b);
	free(content.url);
}

void gz_article_pack(const struct gz_article *a, struct gz_buf *out)
{
	gz_pack_u64(out, PACK_VERSION);
	pack_content(a, out);
	gz_pack_str(out, a->file);
	gz_pack_str(out, a->format);
	pack_list(a->warnings, a->warning_count, out);
}

static char *unpack_text(struct gz_unpack *u)
{
	char *text = gz_unpack_str(u);

	if (text && !gz_utf8_valid(text, strlen(text)))
		u->bad = true;
	return text;
}

/* A string takes a byte at least, so a count that lies is seen at once. */
static char **unpack_list(struct gz_unpack *u, size_t *count)
{
	uint64_t n = gz_unpack_u64(u);
	char **list;

	if (n > (uint64_t)(u->end - u->at)) {
		u->bad = true;
		return NULL;
	}
	list = n ? gz_alloc(n * sizeof(*list)) : NULL;
	for (*count = 0; *count < n; (*count)++) {
		list[*count] = unpack_text(u);
		if (!list[*count]) {
			u->bad = true;
			break;
		}
	}
	return list;
}

static void unpack_date(struct gz_unpack *u, struct gz_article *a)
{
	uint64_t precision, dated = gz_unpack_u64(u);
	int64_t offset;

	a->dated = dated == 1;
	if (!a->dated) {
		u->bad |= dated != 0;
		return;
	}
	a->published.at = gz_unpack_i64(u);
	precision = gz_unpack_u64(u);
	a->published.precision = (enum gz_precision)precision;
	a->published.has_offset = gz_unpack_u64(u) != 0;
	offset = gz_unpack_i64(u);
	a->published.offset = (int)offset;
	u->bad |= precision > GZ_SECOND || offset < -1440 || offset > 1440;
}

static const char *unpack_format(struct gz_unpack *u)
{
	char *name = gz_unpack_str(u);
	const struct gz_format *f = gz_formats();

	while (name && f->name && strcmp(f->name, name) != 0)
		f++;
	u->bad |= name && !f->name;
	free(name);
	return name ? f->name : NULL;
}

bool gz_article_unpack(const void *bytes, size_t len, struct gz_article *a,
		       struct gz_err *err)
{
	struct gz_unpack u = { bytes, (const unsigned char *)bytes + len,
			       false };
	uint64_t version = gz_unpack_u64(&u);

	*a = (struct gz_article){ 0 };
	if (version != PACK_VERSION)
		return gz_fail(err, GZ_DATA,
			       "a packed article of version %llu, not %d",
			       (unsigned long long)version, PACK_VERSION);
	for (size_t i = 0; text_field(a, i) != &a->file; i++)
		*text_field(a, i) = unpack_text(&u);
	a->byline = unpack_list(&u, &a->byline_count);
	a->cites = unpack_list(&u, &a->cite_count);
	unpack_date(&u, a);
	a->file = unpack_text(&u);
	a->format = unpack_format(&u);
	a->warnings = unpack_list(&u, &a->warning_count);
	if (u.bad || u.at != u.end) {
		gz_article_clear(a);
		return gz_fail(err, GZ_DATA, "a packed article is damaged");
	}
	return true;
}
