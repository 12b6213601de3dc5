/* html_date.c - when a page was published. See html.h.
 *
 * The order is that of news.md section 3: each place is asked only when those
 * before it said nothing.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html.h"
#include "html_class.h"
#include "seek.h"

static const char *const metas[][2] = {
#include "etc/html-meta.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define DAY 86400
#define SHORT 160      /* bytes of an element that gives a date */
#define TRIES 256      /* elements that may give one */
#define TEXT_MAX 65536 /* bytes of text looked through for dates */

struct page {
	xmlDoc *doc;
	const char *url;
	const struct gz_article *linked;
	bool day_first; /* 7/8/2017 is in August */
};

/* Pages of before the web, or of after tomorrow, have no such date. */
static bool plausible(const struct gz_date *d)
{
	return d->precision >= GZ_DAY &&
	       d->at >= gz_days_from_civil(1994, 1, 1) * DAY &&
	       d->at < gz_days_from_civil(2100, 1, 1) * DAY;
}

static bool read(const struct page *p, const char *text, struct gz_date *d)
{
	size_t end;

	if (!text)
		return false;
	text += strspn(text, " \t\r\n");
	return (gz_date_read(text, d, NULL) ||
		seek_date(text, strnlen(text, SHORT), p->day_first, d, &end)) &&
	       plausible(d);
}

static bool from_linked(const struct page *p, struct gz_date *d)
{
	*d = p->linked->published;
	return p->linked->dated && plausible(d);
}

/* ".../2017/07/25/..." or ".../2017-07-25-..." */
static bool from_url(const struct page *p, struct gz_date *d)
{
	const char *at = p->url ? strstr(p->url, "://") : NULL;
	char day[16], mark[2], again[2];
	int y, m, n;

	for (at = at ? at + 3 : NULL; at && *at; at++) {
		if (isdigit((unsigned char)at[-1]) ||
		    sscanf(at, "%4d%1[/_-]%2d%1[/_-]%2d", &y, mark, &m, again,
			   &n) != 5 ||
		    y < 1994 || y > 2099 || m < 1 || m > 12 || n < 1 || n > 31)
			continue;
		snprintf(day, sizeof(day), "%04u-%02u-%02u", y & 0xfffu,
			 m & 15u, n & 31u);
		if (gz_date_read(day, d, NULL))
			return true;
	}
	return false;
}

static bool from_meta(const struct page *p, struct gz_date *d)
{
	for (size_t i = 0; i < COUNT(metas); i++)
		if (strcmp(metas[i][0], "published") == 0 &&
		    read(p, html_meta_content(p->doc, metas[i][1]), d))
			return true;
	return false;
}

/* The URL is the surer of the two, but knows no time of day. */
static bool from_url_or_meta(const struct page *p, struct gz_date *d)
{
	struct gz_date meta;
	bool by_url = from_url(p, d), by_meta = from_meta(p, &meta);
	int64_t apart = by_url && by_meta ? meta.at - d->at : 0;

	if (by_meta && (!by_url || (apart > -DAY && apart < 2 * DAY)))
		*d = meta;
	return by_url || by_meta;
}

/* An element's attribute or text as a date. */
static bool from_element(const struct page *p, const xmlNode *n,
			 struct gz_date *d)
{
	static const char *const attributes[] = { "datetime", "content",
						  "title" };
	char *text;
	bool ok = false;

	for (size_t i = 0; i < COUNT(attributes) && !ok; i++)
		ok = read(p, html_attr(n, attributes[i]), d);
	if (ok)
		return true;
	text = html_text(n);
	ok = text && strlen(text) <= SHORT && read(p, text, d);
	free(text);
	return ok;
}

static bool is_published(const xmlNode *n)
{
	const char *prop = html_attr(n, "itemprop");

	return (prop && (strcasecmp(prop, "datePublished") == 0 ||
			 strcasecmp(prop, "dateCreated") == 0)) ||
	       html_attr(n, "pubdate");
}

static bool is_time(const xmlNode *n)
{
	return html_is(n, " time ") && !(html_class(n) & CLASS_CHANGED);
}

static bool is_dated(const xmlNode *n)
{
	return (html_class(n) & (CLASS_DATED | CLASS_CHANGED)) == CLASS_DATED;
}

static bool first_of(const struct page *p, bool (*is)(const xmlNode *),
		     struct gz_date *d)
{
	const xmlNode *root = xmlDocGetRootElement(p->doc);
	size_t tries = TRIES;

	for (const xmlNode *n = root; n && tries;) {
		bool over = html_is(n, " script style noscript "), like;

		like = !over && n->type == XML_ELEMENT_NODE && is(n);
		tries -= like;
		if (like && from_element(p, n, d))
			return true;
		n = html_next(root, n, over);
	}
	return false;
}

static bool from_itemprop(const struct page *p, struct gz_date *d)
{
	return first_of(p, is_published, d);
}

static bool from_time(const struct page *p, struct gz_date *d)
{
	return first_of(p, is_time, d);
}

static bool from_class(const struct page *p, struct gz_date *d)
{
	return first_of(p, is_dated, d);
}

/* --- dates in the text ------------------------------------------------------ */

static char *visible(const struct page *p, size_t *len)
{
	char *text = html_text(xmlDocGetRootElement(p->doc));

	*len = text ? strnlen(text, TEXT_MAX) : 0;
	return text;
}

/* "Published July 25, 2017", "Posted on 7/25/2017" */
static bool from_cue(const struct page *p, struct gz_date *d)
{
	static const char *const cues[] = { "published", "posted" };
	size_t len, end;
	char *text = visible(p, &len);
	bool ok = false;

	for (size_t i = 0; text && i < COUNT(cues) && !ok; i++)
		for (char *at = text; (at = strcasestr(at, cues[i])) && !ok;) {
			at += strlen(cues[i]);
			ok = seek_date(at, strnlen(at, 50), p->day_first, d,
				       &end) &&
			     plausible(d);
		}
	free(text);
	return ok;
}

struct tally {
	struct gz_date date;
	size_t count;
};

/* The day that is named most often, the first one of equals. */
static bool from_text(const struct page *p, struct gz_date *d)
{
	enum {
		MOST = 64
	};
	struct tally seen[MOST] = { 0 };
	size_t count = 0, best = 0, len, end, i;
	char *text = visible(p, &len);

	for (size_t at = 0; at < len; at += end) {
		if (!seek_date(text + at, len - at, p->day_first, d, &end))
			break;
		for (i = 0; i < count; i++)
			if (seen[i].date.at / DAY == d->at / DAY)
				break;
		if (!plausible(d) || i == MOST)
			continue;
		if (i == count)
			seen[count++].date = *d;
		seen[i].count++;
	}
	free(text);
	for (i = 1; i < count; i++)
		best = seen[i].count > seen[best].count ? i : best;
	*d = seen[best].date;
	return count > 0;
}

/* Whether a and b are one moment, b written in local time without saying so:
 * they differ by an offset there can be. */
static bool same_moment(const struct gz_date *a, const struct gz_date *b)
{
	int64_t apart = a->at - b->at;

	return b->precision >= GZ_MINUTE && apart % (15 * 60) == 0 &&
	       apart >= -14 * 3600 && apart <= 14 * 3600;
}

/* Programs write UTC, in which the evening is the next day. Where the page
 * has the same moment as its readers see it, or the URL the day before or
 * after, that is the day the article was published. */
static void prefer_local(const struct page *p, struct gz_date *d)
{
	const xmlNode *root = xmlDocGetRootElement(p->doc);
	struct gz_date local;
	const char *text;

	if (!d->has_offset || d->offset != 0)
		return;
	for (const xmlNode *n = root; n; n = html_next(root, n, false)) {
		text = html_is(n, " time ") ? html_attr(n, "datetime") : NULL;
		if (!text || !gz_date_read(text, &local, NULL))
			continue;
		if (local.has_offset ? local.offset && local.at == d->at
				     : same_moment(d, &local)) {
			*d = local;
			return;
		}
	}
	if (from_url(p, &local) && d->at >= local.at - DAY &&
	    d->at < local.at + 2 * DAY &&
	    (d->at < local.at || d->at >= local.at + DAY))
		*d = local;
}

static bool (*const places[])(const struct page *, struct gz_date *) = {
	from_linked, from_url_or_meta, from_itemprop, from_time,
	from_class,  from_cue,	       from_text,
};

/* English without a country is taken for American. */
static bool is_day_first(xmlDoc *doc)
{
	const char *lang = html_lang(doc);

	return lang && *lang && strcasecmp(lang, "en") != 0 &&
	       strncasecmp(lang, "en-us", 5) != 0 &&
	       strncasecmp(lang, "en_us", 5) != 0;
}

void html_date(xmlDoc *doc, const char *url, const struct gz_article *linked,
	       struct gz_article *a)
{
	struct page p = { doc, url, linked, is_day_first(doc) };

	for (size_t i = 0; i < COUNT(places) && !a->dated; i++)
		a->dated = places[i](&p, &a->published);
	if (a->dated)
		prefer_local(&p, &a->published);
}
