/* find.c - where the leaves of a tree stand in a text. See find.h.
 *
 * Each leaf has a key, its first form or the stem of it; the keys are sorted,
 * so that a token finds its leaves at once, and phrases are tried only where
 * their first word stands.
 */
#include "find.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#ifdef GZ_SMALL
#define FIRST_SIZE 1
#else
#define FIRST_SIZE 16
#endif

struct key {
	const char *text; /* bytes, not NUL-terminated */
	size_t len;
	bool stem;
	bool joined; /* the phrase written as one word */
	size_t leaf;
};

static void *grown(void *array, size_t count, size_t *size, size_t one)
{
	if (count < *size)
		return array;
	*size = *size ? 2 * *size : FIRST_SIZE;
	return gz_realloc(array, *size * one);
}

/* ---- leaves ------------------------------------------------------------ */

static bool is_sought(const struct gz_query *q, enum gz_field field)
{
	if (q->op != GZ_Q_WORD && q->op != GZ_Q_PREFIX && q->op != GZ_Q_PHRASE)
		return false;
	return q->field == field ||
	       (q->field == GZ_F_TEXT &&
		(field == GZ_F_HEADLINE || field == GZ_F_BODY));
}

/* Every leaf gets its ordinal; those of other fields just find nothing. */
static void collect(struct find *f, const struct gz_query *q, bool in_near)
{
	if (q->op == GZ_Q_NOT)
		return;
	if (q->op == GZ_Q_NEAR) {
		f->group = grown(f->group, f->groups, &f->group_size,
				 sizeof(*f->group));
		f->group[f->groups++] = (struct group){ q, f->leaves };
		in_near = true;
	}
	for (size_t i = 0; q->kid && i < q->count; i++)
		collect(f, q->kid[i], in_near);
	if (q->kid)
		return;
	f->leaf = grown(f->leaf, f->leaves, &f->leaf_size, sizeof(*f->leaf));
	f->leaf[f->leaves++] = (struct leaf){ .q = q, .in_near = in_near };
}

/* ---- forms against tokens ---------------------------------------------- */

/* As the index has it (lib/index/terms.hh): how else a word may be written is
 * found by its stem, not by its form; a phrase finds F.B.I. by fbi. */
static bool of_kind(const struct gz_token *t, const struct gz_query *q,
		    size_t form)
{
	if (t->kind == q->kind[form] || q->kind[form] != GZ_TOKEN_WORD)
		return t->kind == q->kind[form];
	if (t->kind == GZ_TOKEN_JOINED)
		return q->op == GZ_Q_WORD && !q->exact;
	return t->kind == GZ_TOKEN_ACRONYM && q->op == GZ_Q_PHRASE &&
	       !gz_acronym_is_apart(q->form[form], strlen(q->form[form]));
}

static bool is_form(const struct find *f, size_t token,
		    const struct gz_query *q, size_t form)
{
	const struct gz_token *t = &f->tokens.token[token];

	return of_kind(t, q, form) && t->len == strlen(q->form[form]) &&
	       !memcmp(gz_token_form(&f->tokens, token), q->form[form], t->len);
}

/* The token at place that is the form of q, searching from token on. */
static bool form_at(const struct find *f, uint32_t place,
		    const struct gz_query *q, size_t form, size_t *token)
{
	for (; *token < f->tokens.count; ++*token) {
		if (f->tokens.token[*token].place > place)
			return false;
		if (f->tokens.token[*token].place == place &&
		    is_form(f, *token, q, form))
			return true;
	}
	return false;
}

/* ---- hits -------------------------------------------------------------- */

static void add_hit(struct find *f, struct leaf *l, size_t from, size_t to)
{
	const struct gz_token *a = &f->tokens.token[from];
	const struct gz_token *b = &f->tokens.token[to];

	l->hit = grown(l->hit, l->count, &l->size, sizeof(*l->hit));
	l->hit[l->count++] =
		(struct hit){ { a->place, b->place }, a->start, b->end };
}

/* The first form of the leaf stands at token; the rest of a phrase too? */
static void try_leaf(struct find *f, struct leaf *l, size_t token)
{
	const struct gz_query *q = l->q;
	uint32_t place = f->tokens.token[token].place;
	size_t at = token;

	for (size_t i = 1; q->op == GZ_Q_PHRASE && i < q->count; i++)
		if (!form_at(f, place + (uint32_t)i, q, i, &at))
			return;
	add_hit(f, l, token, at);
}

static void try_key(struct find *f, const struct key *k, size_t token)
{
	struct leaf *l = &f->leaf[k->leaf];
	const struct gz_token *t = &f->tokens.token[token];

	if (k->joined &&
	    (t->kind == GZ_TOKEN_WORD || t->kind == GZ_TOKEN_JOINED))
		add_hit(f, l, token, token);
	else if (!k->joined && of_kind(t, l->q, 0))
		try_leaf(f, l, token);
}

/* ---- keys -------------------------------------------------------------- */

static int compare_text(const struct key *a, const struct key *b)
{
	size_t len = a->len < b->len ? a->len : b->len;
	int way = memcmp(a->text, b->text, len);

	if (way)
		return way;
	return (a->len > b->len) - (a->len < b->len);
}

static int compare_keys(const void *one, const void *two)
{
	const struct key *a = one, *b = two;
	int way = a->stem - b->stem;

	return way ? way : compare_text(a, b);
}

/* The stem is copied: the stemmer's own lasts until the next call. */
static void set_text(struct find *f, struct key *k, const char *form)
{
	size_t len;
	const char *stem;

	k->text = form;
	k->len = strlen(form);
	if (!k->stem)
		return;
	stem = gz_stem(f->stemmer, form, k->len, &len);
	k->text = memcpy(f->stems.data + f->stems.len, stem, len);
	k->len = len;
	f->stems.len += len;
}

/* As the index has it: phrases are of forms, numbers have no inflections. */
static bool by_stem(const struct gz_query *q)
{
	return q->op == GZ_Q_WORD && !q->exact && q->kind[0] == GZ_TOKEN_WORD &&
	       gz_has_stem(q->form[0], strlen(q->form[0]));
}

static size_t leaf_keys(struct find *f, size_t leaf, struct key *key)
{
	const struct gz_query *q = f->leaf[leaf].q;
	size_t n = 0;

	if (q->op == GZ_Q_PREFIX || !is_sought(q, f->field))
		return 0;
	key[n++] = (struct key){ .leaf = leaf, .stem = by_stem(q) };
	set_text(f, &key[0], q->form[0]);
	if (q->op == GZ_Q_PHRASE && q->joined) {
		key[n++] = (struct key){
			.leaf = leaf,
			.joined = true,
			.stem = gz_has_stem(q->joined, strlen(q->joined))
		};
		set_text(f, &key[1], q->joined);
	}
	return n;
}

static void try_keys(struct find *f, const struct key *key, size_t count,
		     const struct key *want, size_t token)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_keys(&key[middle], want) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && compare_keys(&key[low], want) == 0; low++)
		try_key(f, &key[low], token);
}

static void try_prefixes(struct find *f, size_t token)
{
	const struct gz_token *t = &f->tokens.token[token];

	for (size_t i = 0; i < f->leaves; i++) {
		const struct gz_query *q = f->leaf[i].q;
		size_t len;

		if (q->op != GZ_Q_PREFIX || !is_sought(q, f->field))
			continue;
		len = strlen(q->form[0]);
		if (t->kind == GZ_TOKEN_WORD && t->len >= len &&
		    !memcmp(gz_token_form(&f->tokens, token), q->form[0], len))
			add_hit(f, &f->leaf[i], token, token);
	}
}

static void try_token(struct find *f, const struct key *key, size_t count,
		      size_t token)
{
	const struct gz_token *t = &f->tokens.token[token];
	struct key want = { .text = gz_token_form(&f->tokens, token),
			    .len = t->len };
	char copy[80];

	try_keys(f, key, count, &want, token);
	if (count && key[count - 1].stem &&
	    (t->kind == GZ_TOKEN_WORD || t->kind == GZ_TOKEN_JOINED) &&
	    gz_has_stem(want.text, want.len)) {
		const char *stem = gz_stem(f->stemmer, want.text, want.len,
					   &want.len);

		assert(want.len <= sizeof(copy));
		want.text = memcpy(copy, stem, want.len);
		want.stem = true;
		try_keys(f, key, count, &want, token);
	}
	try_prefixes(f, token);
}

static size_t stems_size(const struct find *f)
{
	size_t n = 1;

	/* A stem can be a letter longer than its word ("hoping", "hope"). */
	for (size_t i = 0; i < f->leaves; i++) {
		const struct gz_query *q = f->leaf[i].q;

		n += q->form ? strlen(q->form[0]) + 8 : 0;
		n += q->joined ? strlen(q->joined) + 8 : 0;
	}
	return n;
}

/* With what letters (bytes) does a form begin that can match? No stem begins
 * otherwise than its word: few tokens need a second look. */
static void note_first_letters(const struct find *f, const struct key *key,
			       size_t count, bool *first)
{
	for (size_t i = 0; i < count; i++)
		first[(unsigned char)key[i].text[0]] = true;
	for (size_t i = 0; i < f->leaves; i++)
		if (f->leaf[i].q->op == GZ_Q_PREFIX)
			first[(unsigned char)f->leaf[i].q->form[0][0]] = true;
}

void find_leaves(struct find *f, const struct gz_query *q, const char *text)
{
	bool first[256] = { false };
	struct key *key;
	size_t count = 0;

	collect(f, q, false);
	key = gz_alloc((2 * f->leaves + 1) * sizeof(*key));
	gz_buf_room(&f->stems, stems_size(f));
	for (size_t i = 0; i < f->leaves; i++)
		count += leaf_keys(f, i, key + count);
	qsort(key, count, sizeof(*key), compare_keys);
	note_first_letters(f, key, count, first);
	gz_tokenise(&f->tokens, text, strlen(text));
	for (size_t i = 0; i < f->tokens.count; i++)
		if (first[(unsigned char)*gz_token_form(&f->tokens, i)])
			try_token(f, key, count, i);
	free(key);
}

void find_free(struct find *f)
{
	for (size_t i = 0; i < f->leaves; i++)
		free(f->leaf[i].hit);
	free(f->leaf);
	free(f->group);
	gz_tokens_free(&f->tokens);
	gz_buf_free(&f->stems);
}
