/* page_bars.c - a timeline as bars. See page_bars.h, page.h.
 *
 * Inline SVG without a style: a path draws all bars, and a link lies over
 * each. Where nothing was found there is nothing to lead to. */
#include "page_bars.h"

#include <stdio.h>

#include "link.h"

/* In units of the drawing, which is stretched to the page's width. */
enum {
	STEP = 10,  /* a bucket */
	BAR = 8,    /* its bar */
	COUNT = 70, /* height of the counts */
	SHARE = 26, /* and below them of the shares */
	ALL = 100,
};

/* ---- links --------------------------------------------------------------- */

static int64_t day_at(const struct gz_zone *zone, int64_t at)
{
	int64_t local = gz_zone_local(zone, at);

	return local / 86400 - (local % 86400 < 0);
}

/* The days [*first, *last] of the bucket that were asked for. */
static void days_of(const struct found *f, int64_t day, int64_t *first,
		    int64_t *last)
{
	const struct gz_zone *zone = &f->ask->clock.zone;
	const struct gz_period *asked = &f->ask->period;

	*first = day;
	*last = gz_interval_next(f->counts->timeline.interval, day) - 1;
	if (asked->first != INT64_MIN) {
		int64_t from = day_at(zone, asked->first);

		*first = from > *first ? from : *first;
	}
	if (asked->last != INT64_MAX) {
		int64_t to = day_at(zone, asked->last);

		*last = to < *last ? to : *last;
	}
}

/* The shortest text that says the end of a period: "2017-07" where days
 * first..last are all of it. */
static void end_name(int64_t first, int64_t last, bool is_last, char out[32])
{
	static const enum gz_interval whole[] = { GZ_EACH_YEAR, GZ_EACH_MONTH };
	int64_t day = is_last ? last : first;

	for (size_t i = 0; i < 2; i++) {
		int64_t begin = gz_interval_first(whole[i], day);
		int64_t end = gz_interval_next(whole[i], day) - 1;

		if (begin >= first && end <= last &&
		    (is_last ? end == last : begin == first)) {
			gz_interval_write(whole[i], day, out);
			return;
		}
	}
	gz_interval_write(GZ_EACH_DAY, day, out);
}

void bars_href(const struct found *f, int64_t day, struct gz_buf *out)
{
	char from[32], to[32];
	const struct link_add added[] = {
		{ "from-date", from },
		{ "to-date", to },
		{ NULL, NULL },
	};
	int64_t first, last;

	days_of(f, day, &first, &last);
	end_name(first, last, false, from);
	end_name(first, last, true, to);
	link_change(out, "", f->request,
		    "from-date to-date date timespan interval", added);
}

/* ---- the drawing --------------------------------------------------------- */

static double share_of(const struct gz_bucket *b)
{
	return b->of ? (double)b->count / (double)b->of : 0;
}

/* Where there are hardly any articles a share says nothing. */
#define FEW 20 /* a twentieth of what a bucket has on average */

struct bars_scale bars_scale(const struct gz_timeline *t)
{
	struct bars_scale s = { 0 };
	size_t of = 0;

	for (size_t i = 0; i < t->count; i++)
		of += t->bucket[i].of;
	for (size_t i = 0; i < t->count; i++) {
		const struct gz_bucket *b = &t->bucket[i];

		if (b->count > s.most) {
			s.most = b->count;
			s.at = i;
		}
		if (b->of * t->count * FEW >= of && share_of(b) > s.share) {
			s.share = share_of(b);
			s.high = i;
		}
	}
	return s;
}

/* A bar of height part of high, standing on base; what there is shows. */
static void bar(struct gz_buf *d, size_t i, double part, int high, int base)
{
	int height = (int)((part < 1 ? part : 1) * high + .5);

	if (part > 0)
		gz_buf_printf(d, "M%zu %dv-%dh%dv%dz", i * STEP + 1, base,
			      height ? height : 1, BAR, height ? height : 1);
}

static void path(struct page *p, const char *class, struct gz_buf *d)
{
	page_void(p, "path", "class", class, "d", d->data ? d->data : "", NULL);
	gz_buf_free(d);
}

static void bars(struct page *p, const struct gz_timeline *t,
		 const struct bars_scale *s)
{
	struct gz_buf counts = { 0 }, shares = { 0 };

	for (size_t i = 0; i < t->count; i++) {
		const struct gz_bucket *b = &t->bucket[i];

		bar(&counts, i, (double)b->count / (double)s->most, COUNT,
		    COUNT);
		bar(&shares, i, s->share > 0 ? share_of(b) / s->share : 0,
		    SHARE, ALL);
	}
	path(p, "counts", &counts);
	path(p, "shares", &shares);
}

static void said(struct page *p, const struct gz_timeline *t, size_t i)
{
	const struct gz_bucket *b = &t->bucket[i];

	page_interval(p, t->interval, b->day);
	page_text(p, ": ");
	page_number(p, b->count);
	page_text(p, " of ");
	page_number(p, b->of);
	page_text(p, ", ");
	page_share(p, b->count, b->of);
}

static void bar_link(struct page *p, const struct found *f, size_t i)
{
	const struct gz_timeline *t = &f->counts->timeline;
	struct gz_buf href = { 0 };
	char d[64];

	snprintf(d, sizeof(d), "M%zu 0v%dh%dV0", i * STEP, ALL, STEP);
	bars_href(f, t->bucket[i].day, &href);
	page_open(p, "a", "href", href.data, "tabindex", "-1", NULL);
	page_open(p, "title", NULL);
	said(p, t, i);
	page_close(p);
	page_void(p, "path", "d", d, NULL);
	page_close(p);
	gz_buf_free(&href);
}

static void drawing_open(struct page *p, size_t buckets, int height,
			 const char *class)
{
	char box[48];

	snprintf(box, sizeof(box), "0 0 %zu %d", buckets * STEP, height);
	page_open(p, "svg", "class", class, "viewBox", box,
		  "preserveAspectRatio", "none", "aria-hidden", "true", NULL);
}

void bars_draw(struct page *p, const struct found *f,
	       const struct bars_scale *s)
{
	const struct gz_timeline *t = &f->counts->timeline;

	drawing_open(p, t->count, ALL, "timeline");
	bars(p, t, s);
	for (size_t i = 0; i < t->count; i++)
		if (t->bucket[i].count)
			bar_link(p, f, i);
	page_close(p);
}

/* ---- small --------------------------------------------------------------- */

void page_sparkline(struct page *p, const struct gz_timeline *t,
		    const struct gz_timeline *whole)
{
	struct bars_scale s = bars_scale(t);
	struct gz_buf d = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < t->count && s.most; i++) {
		while (at + 1 < whole->count &&
		       whole->bucket[at].day < t->bucket[i].day)
			at++;
		bar(&d, at, (double)t->bucket[i].count / (double)s.most, ALL,
		    ALL);
	}
	drawing_open(p, whole->count, ALL, "spark");
	path(p, "counts", &d);
	page_close(p);
}
