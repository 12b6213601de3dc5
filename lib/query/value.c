/* value.c - fields that are compared as a whole, and dates. See parser.h. */
#include <stdio.h>
#include <string.h>

#include "parser.h"

/* A blank for each run of blanks and controls, none at the ends, and no comma
 * at the end. */
static char *squeeze(char *text)
{
	size_t n = 0;

	for (char *c = text; *c; c++) {
		if ((unsigned char)*c > ' ')
			text[n++] = *c;
		else if (n && text[n - 1] != ' ')
			text[n++] = ' ';
	}
	while (n && strchr(" ,;", text[n - 1]))
		n--;
	text[n] = '\0';
	return text;
}

static bool turned_round(struct parser *p, const char *text, char by[64])
{
	const char *gap = strstr(text, "..");
	size_t width = 2;
	struct gz_period period;

	if (!gap || strchr(text, '/')) {
		gap = strchr(text, '/');
		width = 1;
	}
	if (!gap || strlen(text) >= 64)
		return false;
	snprintf(by, 64, "%s%.*s%.*s", gap + width, (int)width, gap,
		 (int)(gap - text), text);
	return gz_period_read(by, p->options->clock, &period, NULL);
}

static bool read_period(struct parser *p, const struct field *f,
			const char *text, struct gz_period *period,
			struct gz_err *err)
{
	const struct gz_clock *clock = p->options->clock;

	if (f->kind == FIELD_WHEN)
		return gz_timespan_read(text, clock, period, err);
	if (!gz_period_read(text, clock, period, err))
		return false;
	if (f->kind == FIELD_AFTER) {
		if (period->last == INT64_MAX)
			return gz_fail(err, GZ_USAGE,
				       "Nothing is after:%s, which is open "
				       "at its end",
				       text);
		*period = (struct gz_period){ period->last + 1, INT64_MAX };
	} else if (f->kind == FIELD_BEFORE) {
		if (period->first == INT64_MIN)
			return gz_fail(err, GZ_USAGE,
				       "Nothing is before:%s, which is open "
				       "at its beginning",
				       text);
		*period = (struct gz_period){ INT64_MIN, period->first - 1 };
	}
	return true;
}

static struct gz_query *date_node(struct parser *p, const struct field *f,
				  const char *text, uint32_t start,
				  uint32_t end)
{
	struct gz_query *q = tree_node(p, GZ_Q_DATE, start, end);
	struct gz_err err = { 0 };
	char by[64];

	if (read_period(p, f, text, &q->period, &err))
		return q;
	note_fail(p, start, "date",
		  turned_round(p, text, by) ? note_replace(p, start, end, by)
					    : "",
		  "%s", err.text);
	return NULL;
}

struct gz_query *leaf_value(struct parser *p, const struct scope *s,
			    uint32_t start, uint32_t end)
{
	struct gz_query *q;
	char *text;

	text = squeeze(scan_slice(p, start, end));
	if (s->field->kind != FIELD_VALUE)
		return date_node(p, s->field, text, start, end);
	if (!*text)
		return NULL;
	q = leaf_form(p, s, GZ_Q_VALUE, text, GZ_TOKEN_WORD, start, end);
	q->exact &= s->field->field <= GZ_F_SECTION;
	return q;
}
