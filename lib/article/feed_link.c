/* feed_link.c - addresses in feeds. See feed.h. */
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "feed.h"
#include "fields.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

static bool is_absolute(const char *url)
{
	return strncasecmp(url, "http://", 7) == 0 ||
	       strncasecmp(url, "https://", 8) == 0;
}

/* url seen from base, to be freed; NULL if that is no address of the web. */
static char *resolve(const char *url, const char *base)
{
	xmlChar *clean = xmlURIEscapeStr((const xmlChar *)url,
					 (const xmlChar *)"/?#:@!$&'()*+,;="
							  "%[]~");
	xmlChar *whole = clean ? xmlBuildURI(clean, (const xmlChar *)base)
			       : NULL;
	char *found = NULL;

	if (whole && is_absolute((const char *)whole))
		found = gz_strdup((const char *)whole);
	xmlFree(whole);
	xmlFree(clean);
	return found;
}

/* Where a relative address in node is seen from, to be freed, or NULL. */
static char *base_of(const xmlNode *node, const char *base)
{
	xmlChar *own = xmlNodeGetBase(node->doc, node);
	char *found = NULL;

	if (own && is_absolute((const char *)own))
		found = gz_strdup((const char *)own);
	else if (own && base)
		found = resolve((const char *)own, base);
	else if (base)
		found = gz_strdup(base);
	xmlFree(own);
	return found;
}

/* The address text in node says, to be freed; NULL for none. */
static char *address(const xmlNode *node, const char *text, const char *base)
{
	char *url = field_clean(text, strlen(text)), *from, *whole;

	if (!url || is_absolute(url))
		return url;
	from = base_of(node, base);
	whole = from ? resolve(url, from) : NULL;
	free(from);
	free(url);
	return whole;
}

/* What a <link> leads to: the page itself, unless rel says otherwise. */
static bool is_alternate(const xmlNode *link)
{
	static const char registry[] =
		"http://www.iana.org/assignments/relation/";
	const char *rel = xml_attr(link, NULL, "rel");

	if (rel && strncmp(rel, registry, sizeof(registry) - 1) == 0)
		rel += sizeof(registry) - 1;
	return !rel || !*rel || strcasecmp(rel, "alternate") == 0;
}

static char *link_url(const xmlNode *link, const char *base)
{
	const char *href = xml_attr(link, NULL, "href");
	char *text, *url;

	if (!href)
		href = xml_attr(link, RDF, "resource");
	if (href)
		return is_alternate(link) ? address(link, href, base) : NULL;
	text = xml_raw(link);
	url = address(link, text, base);
	free(text);
	return url;
}

/* A page comes before a link to its data. */
static bool is_page(const xmlNode *link)
{
	const char *type = xml_attr(link, NULL, "type");

	return !type || !*type || strncasecmp(type, "text/html", 9) == 0 ||
	       strncasecmp(type, "application/xhtml", 17) == 0;
}

/* A guid is an address unless it says that it is none. */
static char *guid_url(const xmlNode *guid)
{
	const char *is = xml_attr(guid, NULL, "isPermaLink");
	char *text = is && strcasecmp(is, "false") == 0 ? NULL : xml_text(guid);

	if (text && is_absolute(text))
		return text;
	free(text);
	return NULL;
}

static char *best_url(const struct feed *feed, const struct feed_found *found,
		      bool page)
{
	const xmlNode *n;
	size_t at = 0;
	char *url = NULL;

	while (!url && (n = feed_next(found, "url", &at))) {
		if (feed_is(n, "guid"))
			url = guid_url(n);
		else if (!page || is_page(n))
			url = link_url(n, feed->base);
	}
	return url;
}

char *feed_url(const struct feed *feed, const xmlNode *item,
	       const struct feed_found *found)
{
	const char *about = xml_attr(item, RDF, "about");
	char *url = best_url(feed, found, true);

	if (!url)
		url = best_url(feed, found, false);
	if (!url && about)
		url = address(item, about, feed->base);
	return url;
}

char *feed_site(const xmlNode *channel)
{
	char *url = NULL;

	for (const xmlNode *n = channel->children; n && !url; n = n->next)
		if (feed_is(n, "link"))
			url = link_url(n, NULL);
	return url;
}
