/* api_pages.c - the handlers of the web page. See api_parts.h. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "advanced.h"
#include "api_parts.h"
#include "page.h"
#include "problem.h"
#include "tally.h"

/* 200 and a page that holds until the next commit; returns where it goes. */
static struct gz_buf *lasting(struct call *c)
{
	if (c->worker->index)
		c->reply->revision = gz_index_revision(c->worker->index);
	c->reply->storable = true;
	api_type(c, 200, PROBLEM_HTML);
	return &c->reply->body;
}

/* ---- searches ------------------------------------------------------------ */

static void show_results(struct call *c, const struct found *f)
{
	api_link_header(c, f);
	api_type(c, 200, PROBLEM_HTML);
	page_results(c->worker->site, f, &c->reply->body);
}

void api_page_results(struct call *c)
{
	api_run(c, SIZE_MAX, show_results);
}

/* The front page, unless it was sent a search. */
void api_page_start(struct call *c)
{
	struct gz_index_status status;

	for (size_t i = 0; i < c->request->param_count; i++)
		if (*c->request->param[i].value) {
			api_page_results(c);
			return;
		}
	if (api_status(c, &status))
		page_start(c->worker->site, &status, lasting(c));
}

static void show_values(struct call *c, const struct found *f)
{
	api_type(c, 200, PROBLEM_HTML);
	page_values(c->worker->site, f, &c->reply->body);
}

void api_page_values(struct call *c)
{
	api_run(c, 0, show_values);
}

/* ---- sources ------------------------------------------------------------- */

/* When the articles of f's search that are of one source were published. */
static struct gz_counts *count_source(struct call *c, const struct found *f,
				      const char *source, struct gz_err *err)
{
	const struct ask *a = f->ask;
	struct gz_query only = {
		.op = GZ_Q_VALUE,
		.field = GZ_F_SOURCE,
		.exact = true,
		.form = &source,
		.count = 1,
	};
	struct gz_query *kid[] = { &only,
				   (struct gz_query *)filter_tree(&a->filter) };
	const struct gz_query both = { .op = GZ_Q_AND,
				       .kid = kid,
				       .count = kid[1] ? 2 : 1 };
	const struct gz_search what = { .query = a->parsed.root,
					.filter = &both,
					.match = GZ_MATCH_ALL };
	const struct gz_tally tally = {
		.timeline = true,
		.interval = f->counts->timeline.interval,
		.zone = a->clock.zone,
	};

	return gz_count(c->worker->index, &what, &tally, err);
}

static void show_sources(struct call *c, const struct found *f)
{
	const struct gz_facet_counts *sources =
		&f->counts->facet[GZ_FACET_SOURCE];
	size_t n = sources->count, got = 0;
	struct gz_counts **counts = gz_alloc((n + 1) * sizeof(*counts));
	struct gz_timeline *each = gz_alloc((n + 1) * sizeof(*each));
	struct gz_err err;

	for (; got < n; got++) {
		counts[got] = count_source(c, f, sources->value[got].value,
					   &err);
		if (!counts[got])
			break;
		each[got] = counts[got]->timeline;
	}
	if (got < n) {
		api_fail_index(c, &err);
	} else {
		api_type(c, 200, PROBLEM_HTML);
		page_sources(c->worker->site, f, each, &c->reply->body);
	}
	while (got)
		gz_counts_free(counts[--got]);
	free(counts);
	free(each);
}

void api_page_sources(struct call *c)
{
	api_run(c, 0, show_sources);
}

/* ---- asking -------------------------------------------------------------- */

/* What was filled in leads to its search. */
void api_page_advanced(struct call *c)
{
	struct gz_buf href = { 0 };

	if (advanced_href(c->request, &href)) {
		api_type(c, 303, "text/plain");
		api_reply_header(c->reply, "Location", href.data);
	} else {
		page_advanced(c->worker->site, lasting(c));
	}
	gz_buf_free(&href);
}

void api_page_help(struct call *c)
{
	page_help(c->worker->site, lasting(c));
}

/* ---- one article --------------------------------------------------------- */

/* A query that cannot be read marks nothing; the article is shown. */
static void show_reading(struct call *c, const struct reading *r)
{
	struct ask ask;
	const struct found f = {
		.request = c->request,
		.ask = &ask,
		.stemmer = c->worker->stemmer,
	};

	ask_read(&ask, c->request, &c->worker->limits, (int64_t)time(NULL));
	page_article(c->worker->site, &f, r, lasting(c));
	ask_close(&ask);
}

/* The articles that are like it; not many, as they are read in passing. */
static struct gz_hits *similar_to(struct call *c, const char *id)
{
	struct gz_err err;

	return gz_similar(c->worker->index, id, NULL, 5, &err);
}

void api_page_article(struct call *c)
{
	struct gz_versions *versions = NULL;
	struct gz_hits *similar = NULL;
	struct gz_hit hit;
	struct gz_err err;

	if (!api_article(c, &hit))
		return;
	versions = gz_index_versions(c->worker->index, hit.article.id, &err);
	similar = similar_to(c, hit.article.id);
	if (versions)
		show_reading(c, &(struct reading){ .hit = &hit,
						   .versions = versions,
						   .similar = similar });
	else
		api_fail_article(c, &err);
	gz_hits_free(similar);
	gz_versions_free(versions);
	gz_article_clear(&hit.article);
}

static void show_diff(struct call *c, const char *diff,
		      const struct gz_article *to)
{
	struct gz_article from = { 0 };
	uint32_t words;

	if (!api_number(diff))
		api_fail(c, "bad-parameter");
	else if (api_read_version(c, to->id, api_number(diff), &from, &words))
		page_diff(c->worker->site, &from, to, lasting(c));
	gz_article_clear(&from);
}

void api_page_version(struct call *c)
{
	struct api_named n = api_name(c->request->id);
	const char *diff = api_param(c->request, "diff");
	struct gz_hit hit = { 0 };

	if (api_index(c) &&
	    api_read_version(c, n.id, n.number, &hit.article, &hit.words)) {
		if (diff)
			show_diff(c, diff, &hit.article);
		else
			show_reading(c, &(struct reading){ .hit = &hit,
							   .earlier = true });
	}
	gz_article_clear(&hit.article);
	free(n.id);
}
