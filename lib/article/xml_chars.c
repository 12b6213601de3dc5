/* xml_chars.c - characters of foreign XML to those that may be parsed. See
 * xml.h. */
#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "gz/utf8.h"
#include "xml.h"

struct chars {
	const char *at, *to;
	struct gz_buf *out;
	bool broken;
};

/* Char of XML 1.0 section 2.2. */
static bool is_char(int32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) ||
	       (c >= 0x10000 && c < 0x110000);
}

/* "&#8217;" or "&#x2019;"; what is no character becomes U+FFFD, and HTML's
 * misuse of 128 to 159 is left to who reads HTML. Returns false if it is no
 * reference. */
static bool put_number(struct chars *s)
{
	bool hex = s->at[2] == 'x' || s->at[2] == 'X';
	const char *digits = s->at + (hex ? 3 : 2);
	char *after;
	unsigned long c;

	if (hex ? !isxdigit((unsigned char)*digits)
		: !isdigit((unsigned char)*digits))
		return false;
	c = strtoul(digits, &after, hex ? 16 : 10);
	if (*after != ';')
		return false;
	if (c > 0x10ffff || !is_char((int32_t)c)) {
		s->broken = true;
		c = 0xfffd;
	}
	gz_buf_printf(s->out, "&#%lu;", c);
	s->at = after + 1;
	return true;
}

/* "&amp;" as it is, "&nbsp;" as the character. */
static bool put_named(struct chars *s)
{
	static const char *const own[] = { "amp", "lt", "gt", "quot", "apos" };
	const htmlEntityDesc *entity;
	char name[16], bytes[4];
	size_t n = 0;

	while (n < sizeof(name) - 1 && isalnum((unsigned char)s->at[1 + n])) {
		name[n] = s->at[1 + n];
		n++;
	}
	name[n] = '\0';
	if (s->at[1 + n] != ';')
		return false;
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (strcmp(name, own[i]) == 0) {
			gz_buf_printf(s->out, "&%s;", name);
			s->at += n + 2;
			return true;
		}
	entity = htmlEntityLookup((const xmlChar *)name);
	if (!entity)
		return false;
	gz_buf_add(s->out, bytes, gz_utf8_put(bytes, (int32_t)entity->value));
	s->at += n + 2;
	return true;
}

static void put_reference(struct chars *s)
{
	if (s->at[1] == '#' ? put_number(s) : put_named(s))
		return;
	gz_buf_puts(s->out, "&amp;");
	s->broken = true;
	s->at++;
}

/* A character as it is, if XML has it. */
static void put_char(struct chars *s)
{
	const char *from = s->at;
	int32_t c = (unsigned char)*from;

	if (c < 0x80)
		s->at++;
	else
		c = gz_utf8_next(&s->at, s->to);
	if (is_char(c)) {
		gz_buf_add(s->out, from, (size_t)(s->at - from));
	} else {
		gz_buf_puts(s->out, "\xef\xbf\xbd");
		s->broken = true;
	}
}

static void put_chars(struct chars *s, const char *to)
{
	while (s->at < to) {
		size_t n = 0;

		while (s->at + n < to && (signed char)s->at[n] >= ' ')
			n++;
		gz_buf_add(s->out, s->at, n);
		s->at += n;
		if (s->at < to)
			put_char(s);
	}
}

/* One of the characters that mean something in XML. */
static void put_mark(struct chars *s)
{
	if (*s->at == '&') {
		put_reference(s);
		return;
	}
	gz_buf_puts(s->out, *s->at == '<'   ? "&lt;"
			    : *s->at == '>' ? "&gt;"
					    : "&quot;");
	s->at++;
}

bool xml_put_chars(const char *text, const char *to, struct gz_buf *out)
{
	struct chars s = { text, to, out, false };

	put_chars(&s, to);
	return !s.broken;
}

bool xml_put_text(const char *text, const char *to, struct gz_buf *out)
{
	struct chars s = { text, to, out, false };

	while (s.at < to) {
		size_t n = strcspn(s.at, "&<>\"");

		put_chars(&s, s.at + n < to ? s.at + n : to);
		if (s.at < to)
			put_mark(&s);
	}
	return !s.broken;
}
