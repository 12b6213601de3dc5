/* synonym.c - other names of a word, looked for beside it: GOP is also
 * "Republican Party". See parser.h.
 *
 * A word with other names becomes an OR of itself and them. That is written
 * like any OR, and read back the word brings the same names again: what stands
 * beside it already is not added twice.
 */
#include <string.h>

#include "words.h"

#define MOST_NAMES 4

/* The word; when; its other names. */
typedef const char *const row[2 + MOST_NAMES];

static row rows[] = {
#include "etc/synonyms.inc"
};

/* Is the word typed as the row wants it? */
static bool is_typed_so(const struct gz_query *q, const char *when)
{
	if (!strcmp(when, "capitals"))
		return q->capital == 2 || q->kind[0] == GZ_TOKEN_ACRONYM;
	return q->kind[0] == GZ_TOKEN_WORD &&
	       (q->capital || !strcmp(when, "any"));
}

/* GOP and gop, in any case. */
static bool same_letters(const char *a, const char *folded)
{
	for (; *a && *folded; a++, folded++)
		if ((*a >= 'A' && *a <= 'Z' ? *a | 32 : *a) != *folded)
			return false;
	return *a == *folded;
}

/* The row of a word that may be looked for as something else, or NULL. */
static row *row_of(const struct gz_query *q)
{
	if (q->op != GZ_Q_WORD || q->exact || q->joined)
		return NULL;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (same_letters(rows[i][0], q->form[0]) &&
		    is_typed_so(q, rows[i][1]))
			return &rows[i];
	return NULL;
}

/* Is it among them, whether as typed or as a synonym? */
static struct gz_query *find(const struct list *l, const struct gz_query *q)
{
	for (size_t i = 0; i < l->count; i++) {
		struct gz_query plain = *l->kid[i];

		plain.synonym = false;
		if (gz_query_equal(&plain, q))
			return l->kid[i];
	}
	return NULL;
}

/* The word, and its other names unless they stand there already. */
static void append_names(struct parser *p, struct list *l, struct gz_query *q)
{
	row *r = row_of(q);

	tree_append(p, l, q);
	for (size_t i = 2; r && i < 2 + MOST_NAMES && (*r)[i]; i++) {
		struct gz_query *name = leaf_name(p, q, (*r)[i]);

		if (find(l, name))
			continue;
		name->synonym = true;
		tree_append(p, l, name);
	}
}

/* The kids of an OR, each with its other names behind it; what is such a name
 * itself, read back, goes for it. */
static void add_to_or(struct parser *p, struct gz_query *q, size_t depth)
{
	struct list l = { 0 };

	for (size_t i = 0; i < q->count; i++) {
		struct gz_query *kid = q->kid[i], *known;

		if (kid->kid) {
			tree_append(p, &l, synonyms_add(p, kid, depth + 1));
			continue;
		}
		known = find(&l, kid);
		if (!known || !known->synonym)
			append_names(p, &l, kid);
	}
	q->kid = l.kid;
	q->count = l.count;
}

struct gz_query *synonyms_add(struct parser *p, struct gz_query *q,
			      size_t depth)
{
	struct list l = { 0 };

	if (q->op == GZ_Q_OR) {
		add_to_or(p, q, depth);
		return q;
	}
	for (size_t i = 0; q->kid && i < q->count; i++)
		q->kid[i] = synonyms_add(p, q->kid[i], depth + 1);
	/* Brackets end at a depth; there a word stays alone. */
	if (q->kid || depth > MAX_LEVELS || !row_of(q))
		return q;
	append_names(p, &l, q);
	return tree_join(p, GZ_Q_OR, &l);
}
