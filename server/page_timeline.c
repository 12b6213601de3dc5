/* page_timeline.c - how many articles when. See page.h.
 *
 * Inline SVG without a style: a path draws all bars, and a link lies over
 * each. Where nothing was found there is nothing to lead to. For those who
 * cannot see it, or have no pointer, there is a table with the same links. */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "link.h"

/* In units of the drawing, which is stretched to the page's width. */
enum {
	STEP = 10,  /* a bucket */
	BAR = 8,    /* its bar */
	COUNT = 70, /* height of the counts */
	SHARE = 26, /* and below them of the shares */
	ALL = 100,
};
#define MOST 400 /* bars that a page draws */

static void parts(int64_t day, int *y, int *m)
{
	int d;

	gz_civil_from_days(day, y, m, &d);
}

void page_interval(struct page *p, enum gz_interval each, int64_t day)
{
	int y, m;

	parts(day, &y, &m);
	if (each == GZ_EACH_WEEK)
		page_text(p, "week of ");
	if (each == GZ_EACH_WEEK || each == GZ_EACH_DAY)
		page_textf(p, "%d ",
			   (int)(day - gz_days_from_civil(y, m, 1)) + 1);
	if (each < GZ_EACH_QUARTER)
		page_textf(p, "%s ", page_month(m));
	if (each == GZ_EACH_QUARTER)
		page_textf(p, "%s to %s ", page_month(m), page_month(m + 2));
	page_textf(p, "%d", y);
}

const char *page_noun(enum gz_interval each)
{
	static const char *const name[] = { "day", "week", "month", "quarter",
					    "year" };

	return name[each];
}

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

static void bucket_href(const struct found *f, int64_t day, struct gz_buf *out)
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

struct scale {
	size_t most;	 /* articles in a bucket */
	double share;	 /* of all in one */
	size_t at, high; /* the buckets where that is so */
};

static double share_of(const struct gz_bucket *b)
{
	return b->of ? (double)b->count / (double)b->of : 0;
}

/* Where there are hardly any articles a share says nothing. */
#define FEW 20 /* a twentieth of what a bucket has on average */

static struct scale scale_of(const struct gz_timeline *t)
{
	struct scale s = { 0 };
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
		 const struct scale *s)
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
	bucket_href(f, t->bucket[i].day, &href);
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

static void drawing(struct page *p, const struct found *f,
		    const struct scale *s)
{
	const struct gz_timeline *t = &f->counts->timeline;

	drawing_open(p, t->count, ALL, "timeline");
	bars(p, t, s);
	for (size_t i = 0; i < t->count; i++)
		if (t->bucket[i].count)
			bar_link(p, f, i);
	page_close(p);
}

/* ---- beside it ----------------------------------------------------------- */

static void ends(struct page *p, const struct gz_timeline *t)
{
	page_open(p, "p", "class", "ends", "aria-hidden", "true", NULL);
	page_open(p, "span", NULL);
	page_interval(p, t->interval, t->bucket[0].day);
	page_close(p);
	page_open(p, "span", NULL);
	page_interval(p, t->interval, t->bucket[t->count - 1].day);
	page_close(p);
	page_close(p);
}

static void caption(struct page *p, const struct gz_timeline *t,
		    const struct scale *s)
{
	const struct gz_bucket *high = &t->bucket[s->high];

	page_open(p, "figcaption", NULL);
	page_textf(p, "Articles a %s, at most ", page_noun(t->interval));
	page_number(p, s->most);
	page_text(p, " (");
	page_interval(p, t->interval, t->bucket[s->at].day);
	page_text(p, "); below, their share of all, at most ");
	page_share(p, high->count, high->of);
	page_text(p, " (");
	page_interval(p, t->interval, high->day);
	page_text(p, ").");
	if (t->undated) {
		page_text(p, " ");
		page_number(p, t->undated);
		page_text(p, " without a date are not among them.");
	}
	page_close(p);
}

static void head_cell(struct page *p, const char *text)
{
	page_open(p, "th", "scope", "col", NULL);
	page_text(p, text);
	page_close(p);
}

static void row(struct page *p, const struct found *f, size_t i)
{
	const struct gz_timeline *t = &f->counts->timeline;
	const struct gz_bucket *b = &t->bucket[i];
	struct gz_buf href = { 0 };

	bucket_href(f, b->day, &href);
	page_open(p, "tr", NULL);
	page_open(p, "th", NULL);
	page_open(p, "a", "href", href.data, NULL);
	page_interval(p, t->interval, b->day);
	page_close(p);
	page_close(p);
	page_open(p, "td", NULL);
	page_number(p, b->count);
	page_close(p);
	page_open(p, "td", NULL);
	page_share(p, b->count, b->of);
	page_close(p);
	page_close(p);
	gz_buf_free(&href);
}

static void table(struct page *p, const struct found *f)
{
	const struct gz_timeline *t = &f->counts->timeline;

	page_open(p, "details", NULL);
	page_element(p, "summary", NULL, "As a table");
	page_open(p, "table", NULL);
	page_open(p, "thead", NULL);
	page_open(p, "tr", NULL);
	head_cell(p, "When");
	head_cell(p, "Articles");
	head_cell(p, "Share of all");
	page_close(p);
	page_close(p);
	page_open(p, "tbody", NULL);
	for (size_t i = 0; i < t->count; i++)
		if (t->bucket[i].count)
			row(p, f, i);
	page_close(p);
	page_close(p);
	page_close(p);
}

void page_timeline(struct page *p, const struct found *f)
{
	const struct gz_timeline *t = f->counts ? &f->counts->timeline : NULL;
	struct scale s;

	if (!t || t->count < 2 || t->count > MOST)
		return;
	s = scale_of(t);
	if (!s.most)
		return;
	page_open(p, "figure", NULL);
	drawing(p, f, &s);
	ends(p, t);
	caption(p, t, &s);
	table(p, f);
	page_close(p);
}

/* ---- small --------------------------------------------------------------- */

void page_sparkline(struct page *p, const struct gz_timeline *t,
		    const struct gz_timeline *whole)
{
	struct scale s = scale_of(t);
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
