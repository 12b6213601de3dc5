/* tally.c - what is counted of all matches. See tally.h. */
#include "tally.h"

#include <string.h>

#include "param.h"

/* What a page has room for. */
#define PAGE_FACET 6	/* values of a facet */
#define PAGE_BUCKETS 42 /* bars of a timeline: with more a page is over 50 kB */
#define PAGE_VALUES 50	/* values where they are listed */
#define PAGE_SOURCES 20 /* sources, and bars of the timeline of each */
#define PAGE_SPARKS 40

/* Where people list values, the longest page is what they want. */
static void list_values(struct ask *a, enum gz_facet facet)
{
	a->tally.facets = 1u << facet;
	a->tally.values = true;
	a->page_size = a->limits.page_size;
}

static void list_field(struct ask *a, const char *field)
{
	long facet = param_word(TALLY_FACETS, field);

	if (facet < 0)
		ask_fault(a, "field", 0, "bad-choice", NULL,
			  "There are no values of %.40s to list; there are "
			  "those of: " TALLY_FACETS ".",
			  field);
	else
		list_values(a, (enum gz_facet)facet);
}

/* Whether it is the route of that name, of the two where there are a page and
 * its JSON. */
static bool is_route(const struct api_request *r, const char *name)
{
	const char *route = r->route ? r->route : "";

	if (*name != '/')
		route += strncmp(route, "/v1/", 4) == 0 ? 4 : *route == '/';
	return strcmp(route, name) == 0;
}

/* What stands beside the results on a page. */
static void count_for_page(struct ask *a)
{
	a->tally.facets = 1u << GZ_FACET_SOURCE | 1u << GZ_FACET_SECTION |
			  1u << GZ_FACET_BYLINE;
	a->tally.size = PAGE_FACET;
	a->tally.timeline = true;
	a->tally.fit = PAGE_BUCKETS;
}

static void draw_sources(struct ask *a)
{
	a->page_size = PAGE_SOURCES;
	a->tally.timeline = true;
	a->tally.fit = PAGE_SPARKS;
}

void tally_begin(struct ask *a, const struct api_request *r)
{
	a->tally.size = 10;
	a->tally.fit = GZ_FIT_BUCKETS;
	if (is_route(r, "/search") || is_route(r, "/"))
		count_for_page(a);
	else if (is_route(r, "/v1/timeline"))
		a->tally.timeline = true;
	else if (is_route(r, "facets/"))
		list_field(a, r->id);
	else if (is_route(r, "sources"))
		list_values(a, GZ_FACET_SOURCE);
	a->tally.days = is_route(r, "sources");
	if (is_route(r, "/facets/"))
		a->page_size = PAGE_VALUES;
	if (is_route(r, "/sources"))
		draw_sources(a);
}

bool tally_asked(const struct ask *a)
{
	return a->tally.facets || a->tally.timeline;
}

struct gz_tally tally_of(const struct ask *a)
{
	const struct ask_tally *t = &a->tally;

	return (struct gz_tally){
		.facets = t->facets,
		.from = t->values ? (a->page - 1) * a->page_size : 0,
		.limit = t->values ? a->page_size : t->size,
		.prefix = t->prefix,
		.days = t->days,
		.timeline = t->timeline,
		.fit = t->fit,
		.interval = t->interval,
		.most_buckets = TALLY_BUCKETS,
		.zone = a->clock.zone,
	};
}

bool tally_fits(struct ask *a, const struct gz_counts *counts)
{
	if (!a->tally.timeline || counts->timeline.bucket)
		return true;
	ask_fault(a, "interval", 0, "too-many", "auto",
		  "This timeline would have %zu buckets, and %d are the most "
		  "that are answered; take a longer interval, or narrow the "
		  "dates.",
		  counts->timeline.count, TALLY_BUCKETS);
	return false;
}

const char *tally_name(enum gz_facet facet, char out[16])
{
	const char *words = TALLY_FACETS;
	size_t len;

	for (int i = 0; i < (int)facet; i++)
		words = strchr(words, ' ') + 1;
	len = strcspn(words, " ");
	memcpy(out, words, len);
	out[len] = '\0';
	return out;
}

enum gz_facet tally_field(const struct ask *a)
{
	return (enum gz_facet)__builtin_ctz(a->tally.facets);
}
