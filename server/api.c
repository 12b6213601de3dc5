/* api.c - the handlers, inside a worker: a request in, a reply out. See
 * api.h. */
#include "api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "accept.h"
#include "atom.h"
#include "api_parts.h"
#include "cursor.h"
#include "gz/confine.h"
#include "compat.h"
#include "gz/option.h"
#include "lines.h"
#include "problem.h"
#include "render.h"
#include "tally.h"

void *api_begin(void *arg)
{
	const struct gz_options *o = arg;
	struct worker *w = gz_alloc(sizeof(*w));

	w->path = gz_option_str(o, "index");
	w->site = gz_option_str(o, "title");
	w->limits.page_size = (size_t)gz_option_num(o, "page-size-max");
	w->limits.offset = (size_t)gz_option_num(o, "offset-max");
	w->lists = (size_t)gz_option_num(o, "lists");
	w->stemmer = gz_stemmer_open();
	gz_confine_writes(NULL); /* it only reads */
	return w;
}

/* ---- the index ----------------------------------------------------------- */

static void open_index(struct worker *w, struct gz_err *err)
{
	w->index = gz_index_open(w->path, err);
	if (w->index)
		gz_index_keep(w->index, w->lists);
}

static bool index_ready(struct call *c, struct gz_err *err)
{
	struct worker *w = c->worker;

	if (!w->index)
		open_index(w, err);
	if (w->index && !c->holds) /* an answer is of one state of the index */
		c->holds = gz_index_hold(w->index, err);
	return w->index && c->holds;
}

/* Say so in the log, and open it anew next time. */
void api_fail_index(struct call *c, const struct gz_err *err)
{
	fprintf(stderr, "gazetted: %s\n", err->text);
	gz_index_close(c->worker->index);
	c->worker->index = NULL;
	api_fail(c, err->code == GZ_MISSING ? "no-index" : "index-fault");
}

void api_fail_search(struct call *c, struct ask *ask, const struct gz_err *err)
{
	if (err->code == GZ_USAGE) {
		ask_fault(ask, "q", 0, "too-costly", NULL, "%s", err->text);
		api_fail_ask(c, ask);
	} else {
		api_fail_index(c, err);
	}
}

struct gz_search api_what(const struct ask *ask, size_t limit)
{
	return (struct gz_search){
		.query = ask->parsed.root,
		.filter = filter_tree(&ask->filter),
		.order = ask->order,
		.match = ask->match,
		.from = limit ? (ask->page - 1) * ask->page_size : 0,
		.limit = limit,
		.after = ask->behind ? &ask->after : NULL,
		.seed = ask->seed,
	};
}

/* Whether the answer says how the query was understood. */
static bool shows_query(const struct call *c, const struct ask *ask)
{
	return c->page || ask->format == FORMAT_JSON;
}

/* What is asked for, of one state of the index: first the counts, with which
 * the total is known, then at most limit hits. */
static bool find(struct call *c, struct found *f, const struct gz_search *what,
		 struct gz_err *err)
{
	const struct gz_tally tally = tally_of(f->ask);

	if (!index_ready(c, err))
		return false;
	if (tally_asked(f->ask)) {
		f->counts = gz_count(c->worker->index, what, &tally, err);
		if (!f->counts)
			return false;
	}
	f->hits = gz_search(c->worker->index, what, err);
	if (!f->hits)
		return false;
	if (shows_query(c, f->ask))
		f->suggestion = gz_index_spelling(c->worker->index, f->ask->q,
						  what->query, NULL);
	return true;
}

static void found_free(struct found *f)
{
	gz_counts_free((struct gz_counts *)f->counts);
	gz_hits_free((struct gz_hits *)f->hits);
	free((char *)f->suggestion);
}

/* Count it for f and get at most limit hits; false: the reply is made. Release
 * f with found_free() either way. */
static bool search(struct call *c, struct ask *ask, size_t limit,
		   struct found *f)
{
	const struct gz_search what = api_what(ask, limit);
	struct timespec begin, end;
	struct gz_err err;
	bool ok;

	*f = (struct found){
		.request = c->request,
		.ask = ask,
		.stemmer = c->worker->stemmer,
	};
	clock_gettime(CLOCK_MONOTONIC, &begin);
	ok = find(c, f, &what, &err);
	clock_gettime(CLOCK_MONOTONIC, &end);
	f->took_ms = (double)(end.tv_sec - begin.tv_sec) * 1e3 +
		     (double)(end.tv_nsec - begin.tv_nsec) / 1e6;
	if (!ok) {
		api_fail_search(c, ask, &err);
		return false;
	}
	if (f->counts && !tally_fits(ask, f->counts)) {
		api_fail_ask(c, ask);
		return false;
	}
	return true;
}

static void say_relaxed(struct ask *ask, const struct gz_hits *hits)
{
	if (hits->relaxed)
		ask_warn(ask, "match", 0, "relaxed", "all",
			 "No article has all of these words. Those with at "
			 "least %u of them are shown.",
			 hits->wanted);
}

/* ---- handlers ------------------------------------------------------------ */

static void add_link(struct gz_buf *value, const struct found *f,
		     const char *path, int by, const char *rel)
{
	size_t before = value->len;

	gz_buf_puts(value, before ? ", <" : "<");
	if (render_neighbour(f, path, by, value))
		gz_buf_printf(value, ">; rel=\"%s\"", rel);
	else
		value->data[value->len = before] = '\0';
}

void api_link_header(struct call *c, const struct found *f)
{
	const char *path = c->page ? "/search" : c->request->route;
	struct gz_buf value = { 0 };

	add_link(&value, f, path, 0, "self");
	add_link(&value, f, path, -1, "prev");
	add_link(&value, f, path, 1, "next");
	if (value.len)
		api_reply_header(c->reply, "Link", value.data);
	gz_buf_free(&value);
}

void api_run(struct call *c, size_t most,
	     void (*show)(struct call *c, const struct found *f))
{
	struct found f = { 0 };
	struct ask ask;
	bool readable = ask_read(&ask, c->request, &c->worker->limits,
				 (int64_t)time(NULL));
	size_t limit = ask.page_size < most ? ask.page_size : most;

	if (most == 0 && ask.match == GZ_MATCH_AUTO)
		ask.match = GZ_MATCH_ALL; /* a count answers what was asked */
	if (!readable) {
		api_fail_ask(c, &ask);
	} else if (search(c, &ask, limit, &f)) {
		say_relaxed(&ask, f.hits);
		cursor_check(&ask, f.hits->revision);
		show(c, &f);
		c->reply->revision = f.hits->revision;
		c->reply->storable = ask_timeless(&ask, c->request);
	}
	found_free(&f);
	ask_close(&ask);
}

/* Where the answer goes, in the form that was asked for. */
static struct gz_buf *api_form(struct call *c, const struct found *f)
{
	api_type(c, 200, format_type(f->ask->format));
	return &c->reply->body;
}

static void show_search(struct call *c, const struct found *f)
{
	struct gz_buf *out = api_form(c, f);

	api_link_header(c, f);
	if (f->ask->format == FORMAT_JSON)
		render_search(f, out);
	else if (f->ask->format == FORMAT_ATOM)
		atom_feed(c->worker->site, f, out);
	else
		lines_page(f, out);
}

static void do_search(struct call *c)
{
	api_run(c, SIZE_MAX, show_search);
}

static void show_count(struct call *c, const struct found *f)
{
	if (f->ask->format == FORMAT_CSV)
		lines_timeline(f, api_form(c, f));
	else
		render_count(f, api_json(c));
}

static void do_count(struct call *c)
{
	api_run(c, 0, show_count);
}

static void show_values(struct call *c, const struct found *f)
{
	if (f->ask->format == FORMAT_CSV)
		lines_values(f, api_form(c, f));
	else
		render_values(f, api_json(c));
}

static void do_values(struct call *c)
{
	api_run(c, 0, show_values);
}

bool api_status(struct call *c, struct gz_index_status *status)
{
	struct gz_err err;

	if (index_ready(c, &err) &&
	    gz_index_status(c->worker->index, status, &err)) {
		c->reply->revision = status->revision;
		return true;
	}
	api_fail_index(c, &err);
	return false;
}

static void do_status(struct call *c)
{
	struct gz_index_status status;

	if (api_status(c, &status))
		render_status(&status, api_json(c));
}

static void do_ready(struct call *c)
{
	struct gz_err err;

	if (!index_ready(c, &err)) {
		api_fail_index(c, &err);
		return;
	}
	c->reply->revision = gz_index_revision(c->worker->index);
	gz_buf_puts(api_json(c), "{\"ready\":true}\n");
}

static void do_parse(struct call *c)
{
	struct ask ask;

	ask_read(&ask, c->request, &c->worker->limits, (int64_t)time(NULL));
	render_parse(&ask, api_json(c));
	ask_close(&ask);
}

/* ---- one article --------------------------------------------------------- */

bool api_index(struct call *c)
{
	struct gz_err err;

	if (index_ready(c, &err))
		return true;
	api_fail_index(c, &err);
	return false;
}

void api_fail_article(struct call *c, const struct gz_err *err)
{
	if (err->code == GZ_MISSING)
		api_fail(c, "article-not-found");
	else if (err->code == GZ_GONE)
		api_fail_for(c, "article-removed", err->text);
	else
		api_fail_index(c, err);
}

bool api_article(struct call *c, struct gz_hit *hit)
{
	struct gz_err err;

	*hit = (struct gz_hit){ 0 };
	if (!api_index(c))
		return false;
	if (gz_index_article(c->worker->index, c->request->id, &hit->article,
			     &hit->words, &err)) {
		c->reply->revision = gz_index_revision(c->worker->index);
		c->reply->storable = true;
		return true;
	}
	api_fail_article(c, &err);
	return false;
}

void api_show_article(const struct gz_article *a, uint32_t words,
		      struct gz_buf *out)
{
	gz_article_json(a, out);
	out->len--; /* the closing brace, for one more member */
	gz_buf_printf(out, ",\"words\":%u}\n", words);
}

static void do_article(struct call *c)
{
	struct gz_hit hit;

	if (!api_article(c, &hit))
		return;
	api_show_article(&hit.article, hit.words, api_json(c));
	gz_article_clear(&hit.article);
}

/* ---- the table ----------------------------------------------------------- */

static const struct handler {
	const char *route; /* as in route.c */
	bool page;
	void (*handle)(struct call *c);
} handler[] = {
	{ "/", true, api_page_start },
	{ "/search", true, api_page_results },
	{ "/articles/", true, api_page_article },
	{ "/articles/ID/versions/", true, api_page_version },
	{ "/facets/", true, api_page_values },
	{ "/sources", true, api_page_sources },
	{ "/advanced", true, api_page_advanced },
	{ "/help", true, api_page_help },
	{ "/v1/search", false, do_search },
	{ "/v1/sample", false, do_search },
	{ "/v1/export", false, api_export },
	{ "/v1/count", false, do_count },
	{ "/v1/timeline", false, do_count },
	{ "/v1/facets/", false, do_values },
	{ "/v1/sources", false, do_values },
	{ "/v1/articles/", false, do_article },
	{ "/v1/articles/ID/versions", false, api_versions },
	{ "/v1/articles/ID/versions/", false, api_version },
	{ "/v1/articles/ID/similar", false, api_similar },
	{ "/v1/changes", false, api_changes },
	{ "/v1/suggest", false, api_suggest },
	{ "/v1/parse", false, do_parse },
	{ "/v1/status", false, do_status },
	{ "/compat/guardian/search", false, compat_guardian },
	{ "/compat/nyt/svc/search/v2/articlesearch.json", false, compat_nyt },
	{ "/readyz", false, do_ready },
};

/* What is asked for by name needs no Accept. */
static bool is_acceptable(const struct call *c)
{
	const struct api_request *r = c->request;

	if (c->page)
		return accept_media(r->accept, "text/html");
	if (strcmp(r->route, "/v1/suggest") == 0 &&
	    accept_media(r->accept, API_SUGGESTIONS))
		return true;
	return api_param(r, "format") ||
	       format_wanted(r->accept, format_bits(r->route)) != FORMATS;
}

/* Who does not take pages is told so in JSON. */
static void not_acceptable(struct call *c)
{
	c->page = false;
	api_fail(c, "not-acceptable");
}

static void handle(struct call *c)
{
	for (size_t i = 0; i < sizeof(handler) / sizeof(handler[0]); i++) {
		if (strcmp(handler[i].route, c->request->route) != 0)
			continue;
		c->page = handler[i].page;
		if (is_acceptable(c))
			handler[i].handle(c);
		else
			not_acceptable(c);
		if (c->worker->index)
			gz_index_release(c->worker->index);
		return;
	}
	api_fail(c, "not-found");
}

void api_work(void *state, const char *job, size_t len, struct gz_answer *to,
	      struct gz_buf *end)
{
	struct api_request request;
	struct api_reply reply = { 0 };
	struct call c = {
		.worker = state,
		.request = &request,
		.reply = &reply,
	};

	(void)to;
	if (!api_request_unpack(job, len, &request))
		abort();
	handle(&c);
	api_reply_pack(&reply, end);
	api_reply_clear(&reply);
	api_request_clear(&request);
}
