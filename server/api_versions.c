/* api_versions.c - the versions of an article: all of them, one, and what
 * changed from one to another. See api_parts.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_parts.h"
#include "gz/diff.h"
#include "gz/json.h"
#include "gz/pack.h"
#include "link.h"

uint32_t api_number(const char *text)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && !errno &&
			       n <= UINT32_MAX
		       ? (uint32_t)n
		       : 0;
}

struct api_named api_name(const char *rest)
{
	static const char versions[] = "/versions";
	const char *last = strrchr(rest, '/');
	uint32_t number = 0;
	size_t len = (size_t)(last - rest);

	if (strcmp(last, versions) != 0) {
		number = api_number(last + 1);
		len -= sizeof(versions) - 1;
	}
	return (struct api_named){ gz_strndup(rest, len), number };
}

/* ---- all ----------------------------------------------------------------- */

static void hash_member(struct gz_json *j, const unsigned char hash[16])
{
	char hex[33];

	gz_hex(hash, 16, hex);
	gz_json_member(j, "hash", hex);
}

/* "/v1/articles/ID/versions/N" and the query. */
static void link_member(struct gz_json *j, const char *name, const char *id,
			uint32_t number, const char *query)
{
	struct gz_buf path = { 0 };

	gz_buf_puts(&path, "/v1/articles/");
	link_encode(&path, id);
	gz_buf_printf(&path, "/versions/%u%s", number, query);
	gz_json_member(j, name, path.data);
	gz_buf_free(&path);
}

/* v, and the one before it or NULL. */
static void show_version(struct gz_json *j, const char *id,
			 const struct gz_version *v,
			 const struct gz_version *before)
{
	char seen[32], query[32];

	gz_instant_write(v->seen, seen);
	gz_json_open(j, '{');
	gz_json_int_member(j, "version", v->number);
	gz_json_bool_member(j, "current", v->current);
	gz_json_member(j, "seen", seen);
	hash_member(j, v->hash);
	gz_json_member(j, "title", v->title);
	gz_json_int_member(j, "words", v->words);
	gz_json_key(j, "links");
	gz_json_open(j, '{');
	link_member(j, "self", id, v->number, "");
	if (before) {
		snprintf(query, sizeof(query), "?diff=%u", before->number);
		link_member(j, "diff", id, v->number, query);
	}
	gz_json_close(j, '}');
	gz_json_close(j, '}');
}

static void show_versions(const char *id, const struct gz_versions *all,
			  struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	gz_json_member(&j, "id", id);
	gz_json_key(&j, "versions");
	gz_json_open(&j, '[');
	for (size_t i = 0; i < all->count; i++)
		show_version(&j, id, &all->version[i],
			     i + 1 < all->count ? &all->version[i + 1] : NULL);
	gz_json_close(&j, ']');
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

/* What is asked for is there: the reply may be kept until the next commit. */
static struct gz_buf *reply(struct call *c)
{
	c->reply->revision = gz_index_revision(c->worker->index);
	c->reply->storable = true;
	return api_json(c);
}

void api_versions(struct call *c)
{
	struct api_named n = api_name(c->request->id);
	struct gz_versions *all = NULL;
	struct gz_err err;

	if (api_index(c)) {
		all = gz_index_versions(c->worker->index, n.id, &err);
		if (all)
			show_versions(n.id, all, reply(c));
		else
			api_fail_article(c, &err);
	}
	gz_versions_free(all);
	free(n.id);
}

/* ---- one, and two -------------------------------------------------------- */

bool api_read_version(struct call *c, const char *id, uint32_t number,
		      struct gz_article *a, uint32_t *words)
{
	struct gz_err err;

	if (gz_index_version(c->worker->index, id, number, a, words, &err))
		return true;
	if (err.code == GZ_USAGE)
		api_fail_for(c, "version-not-found", err.text);
	else
		api_fail_article(c, &err);
	return false;
}

static char *bylines(const struct gz_article *a)
{
	struct gz_buf b = { 0 };

	for (size_t i = 0; i < a->byline_count; i++)
		gz_buf_printf(&b, "%s%s", i ? "; " : "", a->byline[i]);
	return b.len ? gz_buf_take(&b) : NULL;
}

static char *day_of(const struct gz_article *a)
{
	char text[32];

	if (!a->dated)
		return NULL;
	gz_date_write(&a->published, text);
	return gz_strdup(text);
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void show_field(struct gz_json *j, const char *name, const char *from,
		       const char *to)
{
	if (is_same(from, to))
		return;
	gz_json_open(j, '{');
	gz_json_member(j, "field", name);
	gz_json_member(j, "from", from);
	gz_json_member(j, "to", to);
	gz_json_close(j, '}');
}

static void show_fields(struct gz_json *j, const struct gz_article *from,
			const struct gz_article *to)
{
	char *text[] = { bylines(from), bylines(to), day_of(from), day_of(to) };

	gz_json_key(j, "fields");
	gz_json_open(j, '[');
	show_field(j, "url", from->url, to->url);
	show_field(j, "title", from->title, to->title);
	show_field(j, "standfirst", from->standfirst, to->standfirst);
	show_field(j, "byline", text[0], text[1]);
	show_field(j, "source", from->source, to->source);
	show_field(j, "section", from->section, to->section);
	show_field(j, "language", from->language, to->language);
	show_field(j, "published", text[2], text[3]);
	gz_json_close(j, ']');
	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		free(text[i]);
}

static void show_runs(struct gz_json *j, const struct gz_diff *d,
		      size_t words[3])
{
	static const char *const op[] = { [GZ_DIFF_SAME] = "equal",
					  [GZ_DIFF_DELETED] = "delete",
					  [GZ_DIFF_INSERTED] = "insert" };

	gz_json_key(j, "body");
	gz_json_open(j, '[');
	for (size_t i = 0; i < d->count; i++) {
		char *text = gz_strndup(d->run[i].text, d->run[i].len);

		gz_json_open(j, '{');
		gz_json_member(j, "op", op[d->run[i].op]);
		gz_json_member(j, "text", text);
		gz_json_close(j, '}');
		words[d->run[i].op] += d->run[i].words;
		free(text);
	}
	gz_json_close(j, ']');
}

static void show_diff(const struct gz_article *from,
		      const struct gz_article *to, struct gz_buf *out)
{
	struct gz_json j = { .out = out };
	size_t words[3] = { 0 };
	struct gz_diff d;

	gz_diff(from->body, to->body, &d);
	gz_json_open(&j, '{');
	gz_json_member(&j, "id", to->id);
	gz_json_int_member(&j, "from", from->version);
	gz_json_int_member(&j, "to", to->version);
	show_fields(&j, from, to);
	show_runs(&j, &d, words);
	gz_json_int_member(&j, "words_deleted",
			   (int64_t)words[GZ_DIFF_DELETED]);
	gz_json_int_member(&j, "words_inserted",
			   (int64_t)words[GZ_DIFF_INSERTED]);
	gz_json_bool_member(&j, "coarse", d.coarse);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
	gz_diff_free(&d);
}

/* What changed to it from the version that diff names. */
static void answer_diff(struct call *c, const char *diff,
			const struct gz_article *to)
{
	struct gz_article from = { 0 };
	uint32_t words;

	if (!api_number(diff))
		api_fail_for(c, "bad-parameter",
			     "diff is the number of a version, from 1.");
	else if (api_read_version(c, to->id, api_number(diff), &from, &words))
		show_diff(&from, to, reply(c));
	gz_article_clear(&from);
}

void api_version(struct call *c)
{
	struct api_named n = api_name(c->request->id);
	const char *diff = api_param(c->request, "diff");
	struct gz_article a = { 0 };
	uint32_t words;

	if (api_index(c) && api_read_version(c, n.id, n.number, &a, &words)) {
		if (diff)
			answer_diff(c, diff, &a);
		else
			api_show_article(&a, words, reply(c));
	}
	gz_article_clear(&a);
	free(n.id);
}
