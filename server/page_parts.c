/* page_parts.c - small things that several pages have. See page.h. */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "link.h"

void page_excerpt(struct page *p, const struct excerpt *e)
{
	size_t at = 0;

	if (e->cut_before)
		page_text(p, "\xE2\x80\xA6 ");
	for (size_t i = 0; i < e->spans.count; i++) {
		const struct gz_span *s = &e->spans.span[i];

		page_textn(p, e->text.data + at, s->start - at);
		page_open(p, "mark", NULL);
		page_textn(p, e->text.data + s->start, s->end - s->start);
		page_close(p);
		at = s->end;
	}
	if (e->text.len)
		page_textn(p, e->text.data + at, e->text.len - at);
	if (e->cut_after)
		page_text(p, " \xE2\x80\xA6");
}

const char *page_month(int month)
{
	static const char *const name[] = {
		"January",   "February", "March",    "April",
		"May",	     "June",	 "July",     "August",
		"September", "October",	 "November", "December",
	};

	return name[month - 1];
}

void page_time(struct page *p, const struct gz_date *date, bool exact)
{
	int64_t local = date->at + date->offset * 60;
	int64_t days = local / 86400 - (local % 86400 < 0);
	int minute = (int)(local - days * 86400) / 60, y, m, d;
	char iso[32];

	gz_civil_from_days(days, &y, &m, &d);
	gz_date_write(date, iso);
	page_open(p, "time", "datetime", iso, NULL);
	if (date->precision >= GZ_DAY)
		page_textf(p, "%d ", d);
	if (date->precision >= GZ_MONTH)
		page_textf(p, "%s ", page_month(m));
	page_textf(p, "%d", y);
	if (exact && date->precision >= GZ_MINUTE)
		page_textf(p, ", %02d:%02d", minute / 60, minute % 60);
	page_close(p);
}

void page_day(struct page *p, int64_t day)
{
	const struct gz_date date = { .at = day * 86400, .precision = GZ_DAY };

	page_time(p, &date, false);
}

void page_number(struct page *p, uint64_t n)
{
	if (n >= 1000) {
		page_number(p, n / 1000);
		page_textf(p, ",%03u", (unsigned)(n % 1000));
	} else {
		page_textf(p, "%u", (unsigned)n);
	}
}

void page_count(struct page *p, uint64_t n, const char *one, const char *many)
{
	page_number(p, n);
	page_textf(p, " %s", n == 1 ? one : many);
}

void page_share(struct page *p, size_t count, size_t of)
{
	double share = of ? 100.0 * (double)count / (double)of : 0;

	if (share > 0 && share < 0.05)
		page_text(p, "under 0.1 %");
	else
		page_textf(p, share == (int)share ? "%.0f %%" : "%.1f %%",
			   share);
}

void page_query(struct page *p, const char *query)
{
	struct gz_buf href = { 0 };

	gz_buf_puts(&href, "/search?q=");
	link_encode(&href, query);
	page_link(p, &href, NULL, query);
}

static void dot(struct page *p, bool *any)
{
	if (*any)
		page_text(p, " \xC2\xB7 ");
	*any = true;
}

void page_origin(struct page *p, const struct gz_article *a, bool exact)
{
	bool any = false;

	if (a->source) {
		dot(p, &any);
		page_element(p, "bdi", "source", a->source);
	}
	if (a->section && !exact) {
		dot(p, &any);
		page_element(p, "bdi", NULL, a->section);
	}
	dot(p, &any);
	if (a->dated)
		page_time(p, &a->published, exact);
	else
		page_text(p, "no date known");
}

void page_names(struct page *p, const struct gz_article *a)
{
	for (size_t i = 0; i < a->byline_count; i++) {
		if (i)
			page_text(p, i + 1 < a->byline_count ? ", " : " and ");
		page_element(p, "bdi", NULL, a->byline[i]);
	}
}

/* ---- notes --------------------------------------------------------------- */

/* Sentences come with or without their full stop. */
static void sentence(struct page *p, const char *text)
{
	size_t len = strlen(text);

	page_text(p, text);
	if (len && !strchr(".?!", text[len - 1]))
		page_text(p, ".");
}

static void suggestion(struct page *p, const struct ask_note *n,
		       const struct api_request *r)
{
	struct gz_buf href = { 0 };

	if (!*n->suggestion || strcmp(n->parameter, "q") != 0)
		return;
	link_search(&href, "/search", r, n->parameter, n->suggestion);
	page_text(p, " Try ");
	page_link(p, &href, NULL, n->suggestion);
	page_text(p, ".");
}

void page_notes(struct page *p, const struct ask_notes *notes,
		const struct api_request *r, bool named, const char *class)
{
	if (!notes->count)
		return;
	page_open(p, "ul", "class", class, NULL);
	for (size_t i = 0; i < notes->count; i++) {
		page_open(p, "li", NULL);
		if (named)
			page_element(p, "strong", NULL,
				     page_label(notes->note[i].parameter));
		page_text(p, named ? ": " : "");
		sentence(p, notes->note[i].detail);
		suggestion(p, &notes->note[i], r);
		page_close(p);
	}
	page_close(p);
}
