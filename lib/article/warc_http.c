/* warc_http.c - what a server answered. See warc.h. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "warc.h"

static void lower(char *text)
{
	for (; text && *text; text++)
		*text = (char)tolower((unsigned char)*text);
}

void http_type_read(const char *value, struct http_head *h)
{
	size_t len = value ? strcspn(value, "; ") : 0;
	const char *charset = value ? strcasestr(value, "charset=") : NULL;

	h->type = value ? gz_strndup(value, len) : NULL;
	lower(h->type);
	if (!charset)
		return;
	charset += 8;
	charset += strspn(charset, " \"'");
	len = strcspn(charset, " \"';,");
	h->charset = len ? gz_strndup(charset, len) : NULL;
}

bool http_head_read(const char *text, size_t len, struct http_head *h)
{
	char line[16] = "", *value;

	*h = (struct http_head){ .size = warc_head_size(text, len, false) };
	memcpy(line, text, len < 15 ? len : 15);
	/* "HTTP/1.1 200", "HTTP/2 200" */
	if (!h->size || (sscanf(line, "HTTP/%*1d.%*1d %3u", &h->status) != 1 &&
			 sscanf(line, "HTTP/%*1d %3u", &h->status) != 1))
		return false;
	value = warc_field(text, h->size, "Content-Type");
	http_type_read(value, h);
	free(value);
	h->encoding = warc_field(text, h->size, "Content-Encoding");
	lower(h->encoding);
	value = warc_field(text, h->size, "Transfer-Encoding");
	h->chunked = value && strcasestr(value, "chunked");
	free(value);
	return true;
}

void http_head_free(struct http_head *h)
{
	free(h->type);
	free(h->charset);
	free(h->encoding);
	*h = (struct http_head){ 0 };
}

/* "1a;name=value CRLF" at text: the size of the chunk and of that line; false
 * where there is no such line. */
static bool chunk_size(const char *text, size_t len, size_t *chunk,
		       size_t *line)
{
	const char *newline = memchr(text, '\n', len < 256 ? len : 256);
	char *end;

	if (!newline || !isxdigit((unsigned char)*text))
		return false;
	*line = (size_t)(newline - text) + 1;
	*chunk = strtoul(text, &end, 16);
	return end - text <= 8 && strchr(" ;\r\n", *end);
}

bool http_dechunk(const char *text, size_t len, struct gz_buf *out)
{
	size_t chunk, line;
	bool any = false;

	while (chunk_size(text, len, &chunk, &line)) {
		any = true;
		text += line;
		len -= line;
		if (chunk > len)
			chunk = len;
		gz_buf_add(out, text, chunk);
		text += chunk;
		len -= chunk;
		if (!chunk)
			break;
		for (int i = 0; i < 2 && len && isspace((unsigned char)*text);
		     i++, len--)
			text++;
	}
	return any;
}
