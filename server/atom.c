/* atom.c - a search as a feed. See atom.h. */
#include "atom.h"

#include <stdio.h>
#include <string.h>

#include <xxhash.h>

#include "excerpt.h"
#include "link.h"
#include "page.h"

/* A UUID of our own making (RFC 9562, version 8) out of text. */
static void put_id(struct page *p, const char *base, const char *text)
{
	uint64_t seed = base ? XXH3_64bits(base, strlen(base)) : 0;
	XXH128_canonical_t hash;
	unsigned char *b = hash.digest;

	XXH128_canonicalFromHash(
		&hash, XXH3_128bits_withSeed(text, strlen(text), seed));
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x80);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	page_open(p, "id", NULL);
	page_text(p, "urn:uuid:");
	for (int i = 0; i < 16; i++)
		page_textf(p, "%s%02x",
			   i > 2 && i < 11 && i % 2 == 0 ? "-" : "", b[i]);
	page_close(p);
}

/* RFC 3339, UTC. */
static void put_time(struct page *p, const char *element, int64_t seconds)
{
	const struct gz_date date = {
		.at = seconds,
		.precision = GZ_SECOND,
		.has_offset = true,
	};
	char text[32];

	gz_date_write(&date, text);
	page_element(p, element, NULL, text);
}

static void put_link(struct page *p, const char *rel, const char *type,
		     const char *href)
{
	page_void(p, "link", "rel", rel, "type", type, "href", href, NULL);
}

/* ---- entries --------------------------------------------------------------- */

/* When what a reader shows last changed. */
static int64_t updated_of(const struct gz_article *a)
{
	if (a->updated != GZ_TIME_NONE)
		return a->updated / 1000;
	return a->dated ? a->published.at : 0;
}

static void put_author(struct page *p, const char *name)
{
	page_open(p, "author", NULL);
	page_element(p, "name", NULL, name);
	page_close(p);
}

/* Who wrote it, else who published it. */
static void put_people(struct page *p, const struct gz_article *a)
{
	for (size_t i = 0; i < a->byline_count; i++)
		put_author(p, a->byline[i]);
	if (!a->byline_count && a->source)
		put_author(p, a->source);
	if (a->section)
		page_void(p, "category", "term", a->section, NULL);
}

static void put_links(struct page *p, const struct gz_article *a, const char *q)
{
	struct gz_buf here = { 0 };

	link_article(&here, a->id, q);
	if (link_is_web(a->url)) {
		put_link(p, "alternate", NULL, a->url);
		put_link(p, "related", "text/html", here.data);
	} else {
		put_link(p, "alternate", "text/html", here.data);
	}
	gz_buf_free(&here);
}

static void put_summary(struct page *p, const struct found *f,
			const struct gz_article *a)
{
	struct excerpt e = { 0 };
	struct gz_buf html = { 0 };

	render_excerpt(f, a, &e);
	excerpt_snippet(&e, f->ask->highlight, &html);
	page_open(p, "summary", "type", "html", NULL);
	page_text(p, html.data ? html.data : "");
	page_close(p);
	gz_buf_free(&html);
	excerpt_free(&e);
}

static void put_entry(struct page *p, const struct found *f,
		      const struct gz_hit *hit)
{
	const struct gz_article *a = &hit->article;

	page_open(p, "entry", NULL);
	put_id(p, f->request->base, a->id);
	page_element(p, "title", NULL, a->title ? a->title : "Untitled");
	put_time(p, "updated", updated_of(a));
	if (a->dated)
		put_time(p, "published", a->published.at);
	put_people(p, a);
	put_links(p, a, f->ask->q);
	put_summary(p, f, a);
	page_close(p);
}

/* ---- the feed -------------------------------------------------------------- */

static void put_paging(struct page *p, const struct found *f)
{
	static const char *const rel[] = { "previous", "self", "next" };

	for (int by = -1; by <= 1; by++) {
		struct gz_buf href = { 0 };

		if (render_neighbour(f, "/v1/search", by, &href))
			put_link(p, rel[by + 1], "application/atom+xml",
				 href.data);
		gz_buf_free(&href);
	}
}

/* The search without what differs from page to page. */
static void put_feed_id(struct page *p, const struct found *f)
{
	struct gz_buf search = { 0 };

	link_search(&search, "/search", f->request,
		    "format cursor page-size show-fields hl", NULL);
	put_link(p, "alternate", "text/html", search.data);
	put_id(p, f->request->base, search.data);
	gz_buf_free(&search);
}

static int64_t latest(const struct gz_hits *hits)
{
	int64_t at = 0;

	for (size_t i = 0; i < hits->count; i++) {
		int64_t one = updated_of(&hits->hit[i].article);

		at = one > at ? one : at;
	}
	return at;
}

void atom_feed(const char *site, const struct found *f, struct gz_buf *out)
{
	struct page p;

	page_xml(&p);
	page_open(&p, "feed", "xmlns", "http://www.w3.org/2005/Atom", NULL);
	put_feed_id(&p, f);
	page_open(&p, "title", NULL);
	page_textf(&p, "%s: ", site);
	page_text(&p, *f->ask->q ? f->ask->q : "all articles");
	page_close(&p);
	put_time(&p, "updated", latest(f->hits));
	put_author(&p, site);
	page_element(&p, "generator", NULL, "gazetted");
	put_paging(&p, f);
	for (size_t i = 0; i < f->hits->count; i++)
		put_entry(&p, f, &f->hits->hit[i]);
	page_close(&p);
	page_end(&p, out);
}
