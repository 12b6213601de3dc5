/* lexicon.c - terms, numbered as they come. See lexicon.h. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <stdlib.h>

#include "file.h"
#include "lexicon.h"

enum {
	TERM_HEAD = sizeof(uint32_t) + 1,
#ifdef GZ_SMALL
	FIRST_SLOTS = 4,
#else
	FIRST_SLOTS = 1 << 14,
#endif
};

void lexicon_init(struct lexicon *l)
{
	*l = (struct lexicon){ .slots = FIRST_SLOTS };
	l->slot = gz_alloc(l->slots * sizeof(*l->slot));
}

void lexicon_free(struct lexicon *l)
{
	free(l->slot);
	free(l->term);
	gz_buf_free(&l->arena);
}

static const unsigned char *term_at(const struct lexicon *l, uint32_t at)
{
	return (const unsigned char *)l->arena.data + at;
}

static bool is_term(const struct lexicon *l, const struct lexicon_slot *s,
		    uint32_t hash, const char *term, size_t len)
{
	const unsigned char *t;

	if (s->hash != hash)
		return false;
	t = term_at(l, s->term - 1);
	return t[TERM_HEAD - 1] == len && !memcmp(t + TERM_HEAD, term, len);
}

/* The slot of the term, or the free one where it belongs. */
static struct lexicon_slot *find_slot(const struct lexicon *l, uint32_t hash,
				      const char *term, size_t len)
{
	size_t i = hash & (l->slots - 1);

	while (l->slot[i].term && !is_term(l, &l->slot[i], hash, term, len))
		i = (i + 1) & (l->slots - 1);
	return &l->slot[i];
}

static void widen(struct lexicon *l)
{
	size_t slots = 2 * l->slots;
	struct lexicon_slot *wider = gz_alloc(slots * sizeof(*wider));

	for (size_t i = 0; i < l->slots; i++) {
		size_t at = l->slot[i].hash & (slots - 1);

		if (!l->slot[i].term)
			continue;
		while (wider[at].term)
			at = (at + 1) & (slots - 1);
		wider[at] = l->slot[i];
	}
	free(l->slot);
	l->slot = wider;
	l->slots = slots;
}

static void add_term(struct lexicon *l, struct lexicon_slot *s, uint32_t hash,
		     const char *term, size_t len)
{
	uint32_t number = (uint32_t)l->terms;

	assert(len >= 1 && len <= MOST_TERM);
	assert(l->arena.len < UINT32_MAX - TERM_HEAD - MOST_TERM);
	*s = (struct lexicon_slot){ hash, (uint32_t)l->arena.len + 1 };
	if (l->terms == l->size) {
		l->size = l->size ? 2 * l->size : FIRST_SLOTS / 2;
		l->term = gz_realloc(l->term, l->size * sizeof(*l->term));
	}
	l->term[l->terms++] = (uint32_t)l->arena.len;
	gz_buf_add(&l->arena, &number, sizeof(number));
	gz_buf_putc(&l->arena, (char)len);
	gz_buf_add(&l->arena, term, len);
	if (2 * l->terms > l->slots)
		widen(l);
}

uint32_t lexicon_number(struct lexicon *l, const char *term, size_t len)
{
	uint32_t hash = (uint32_t)XXH3_64bits(term, len), number;
	struct lexicon_slot *s = find_slot(l, hash, term, len);

	if (!s->term) {
		add_term(l, s, hash, term, len);
		return (uint32_t)l->terms - 1;
	}
	memcpy(&number, term_at(l, s->term - 1), sizeof(number));
	return number;
}

const unsigned char *lexicon_term(const struct lexicon *l, uint32_t number,
				  size_t *len)
{
	const unsigned char *t = term_at(l, l->term[number]);

	*len = t[TERM_HEAD - 1];
	return t + TERM_HEAD;
}

static int by_term(const void *a, const void *b, void *arg)
{
	const struct keyed *x = a, *y = b;
	const struct lexicon *l = arg;
	size_t s_len, t_len;
	const unsigned char *s = lexicon_term(l, x->value, &s_len);
	const unsigned char *t = lexicon_term(l, y->value, &t_len);

	return term_compare(s, s_len, t, t_len);
}

/* First by what is in the key, then those that are equal so far. */
struct keyed *lexicon_sort(const struct lexicon *l)
{
	struct keyed *k = gz_alloc(l->terms * sizeof(*k));

	for (size_t i = 0; i < l->terms; i++) {
		size_t len;
		const unsigned char *t = lexicon_term(l, (uint32_t)i, &len);

		k[i] = (struct keyed){ term_key(t, len), (uint32_t)i };
	}
	sort_keyed(k, l->terms);
	for (size_t i = 0, end; i < l->terms; i = end) {
		for (end = i + 1; end < l->terms && k[end].key == k[i].key;)
			end++;
		if (end > i + 1)
			qsort_r(k + i, end - i, sizeof(*k), by_term, (void *)l);
	}
	return k;
}
