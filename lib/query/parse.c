/* parse.c - the grammar, by recursive descent. See gazette-query(7) for the
 * language, parser.h for the other parts.
 *
 *	or      = beside { "OR" beside }
 *	beside  = and { and }
 *	and     = near { "AND" near }
 *	near    = unary { ( "NEAR/5" | "PRE/5" | "w/5" ) unary }
 *	unary   = { "NOT" | "-" } primary
 *	primary = { field ":" | "=" | "+" } ( group | quote | "*" | run )
 *
 * Only group recurses, and never deeper than MAX_LEVELS.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "words.h"

/* Is p at the end of what stands side by side? */
bool parse_at_end(struct parser *p)
{
	scan_skip(p);
	return p->failed || p->at >= p->count || p->cp[p->at] == ')';
}

/* At an operator that stands between two operands? */
static bool at_binary(struct parser *p, struct operator* o)
{
	return scan_operator(p, o) && o->kind != OPERATOR_NOT;
}

static bool operand_follows(struct parser *p)
{
	struct operator o;

	return !parse_at_end(p) && !at_binary(p, &o);
}

static void dangles(struct parser *p, const struct operator* o,
		    const char *where)
{
	note_warn(p, o->start, "dangling-operator",
		  note_replace(p, o->start, o->end, ""),
		  "%s has nothing %s it; it is ignored",
		  scan_slice(p, o->start, o->end), where);
}

/* Step over an operator that has one of its sides or not. */
static void take(struct parser *p, const struct operator* o, bool left)
{
	p->at = o->end;
	if (!left)
		dangles(p, o, "before");
	else if (!operand_follows(p) && !p->failed)
		dangles(p, o, "behind");
}

/* "-" takes away only where it cannot be a hyphen or a dash. */
static bool at_minus(const struct parser *p)
{
	return p->cp[p->at] == '-' && p->cp[p->at + 1] != '-' &&
	       parse_joins(p, p->at + 1) &&
	       (p->at == 0 || p->cp[p->at - 1] == '(' ||
		scan_blank(p->cp[p->at - 1]));
}

static struct gz_query *parse_unary(struct parser *p, const struct scope *s)
{
	struct operator o = { OPERATOR_NONE, 0, 0, 0 };
	bool negated = false;
	struct gz_query *q;

	while (!parse_at_end(p)) {
		if (scan_operator(p, &o) && o.kind == OPERATOR_NOT)
			take(p, &o, true);
		else if (at_minus(p))
			p->at++;
		else
			break;
		negated = !negated;
	}
	if (!operand_follows(p))
		return NULL;
	q = parse_primary(p, s);
	return negated ? tree_not(p, q) : q;
}

/* ---- what stands between ----------------------------------------------- */

static bool one_field(const struct gz_query *q, enum gz_field field)
{
	bool words = q->op == GZ_Q_WORD || q->op == GZ_Q_PREFIX ||
		     q->op == GZ_Q_PHRASE;

	for (size_t i = 0; q->op == GZ_Q_OR && i < q->count; i++)
		if (!one_field(q->kid[i], field))
			return false;
	return q->op == GZ_Q_OR || (words && q->field == field);
}

static enum gz_field first_field(const struct gz_query *q)
{
	while (q->op == GZ_Q_OR)
		q = q->kid[0];
	return q->field;
}

static struct gz_query *near_node(struct parser *p, struct list *sides,
				  const struct operator* o)
{
	struct gz_query *q;

	if (sides->count < 2)
		return sides->count ? sides->kid[0] : NULL;
	for (size_t i = 0; i < sides->count; i++)
		if (!one_field(sides->kid[i], first_field(sides->kid[0]))) {
			note_warn(p, o->start, "near-operand",
				  note_replace(p, o->start, o->end, "AND"),
				  "%s stands between words, phrases and groups "
				  "of these with OR, all of one field; here it "
				  "is taken as AND",
				  scan_slice(p, o->start, o->end));
			return tree_join(p, GZ_Q_AND, sides);
		}
	q = tree_node(p, GZ_Q_NEAR, sides->kid[0]->start,
		      sides->kid[sides->count - 1]->end);
	q->distance = o->distance;
	q->ordered = o->kind == OPERATOR_PRE;
	q->kid = sides->kid;
	q->count = sides->count;
	return q;
}

static bool near_operator(struct parser *p, struct operator* o)
{
	char by[16];

	if (parse_at_end(p) || !scan_operator(p, o) ||
	    (o->kind != OPERATOR_NEAR && o->kind != OPERATOR_PRE))
		return false;
	if (o->distance >= 1 && o->distance <= MAX_DISTANCE)
		return true;
	snprintf(by, sizeof(by), "%s/%d",
		 o->kind == OPERATOR_PRE ? "PRE" : "NEAR", MAX_DISTANCE);
	note_fail(p, o->start, "near-distance",
		  note_replace(p, o->start, o->end, by),
		  "NEAR and PRE reach from 1 to %d words", MAX_DISTANCE);
	return false;
}

/* Equal operators make one node; where they change, the side between belongs
 * to both: a NEAR/5 b PRE/2 c is (a NEAR/5 b) AND (b PRE/2 c). */
static struct gz_query *parse_near(struct parser *p, const struct scope *s)
{
	struct list sides = { 0 }, done = { 0 };
	struct operator o, last = { OPERATOR_NONE, 0, 0, 0 };

	tree_append(p, &sides, parse_unary(p, s));
	while (near_operator(p, &o)) {
		if (sides.count > 1 &&
		    (o.kind != last.kind || o.distance != last.distance)) {
			struct gz_query *between = sides.kid[sides.count - 1];

			tree_append(p, &done, near_node(p, &sides, &last));
			sides = (struct list){ 0 };
			tree_append(p, &sides, between);
		}
		last = o;
		take(p, &o, sides.count > 0);
		tree_append(p, &sides, parse_unary(p, s));
	}
	tree_append(p, &done, near_node(p, &sides, &last));
	return tree_join(p, GZ_Q_AND, &done);
}

static struct gz_query *parse_and(struct parser *p, const struct scope *s)
{
	struct list kids = { 0 };
	struct operator o;

	tree_append(p, &kids, parse_near(p, s));
	while (!parse_at_end(p) && scan_operator(p, &o) &&
	       o.kind == OPERATOR_AND) {
		take(p, &o, kids.count > 0);
		tree_append(p, &kids, parse_near(p, s));
	}
	return tree_join(p, GZ_Q_AND, &kids);
}

static struct gz_query *parse_beside(struct parser *p, const struct scope *s)
{
	struct list kids = { 0 };
	struct operator o;

	while (!parse_at_end(p)) {
		if (!at_binary(p, &o))
			tree_append(p, &kids, parse_and(p, s));
		else if (o.kind == OPERATOR_OR)
			break;
		else
			take(p, &o, false);
	}
	return tree_beside(p, &kids);
}

struct gz_query *parse_or(struct parser *p, const struct scope *s)
{
	struct list kids = { 0 };
	struct operator o;

	tree_append(p, &kids, parse_beside(p, s));
	while (!parse_at_end(p) && scan_operator(p, &o)) {
		take(p, &o, kids.count > 0);
		tree_append(p, &kids, parse_beside(p, s));
	}
	return tree_join(p, GZ_Q_OR, &kids);
}

/* ---- the whole --------------------------------------------------------- */

static struct gz_query *parse_all(struct parser *p)
{
	struct scope none = { NULL, false, false };
	struct gz_query *q = parse_or(p, &none);
	uint32_t at = 0;

	if (q || p->failed)
		return q;
	while (at < p->count && scan_blank(p->cp[at]))
		at++;
	if (at == p->count)
		return tree_node(p, GZ_Q_ALL, 0, p->count);
	note_warn(p, at, "no-words", "*",
		  "There is no word to search for; \"*\" finds everything");
	return tree_node(p, GZ_Q_NONE, 0, p->count);
}

bool gz_query_parse(const char *text, const struct gz_parse_options *options,
		    struct gz_parsed *out)
{
	struct gz_clock clock = { time(NULL), gz_utc };
	struct gz_parse_options mine = { 0 };
	struct parser p = { .options = &mine, .out = out };
	struct gz_query *q = NULL;

	if (options)
		mine = *options;
	if (!mine.clock)
		mine.clock = &clock;
	memset(out, 0, sizeof(*out));
	if (scan_text(&p, text ? text : "")) {
		words_survey(&p);
		q = parse_all(&p);
	}
	if (!p.failed)
		q = settle(&p, q);
	if (p.failed)
		tree_drop(&p);
	else
		out->root = tree_root(&p, q);
	gz_tokens_free(&p.tokens);
	return out->root;
}
