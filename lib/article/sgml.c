/* sgml.c - tags and text of flat SGML. See sgml.h. */
#include "sgml.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "gz/utf8.h"

bool sgml_tag_at(const char *at, const char *end, const char *tag)
{
	size_t len = strlen(tag);

	return (size_t)(end - at) > len && strncasecmp(at, tag, len) == 0 &&
	       !isalnum((unsigned char)at[len]);
}

const char *sgml_find(struct span in, const char *tag)
{
	for (const char *at = in.at; at < in.end; at++) {
		at = memchr(at, '<', (size_t)(in.end - at));
		if (!at)
			return NULL;
		if (sgml_tag_at(at, in.end, tag))
			return at;
	}
	return NULL;
}

struct span sgml_element(struct span in, const char *open, const char *close)
{
	const char *at = sgml_find(in, open), *end;

	at = at ? memchr(at, '>', (size_t)(in.end - at)) : NULL;
	if (!at)
		return (struct span){ in.end, in.end };
	in.at = at + 1;
	end = sgml_find(in, close);
	if (end)
		in.end = end;
	return in;
}

static size_t number_reference(const char *at, const char *end, int32_t *c)
{
	size_t i = 2;

	for (*c = 0; i < 9 && at + i < end && isdigit((unsigned char)at[i]);
	     i++)
		*c = *c * 10 + (at[i] - '0');
	return i > 2 && at + i < end && at[i] == ';' ? i + 1 : 0;
}

/* What the '&' at at stands for, and its bytes; 0 where it is but itself.
 * Control characters (&#2; &#3; of the wire) are nothing; "&\t" at the start
 * of a line is what copies of the collection have for an indented one. */
static size_t reference(const char *at, const char *end, bool begins,
			int32_t *c)
{
	static const struct {
		const char *text;
		char c;
	} names[] = { { "&lt;", '<' },
		      { "&gt;", '>' },
		      { "&amp;", '&' },
		      { "&quot;", '"' },
		      { "&\\t", '\t' } };
	size_t len = (size_t)(end - at), n;

	if (len > 3 && at[1] == '#')
		return number_reference(at, end, c);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		n = strlen(names[i].text);
		*c = (unsigned char)names[i].c;
		if (len >= n && strncmp(at, names[i].text, n) == 0 &&
		    (*c != '\t' || begins))
			return n;
	}
	return 0;
}

static bool is_text(int32_t c)
{
	return c >= ' ' && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

/* Behind the tag at at, or NULL where there is none. */
static const char *skip_tag(const char *at, const char *end)
{
	const char *close;

	if (end - at < 2 || (!isalpha((unsigned char)at[1]) && at[1] != '/'))
		return NULL;
	close = memchr(at, '>', (size_t)(end - at));
	return close ? close + 1 : NULL;
}

void sgml_text(struct span s, struct gz_buf *out)
{
	const char *tags = memrchr(s.at, '>', (size_t)(s.end - s.at));
	bool begins = true;

	while (s.at < s.end) {
		const char *behind = *s.at == '<' && s.at < tags
					     ? skip_tag(s.at, s.end)
					     : NULL;
		size_t len = 0;
		char bytes[4];
		int32_t c;

		if (behind) {
			s.at = behind;
			continue;
		}
		if (*s.at == '&')
			len = reference(s.at, s.end, begins, &c);
		if (len && (is_text(c) || c == '\t'))
			gz_buf_add(out, bytes, gz_utf8_put(bytes, c));
		else if (!len)
			gz_buf_putc(out, *s.at);
		begins = len ? begins : *s.at == '\n';
		s.at += len ? len : 1;
	}
}
