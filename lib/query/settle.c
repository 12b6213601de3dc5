/* settle.c - what only the whole tree can tell: which capitals mean a name,
 * in which fields bare words are sought, whether the limits are kept. See
 * parser.h. */
#include <assert.h>
#include <string.h>

#include "parser.h"

static bool is_leaf(const struct gz_query *q)
{
	return !q->kid;
}

/* ---- capitals ---------------------------------------------------------- */

struct capitals {
	struct gz_query *first; /* word */
	bool lower;		/* another is in lower case */
	bool mixed;		/* one is not all in capitals */
	const char *form[3];	/* the first different ones */
	size_t forms;
};

/* A word whose capital, if it had one, would be seen. */
static bool shows_case(const struct gz_query *q)
{
	const char *first;

	if (q->op != GZ_Q_WORD || q->kind[0] != GZ_TOKEN_WORD || !q->form[0][1])
		return false;
	first = q->joined ? q->joined : q->form[0];
	return *first >= 'a' && *first <= 'z';
}

static void add_word(struct capitals *c, struct gz_query *q)
{
	size_t i = 0;

	c->lower |= c->first && !q->capital;
	if (!c->first)
		c->first = q;
	/* THE and US are written back small, whatever was typed. */
	if (!q->capital && gz_acronym_is_apart(q->form[0], strlen(q->form[0])))
		return;
	c->mixed |= q->capital != 2;
	while (i < c->forms && strcmp(c->form[i], q->form[0]) != 0)
		i++;
	if (i == c->forms && i < 3)
		c->form[c->forms++] = q->form[0];
}

static void look_at_capitals(struct gz_query *q, struct capitals *c)
{
	for (size_t i = 0; !is_leaf(q) && i < q->count; i++)
		look_at_capitals(q->kid[i], c);
	if (is_leaf(q) && shows_case(q))
		add_word(c, q);
}

static void clear_capitals(struct gz_query *q)
{
	for (size_t i = 0; !is_leaf(q) && i < q->count; i++)
		clear_capitals(q->kid[i]);
	q->capital = 0;
}

/* The capital of "Sessions recuses" says nothing: it may begin a sentence. Nor
 * do three words in capitals and no other. */
static void settle_capitals(struct gz_query *root)
{
	struct capitals c = { .first = NULL };

	look_at_capitals(root, &c);
	if (c.first && c.lower && c.first->capital == 1)
		c.first->capital = 0;
	c = (struct capitals){ .first = NULL };
	look_at_capitals(root, &c);
	if (c.forms == 3 && !c.mixed)
		clear_capitals(root);
}

/* ---- fields ------------------------------------------------------------ */

static size_t wanted_fields(unsigned bits, enum gz_field field[2])
{
	bool headline = bits & 1u << GZ_F_HEADLINE;
	bool body = bits & 1u << GZ_F_BODY;
	size_t n = 0;

	if (headline != body)
		field[n++] = headline ? GZ_F_HEADLINE : GZ_F_BODY;
	else if (headline || !(bits & 1u << GZ_F_BYLINE))
		field[n++] = GZ_F_TEXT;
	if (bits & 1u << GZ_F_BYLINE)
		field[n++] = GZ_F_BYLINE;
	return n;
}

static void set_field(struct gz_query *q, enum gz_field field)
{
	if (q->field == FIELD_BARE)
		q->field = field;
	for (size_t i = 0; !is_leaf(q) && i < q->count; i++)
		set_field(q->kid[i], field);
}

static bool is_bare(const struct gz_query *q)
{
	while (!is_leaf(q))
		q = q->kid[0];
	return q->field == FIELD_BARE;
}

static void append_new(struct parser *p, struct list *l, struct gz_query *kid)
{
	for (size_t i = 0; i < l->count; i++)
		if (gz_query_equal(l->kid[i], kid))
			return;
	tree_append(p, l, kid);
}

/* To the kids of an OR, flat and each once. */
static void append_flat(struct parser *p, struct list *l, struct gz_query *kid)
{
	if (kid->op != GZ_Q_OR)
		append_new(p, l, kid);
	for (size_t i = 0; kid->op == GZ_Q_OR && i < kid->count; i++)
		append_new(p, l, kid->kid[i]);
}

/* A bare word sought in two fields is an OR of two; so is a whole NEAR, since
 * nothing is near over the end of a field. */
static struct gz_query *spread(struct parser *p, struct gz_query *q,
			       const enum gz_field field[2])
{
	struct list kids = { 0 };

	if (is_leaf(q) || q->op == GZ_Q_NEAR) {
		if (!is_bare(q))
			return q;
		tree_append(p, &kids, tree_clone(p, q));
		tree_append(p, &kids, tree_clone(p, q));
		set_field(kids.kid[0], field[0]);
		set_field(kids.kid[1], field[1]);
		return tree_join(p, GZ_Q_OR, &kids);
	}
	for (size_t i = 0; i < q->count; i++) {
		struct gz_query *kid = spread(p, q->kid[i], field);

		if (q->op == GZ_Q_OR)
			append_flat(p, &kids, kid);
		else
			tree_append(p, &kids, kid);
	}
	assert(kids.kid);
	return q->op == GZ_Q_NOT ? tree_not(p, kids.kid[0])
				 : tree_join(p, q->op, &kids);
}

static struct gz_query *settle_fields(struct parser *p, struct gz_query *root)
{
	enum gz_field field[2];

	if (wanted_fields(p->options->fields, field) == 2)
		return spread(p, root, field);
	set_field(root, field[0]);
	return root;
}

/* ---- limits ------------------------------------------------------------ */

struct tally {
	size_t words, bytes, wildcards;
	size_t max_words;
	uint32_t word_at, byte_at, wildcard_at; /* where it became too much */
	bool too_many;
};

static size_t words_of(const struct gz_query *q)
{
	if (q->op == GZ_Q_ALL || q->op == GZ_Q_NONE)
		return 0;
	return q->op == GZ_Q_PHRASE ? q->count : 1;
}

static size_t bytes_of(const struct gz_query *q)
{
	size_t n = q->joined ? strlen(q->joined) : 0;

	for (size_t i = 0; q->form && i < words_of(q); i++)
		n += strlen(q->form[i]);
	return n;
}

static void tally_leaf(const struct gz_query *q, struct tally *t)
{
	if (q->synonym)
		return;
	t->words += words_of(q);
	t->bytes += bytes_of(q);
	t->wildcards += q->op == GZ_Q_PREFIX;
	if (t->words <= t->max_words)
		t->word_at = q->end;
	if (t->bytes <= MAX_BYTES)
		t->byte_at = q->end;
	if (t->wildcards <= MAX_WILDCARDS)
		t->wildcard_at = q->end;
}

/* The same word in another field is no other word. */
static bool counted(const struct gz_query *q, size_t i)
{
	for (size_t j = 0; q->op == GZ_Q_OR && j < i; j++)
		if (tree_same(q->kid[i], q->kid[j], false) &&
		    !tree_same(q->kid[i], q->kid[j], true))
			return true;
	return false;
}

static void tally(const struct gz_query *q, struct tally *t)
{
	if (is_leaf(q))
		tally_leaf(q, t);
	for (size_t i = 0; !is_leaf(q) && i < q->count; i++)
		if (i > (size_t)3 * MAX_WORDS_ANY || !counted(q, i))
			tally(q->kid[i], t);
}

static size_t levels(const struct gz_query *q)
{
	size_t most = 0;

	for (size_t i = 0; !is_leaf(q) && i < q->count; i++) {
		size_t n = 1 + levels(q->kid[i]);

		most = n > most ? n : most;
	}
	return most;
}

static void check_levels(struct parser *p, const struct gz_query *root)
{
	/* The outermost operator needs no brackets. */
	if (levels(root) > MAX_LEVELS + 1)
		note_fail(p, 0, "too-deep", "",
			  "The query is nested more than %d levels deep",
			  MAX_LEVELS);
}

static void check_limits(struct parser *p, const struct gz_query *root)
{
	struct tally t = { .bytes = p->wasted,
			   .max_words = p->options->any ? MAX_WORDS_ANY
							: MAX_WORDS };

	tally(root, &t);
	if (t.words > t.max_words)
		note_fail(p, t.word_at, "too-many-words", "",
			  "A query may have %zu words, this one has %zu",
			  t.max_words, t.words);
	if (t.bytes > MAX_BYTES)
		note_fail(p, t.byte_at, "too-long", "",
			  "A query may have %d bytes of words, this one has "
			  "%zu",
			  MAX_BYTES, t.bytes);
	if (t.wildcards > MAX_WILDCARDS)
		note_fail(p, t.wildcard_at, "too-many-wildcards", "",
			  "A query may have %d wildcards (immigra*), this one "
			  "has %zu",
			  MAX_WILDCARDS, t.wildcards);
}

struct gz_query *settle(struct parser *p, struct gz_query *root)
{
	struct list l = { 0 };

	settle_capitals(root);
	root = settle_fields(p, root);
	if (root->op == GZ_Q_NOT) {
		tree_append(p, &l, tree_node(p, GZ_Q_ALL, 0, 0));
		tree_append(p, &l, root);
		root = tree_join(p, GZ_Q_AND, &l);
	}
	if (p->options->synonyms) /* sides of two NEARs are one node so far */
		root = synonyms_add(p, tree_clone(p, root), 0);
	check_levels(p, root);
	if (!p->failed)
		check_limits(p, root);
	return root;
}
