/* api_similar.c - articles that are like one. See api_parts.h. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api_parts.h"
#include "render.h"

/* "ID/similar" without what is behind the id, which may have a "/" itself. */
static char *id_of(const char *rest)
{
	return gz_strndup(rest, strlen(rest) - strlen("/similar"));
}

/* What the parameters narrow it to: a query narrows as filters do. */
static const struct gz_query *narrowed(const struct ask *ask,
				       struct gz_query *both,
				       struct gz_query *kids[2])
{
	const struct gz_query *filter = filter_tree(&ask->filter);
	struct gz_query *root = ask->parsed.root;

	if (root->op == GZ_Q_ALL)
		return filter;
	if (!filter)
		return root;
	kids[0] = root;
	kids[1] = (struct gz_query *)filter;
	*both = (struct gz_query){ .op = GZ_Q_AND, .count = 2, .kid = kids };
	return both;
}

static void show(struct call *c, const struct ask *ask,
		 const struct gz_hits *hits)
{
	const struct found f = {
		.request = c->request,
		.ask = ask,
		.hits = hits,
		.stemmer = c->worker->stemmer,
	};

	c->reply->revision = hits->revision;
	c->reply->storable = ask_timeless(ask, c->request);
	render_similar(&f, api_json(c));
}

static void fail(struct call *c, struct ask *ask, const struct gz_err *err)
{
	if (err->code == GZ_USAGE)
		api_fail_search(c, ask, err);
	else
		api_fail_article(c, err);
}

static void answer(struct call *c, struct ask *ask)
{
	struct gz_query both, *kids[2];
	char *id = id_of(c->request->id);
	struct gz_hits *hits;
	struct gz_err err;

	hits = gz_similar(c->worker->index, id, narrowed(ask, &both, kids),
			  ask->page_size, &err);
	if (hits)
		show(c, ask, hits);
	else
		fail(c, ask, &err);
	gz_hits_free(hits);
	free(id);
}

void api_similar(struct call *c)
{
	struct ask ask;

	if (!ask_read(&ask, c->request, &c->worker->limits,
		      (int64_t)time(NULL))) {
		api_fail_ask(c, &ask);
	} else if (api_index(c)) {
		ask.order = GZ_BY_RELEVANCE; /* they have no other */
		answer(c, &ask);
	}
	ask_close(&ask);
}
