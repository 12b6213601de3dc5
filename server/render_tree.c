/* render_tree.c - a query tree as JSON, for /v1/parse. See render.h. */
#include "render.h"

static const char *const op_name[] = {
	[GZ_Q_ALL] = "all",	  [GZ_Q_NONE] = "none",
	[GZ_Q_WORD] = "word",	  [GZ_Q_PREFIX] = "prefix",
	[GZ_Q_PHRASE] = "phrase", [GZ_Q_NEAR] = "near",
	[GZ_Q_AND] = "and",	  [GZ_Q_OR] = "or",
	[GZ_Q_NOT] = "not",	  [GZ_Q_DATE] = "date",
	[GZ_Q_VALUE] = "value",
};

static const char *const field_name[] = {
	[GZ_F_TEXT] = "text",	  [GZ_F_HEADLINE] = "headline",
	[GZ_F_BODY] = "body",	  [GZ_F_BYLINE] = "byline",
	[GZ_F_SOURCE] = "source", [GZ_F_SECTION] = "section",
	[GZ_F_URL] = "url",	  [GZ_F_ID] = "id",
};

static json_t *forms(const struct gz_query *q)
{
	size_t count = q->op == GZ_Q_PHRASE ? q->count : 1;
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_string(q->form[i]));
	return list;
}

static void add_leaf(json_t *o, const struct gz_query *q)
{
	json_object_set_new(o, "field", json_string(field_name[q->field]));
	json_object_set_new(o, "forms", forms(q));
	if (q->op == GZ_Q_WORD)
		json_object_set_new(o, "capital", json_boolean(q->capital));
	if (q->op == GZ_Q_WORD || q->op == GZ_Q_PHRASE)
		json_object_set_new(o, "exact", json_boolean(q->exact));
}

static void add_period(json_t *o, const struct gz_query *q)
{
	char text[64];

	gz_period_write(&q->period, text);
	json_object_set_new(o, "period", json_string(text));
}

static void add_kids(json_t *o, const struct gz_query *q)
{
	json_t *kids = json_array();

	if (q->op == GZ_Q_NEAR) {
		json_object_set_new(o, "distance", json_integer(q->distance));
		json_object_set_new(o, "ordered", json_boolean(q->ordered));
	}
	for (size_t i = 0; i < q->count; i++)
		json_array_append_new(kids, render_tree(q->kid[i]));
	json_object_set_new(o, "kids", kids);
}

json_t *render_tree(const struct gz_query *q)
{
	json_t *o = json_pack("{s:s, s:i, s:i}", "op", op_name[q->op], "start",
			      (int)q->start, "end", (int)q->end);

	switch (q->op) {
	case GZ_Q_ALL:
	case GZ_Q_NONE:
		break;
	case GZ_Q_WORD:
	case GZ_Q_PREFIX:
	case GZ_Q_PHRASE:
	case GZ_Q_VALUE:
		add_leaf(o, q);
		break;
	case GZ_Q_DATE:
		add_period(o, q);
		break;
	case GZ_Q_NEAR:
	case GZ_Q_AND:
	case GZ_Q_OR:
	case GZ_Q_NOT:
		add_kids(o, q);
		break;
	}
	return o;
}
