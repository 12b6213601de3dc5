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

static void forms(struct gz_json *j, const struct gz_query *q)
{
	size_t count = q->op == GZ_Q_PHRASE ? q->count : 1;

	gz_json_key(j, "forms");
	gz_json_open(j, '[');
	for (size_t i = 0; i < count; i++)
		gz_json_str(j, q->form[i]);
	gz_json_close(j, ']');
}

static void add_leaf(struct gz_json *j, const struct gz_query *q)
{
	gz_json_member(j, "field", field_name[q->field]);
	forms(j, q);
	if (q->op == GZ_Q_WORD)
		gz_json_bool_member(j, "capital", q->capital);
	if (q->op == GZ_Q_WORD || q->op == GZ_Q_PHRASE)
		gz_json_bool_member(j, "exact", q->exact);
	if (q->synonym)
		gz_json_bool_member(j, "synonym", true);
}

static void add_period(struct gz_json *j, const struct gz_query *q)
{
	char text[64];

	gz_period_write(&q->period, text);
	gz_json_member(j, "period", text);
}

static void add_kids(struct gz_json *j, const struct gz_query *q)
{
	if (q->op == GZ_Q_NEAR) {
		gz_json_int_member(j, "distance", q->distance);
		gz_json_bool_member(j, "ordered", q->ordered);
	}
	gz_json_key(j, "kids");
	gz_json_open(j, '[');
	for (size_t i = 0; i < q->count; i++)
		render_tree(j, q->kid[i]);
	gz_json_close(j, ']');
}

static void add_rest(struct gz_json *j, const struct gz_query *q)
{
	switch (q->op) {
	case GZ_Q_ALL:
	case GZ_Q_NONE:
		break;
	case GZ_Q_WORD:
	case GZ_Q_PREFIX:
	case GZ_Q_PHRASE:
	case GZ_Q_VALUE:
		add_leaf(j, q);
		break;
	case GZ_Q_DATE:
		add_period(j, q);
		break;
	case GZ_Q_NEAR:
	case GZ_Q_AND:
	case GZ_Q_OR:
	case GZ_Q_NOT:
		add_kids(j, q);
		break;
	}
}

void render_tree(struct gz_json *j, const struct gz_query *q)
{
	gz_json_open(j, '{');
	gz_json_member(j, "op", op_name[q->op]);
	gz_json_int_member(j, "start", q->start);
	gz_json_int_member(j, "end", q->end);
	add_rest(j, q);
	gz_json_close(j, '}');
}
