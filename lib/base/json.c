/* json.c - JSON written as it comes. See gz/json.h. */
#include "gz/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "gz/utf8.h"

static void value(struct gz_json *j)
{
	if (j->comma)
		gz_buf_putc(j->out, ',');
	j->comma = true;
}

void gz_json_open(struct gz_json *j, char bracket)
{
	value(j);
	gz_buf_putc(j->out, bracket);
	j->comma = false;
}

void gz_json_close(struct gz_json *j, char bracket)
{
	gz_buf_putc(j->out, bracket);
	j->comma = true;
}

void gz_json_key(struct gz_json *j, const char *key)
{
	value(j);
	gz_buf_putc(j->out, '"');
	gz_buf_puts(j->out, key);
	gz_buf_puts(j->out, "\":");
	j->comma = false;
}

/* Bytes that must not stand in a string as they are (RFC 8259, 7). */
static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\';
}

static void escape(struct gz_buf *out, unsigned char c)
{
	static const char letters[] = "\"\"\\\\\nn\tt\rr\bb\ff";

	for (const char *l = letters; *l; l += 2)
		if ((unsigned char)*l == c) {
			gz_buf_putc(out, '\\');
			gz_buf_putc(out, l[1]);
			return;
		}
	gz_buf_printf(out, "\\u%04x", (unsigned)c);
}

void gz_json_str(struct gz_json *j, const char *text)
{
	if (!text || !gz_utf8_valid(text, strlen(text))) {
		gz_json_null(j);
		return;
	}
	value(j);
	gz_buf_putc(j->out, '"');
	for (;;) {
		const char *run = text;

		while (is_plain((unsigned char)*text))
			text++;
		gz_buf_add(j->out, run, (size_t)(text - run));
		if (!*text)
			break;
		escape(j->out, (unsigned char)*text++);
	}
	gz_buf_putc(j->out, '"');
}

void gz_json_int(struct gz_json *j, int64_t n)
{
	value(j);
	gz_buf_printf(j->out, "%" PRId64, n);
}

void gz_json_real(struct gz_json *j, double n, int decimals)
{
	char text[64];
	int len = snprintf(text, sizeof(text), "%.*f", decimals, n);

	while (len > 2 && text[len - 1] == '0' && text[len - 2] != '.')
		text[--len] = '\0';
	value(j);
	gz_buf_puts(j->out, text);
}

void gz_json_bool(struct gz_json *j, bool yes)
{
	value(j);
	gz_buf_puts(j->out, yes ? "true" : "false");
}

void gz_json_null(struct gz_json *j)
{
	value(j);
	gz_buf_puts(j->out, "null");
}

void gz_json_member(struct gz_json *j, const char *key, const char *text)
{
	gz_json_key(j, key);
	gz_json_str(j, text);
}

void gz_json_int_member(struct gz_json *j, const char *key, int64_t n)
{
	gz_json_key(j, key);
	gz_json_int(j, n);
}

void gz_json_bool_member(struct gz_json *j, const char *key, bool yes)
{
	gz_json_key(j, key);
	gz_json_bool(j, yes);
}

void gz_json_list(struct gz_json *j, const char *key, char *const *text,
		  size_t count)
{
	gz_json_key(j, key);
	gz_json_open(j, '[');
	for (size_t i = 0; i < count; i++)
		gz_json_str(j, text[i]);
	gz_json_close(j, ']');
}
