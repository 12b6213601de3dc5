/* filter.c - parameters that narrow a search, as a tree. See filter.h. */
#include "filter.h"

#include <stdlib.h>

#include "gz/buf.h"

static struct gz_query *node(struct filter *f, enum gz_op op)
{
	struct gz_query *q = gz_alloc(sizeof(*q));

	q->op = op;
	f->made = gz_realloc(f->made, (f->made_count + 1) * sizeof(*f->made));
	f->made[f->made_count++] = q;
	return q;
}

static void adopt(struct gz_query *parent, struct gz_query *kid)
{
	size_t size = (parent->count + 1) * sizeof(struct gz_query *);

	parent->kid = gz_realloc(parent->kid, size);
	parent->kid[parent->count++] = kid;
}

static void require(struct filter *f, struct gz_query *q)
{
	if (!f->all)
		f->all = node(f, GZ_Q_AND);
	adopt(f->all, q);
}

static void refuse(struct filter *f, struct gz_query *q)
{
	struct gz_query *negation = node(f, GZ_Q_NOT);

	adopt(negation, q);
	require(f, negation);
}

static void allow(struct filter *f, enum gz_field field, struct gz_query *q)
{
	if (!f->group[field]) {
		f->group[field] = node(f, GZ_Q_OR);
		require(f, f->group[field]);
	}
	adopt(f->group[field], q);
}

const struct gz_query *filter_tree(const struct filter *f)
{
	if (f->all && f->all->count == 1)
		return f->all->kid[0];
	return f->all;
}

void filter_period(struct filter *f, const struct gz_period *period)
{
	struct gz_query *q = node(f, GZ_Q_DATE);

	q->period = *period;
	require(f, q);
}

void filter_value(struct filter *f, enum gz_field field, const char *text,
		  bool without)
{
	struct gz_query *q = node(f, GZ_Q_VALUE);
	const char **form = gz_alloc(sizeof(*form));

	q->exact = *text == '=';
	form[0] = gz_strdup(text + q->exact);
	q->field = field;
	q->form = form;
	q->count = 1;
	if (without)
		refuse(f, q);
	else
		allow(f, field, q);
}

/* The words of a name are cut by the query's own parser, so that they are the
 * words of the index. */
static struct gz_query *byline(struct filter *f, const char *text,
			       struct gz_query_note *why)
{
	const struct gz_parse_options options = { .clock = NULL };
	struct gz_parsed *p;
	struct gz_buf b = { 0 };

	f->parsed = gz_realloc(f->parsed,
			       (f->parsed_count + 1) * sizeof(*f->parsed));
	p = &f->parsed[f->parsed_count++];
	gz_buf_puts(&b, "byline:\"");
	for (; *text; text++)
		gz_buf_putc(&b, *text == '"' ? ' ' : *text);
	gz_buf_putc(&b, '"');
	if (!gz_query_parse(b.data, &options, p))
		*why = p->error;
	gz_buf_free(&b);
	return p->root;
}

bool filter_byline(struct filter *f, const char *text, bool without,
		   bool together, struct gz_query_note *why)
{
	struct gz_query *q = byline(f, text, why);

	if (!q)
		return false;
	if (together)
		f->group[GZ_F_BYLINE] = NULL;
	if (without)
		refuse(f, q);
	else
		allow(f, GZ_F_BYLINE, q);
	return true;
}

static void node_free(struct gz_query *q)
{
	if (q->op == GZ_Q_VALUE)
		free((char *)q->form[0]);
	free((char **)q->form);
	free(q->kid);
	free(q);
}

void filter_free(struct filter *f)
{
	for (size_t i = 0; i < f->made_count; i++)
		node_free(f->made[i]);
	for (size_t i = 0; i < f->parsed_count; i++)
		gz_parsed_free(&f->parsed[i]);
	free(f->made);
	free(f->parsed);
	*f = (struct filter){ 0 };
}
