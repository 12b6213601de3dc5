/* lines.c - hits a line each. See lines.h. */
#include "lines.h"

#include <stdio.h>

#include "csv.h"
#include "cursor.h"
#include "excerpt.h"
#include "tally.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- cells ---------------------------------------------------------------- */

static void put_byline(struct csv *c, const struct gz_article *a)
{
	struct gz_buf names = { 0 };

	for (size_t i = 0; i < a->byline_count; i++) {
		gz_buf_puts(&names, i ? "; " : "");
		gz_buf_puts(&names, a->byline[i]);
	}
	csv_text(c, names.data);
	gz_buf_free(&names);
}

static void put_published(struct csv *c, const struct gz_article *a)
{
	char text[32];

	if (a->dated)
		gz_date_write(&a->published, text);
	csv_text(c, a->dated ? text : NULL);
}

static void put_score(struct csv *c, const struct found *f,
		      const struct gz_hit *hit)
{
	char text[32];

	snprintf(text, sizeof(text), "%.3f", (double)hit->place.score);
	csv_text(c, f->ask->order == GZ_BY_RELEVANCE ? text : NULL);
}

static void put_snippet(struct csv *c, const struct found *f,
			const struct gz_hit *hit)
{
	struct excerpt e = { 0 };
	struct gz_buf text = { 0 };

	render_excerpt(f, &hit->article, &e);
	gz_buf_puts(&text, e.cut_before ? "… " : "");
	gz_buf_add(&text, e.text.data, e.text.len);
	gz_buf_puts(&text, e.cut_after ? " …" : "");
	csv_text(c, text.data);
	gz_buf_free(&text);
	excerpt_free(&e);
}

static void put_cursor(struct csv *c, const struct found *f,
		       const struct gz_hit *hit)
{
	struct gz_buf text = { 0 };

	cursor_write(f->ask, f->request, f->revision, &hit->place, &text);
	csv_text(c, text.data);
	gz_buf_free(&text);
}

/* ---- hits ------------------------------------------------------------------ */

void lines_head(const struct found *f, struct gz_buf *out)
{
	static const char *const first[] = {
		"id",	  "url",     "title",	  "byline",
		"source", "section", "published", "words",
	};
	struct csv c = { .out = out };

	for (size_t i = 0; i < COUNT(first); i++)
		csv_text(&c, first[i]);
	if (!f->bare) {
		csv_text(&c, "score");
		csv_text(&c, "snippet");
	}
	for (const struct shown *s = shown_table; s->name; s++)
		if (f->ask->show & s->bit)
			csv_text(&c, s->name);
	if (f->bare)
		csv_text(&c, "cursor");
	csv_line(&c);
}

static void csv_hit(const struct found *f, const struct gz_hit *hit,
		    struct gz_buf *out)
{
	const struct gz_article *a = &hit->article;
	struct csv c = { .out = out };

	csv_text(&c, a->id);
	csv_text(&c, a->url);
	csv_text(&c, a->title);
	put_byline(&c, a);
	csv_text(&c, a->source);
	csv_text(&c, a->section);
	put_published(&c, a);
	csv_int(&c, hit->words);
	if (!f->bare) {
		put_score(&c, f, hit);
		put_snippet(&c, f, hit);
	}
	for (const struct shown *s = shown_table; s->name; s++)
		if (f->ask->show & s->bit)
			csv_text(&c, shown_text(s, a));
	if (f->bare)
		put_cursor(&c, f, hit);
	csv_line(&c);
}

void lines_hit(const struct found *f, const struct gz_hit *hit,
	       struct gz_buf *out)
{
	struct gz_json j = { .out = out };

	if (f->ask->format == FORMAT_CSV) {
		csv_hit(f, hit, out);
		return;
	}
	render_hit(&j, f, hit);
	gz_buf_putc(out, '\n');
}

void lines_page(const struct found *f, struct gz_buf *out)
{
	if (f->ask->format == FORMAT_CSV)
		lines_head(f, out);
	for (size_t i = 0; i < f->hits->count; i++)
		lines_hit(f, &f->hits->hit[i], out);
}

/* ---- counts ---------------------------------------------------------------- */

static void put_day(struct csv *c, bool known, enum gz_interval interval,
		    int64_t day)
{
	char text[32];

	if (known)
		gz_interval_write(interval, day, text);
	csv_text(c, known ? text : NULL);
}

void lines_timeline(const struct found *f, struct gz_buf *out)
{
	const struct gz_timeline *t = &f->counts->timeline;
	struct csv c = { .out = out };

	csv_text(&c, "date");
	csv_text(&c, "count");
	csv_text(&c, "of");
	csv_line(&c);
	for (size_t i = 0; i < t->count; i++) {
		put_day(&c, true, t->interval, t->bucket[i].day);
		csv_int(&c, (int64_t)t->bucket[i].count);
		csv_int(&c, (int64_t)t->bucket[i].of);
		csv_line(&c);
	}
}

void lines_values(const struct found *f, struct gz_buf *out)
{
	const struct gz_facet_counts *v =
		&f->counts->facet[tally_field(f->ask)];
	bool days = f->ask->tally.days;
	struct csv c = { .out = out };

	csv_text(&c, "value");
	csv_text(&c, "count");
	if (days) {
		csv_text(&c, "first");
		csv_text(&c, "last");
	}
	csv_line(&c);
	for (size_t i = 0; i < v->count; i++) {
		const struct gz_value_count *one = &v->value[i];

		csv_text(&c, one->value);
		csv_int(&c, (int64_t)one->count);
		if (days) {
			put_day(&c, one->dated, GZ_EACH_DAY, one->first);
			put_day(&c, one->dated, GZ_EACH_DAY, one->last);
		}
		csv_line(&c);
	}
}
