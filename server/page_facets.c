/* page_facets.c - the most frequent values of all matches. See page.h. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "tally.h"

const char *page_facet_name(enum gz_facet facet)
{
	static const char *const name[] = {
		[GZ_FACET_SOURCE] = "Sources",
		[GZ_FACET_SECTION] = "Sections",
		[GZ_FACET_BYLINE] = "Authors",
		[GZ_FACET_MONTH] = "Months",
	};

	return name[facet];
}

/* What belongs to the list of values, not to the search. */
static const char own[] = "prefix page page-size facet-size";

/* What the parameter takes for exactly this value; NULL: it cannot say it,
 * since commas part values. */
static char *item_of(enum gz_facet facet, const char *value)
{
	struct gz_buf item = { 0 };
	bool whole = facet == GZ_FACET_SOURCE || facet == GZ_FACET_SECTION;

	if (strchr(value, ',') || (!whole && *value == '-'))
		return NULL;
	gz_buf_printf(&item, "%s%s", whole ? "=" : "", value);
	return gz_buf_take(&item);
}

static void month_href(const struct api_request *r, const char *value,
		       struct gz_buf *href)
{
	const struct link_add added[] = {
		{ "from-date", value },
		{ "to-date", value },
		{ NULL, NULL },
	};

	link_change(href, "/search", r,
		    "prefix page page-size facet-size from-date to-date date "
		    "timespan",
		    added);
}

/* The query narrowed by a field of its own: (q) source:="A, B" */
static bool query_href(const struct api_request *r, const char *field,
		       const char *value, struct gz_buf *href)
{
	const char *q = api_param(r, "q");
	struct gz_buf text = { 0 };

	if (strchr(value, '"'))
		return false;
	if (q && *q)
		gz_buf_printf(&text, "(%s) ", q);
	gz_buf_printf(&text, "%s:%s\"%s\"", field,
		      strcmp(field, "byline") == 0 ? "" : "=", value);
	link_change(href, "/search", r, "prefix page page-size facet-size q",
		    (const struct link_add[]){ { "q", text.data },
					       { NULL, NULL } });
	gz_buf_free(&text);
	return true;
}

/* false: nothing leads there. */
static bool value_href(const struct api_request *r, enum gz_facet facet,
		       const char *value, struct gz_buf *href, bool *chosen)
{
	char field[16];
	char *item;

	*chosen = false;
	if (facet == GZ_FACET_MONTH) {
		month_href(r, value, href);
		return true;
	}
	tally_name(facet, field);
	item = item_of(facet, value);
	if (!item)
		return query_href(r, field, value, href);
	*chosen = link_has_item(r, field, item);
	link_list(href, "/search", r, own, field, item, !*chosen);
	free(item);
	return true;
}

void page_value(struct page *p, const struct api_request *r,
		enum gz_facet facet, const char *value)
{
	struct gz_buf href = { 0 };
	bool chosen;

	if (!value_href(r, facet, value, &href, &chosen)) {
		page_element(p, "bdi", NULL, value);
		return;
	}
	page_open(p, "a", "href", href.data, "class", chosen ? "chosen" : NULL,
		  NULL);
	if (chosen)
		page_unseen(p, "Chosen, remove: ");
	page_element(p, "bdi", NULL, value);
	page_close(p);
	gz_buf_free(&href);
}

static void value_count(struct page *p, const struct api_request *r,
			enum gz_facet facet, const struct gz_value_count *v)
{
	page_open(p, "li", NULL);
	page_value(p, r, facet, v->value);
	page_text(p, " ");
	page_open(p, "span", NULL);
	page_number(p, v->count);
	page_close(p);
	page_close(p);
}

static void more(struct page *p, const struct found *f, enum gz_facet facet)
{
	const struct gz_facet_counts *counts = &f->counts->facet[facet];
	struct gz_buf href = { 0 }, path = { 0 };
	char field[16];

	if (counts->distinct <= counts->count)
		return;
	gz_buf_printf(&path, "/facets/%s", tally_name(facet, field));
	link_search(&href, path.data, f->request, "page page-size order-by",
		    NULL);
	page_open(p, "p", NULL);
	page_open(p, "a", "href", href.data, NULL);
	page_text(p, "All ");
	page_number(p, counts->distinct);
	page_unseen(p, " ");
	page_unseen(p, page_facet_name(facet));
	page_close(p);
	page_close(p);
	gz_buf_free(&href);
	gz_buf_free(&path);
}

static void facet(struct page *p, const struct found *f, enum gz_facet facet)
{
	const struct gz_facet_counts *counts = &f->counts->facet[facet];

	if (!counts->count)
		return;
	page_element(p, "h3", NULL, page_facet_name(facet));
	page_open(p, "ul", NULL);
	for (size_t i = 0; i < counts->count; i++)
		value_count(p, f->request, facet, &counts->value[i]);
	page_close(p);
	more(p, f, facet);
}

static bool any(const struct found *f)
{
	for (int i = 0; f->counts && i < GZ_FACETS; i++)
		if (f->ask->tally.facets >> i & 1 && f->counts->facet[i].count)
			return true;
	return false;
}

void page_facets(struct page *p, const struct found *f)
{
	if (!any(f))
		return;
	page_open(p, "section", "class", "facets", "id", "narrow",
		  "aria-labelledby", "narrow-title", NULL);
	page_open(p, "h2", "id", "narrow-title", NULL);
	page_text(p, "Narrow");
	page_close(p);
	for (int i = 0; i < GZ_FACETS; i++)
		if (f->ask->tally.facets >> i & 1)
			facet(p, f, (enum gz_facet)i);
	page_close(p);
}
