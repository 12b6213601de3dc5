/* option_help.c - the rows as help text. See gz/option.h. */
#include <string.h>

#include "option_parts.h"

#define INDENT 30
#define WIDTH 79

/* Words from column INDENT on, wrapped. */
static void wrap(const char *text, FILE *out)
{
	int column = INDENT;

	while (*text) {
		int word = (int)strcspn(text, " ");

		if (column > INDENT && column + 1 + word > WIDTH)
			column = fprintf(out, "\n%*s", INDENT, "") - 1;
		else if (column > INDENT)
			column += fprintf(out, " ");
		column += fprintf(out, "%.*s", word, text);
		text += word;
		text += *text == ' ';
	}
	fputc('\n', out);
}

static void row_help(const struct gz_option *row, FILE *out)
{
	char left[64], right[400];
	const char *value = option_placeholder(row);

	snprintf(left, sizeof(left), "--%s%s%s", row->name, *value ? " " : "",
		 value);
	if (row->fallback)
		snprintf(right, sizeof(right), "%s Default: %s.", row->help,
			 row->fallback);
	else
		snprintf(right, sizeof(right), "%s", row->help);
	if (fprintf(out, "  %-*s", INDENT - 2, left) > INDENT)
		fprintf(out, "\n%*s", INDENT, "");
	wrap(right, out);
}

void gz_options_help(enum gz_program program, FILE *out)
{
	const struct gz_option *row = gz_option_table;

	for (; row->name; row++)
		if (row->programs & program)
			row_help(row, out);
}
