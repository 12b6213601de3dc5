/* page_timeline.c - how many articles when: bars, and for those who cannot see
 * them, or have no pointer, a table with the same links. See page.h. */
#include "page_bars.h"

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
		    const struct bars_scale *s)
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

	bars_href(f, b->day, &href);
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
	struct bars_scale s;

	if (!t || t->count < 2 || t->count > MOST)
		return;
	s = bars_scale(t);
	if (!s.most)
		return;
	page_open(p, "figure", NULL);
	bars_draw(p, f, &s);
	ends(p, t);
	caption(p, t, &s);
	table(p, f);
	page_close(p);
}
