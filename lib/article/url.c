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
/* kind, name, and of a cache the first segment of its paths */
static const char *const variants[][3] = {
#include "etc/url-variants.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* One pass may uncover what the next takes away; nobody's address needs more
 * than two. */
#define PASSES 8

/* ---- percent-encoding ---------------------------------------------------- */

static int hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;

	return at ? (int)(at - digits) : -1;
}

static bool is_unreserved(int c)
{
	return (c < 0x80 && isalnum(c)) || (c && strchr("-._~", c));
}

/* What may stand in an address as it is, but for "%". */
static bool is_plain(int c)
{
	return is_unreserved(c) || (c && strchr(":/?#[]@!$&'()*+,;=", c));
}

/* Encoded only what must be, and that in capitals (6.2.2.1 and .2). */
static void normalise(const char *text, const char *end, struct gz_buf *out)
{
	for (; text < end; text++) {
		int c = (unsigned char)*text;
		int high = c == '%' ? hex(text[1]) : -1;
		int low = high >= 0 ? hex(text[2]) : -1;

		if (low >= 0) {
			c = high * 16 + low;
			text += 2;
		}
		if (low >= 0 ? is_unreserved(c) : is_plain(c))
			gz_buf_putc(out, (char)c);
		else
			gz_buf_printf(out, "%%%02X", (unsigned)c);
	}
}

/* ---- host ---------------------------------------------------------------- */

static bool ends_in(const char *text, size_t len, const char *tail)
{
	size_t n = strlen(tail);

	return len >= n && strncasecmp(text + len - n, tail, n) == 0;
}

/* A user, the port that goes without saying, a dot at the end. */
static void trim_host(const char **host, const char **end)
{
	static const char *const tails[] = { ":80", ":443", ":", "." };
	const char *at = memrchr(*host, '@', (size_t)(*end - *host));

	if (at)
		*host = at + 1;
	for (size_t i = 0; i < COUNT(tails); i++)
		if (ends_in(*host, (size_t)(*end - *host), tails[i]))
			*end -= strlen(tails[i]);
}

/* Never take so much away that a bare "com" is left. */
static const char *without_prefix(const char *host, const char *end)
{
	for (size_t i = 0; i < COUNT(variants); i++) {
		size_t len = strlen(variants[i][1]);

		if (*variants[i][0] == 'h' && (size_t)(end - host) > len &&
		    strncasecmp(host, variants[i][1], len) == 0 &&
		    memchr(host + len, '.', (size_t)(end - host) - len))
			return without_prefix(host + len, end);
	}
	return host;
}

static void add_host(struct gz_buf *out, const char *host, const char *end)
{
	trim_host(&host, &end);
	for (host = without_prefix(host, end); host < end; host++)
		gz_buf_putc(out, (char)tolower((unsigned char)*host));
}

static bool is_of_host(const char *host, size_t len, const char *name)
{
	size_t n = strlen(name);

	return ends_in(host, len, name) &&
	       (len == n || host[len - n - 1] == '.');
}

/* Past the cache that shows the page of another: to that page's own host. */
static char *origin(char *host)
{
	size_t len = strcspn(host, "/");

	for (size_t i = 0; i < COUNT(variants); i++) {
		const char *segment = variants[i][2];
		size_t n = segment ? strlen(segment) : 0;
		char *rest = host + len + n + 1;

		if (*variants[i][0] != 'c' || !segment ||
		    !is_of_host(host, len, variants[i][1]) ||
		    host[len] != '/' ||
		    strncmp(host + len + 1, segment, n) != 0 || *rest != '/')
			continue;
		rest += strncmp(rest, "/s/", 3) == 0 ? 3 : 1;
		if (memchr(rest, '.', strcspn(rest, "/")))
			return rest;
	}
	return host;
}

/* ---- path ---------------------------------------------------------------- */

static bool is_word(const char *segment, size_t len, const char *word)
{
	return strlen(word) == len && strncasecmp(segment, word, len) == 0;
}

/* The path so far, without its last segment. */
static void up(struct gz_buf *out, size_t base)
{
	while (out->len > base && out->data[--out->len] != '/')
		;
}

static void add_plain(struct gz_buf *out, const char *name, size_t len)
{
	gz_buf_add(out, name, len);
}

/* story.amp, story.amp.html */
static void add_file(struct gz_buf *out, const char *name, size_t len)
{
	const char *amp = memmem(name, len, ".amp", 4);
	size_t stem = amp ? (size_t)(amp - name) : 0;

	if (stem && (stem + 4 == len || amp[4] == '.')) {
		gz_buf_add(out, name, stem);
		name += stem + 4;
		len -= stem + 4;
	}
	gz_buf_add(out, name, len);
}

static bool is_index(const char *name, size_t len)
{
	for (size_t i = 0; i < COUNT(variants); i++)
		if (*variants[i][0] == 'i' &&
		    is_word(name, len, variants[i][1]))
			return true;
	return false;
}

static void add_path(struct gz_buf *out, const char *path)
{
	size_t base = out->len;

	while (*path) {
		size_t len = strcspn(++path, "/");
		bool last = !path[len];

		if (is_word(path, len, ".."))
			up(out, base);
		else if (!is_word(path, len, ".") &&
			 !is_word(path, len, "amp") &&
			 !(last && is_index(path, len))) {
			gz_buf_putc(out, '/');
			(last ? add_file : add_plain)(out, path, len);
		}
		path += len;
	}
	while (out->len > base && out->data[out->len - 1] == '/')
		out->len--;
	gz_buf_add(out, "", 0); /* the NUL */
}

/* ---- query --------------------------------------------------------------- */

static bool is_tracking(const char *param, size_t len)
{
	size_t name = strcspn(param, "=&");

	if (name > len)
		name = len;
	for (size_t i = 0; i < COUNT(tracking); i++) {
		const char *t = tracking[i][0];
		size_t part = strcspn(t, "*");
		size_t whole = t[part] ? part : strchr(t, '=') ? len : name;

		if (strncasecmp(param, t, part) == 0 && whole == part)
			return true;
	}
	return false;
}

/* In the order they came: an address says its parameters in the order of its
 * site, and a repeated one may mean another page in another order. */
static void add_query(struct gz_buf *out, const char *query)
{
	char mark = '?';

	while (*query) {
		size_t len;

		if (strncmp(query, "amp;", 4) == 0) /* of an HTML "&amp;" */
			query += 4;
		len = strcspn(query, "&");
		if (len && !is_tracking(query, len)) {
			gz_buf_putc(out, mark);
			gz_buf_add(out, query, len);
			mark = '&';
		}
		query += len + (query[len] == '&');
	}
}

/* ---- the whole ----------------------------------------------------------- */

/* End text at the character; what comes behind it, "" if it is not there. */
static char *cut(char *text, char c)
{
	char *at = strchr(text, c);

	if (!at)
		return text + strlen(text);
	*at = '\0';
	return at + 1;
}

static const char *after_scheme(const char *url)
{
	return strncasecmp(url, "http://", 7) == 0    ? url + 7
	       : strncasecmp(url, "https://", 8) == 0 ? url + 8
						      : NULL;
}

static char *pass(const char *url)
{
	const char *rest = after_scheme(url);
	const char *end = url + strlen(url);
	struct gz_buf text = { 0 }, out = { 0 };
	char *start, *fragment, *query, *host, *path;

	if (!rest)
		return gz_strdup(url);
	while (end > rest && strchr(" \t\r\n", end[-1]))
		end--;
	normalise(rest, end, &text);
	start = gz_buf_take(&text);
	fragment = cut(start, '#');
	query = cut(start, '?');
	host = origin(start);
	path = host + strcspn(host, "/");
	gz_buf_puts(&out, "https://");
	add_host(&out, host, path);
	add_path(&out, path);
	add_query(&out, query);
	if (*fragment == '!') { /* names a page all the same */
		gz_buf_putc(&out, '#');
		gz_buf_puts(&out, fragment);
	}
	free(start);
	return gz_buf_take(&out);
}

char *gz_url_canonical(const char *url)
{
	char *now, *next;

	now = pass(url + strspn(url, " \t\r\n"));
	for (int i = 1; i < PASSES; i++) {
		next = pass(now);
		if (strcmp(next, now) == 0)
			i = PASSES;
		free(now);
		now = next;
	}
	return now;
}
