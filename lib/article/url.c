/* url.c - one spelling for each address. See gz_url_canonical() in
 * gz/article.h; after RFC 3986 section 6.2. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gz/article.h"

static const char *const tracking[][1] = {
#include "etc/tracking.inc"
};
static const char *const host_prefixes[] = { "www.", "m.", "amp." };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool is_tracking(const char *param, size_t len)
{
	size_t name = strcspn(param, "=&#");

	if (name > len)
		name = len;
	for (size_t i = 0; i < COUNT(tracking); i++) {
		const char *t = tracking[i][0], *star = strchr(t, '*');
		size_t part = star ? (size_t)(star - t) : strlen(t);

		if (strncasecmp(param, t, part) == 0 &&
		    (star ? name >= part : name == part))
			return true;
	}
	return false;
}

/* Never take so much away that a bare "com" is left. */
static const char *without_prefix(const char *host, const char *end)
{
	for (size_t i = 0; i < COUNT(host_prefixes); i++) {
		size_t len = strlen(host_prefixes[i]);

		if ((size_t)(end - host) > len &&
		    strncasecmp(host, host_prefixes[i], len) == 0 &&
		    memchr(host + len, '.', (size_t)(end - host) - len))
			return without_prefix(host + len, end);
	}
	return host;
}

static void add_host(struct gz_buf *out, const char *host, const char *end)
{
	static const char *const defaults[] = { ":", ":80", ":443" };
	const char *port = memchr(host, ':', (size_t)(end - host));

	for (size_t i = 0; port && i < COUNT(defaults); i++)
		if ((size_t)(end - port) == strlen(defaults[i]) &&
		    memcmp(port, defaults[i], strlen(defaults[i])) == 0)
			end = port;
	for (host = without_prefix(host, end); host < end; host++)
		gz_buf_putc(out, (char)tolower((unsigned char)*host));
}

static void add_path(struct gz_buf *out, const char *path, const char *end)
{
	for (;;) {
		if (end > path && end[-1] == '/')
			end--;
		else if (end - path >= 4 && strncmp(end - 4, "/amp", 4) == 0)
			end -= 4;
		else
			break;
	}
	gz_buf_add(out, path, (size_t)(end - path));
}

static void add_query(struct gz_buf *out, const char *query, const char *end)
{
	char mark = '?';

	while (query < end) {
		size_t len = strcspn(query, "&#");

		if (len && !is_tracking(query, len)) {
			gz_buf_putc(out, mark);
			gz_buf_add(out, query, len);
			mark = '&';
		}
		query += len + 1;
	}
}

char *gz_url_canonical(const char *url)
{
	struct gz_buf out = { 0 };
	const char *host, *path, *query, *end;

	url += strspn(url, " \t\r\n");
	host = strncasecmp(url, "http://", 7) == 0    ? url + 7
	       : strncasecmp(url, "https://", 8) == 0 ? url + 8
						      : NULL;
	if (!host)
		return gz_strdup(url);
	path = host + strcspn(host, "/?# \t\r\n");
	query = path + strcspn(path, "?# \t\r\n");
	end = query + strcspn(query, "# \t\r\n");
	gz_buf_puts(&out, "https://");
	add_host(&out, host, path);
	add_path(&out, path, query);
	if (query < end)
		add_query(&out, query + 1, end);
	return gz_buf_take(&out);
}
