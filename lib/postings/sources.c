/* sources.c - the terms of several files in order. See sources.h. */
#include "sources.h"

#include <stdlib.h>

static bool is_before(const struct source *a, const struct source *b)
{
	int c;

	if (a->key != b->key)
		return a->key < b->key;
	c = term_compare(a->term, a->len, b->term, b->len);
	return c ? c < 0 : a < b;
}

static void sift_down(struct sources *s, size_t i)
{
	struct source *own = s->heap[i];

	for (;;) {
		size_t child = 2 * i + 1;

		if (child + 1 < s->left &&
		    is_before(s->heap[child + 1], s->heap[child]))
			child++;
		if (child >= s->left || !is_before(s->heap[child], own))
			break;
		s->heap[i] = s->heap[child];
		i = child;
	}
	s->heap[i] = own;
}

/* Terms ascend: if not, one could come twice. */
static bool is_behind(const struct entry *e, const struct source *s)
{
	return e->shared <= s->len &&
	       term_compare(e->bytes, e->fresh, s->term + e->shared,
			    s->len - e->shared) > 0;
}

/* False: there are no more terms, or the file is damaged. */
static bool step(struct source *s, const struct gz_postings **damaged)
{
	const struct gz_postings *p = s->walk.file;
	struct entry *e = &s->entry;

	if (s->walk.number == p->header->terms)
		return false;
	if (!walk_next(&s->walk, e) || !is_behind(e, s) ||
	    !coded_plausible(&e->list, p)) {
		*damaged = p;
		return false;
	}
	memcpy(s->term + e->shared, e->bytes, e->fresh);
	s->len = e->shared + e->fresh;
	s->key = term_key(s->term, s->len);
	return true;
}

void sources_open(struct sources *s, const struct gz_postings *const *from,
		  size_t count)
{
	*s = (struct sources){ 0 };
	s->source = gz_alloc(count * sizeof(*s->source));
	s->heap = gz_alloc(count * sizeof(struct source *));
	for (size_t i = 0; i < count; i++) {
		walk_begin(&s->source[i].walk, from[i], 0);
		if (step(&s->source[i], &s->damaged))
			s->heap[s->left++] = &s->source[i];
	}
	for (size_t i = s->left / 2; i-- > 0;)
		sift_down(s, i);
}

void sources_free(struct sources *s)
{
	free(s->source);
	free(s->heap);
}

void sources_next(struct sources *s)
{
	if (!step(s->heap[0], &s->damaged))
		s->heap[0] = s->heap[--s->left];
	if (s->left)
		sift_down(s, 0);
}

bool sources_have(const struct sources *s, const unsigned char *term,
		  size_t len)
{
	return s->left && s->heap[0]->len == len &&
	       !memcmp(s->heap[0]->term, term, len);
}
