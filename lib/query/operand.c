/* operand.c - what an operator stands between: a word, a phrase, a group, and
 * the signs and fields before it. See parse.c for the grammar. */
#include <stdio.h>
#include <string.h>

#include "parser.h"

/* ---- what stands alone ------------------------------------------------- */

static const char *closing(struct parser *p)
{
	char *text = tree_alloc(p, MAX_LEVELS + 2);

	memset(text, ')', p->depth + 1);
	return text;
}

static struct gz_query *parse_group(struct parser *p, const struct scope *s)
{
	struct scope inner = { s->field, s->exact, true };
	uint32_t open = p->at++;
	struct gz_query *q;

	if (p->depth == MAX_LEVELS) {
		note_fail(p, open, "too-deep", "",
			  "Brackets may be nested %d levels deep", MAX_LEVELS);
		return NULL;
	}
	p->depth++;
	q = parse_or(p, &inner);
	p->depth--;
	if (p->failed)
		return NULL;
	if (p->cp[p->at] == ')')
		p->at++;
	else
		note_warn(p, open, "unclosed-bracket",
			  note_replace(p, p->count, p->count, closing(p)),
			  "This \"(\" is never closed; it holds to the end");
	if (!q && !p->failed)
		note_warn(p, open, "empty-group",
			  note_replace(p, open, p->at, ""),
			  "There is nothing to search for in these brackets");
	return q;
}

/* An unclosed quote holds to the end, but not over brackets that it would
 * leave open. */
static uint32_t mend_quote(struct parser *p, uint32_t open)
{
	uint32_t end = p->count, depth = p->depth;

	while (end > open + 1 &&
	       (scan_blank(p->cp[end - 1]) || (p->cp[end - 1] == ')' && depth)))
		depth -= p->cp[--end] == ')';
	note_warn(p, open, "unclosed-quote", note_replace(p, end, end, "\""),
		  "This quotation mark is never closed; it holds to the end");
	return end;
}

static bool is_value(const struct scope *s)
{
	return s->field && s->field->kind != FIELD_TEXT;
}

static void warn_number(struct parser *p, uint32_t end, const char *by)
{
	note_warn(p, p->at, "near-number", note_replace(p, p->at, end, by),
		  "%s has no whole number from 1 to %d and is taken as words; "
		  "did you mean %s ?",
		  scan_slice(p, p->at, end), MAX_DISTANCE, by);
}

static struct gz_query *parse_quote(struct parser *p, const struct scope *s)
{
	uint32_t open = p->at, end = open + 1, distance;

	while (end < p->count && !scan_quote(p->cp[end]))
		end++;
	p->at = end + 1;
	if (end == p->count)
		p->at = end = mend_quote(p, open);
	if (p->failed)
		return NULL;
	if (is_value(s))
		return leaf_value(p, s, open + 1, end);
	if (p->cp[p->at] == '~') {
		uint32_t at = p->at + 1;

		if (scan_number(p, &at, &distance)) {
			p->at = at;
			return leaf_near(p, s, open + 1, end, distance);
		}
		warn_number(p, scan_value(p, at), "~10");
	}
	return leaf_phrase(p, s, open + 1, end);
}

/* In brackets a name of many words needs no quotes: source:(Potomac Ledger
 * OR Axios). */
static struct gz_query *parse_value(struct parser *p, const struct scope *s)
{
	uint32_t start = p->at;

	while (true) {
		uint32_t end = p->at = scan_value(p, p->at);
		struct operator o;

		if (s->group && s->field->kind == FIELD_VALUE &&
		    !parse_at_end(p) && p->cp[p->at] != '(' &&
		    !scan_quote(p->cp[p->at]) && !scan_operator(p, &o))
			continue;
		return leaf_value(p, s, start, end);
	}
}

/* An address that was pasted in: "https://..." up to the next blank. */
static bool at_address(const struct parser *p)
{
	uint32_t at = p->at;

	while (p->cp[at] >= 'a' && p->cp[at] <= 'z')
		at++;
	return at > p->at && p->cp[at] == ':' && p->cp[at + 1] == '/' &&
	       p->cp[at + 2] == '/';
}

static struct gz_query *parse_run(struct parser *p, const struct scope *s)
{
	static const struct field url = { "url", FIELD_VALUE, GZ_F_URL };
	struct scope address = { &url, false, false };
	uint32_t start = p->at, end;
	char by[16];

	if (p->cp[start] == '*' && scan_ends(p, start + 1)) {
		p->at++;
		return tree_node(p, GZ_Q_ALL, start, p->at);
	}
	if (!p->options->any && at_address(p))
		return parse_value(p, &address);
	end = scan_near_miss(p, by);
	if (end)
		warn_number(p, end, by);
	p->at = scan_run(p, start);
	return leaf_words(p, s, start, p->at);
}

static struct gz_query *parse_operand(struct parser *p, const struct scope *s)
{
	int32_t cp = p->cp[p->at];

	if (p->failed || p->at >= p->count || cp == ')' || scan_blank(cp))
		return NULL;
	if (cp == '(')
		return parse_group(p, s);
	if (scan_quote(cp))
		return parse_quote(p, s);
	return is_value(s) ? parse_value(p, s) : parse_run(p, s);
}

/* ---- what stands before ------------------------------------------------ */

/* Does something follow at once, so that a sign before it can hold for it? */
bool parse_joins(const struct parser *p, uint32_t at)
{
	return at < p->count && !scan_blank(p->cp[at]) && p->cp[at] != ')';
}

/* "foo:bar", foo being no field: the word foo, and then bar. */
static void unknown_field(struct parser *p, const struct scope *s,
			  uint32_t after, struct list *words)
{
	const char *name = scan_slice(p, p->at, after - 1);
	const struct field *like = field_like(name);
	bool lower = strcspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
		     strlen(name);

	if (like)
		note_warn(p, p->at, "unknown-field",
			  note_replace(p, p->at, after - 1, like->name),
			  "%s: is not a field, so it is taken as a word; "
			  "did you mean %s: ?",
			  name, like->name);
	else if (lower)
		note_warn(p, p->at, "unknown-field",
			  note_replace(p, after - 1, after, " "),
			  "%s: is not a field, so it is taken as a word; fields"
			  " are headline: byline: source: section: date: url:"
			  " id: and those of gazette-query(7)",
			  name);
	tree_append(p, words, leaf_words(p, s, p->at, after - 1));
	p->at = after;
}

static void known_field(struct parser *p, struct scope *s,
			const struct field *f, uint32_t after)
{
	if (f->kind == FIELD_LATER)
		note_warn(p, p->at, "reserved-field",
			  note_replace(p, p->at, after, ""),
			  "%s: comes with a later version; what stands behind "
			  "it is searched as words",
			  f->name);
	else
		s->field = f;
	p->at = after;
}

/* One field before an operand. False: there is none, or nothing behind it. */
static bool field_prefix(struct parser *p, struct scope *s, struct list *words)
{
	uint32_t after;
	const struct field *f = field_find(p, &after);

	if (!after)
		return false;
	if (f && !parse_joins(p, after)) {
		uint32_t next = after;

		while (scan_blank(p->cp[next]))
			next++;
		note_warn(p, p->at, "field-alone",
			  note_replace(p, after, next, ""),
			  "%s: has nothing at once behind it, so it is taken "
			  "as a word",
			  f->name);
	}
	if (!parse_joins(p, after))
		return false;
	if (f)
		known_field(p, s, f, after);
	else
		unknown_field(p, s, after, words);
	return true;
}

/* "=" or "+" before an operand. Addresses, ids and dates have no forms. */
static bool is_sign(const struct scope *s, int32_t cp)
{
	if (is_value(s))
		return cp == '=' && s->field->kind == FIELD_VALUE &&
		       s->field->field <= GZ_F_SECTION;
	return cp == '=' || cp == '+';
}

struct gz_query *parse_primary(struct parser *p, const struct scope *s)
{
	struct scope inner = *s;
	struct list words = { 0 };

	while (!p->failed) {
		int32_t cp = p->cp[p->at];

		if (is_sign(&inner, cp) && parse_joins(p, p->at + 1)) {
			inner.exact |= cp == '=';
			p->at++;
		} else if (is_value(&inner) ||
			   !field_prefix(p, &inner, &words)) {
			break;
		}
	}
	tree_append(p, &words, parse_operand(p, &inner));
	return tree_beside(p, &words);
}
