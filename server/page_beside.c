/* page_beside.c - what stands below an article. See page.h. */
#include "page.h"

#include <string.h>

#include "link.h"

/* ---- versions ------------------------------------------------------------ */

/* An instant in ms, to the minute. */
static void instant(struct page *p, int64_t ms)
{
	const struct gz_date date = { .at = ms / 1000, .precision = GZ_MINUTE };

	page_time(p, &date, true);
}

static void version_link(struct page *p, const char *id, uint32_t number,
			 uint32_t before, const char *text)
{
	struct gz_buf href = { 0 };

	link_article(&href, id, "");
	gz_buf_printf(&href, "/versions/%u", number);
	if (before)
		gz_buf_printf(&href, "?diff=%u", before);
	page_link(p, &href, NULL, text);
}

/* v, and the one before it or NULL. */
static void version(struct page *p, const char *id, const struct gz_version *v,
		    const struct gz_version *before)
{
	page_open(p, "li", NULL);
	page_textf(p, "%u: ", v->number);
	instant(p, v->seen);
	page_text(p, " UTC, ");
	page_count(p, v->words, "word", "words");
	if (v->current)
		page_text(p, ", the present one");
	if (!v->current) {
		page_text(p, " \xC2\xB7 ");
		version_link(p, id, v->number, 0, "read");
	}
	if (before) {
		page_text(p, " \xC2\xB7 ");
		version_link(p, id, v->number, before->number, "what changed");
	}
	page_close(p);
}

static void versions(struct page *p, const char *id,
		     const struct gz_versions *all)
{
	if (!all || all->count < 2)
		return;
	page_open(p, "section", "class", "versions", NULL);
	page_element(p, "h2", NULL, "Versions");
	page_open(p, "ul", NULL);
	for (size_t i = 0; i < all->count; i++)
		version(p, id, &all->version[i],
			i + 1 < all->count ? &all->version[i + 1] : NULL);
	page_close(p);
	page_close(p);
}

/* ---- citing -------------------------------------------------------------- */

/* Author. "Title." Source, day. Address. */
static void citation(struct page *p, const struct gz_article *a)
{
	const char *title = a->title && *a->title ? a->title : "Untitled";
	bool ends = strchr(".?!", title[strlen(title) - 1]);

	page_open(p, "p", "class", "citation", NULL);
	page_names(p, a);
	page_text(p, a->byline_count ? ". " : "");
	page_text(p, "\xE2\x80\x9C");
	page_element(p, "bdi", NULL, title);
	page_text(p, ends ? "\xE2\x80\x9D " : ".\xE2\x80\x9D ");
	if (a->source)
		page_element(p, "bdi", NULL, a->source);
	page_text(p, a->source && a->dated ? ", " : "");
	if (a->dated)
		page_time(p, &a->published, false);
	page_text(p, a->source || a->dated ? "." : "");
	if (link_is_web(a->url)) {
		page_text(p, " ");
		page_element(p, "bdi", NULL, a->url);
	}
	page_close(p);
}

static void addresses(struct page *p, const struct gz_article *a)
{
	struct gz_buf page = { 0 }, json = { 0 };

	link_article(&page, a->id, "");
	gz_buf_puts(&json, "/v1");
	link_article(&json, a->id, "");
	page_open(p, "p", "class", "data", NULL);
	page_link(p, &page, "bookmark", "Permanent link");
	page_text(p, " \xC2\xB7 ");
	page_link(p, &json, "alternate", "JSON");
	page_close(p);
}

void page_beside(struct page *p, const struct found *f, const struct reading *r)
{
	const struct gz_article *a = &r->hit->article;

	(void)f;
	page_similar(p, r->similar);
	versions(p, a->id, r->versions);
	page_open(p, "section", "class", "cite", NULL);
	page_element(p, "h2", NULL, "To cite it");
	citation(p, a);
	addresses(p, a);
	page_close(p);
}
