/* csv.c - comma-separated values. See csv.h. */
#include "csv.h"

#include <inttypes.h>
#include <string.h>

static void begin(struct csv *c)
{
	if (c->comma)
		gz_buf_putc(c->out, ',');
	c->comma = true;
}

static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r", *text);
}

static void quoted(struct gz_buf *out, const char *text)
{
	for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
		gz_buf_add(out, text, (size_t)(quote - text) + 1);
		gz_buf_putc(out, '"');
	}
	gz_buf_puts(out, text);
}

void csv_text(struct csv *c, const char *text)
{
	bool quote;

	begin(c);
	if (!text)
		return;
	quote = is_formula(text) || strpbrk(text, ",\"\r\n ");
	if (quote)
		gz_buf_putc(c->out, '"');
	if (is_formula(text))
		gz_buf_putc(c->out, '\'');
	quoted(c->out, text);
	if (quote)
		gz_buf_putc(c->out, '"');
}

void csv_int(struct csv *c, int64_t n)
{
	begin(c);
	gz_buf_printf(c->out, "%" PRId64, n);
}

void csv_line(struct csv *c)
{
	gz_buf_puts(c->out, "\r\n");
	c->comma = false;
}
