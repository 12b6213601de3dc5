/* page_sources.c - where the articles come from. See page.h. */
#include "page.h"

#include "link.h"
#include "tally.h"

static void heads(struct page *p)
{
	static const char *const head[] = { "Source", "Articles", "First",
					    "Last", "Over time" };

	page_open(p, "thead", NULL);
	page_open(p, "tr", NULL);
	for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++) {
		page_open(p, "th", "scope", "col", NULL);
		page_text(p, head[i]);
		page_close(p);
	}
	page_close(p);
	page_close(p);
}

static void day_cell(struct page *p, bool dated, int64_t day)
{
	page_open(p, "td", NULL);
	if (dated)
		page_day(p, day);
	page_close(p);
}

static void source(struct page *p, const struct found *f,
		   const struct gz_value_count *v,
		   const struct gz_timeline *timeline)
{
	page_open(p, "tr", NULL);
	page_open(p, "th", "scope", "row", NULL);
	page_value(p, f->request, GZ_FACET_SOURCE, v->value);
	page_close(p);
	page_open(p, "td", NULL);
	page_number(p, v->count);
	page_close(p);
	day_cell(p, v->dated, v->first);
	day_cell(p, v->dated, v->last);
	page_open(p, "td", NULL);
	page_sparkline(p, timeline, &f->counts->timeline);
	page_close(p);
	page_close(p);
}

static void table(struct page *p, const struct found *f,
		  const struct gz_timeline *timeline)
{
	const struct gz_facet_counts *c = &f->counts->facet[GZ_FACET_SOURCE];

	page_open(p, "table", "class", "sources", NULL);
	heads(p);
	page_open(p, "tbody", NULL);
	for (size_t i = 0; i < c->count; i++)
		source(p, f, &c->value[i], &timeline[i]);
	page_close(p);
	page_close(p);
}

/* All drawings are of the same time. */
static void span(struct page *p, const struct gz_timeline *t)
{
	if (!t->count)
		return;
	page_open(p, "p", "class", "hint", NULL);
	page_text(p, "Each drawing is of ");
	page_interval(p, t->interval, t->bucket[0].day);
	page_text(p, " to ");
	page_interval(p, t->interval, t->bucket[t->count - 1].day);
	page_text(p, ", as high as the source's most in one ");
	page_text(p, page_noun(t->interval));
	page_text(p, ".");
	page_close(p);
}

void page_sources(const char *site, const struct found *f,
		  const struct gz_timeline *timeline, struct gz_buf *out)
{
	const struct page_head head = {
		.site = site,
		.title = "Sources",
		.kind = "listing",
		.request = f->request,
	};
	struct page p;

	page_begin(&p, &head);
	page_values_head(&p, f, "/sources");
	span(&p, &f->counts->timeline);
	if (f->counts->facet[GZ_FACET_SOURCE].count)
		table(&p, f, timeline);
	else
		page_element(&p, "p", "empty", "There is none.");
	page_values_turn(&p, f, "/sources");
	page_end(&p, out);
}
