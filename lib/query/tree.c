/* tree.c - nodes and trees in one arena, with one way to write each meaning.
 * See parser.h. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "parser.h"

#ifdef GZ_SMALL
#define BLOCK_SIZE 64
#else
#define BLOCK_SIZE 4096
#endif
#define ALIGN sizeof(max_align_t)

struct block {
	struct block *next;
	size_t used, size;
	max_align_t data[];
};

/* What gz_parsed.root points to. */
struct owner {
	struct gz_query root;
	struct block *blocks;
};

void *tree_alloc(struct parser *p, size_t size)
{
	struct block *b = p->blocks;
	char *at;

	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (!b || b->size - b->used < size) {
		size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;

		b = gz_alloc(sizeof(*b) + room);
		b->size = room;
		b->next = p->blocks;
		p->blocks = b;
	}
	at = (char *)b->data + b->used;
	b->used += size;
	return at;
}

char *tree_copy(struct parser *p, const char *text, size_t len)
{
	char *copy = tree_alloc(p, len + 1);

	memcpy(copy, text, len);
	return copy;
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

void tree_drop(struct parser *p)
{
	free_blocks(p->blocks);
	p->blocks = NULL;
}

struct gz_query *tree_root(struct parser *p, const struct gz_query *root)
{
	struct owner *o = tree_alloc(p, sizeof(*o));

	o->root = *root;
	o->blocks = p->blocks;
	return &o->root;
}

void gz_parsed_free(struct gz_parsed *p)
{
	if (p->root)
		free_blocks(((struct owner *)p->root)->blocks);
	memset(p, 0, sizeof(*p));
}

struct gz_query *tree_node(struct parser *p, enum gz_op op, uint32_t start,
			   uint32_t end)
{
	struct gz_query *q = tree_alloc(p, sizeof(*q));

	q->op = op;
	q->start = start;
	q->end = end;
	return q;
}

struct gz_query *tree_clone(struct parser *p, const struct gz_query *q)
{
	struct gz_query *copy = tree_alloc(p, sizeof(*copy));

	*copy = *q;
	if (!q->kid)
		return copy;
	copy->kid = tree_alloc(p, q->count * sizeof(*copy->kid));
	for (size_t i = 0; i < q->count; i++)
		copy->kid[i] = tree_clone(p, q->kid[i]);
	return copy;
}

void tree_append(struct parser *p, struct list *l, struct gz_query *kid)
{
	if (!kid)
		return;
	if (l->count == l->size) {
		size_t size = l->size ? 2 * l->size : 4;
		struct gz_query **grown = tree_alloc(
			p, size * sizeof(struct gz_query *));

		if (l->count)
			memcpy(grown, l->kid, l->count * sizeof(*grown));
		l->kid = grown;
		l->size = size;
	}
	l->kid[l->count++] = kid;
}

static struct gz_query *parent(struct parser *p, enum gz_op op,
			       const struct list *l)
{
	struct gz_query *q;

	assert(l->kid && l->count);
	q = tree_node(p, op, l->kid[0]->start, l->kid[l->count - 1]->end);
	q->kid = l->kid;
	q->count = l->count;
	return q;
}

struct gz_query *tree_not(struct parser *p, struct gz_query *kid)
{
	struct list l = { 0 };

	if (!kid)
		return NULL;
	if (kid->op == GZ_Q_NOT)
		return kid->kid[0];
	tree_append(p, &l, kid);
	return parent(p, GZ_Q_NOT, &l);
}

static void flatten(struct parser *p, enum gz_op op, const struct list *from,
		    struct list *to)
{
	for (size_t i = 0; i < from->count; i++) {
		struct gz_query *kid = from->kid[i];

		if (kid->op == op) {
			for (size_t j = 0; j < kid->count; j++)
				tree_append(p, to, kid->kid[j]);
		} else if (op == GZ_Q_OR && kid->op == GZ_Q_NOT) {
			struct list one = { 0 };

			tree_append(
				p, &one,
				tree_node(p, GZ_Q_ALL, kid->start, kid->start));
			tree_append(p, &one, kid);
			tree_append(p, to, parent(p, GZ_Q_AND, &one));
		} else {
			tree_append(p, to, kid);
		}
	}
}

/* Of several "*" one is enough; beside a word in an AND none is needed; an
 * AND of nothing but NOTs needs one to take away from. */
static struct list tidy_all(struct parser *p, enum gz_op op,
			    const struct list *from)
{
	struct list to = { 0 };
	struct gz_query *all = NULL;
	size_t wanted = 0;

	for (size_t i = 0; i < from->count; i++) {
		wanted += from->kid[i]->op != GZ_Q_NOT &&
			  from->kid[i]->op != GZ_Q_ALL;
		if (from->kid[i]->op == GZ_Q_ALL && !all)
			all = from->kid[i];
	}
	if (op == GZ_Q_AND && wanted)
		all = NULL;
	else if (op == GZ_Q_AND && !all && from->count > 1)
		all = tree_node(p, GZ_Q_ALL, from->kid[0]->start,
				from->kid[0]->start);
	tree_append(p, &to, all);
	for (size_t i = 0; i < from->count; i++)
		if (from->kid[i]->op != GZ_Q_ALL)
			tree_append(p, &to, from->kid[i]);
	return to;
}

struct gz_query *tree_join(struct parser *p, enum gz_op op, struct list *l)
{
	struct list flat = { 0 };

	if (l->count == 0)
		return NULL;
	if (l->count == 1)
		return l->kid[0];
	flatten(p, op, l, &flat);
	flat = tidy_all(p, op, &flat);
	return flat.count == 1 ? flat.kid[0] : parent(p, op, &flat);
}

static bool only_filters(const struct gz_query *q)
{
	return q->op == GZ_Q_NOT || q->op == GZ_Q_DATE || q->op == GZ_Q_VALUE;
}

struct gz_query *tree_beside(struct parser *p, struct list *l)
{
	struct list wanted = { 0 }, all = { 0 };

	if (!p->options->any)
		return tree_join(p, GZ_Q_AND, l);
	for (size_t i = 0; i < l->count; i++)
		if (!only_filters(l->kid[i]))
			tree_append(p, &wanted, l->kid[i]);
	tree_append(p, &all, tree_join(p, GZ_Q_OR, &wanted));
	for (size_t i = 0; i < l->count; i++)
		if (only_filters(l->kid[i]))
			tree_append(p, &all, l->kid[i]);
	return tree_join(p, GZ_Q_AND, &all);
}

/* ---- equality ---------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool same_forms(const struct gz_query *a, const struct gz_query *b)
{
	size_t n = a->op == GZ_Q_PHRASE ? a->count : a->form ? 1 : 0;

	if (!a->form != !b->form || !a->kind != !b->kind)
		return false;
	for (size_t i = 0; a->form && i < n; i++)
		if (!same_text(a->form[i], b->form[i]) ||
		    (a->kind && a->kind[i] != b->kind[i]))
			return false;
	return same_text(a->joined, b->joined);
}

bool tree_same(const struct gz_query *a, const struct gz_query *b,
	       bool fields_too)
{
	if (a->op != b->op || a->count != b->count || a->exact != b->exact ||
	    a->capital != b->capital || a->synonym != b->synonym ||
	    a->distance != b->distance || a->ordered != b->ordered ||
	    !a->kid != !b->kid || a->period.first != b->period.first ||
	    a->period.last != b->period.last ||
	    (fields_too && a->field != b->field) || !same_forms(a, b))
		return false;
	for (size_t i = 0; a->kid && i < a->count; i++)
		if (!tree_same(a->kid[i], b->kid[i], fields_too))
			return false;
	return true;
}

bool gz_query_equal(const struct gz_query *a, const struct gz_query *b)
{
	return tree_same(a, b, true);
}
