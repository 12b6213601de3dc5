/* compat_guardian.c - /compat/guardian/search, as the Guardian's Content API
 * answers it. See compat.h. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "compat.h"

#define PUT(name)                                                              \
	static void put_##name(struct compat *t, const struct compat_param *p, \
			       const char *value)

/* "politics|world,-uk": a comma is AND, | OR, - and ! NOT. */
PUT(section)
{
	struct gz_buf query = { 0 };

	while (*value) {
		size_t len = strcspn(value, ",|()");

		if (*value == '-' || *value == '!') {
			gz_buf_puts(&query, "NOT ");
			value++;
		} else if (len) {
			compat_term(&query, p->ours, true, value, len);
			value += len;
		} else {
			const char *op = *value == ',' ? " AND " : " OR ";

			if (*value == '(' || *value == ')')
				gz_buf_putc(&query, *value);
			else
				gz_buf_puts(&query, op);
			value++;
		}
	}
	compat_narrow(t, query.data);
	gz_buf_free(&query);
}

/* Anything but the one value that is there. */
static void only(struct compat *t, const struct compat_param *p,
		 const char *value, const char *there)
{
	if (strcmp(value, there) != 0)
		compat_fault(t, "%s can be %s only.", p->name, there);
}

PUT(format)
{
	only(t, p, value, "json");
}

PUT(published)
{
	only(t, p, value, "published");
}

/* Ours are added to what is always shown; the rest is shown anyway. */
PUT(fields)
{
	compat_set(t, p->ours, "body,standfirst");
	compat_set(t, "fields", value);
}

static const struct compat_param params[] = {
	{ "q", "q", compat_query },
	{ "query-fields", "query-fields", compat_same },
	{ "section", "section", put_section },
	{ "from-date", "from-date", compat_same },
	{ "to-date", "to-date", compat_same },
	{ "use-date", NULL, put_published },
	{ "order-date", NULL, put_published },
	{ "order-by", "order-by", compat_same },
	{ "page", "page", compat_same },
	{ "page-size", "page-size", compat_same },
	{ "show-fields", "show-fields", put_fields },
	{ "format", NULL, put_format },
	{ "tag", NULL, compat_refuse },
	{ "ids", NULL, compat_refuse },
	{ "reference", NULL, compat_refuse },
	{ "reference-type", NULL, compat_refuse },
	{ "rights", NULL, compat_refuse },
	{ "lang", NULL, compat_refuse },
	{ "star-rating", NULL, compat_refuse },
	{ "production-office", NULL, compat_refuse },
	{ .name = NULL },
};

/* Relevance where there is a query, else newest first. */
static void begin(struct compat *t, const struct api_request *theirs)
{
	const char *q = api_param(theirs, "q");

	if (!api_param(theirs, "order-by"))
		compat_set(t, "order-by", q && *q ? "relevance" : "newest");
}

static void fail(const char *sentence, struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	gz_json_open(&j, '{');
	gz_json_key(&j, "response");
	gz_json_open(&j, '{');
	gz_json_member(&j, "status", "error");
	gz_json_member(&j, "message", sentence);
	gz_json_close(&j, '}');
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}

/* ---- what was found ------------------------------------------------------ */

/* "UK news": "uk-news" */
static void section_id(struct gz_json *j, const char *name)
{
	struct gz_buf id = { 0 };

	for (; name && *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (isalnum(c) || c >= 0x80)
			gz_buf_putc(&id, (char)tolower(c));
		else if (id.len && id.data[id.len - 1] != '-')
			gz_buf_putc(&id, '-');
	}
	gz_json_member(j, "sectionId", id.data);
	gz_buf_free(&id);
}

static bool is_listed(const char *list, const char *name)
{
	size_t len = strlen(name);

	for (;; list++) {
		size_t n = strcspn(list, ",");

		if ((n == len && strncmp(list, name, n) == 0) ||
		    (n == 3 && strncmp(list, "all", n) == 0))
			return true;
		list += n;
		if (!*list)
			return false;
	}
}

/* What there is no value for is left out, as it is there. */
static void add_field(struct gz_json *j, const char *list, const char *name,
		      const char *value)
{
	if (value && *value && is_listed(list, name))
		gz_json_member(j, name, value);
}

static void fields(struct gz_json *j, const char *list,
		   const struct gz_hit *hit)
{
	const struct gz_article *a = &hit->article;
	char words[16];

	snprintf(words, sizeof(words), "%u", hit->words);
	gz_json_key(j, "fields");
	gz_json_open(j, '{');
	add_field(j, list, "headline", a->title);
	add_field(j, list, "trailText", a->standfirst);
	add_field(j, list, "standfirst", a->standfirst);
	if (a->byline_count && is_listed(list, "byline"))
		compat_authors(j, "byline", "", a);
	add_field(j, list, "wordcount", words);
	add_field(j, list, "publication", a->source);
	add_field(j, list, "bodyText", a->body);
	gz_json_close(j, '}');
}

static void result(struct gz_json *j, const struct found *f,
		   const struct gz_hit *hit)
{
	const struct gz_article *a = &hit->article;
	const char *list = api_param(f->request, "fields");

	gz_json_open(j, '{');
	gz_json_member(j, "id", a->id);
	gz_json_member(j, "type", "article");
	section_id(j, a->section);
	gz_json_member(j, "sectionName", a->section);
	compat_time(j, "webPublicationDate", a, "Z");
	gz_json_member(j, "webTitle", a->title ? a->title : "");
	compat_web_url(j, "webUrl", f, a);
	compat_api_url(j, "apiUrl", f, a);
	gz_json_bool_member(j, "isHosted", false);
	if (list)
		fields(j, list, hit);
	gz_json_close(j, '}');
}

static void show_found(struct gz_json *j, const struct found *f, size_t pages)
{
	static const char *const order[] = { "relevance", "newest", "oldest" };
	size_t first = (f->ask->page - 1) * f->ask->page_size + 1;

	gz_json_open(j, '{');
	gz_json_key(j, "response");
	gz_json_open(j, '{');
	gz_json_member(j, "status", "ok");
	gz_json_member(j, "userTier", "developer");
	gz_json_int_member(j, "total", (int64_t)f->hits->total);
	gz_json_int_member(j, "startIndex",
			   f->hits->total ? (int64_t)first : 0);
	gz_json_int_member(j, "pageSize", (int64_t)f->ask->page_size);
	gz_json_int_member(j, "currentPage", (int64_t)f->ask->page);
	gz_json_int_member(j, "pages", (int64_t)pages);
	gz_json_member(j, "orderBy", order[f->ask->order]);
	gz_json_key(j, "results");
	gz_json_open(j, '[');
	for (size_t i = 0; i < f->hits->count; i++)
		result(j, f, &f->hits->hit[i]);
	gz_json_close(j, ']');
	gz_json_close(j, '}');
	gz_json_close(j, '}');
	gz_buf_putc(j->out, '\n');
}

static void show(struct call *c, const struct found *f)
{
	size_t size = f->ask->page_size ? f->ask->page_size : 1;
	size_t pages = (f->hits->total + size - 1) / size;
	struct gz_json j = { 0 };

	if (f->ask->page > 1 && f->ask->page > pages) {
		api_fail_for(c, "bad-parameter",
			     "requested page is beyond the number of available "
			     "pages");
		return;
	}
	j.out = api_json(c);
	show_found(&j, f, pages);
}

void compat_guardian(struct call *c)
{
	static const struct compat_api api = { params, begin, fail, show };

	compat_answer(c, &api);
}
