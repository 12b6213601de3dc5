/* render_tally.c - facets, timelines and values as JSON. See render.h. */
#include <stdio.h>

#include "link.h"
#include "render.h"
#include "tally.h"

/* ---- facets ------------------------------------------------------------- */

static void day_member(struct gz_json *j, const char *key, bool known,
		       int64_t day)
{
	char text[32];

	if (known)
		gz_interval_write(GZ_EACH_DAY, day, text);
	gz_json_member(j, key, known ? text : NULL);
}

static void values_json(struct gz_json *j, const char *key,
			const struct gz_facet_counts *f, bool days)
{
	gz_json_key(j, key);
	gz_json_open(j, '[');
	for (size_t i = 0; i < f->count; i++) {
		const struct gz_value_count *v = &f->value[i];

		gz_json_open(j, '{');
		gz_json_member(j, "value", v->value);
		gz_json_int_member(j, "count", (int64_t)v->count);
		if (days) {
			day_member(j, "first", v->dated, v->first);
			day_member(j, "last", v->dated, v->last);
		}
		gz_json_close(j, '}');
	}
	gz_json_close(j, ']');
}

static void sums_members(struct gz_json *j, const struct gz_facet_counts *f)
{
	gz_json_int_member(j, "matches", (int64_t)f->matches);
	gz_json_int_member(j, "none", (int64_t)f->none);
	gz_json_int_member(j, "distinct", (int64_t)f->distinct);
	gz_json_int_member(j, "other", (int64_t)f->other);
}

/* Beside the lists, what they do not show: nothing is hidden. */
static void facets_json(struct gz_json *j, const struct found *f)
{
	char name[16];

	gz_json_key(j, "facets");
	gz_json_open(j, '{');
	for (int i = 0; i < GZ_FACETS; i++)
		if (f->ask->tally.facets >> i & 1)
			values_json(j, tally_name((enum gz_facet)i, name),
				    &f->counts->facet[i], false);
	gz_json_close(j, '}');
	gz_json_key(j, "facet_totals");
	gz_json_open(j, '{');
	for (int i = 0; i < GZ_FACETS; i++) {
		if (!(f->ask->tally.facets >> i & 1))
			continue;
		gz_json_key(j, tally_name((enum gz_facet)i, name));
		gz_json_open(j, '{');
		sums_members(j, &f->counts->facet[i]);
		gz_json_close(j, '}');
	}
	gz_json_close(j, '}');
}

/* ---- timelines ---------------------------------------------------------- */

static void bucket_json(struct gz_json *j, enum gz_interval interval,
			const struct gz_bucket *b)
{
	char date[32];

	gz_interval_write(interval, b->day, date);
	gz_json_open(j, '{');
	gz_json_member(j, "date", date);
	gz_json_int_member(j, "count", (int64_t)b->count);
	gz_json_int_member(j, "of", (int64_t)b->of);
	gz_json_close(j, '}');
}

static void timeline_json(struct gz_json *j, const struct found *f)
{
	static const char *const name[] = { "day", "week", "month", "quarter",
					    "year" };
	const struct gz_timeline *t = &f->counts->timeline;

	gz_json_key(j, "timeline");
	gz_json_open(j, '{');
	gz_json_member(j, "interval", name[t->interval]);
	gz_json_member(j, "tz", f->ask->clock.zone.name);
	gz_json_int_member(j, "undated", (int64_t)t->undated);
	gz_json_int_member(j, "undated_of", (int64_t)t->undated_of);
	gz_json_key(j, "buckets");
	gz_json_open(j, '[');
	for (size_t i = 0; i < t->count; i++)
		bucket_json(j, t->interval, &t->bucket[i]);
	gz_json_close(j, ']');
	gz_json_close(j, '}');
}

void render_tally(struct gz_json *j, const struct found *f)
{
	if (!f->counts)
		return;
	if (f->ask->tally.facets)
		facets_json(j, f);
	if (f->ask->tally.timeline)
		timeline_json(j, f);
}

/* ---- the values of a field ---------------------------------------------- */

static bool neighbour(const struct found *f, int by, struct gz_buf *out)
{
	size_t page = f->ask->page + (size_t)by, size = f->ask->page_size;
	enum gz_facet field = tally_field(f->ask);
	char number[24], name[16];
	struct gz_buf path = { 0 };

	if (!size || page < 1 ||
	    (by > 0 && (page - 1) * size >= f->counts->facet[field].distinct))
		return false;
	gz_buf_puts(&path, f->request->route);
	if (f->request->id)
		gz_buf_puts(&path, tally_name(field, name));
	snprintf(number, sizeof(number), "%zu", page);
	link_search(out, path.data, f->request, by ? "page" : NULL,
		    page > 1 ? number : NULL);
	gz_buf_free(&path);
	return true;
}

static void links(struct gz_json *j, const struct found *f)
{
	static const char *const key[] = { "self", "next", "previous" };
	static const int by[] = { 0, 1, -1 };

	gz_json_key(j, "links");
	gz_json_open(j, '{');
	for (int i = 0; i < 3; i++) {
		struct gz_buf link = { 0 };
		bool is = neighbour(f, by[i], &link);

		gz_json_member(j, key[i], is ? link.data : NULL);
		gz_buf_free(&link);
	}
	gz_json_close(j, '}');
}

void render_values(const struct found *f, struct gz_buf *out)
{
	enum gz_facet field = tally_field(f->ask);
	bool days = f->ask->tally.days;
	struct gz_json j = { .out = out };
	char name[16];

	gz_json_open(&j, '{');
	render_totals(&j, f);
	gz_json_int_member(&j, "index_revision", (int64_t)f->hits->revision);
	render_query(&j, f);
	gz_json_member(&j, "field", tally_name(field, name));
	gz_json_int_member(&j, "page", (int64_t)f->ask->page);
	gz_json_int_member(&j, "page_size", (int64_t)f->ask->page_size);
	sums_members(&j, &f->counts->facet[field]);
	values_json(&j, days ? "sources" : "values", &f->counts->facet[field],
		    days);
	links(&j, f);
	gz_json_close(&j, '}');
	gz_buf_putc(out, '\n');
}
