/* write.c - a tree back to text that parses to the same tree. See
 * gz/query.h. */
#include <assert.h>

#include "parser.h"

static void write_query(const struct gz_query *q, unsigned depth,
			struct gz_buf *out);

static char upper(char c)
{
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return c;
}

/* An acronym with dots, U.S., is one wherever it stands. */
static void write_acronym(const char *form, struct gz_buf *out)
{
	for (; *form; form++) {
		gz_buf_putc(out, upper(*form));
		gz_buf_putc(out, '.');
	}
}

static void write_form(const struct gz_query *q, size_t i, struct gz_buf *out)
{
	assert(q->form && q->kind);
	if (q->kind[i] == GZ_TOKEN_ACRONYM)
		write_acronym(q->form[i], out);
	else
		gz_buf_puts(out, q->form[i]);
}

static void write_word(const struct gz_query *q, struct gz_buf *out)
{
	size_t at;

	if (q->exact)
		gz_buf_putc(out, '=');
	at = out->len;
	if (q->joined)
		gz_buf_puts(out, q->joined);
	else
		write_form(q, 0, out);
	for (; q->capital && at < out->len; at++) {
		out->data[at] = upper(out->data[at]);
		if (q->capital == 1)
			break;
	}
	if (q->op == GZ_Q_PREFIX)
		gz_buf_putc(out, '*');
}

static void write_phrase(const struct gz_query *q, struct gz_buf *out)
{
	if (q->joined && q->exact)
		gz_buf_putc(out, '=');
	if (!q->joined)
		gz_buf_putc(out, '"');
	for (size_t i = 0; i < q->count; i++) {
		if (i)
			gz_buf_putc(out, q->joined ? '-' : ' ');
		write_form(q, i, out);
	}
	if (!q->joined)
		gz_buf_putc(out, '"');
}

static void write_date(const struct gz_query *q, struct gz_buf *out)
{
	char text[64];

	gz_period_write(&q->period, text);
	gz_buf_printf(out, "date:%s", text);
}

static void write_value(const struct gz_query *q, struct gz_buf *out)
{
	assert(q->form);
	gz_buf_printf(out, "%s\"%s\"", q->exact ? "=" : "", q->form[0]);
}

static void write_leaf(const struct gz_query *q, struct gz_buf *out)
{
	if (q->form && q->field != GZ_F_TEXT)
		gz_buf_printf(out, "%s:", field_name(q->field));
	if (q->op == GZ_Q_ALL)
		gz_buf_putc(out, '*');
	else if (q->op == GZ_Q_NONE)
		gz_buf_puts(out, "\"\"");
	else if (q->op == GZ_Q_DATE)
		write_date(q, out);
	else if (q->op == GZ_Q_VALUE)
		write_value(q, out);
	else if (q->op == GZ_Q_PHRASE)
		write_phrase(q, out);
	else
		write_word(q, out);
}

/* Brackets round each operand; none where they would be one level too deep,
 * which is only round a leaf. */
static void write_operand(const struct gz_query *q, unsigned depth,
			  struct gz_buf *out)
{
	bool bare = depth >= MAX_LEVELS;

	gz_buf_puts(out, bare ? "" : "(");
	write_query(q, depth + 1, out);
	gz_buf_puts(out, bare ? "" : ")");
}

static void write_operator(const struct gz_query *q, struct gz_buf *out)
{
	if (q->op == GZ_Q_NEAR)
		gz_buf_printf(out, " %s/%u ", q->ordered ? "PRE" : "NEAR",
			      q->distance);
	else
		gz_buf_puts(out, q->op == GZ_Q_AND ? " AND " : " OR ");
}

static void write_query(const struct gz_query *q, unsigned depth,
			struct gz_buf *out)
{
	if (!q->kid)
		write_leaf(q, out);
	else if (q->op == GZ_Q_NOT)
		gz_buf_puts(out, "NOT ");
	for (size_t i = 0; q->kid && i < q->count; i++) {
		if (i)
			write_operator(q, out);
		write_operand(q->kid[i], depth, out);
	}
}

void gz_query_write(const struct gz_query *q, struct gz_buf *out)
{
	write_query(q, 0, out);
}
