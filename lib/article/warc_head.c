/* warc_head.c - the headers of records. See warc.h. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"
#include "warc.h"

bool warc_begins(const char *text, size_t len, bool arc)
{
	if (arc) /* "http://a.example/ 192.0.2.1 20140216050221 text/html 9" */
		return len && isalpha((unsigned char)*text);
	return len >= 8 && memcmp(text, "WARC/", 5) == 0 &&
	       (text[5] == '0' || text[5] == '1') && text[6] == '.' &&
	       isdigit((unsigned char)text[7]);
}

const char *warc_find(const char *text, size_t len)
{
	const char *end = text + len, *at = text;

	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		if (warc_begins(at, (size_t)(end - at), false))
			return at;
	}
	return NULL;
}

static size_t line_size(const char *text, size_t len)
{
	const char *newline = memchr(text, '\n', len);

	return newline ? (size_t)(newline - text) + 1 : 0;
}

static bool is_blank(const char *line, size_t len)
{
	return len == 1 || (len == 2 && *line == '\r');
}

size_t warc_head_size(const char *text, size_t len, bool arc)
{
	size_t at = 0, line;

	if (arc)
		return line_size(text, len);
	while ((line = line_size(text + at, len - at))) {
		at += line;
		if (is_blank(text + at - line, line))
			return at;
	}
	return 0;
}

char *warc_field(const char *text, size_t len, const char *name)
{
	size_t n = strlen(name), at = 0, line;

	while ((line = line_size(text + at, len - at))) {
		if (line > n && text[at + n] == ':' &&
		    strncasecmp(text + at, name, n) == 0)
			return field_clean(text + at + n + 1, line - n - 1);
		at += line;
	}
	return NULL;
}

static bool read_length(const char *text, uint64_t *length)
{
	char *end;

	*length = 0;
	if (!text || !isdigit((unsigned char)*text))
		return false;
	errno = 0;
	*length = strtoull(text, &end, 10);
	return !*end && !errno;
}

/* <http://a.example/> is how WARC 1.0 had it by mistake, and wget has. */
static void strip_brackets(char *url)
{
	size_t len = url ? strlen(url) : 0;

	if (len < 2 || *url != '<' || url[len - 1] != '>')
		return;
	memmove(url, url + 1, len - 2);
	url[len - 2] = '\0';
}

static const char *read_warc(const char *text, size_t len,
			     struct warc_head *head)
{
	char *type = warc_field(text, len, "WARC-Type");
	char *length = warc_field(text, len, "Content-Length");
	bool good = read_length(length, &head->length);

	head->response = type && strcasecmp(type, "response") == 0;
	head->resource = type && strcasecmp(type, "resource") == 0;
	head->url = warc_field(text, len, "WARC-Target-URI");
	head->type = warc_field(text, len, "Content-Type");
	strip_brackets(head->url);
	free(type);
	free(length);
	return good ? NULL : "no Content-Length, or not a number";
}

/* URL, address, date, type, length: the URL may have blanks in it. */
static const char *read_arc(const char *text, size_t len,
			    struct warc_head *head)
{
	char *line = field_clean(text, len), *field[4] = { 0 }, *blank;
	const char *why = NULL;

	for (int i = 3; line && i >= 0 && (blank = strrchr(line, ' ')); i--) {
		field[i] = blank + 1;
		*blank = '\0';
	}
	if (!field[0]) {
		why = "not a line of five fields, as ARC has";
	} else if (!read_length(field[3], &head->length)) {
		why = "its length is not a number";
	} else {
		head->url = gz_strdup(line);
		head->response = strncasecmp(line, "http", 4) == 0;
	}
	free(line);
	return why;
}

const char *warc_head_read(const char *text, size_t len, bool arc,
			   struct warc_head *head)
{
	*head = (struct warc_head){ 0 };
	return arc ? read_arc(text, len, head) : read_warc(text, len, head);
}

void warc_head_free(struct warc_head *head)
{
	free(head->url);
	free(head->type);
	*head = (struct warc_head){ 0 };
}
