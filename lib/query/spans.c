/* spans.c - what to mark of a text: the hits of a tree's leaves, those of a
 * NEAR only where it holds. See gz/query.h. */
#include <stdlib.h>

#include "find.h"

void gz_spans_free(struct gz_spans *s)
{
	free(s->span);
	*s = (struct gz_spans){ 0 };
}

static void add_span(struct gz_spans *s, const struct hit *h, size_t leaf)
{
	if (s->count == s->size) {
		s->size = s->size ? 2 * s->size : 16;
		s->span = gz_realloc(s->span, s->size * sizeof(*s->span));
	}
	s->span[s->count++] = (struct gz_span){ h->start, h->end,
						(uint32_t)leaf };
}

/* ---- NEAR -------------------------------------------------------------- */

/* A hit and the leaf it is of. */
struct side {
	const struct hit *hit;
	size_t leaf;
};

static int compare_sides(const void *one, const void *two)
{
	const struct gz_run *a = &((const struct side *)one)->hit->run;
	const struct gz_run *b = &((const struct side *)two)->hit->run;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return (a->last > b->last) - (a->last < b->last);
}

static size_t leaves_of(const struct gz_query *q)
{
	size_t n = 0;

	for (size_t i = 0; q->kid && i < q->count; i++)
		n += leaves_of(q->kid[i]);
	return q->kid ? n : 1;
}

/* The hits of all leaves of one side, ascending. */
static size_t gather(const struct find *f, size_t from, size_t to,
		     struct side *side)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		for (size_t j = 0; j < f->leaf[i].count; j++)
			side[n++] = (struct side){ &f->leaf[i].hit[j], i };
	qsort(side, n, sizeof(*side), compare_sides);
	return n;
}

static size_t hits_of(const struct find *f, const struct group *g)
{
	size_t n = 0, end = g->leaf + leaves_of(g->q);

	for (size_t i = g->leaf; i < end; i++)
		n += f->leaf[i].count;
	return n;
}

static void mark_group(const struct find *f, const struct group *g,
		       struct gz_spans *out)
{
	size_t hits = hits_of(f, g), n = 0, leaf = g->leaf;
	struct side *side = gz_alloc((hits + 1) * sizeof(*side));
	struct gz_run *run = gz_alloc((hits + 1) * sizeof(*run));
	bool *used = gz_alloc((hits + 1) * sizeof(*used));
	struct gz_near_list *list = gz_alloc(g->q->count * sizeof(*list));

	for (size_t i = 0; i < g->q->count; i++) {
		size_t end = leaf + leaves_of(g->q->kid[i]);
		size_t count = gather(f, leaf, end, side + n);

		list[i] = (struct gz_near_list){ run + n, count, used + n };
		for (leaf = end; count; count--, n++)
			run[n] = side[n].hit->run;
	}
	if (gz_near(list, g->q->count, g->q->distance, g->q->ordered))
		for (size_t i = 0; i < n; i++)
			if (used[i])
				add_span(out, side[i].hit, side[i].leaf);
	free(side);
	free(run);
	free(used);
	free(list);
}

/* ---- all ---------------------------------------------------------------- */

/* The longer first, so that it keeps its leaf. */
static int compare_spans(const void *one, const void *two)
{
	const struct gz_span *a = one, *b = two;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return (a->leaf > b->leaf) - (a->leaf < b->leaf);
}

/* Phrases that share words become one span: marks cannot cross. */
static void merge(struct gz_spans *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->count; i++) {
		if (n && s->span[i].start < s->span[n - 1].end) {
			if (s->span[i].end > s->span[n - 1].end)
				s->span[n - 1].end = s->span[i].end;
		} else {
			s->span[n++] = s->span[i];
		}
	}
	s->count = n;
}

void gz_query_spans(const struct gz_query *q, enum gz_field field,
		    const char *text, struct gz_stemmer *stemmer,
		    struct gz_spans *out)
{
	struct find f = { .field = field, .stemmer = stemmer };

	out->count = 0;
	find_leaves(&f, q, text);
	for (size_t i = 0; i < f.leaves; i++)
		for (size_t j = 0; !f.leaf[i].in_near && j < f.leaf[i].count;
		     j++)
			add_span(out, &f.leaf[i].hit[j], i);
	for (size_t i = 0; i < f.groups; i++)
		mark_group(&f, &f.group[i], out);
	if (out->count)
		qsort(out->span, out->count, sizeof(*out->span), compare_spans);
	merge(out);
	find_free(&f);
}
