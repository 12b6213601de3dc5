/* api_suggest.c - what is being typed, gone on with, as browsers ask for it
 * (OpenSearch Suggestions 1.0). See api_parts.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api_parts.h"
#include "gz/json.h"
#include "link.h"
#include "param.h"

static bool is_query(const struct api_pair *sent)
{
	const struct param *p = param_find(sent->name);

	return p && strcmp(p->name, "q") == 0;
}

/* The parameters but q, which is no query yet; *q gets that. */
static struct api_request without_query(const struct api_request *r,
					const char **q)
{
	struct api_request rest = *r;

	*q = "";
	rest.param_count = 0;
	rest.param = gz_alloc((r->param_count + 1) * sizeof(*rest.param));
	for (size_t i = 0; i < r->param_count; i++)
		if (is_query(&r->param[i]))
			*q = r->param[i].value;
		else
			rest.param[rest.param_count++] = r->param[i];
	return rest;
}

/* "310 articles"; of a title where and when. */
static void describe(struct gz_buf *out, const struct gz_suggestion *s)
{
	static const char *const of[] = {
		[GZ_SUGGEST_WORD] = "",
		[GZ_SUGGEST_SOURCE] = "Source, ",
		[GZ_SUGGEST_BYLINE] = "Author, ",
	};
	const struct gz_article *a = &s->article;
	char date[32];

	if (s->kind != GZ_SUGGEST_TITLE) {
		gz_buf_printf(out, "%s%zu article%s", of[s->kind], s->articles,
			      s->articles == 1 ? "" : "s");
		return;
	}
	gz_buf_puts(out, a->source ? a->source : "Article");
	if (a->dated) {
		gz_date_write(&a->published, date);
		gz_buf_printf(out, ", %.10s", date);
	}
}

static void address(struct gz_buf *out, const struct gz_suggestion *s)
{
	static const char *const path[] = {
		[GZ_SUGGEST_WORD] = "/search?q=",
		[GZ_SUGGEST_SOURCE] = "/search?source=",
		[GZ_SUGGEST_BYLINE] = "/search?byline=",
	};

	if (s->kind == GZ_SUGGEST_TITLE) {
		link_article(out, s->article.id, "");
		return;
	}
	gz_buf_puts(out, path[s->kind]);
	link_encode(out, s->text);
}

static void say_text(struct gz_buf *out, const struct gz_suggestion *s)
{
	gz_buf_puts(out, s->text);
}

/* A list of what say makes of each. */
static void list(struct gz_json *j, const struct gz_suggestions *all,
		 void (*say)(struct gz_buf *, const struct gz_suggestion *))
{
	struct gz_buf text = { 0 };

	gz_json_open(j, '[');
	for (size_t i = 0; i < all->count; i++) {
		gz_buf_clear(&text);
		say(&text, &all->suggestion[i]);
		gz_json_str(j, text.data);
	}
	gz_json_close(j, ']');
	gz_buf_free(&text);
}

static void show(struct call *c, const char *q,
		 const struct gz_suggestions *all)
{
	struct gz_json j = { .out = &c->reply->body };

	api_type(c, 200, API_SUGGESTIONS);
	gz_json_open(&j, '[');
	gz_json_str(&j, q);
	list(&j, all, say_text);
	list(&j, all, describe);
	list(&j, all, address);
	gz_json_close(&j, ']');
	gz_buf_putc(&c->reply->body, '\n');
	c->reply->revision = all->revision;
	c->reply->storable = true;
}

static void answer(struct call *c, const char *q, size_t limit)
{
	struct gz_suggestions *all;
	struct gz_err err;

	if (!api_index(c))
		return;
	all = gz_suggest(c->worker->index, q, limit, &err);
	if (all)
		show(c, q, all);
	else
		api_fail_article(c, &err);
	gz_suggestions_free(all);
}

void api_suggest(struct call *c)
{
	const char *q;
	struct api_request rest = without_query(c->request, &q);
	struct ask ask;

	if (ask_read(&ask, &rest, &c->worker->limits, (int64_t)time(NULL)))
		answer(c, q, ask.page_size);
	else
		api_fail_ask(c, &ask);
	ask_close(&ask);
	free(rest.param);
}
