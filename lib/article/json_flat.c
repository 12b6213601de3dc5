/* json_flat.c - the quick way through a JSON record. See json_flat.h.
 *
 * A general parser looks at each byte of a body several times over; three
 * quarters of the time of reading an archive went there. */
#include "json_flat.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"
#include "gz/utf8.h"

struct cursor {
	const char *at, *end;
	char *out; /* decoded text goes here: it is never longer */
};

static void skip_space(struct cursor *c)
{
	while (c->at < c->end && strchr(" \t\r\n", *c->at) && *c->at)
		c->at++;
}

static bool take(struct cursor *c, char mark)
{
	skip_space(c);
	if (c->at == c->end || *c->at != mark)
		return false;
	c->at++;
	return true;
}

static bool hex4(struct cursor *c, int32_t *value)
{
	*value = 0;
	if (c->end - c->at < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		unsigned char x = (unsigned char)*c->at++;

		if (!isxdigit(x))
			return false;
		*value = *value * 16 +
			 (x <= '9' ? x - '0' : (x | 32) - 'a' + 10);
	}
	return true;
}

/* Behind "\u": a code point, of two escapes where it takes a surrogate pair. */
static bool unicode(struct cursor *c)
{
	int32_t high, low;

	if (!hex4(c, &high) || high == 0 || (high >= 0xdc00 && high < 0xe000))
		return false;
	if (high >= 0xd800 && high < 0xdc00) {
		if (c->end - c->at < 2 || c->at[0] != '\\' || c->at[1] != 'u')
			return false;
		c->at += 2;
		if (!hex4(c, &low) || low < 0xdc00 || low >= 0xe000)
			return false;
		high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
	}
	c->out += gz_utf8_put(c->out, high);
	return true;
}

static bool escape(struct cursor *c)
{
	static const char letters[] = "\"\"\\\\//b\bf\fn\nr\rt\t";

	if (c->at == c->end)
		return false;
	if (*c->at == 'u') {
		c->at++;
		return unicode(c);
	}
	for (const char *l = letters; *l; l += 2)
		if (*l == *c->at) {
			c->at++;
			*c->out++ = l[1];
			return true;
		}
	return false;
}

static bool is_plain(unsigned char byte)
{
	return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

/* Behind the opening quotation mark, up to and with the closing one. */
static bool string(struct cursor *c, const char **text, size_t *len)
{
	*text = c->out;
	while (c->at < c->end) {
		const char *run = c->at;

		while (c->at < c->end && is_plain((unsigned char)*c->at))
			c->at++;
		while (c->at < c->end && (unsigned char)*c->at >= 0x80)
			if (gz_utf8_next(&c->at, c->end) < 0)
				return false;
		memcpy(c->out, run, (size_t)(c->at - run));
		c->out += c->at - run;
		if (c->at == c->end || (unsigned char)*c->at < 0x20)
			return false;
		if (*c->at == '"') {
			c->at++;
			*len = (size_t)(c->out - *text);
			return true;
		}
		if (*c->at == '\\' && (c->at++, !escape(c)))
			return false;
	}
	return false;
}

/* Up to 15 digits, none of them a leading zero. */
static bool integer(struct cursor *c, struct flat_member *m)
{
	m->kind = FLAT_INTEGER;
	m->value = c->at;
	while (c->at < c->end && isdigit((unsigned char)*c->at))
		c->at++;
	m->value_len = (size_t)(c->at - m->value);
	return m->value_len && m->value_len <= 15 &&
	       (*m->value != '0' || m->value_len == 1);
}

static bool value(struct cursor *c, struct flat_member *m)
{
	if (take(c, '"')) {
		m->kind = FLAT_STRING;
		return string(c, &m->value, &m->value_len);
	}
	if (c->end - c->at >= 4 && memcmp(c->at, "null", 4) == 0) {
		m->kind = FLAT_NULL;
		c->at += 4;
		return true;
	}
	return integer(c, m);
}

static bool is_new(const struct flat *f, const struct flat_member *m)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->member[i].key_len == m->key_len &&
		    memcmp(f->member[i].key, m->key, m->key_len) == 0)
			return false;
	return true;
}

static bool members(struct cursor *c, struct flat *f)
{
	struct flat_member m = { 0 };

	if (!take(c, '{'))
		return false;
	do {
		if (f->count == FLAT_MEMBERS || !take(c, '"') ||
		    !string(c, &m.key, &m.key_len) || !take(c, ':') ||
		    !value(c, &m) || !is_new(f, &m))
			return false;
		f->member[f->count++] = m;
	} while (take(c, ','));
	if (!take(c, '}'))
		return false;
	skip_space(c);
	return c->at == c->end;
}

bool flat_read(const char *text, size_t len, struct flat *f)
{
	struct cursor c = { .at = text };

	*f = (struct flat){ 0 };
	if (!len)
		return false;
	c.end = text + len;
	f->memory = c.out = gz_realloc(NULL, len);
	return members(&c, f);
}

void flat_free(struct flat *f)
{
	free(f->memory);
}
