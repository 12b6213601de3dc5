/* merge.c - several postings files become one. See gz/postings.h. */
#include <stdlib.h>

#include "places.h"
#include "sort.h"
#include "sources.h"
#include "write.h"

struct merge {
	const struct gz_postings *const *from;
	size_t count;
	const uint32_t *new_row;
	uint32_t first, end;
	uint32_t *old_row; /* of each row of the result, GZ_ROW_NONE: none */
	struct sources sources;
	struct posting *list; /* of the term at hand */
	struct span *span;    /* and its places, see gather() */
	size_t spans;
	size_t list_size; /* of both arrays */
	struct writer out;
};

/* ---- articles ---- */

static uint32_t moved(const struct merge *m, uint32_t row)
{
	uint32_t to = m->new_row ? m->new_row[row] : row;

	assert(to == GZ_ROW_NONE || (to >= m->first && to < m->end));
	return to;
}

static void turn_round(struct merge *m)
{
	uint32_t rows = m->end - m->first;

	m->old_row = gz_alloc(rows * sizeof(*m->old_row));
	memset(m->old_row, 0xff, rows * sizeof(*m->old_row));
	for (size_t i = 0; i < m->count; i++) {
		const struct header *h = m->from[i]->header;

		for (uint32_t row = h->first; row < h->end; row++) {
			uint32_t to = moved(m, row);

			if (to != GZ_ROW_NONE)
				m->old_row[to - m->first] = row;
		}
	}
}

/* The file that has a row. */
static const struct gz_postings *file_of(const struct merge *m, uint32_t row)
{
	size_t low = 0, high = m->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (m->from[middle]->header->end <= row)
			low = middle + 1;
		else
			high = middle;
	}
	return m->from[low];
}

static struct article moved_article(void *arg, uint32_t row)
{
	const struct merge *m = arg;
	uint32_t old = m->old_row[row - m->first];
	const struct gz_postings *p;

	if (old == GZ_ROW_NONE)
		return (struct article){ 0 };
	p = file_of(m, old);
	old -= p->header->first;
	return (struct article){ p->lengths[old], p->bodies[old] };
}

/* ---- terms ---- */

/* Give the postings behind the first have their new rows; how many are left
 * of all. */
static size_t move_rows(const struct merge *m, const struct coded *c,
			size_t have)
{
	const unsigned char *at = c->places, *next = at;
	size_t n = have;

	for (size_t i = have; i < have + c->rows; i++, at = next) {
		uint32_t to = moved(m, m->list[i].row);

		if (at)
			next = places_next(at);
		if (to == GZ_ROW_NONE)
			continue;
		m->list[n].row = to;
		m->list[n].tf = m->list[i].tf;
		m->span[n++] = (struct span){ at, (size_t)(next - at) };
	}
	return n;
}

/* There are as many as postings, and all have an end. */
static bool places_are_whole(const struct coded *c)
{
	const unsigned char *end = c->places + c->places_size;

	return places_skip(c->places, end, c->rows) == end;
}

static void widen(struct merge *m, size_t size)
{
	if (size <= m->list_size)
		return;
	m->list_size = 2 * size;
	m->list = gz_realloc(m->list, m->list_size * sizeof(*m->list));
	m->span = gz_realloc(m->span, m->list_size * sizeof(*m->span));
}

/* Add the list of a source to the first have postings; how many then. There is
 * a span for each posting, as they may be sorted; but if all rows stay, one for
 * each source. */
static size_t gather(struct merge *m, const struct source *s, size_t have)
{
	const struct coded *c = &s->entry.list;
	const struct header *h = s->walk.file->header;

	widen(m, have + c->rows);
	if (!postings_decode(c, h->first, h->end, m->list + have) ||
	    (c->places && !places_are_whole(c))) {
		m->sources.damaged = s->walk.file;
		return have;
	}
	if (m->new_row) {
		m->spans = move_rows(m, c, have);
		return m->spans;
	}
	m->span[m->spans++] = (struct span){ c->places, c->places_size };
	return have + c->rows;
}

static bool ascend(const struct posting *p, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (p[i].row <= p[i - 1].row)
			return false;
	return true;
}

static void sort_postings(struct merge *m, size_t count)
{
	struct keyed *k = gz_alloc(count * sizeof(*k));
	struct posting *list = gz_alloc(count * sizeof(*list));
	struct span *span = gz_alloc(count * sizeof(*span));

	for (size_t i = 0; i < count; i++)
		k[i] = (struct keyed){ m->list[i].row, (uint32_t)i };
	sort_keyed(k, count);
	for (size_t i = 0; i < count; i++) {
		list[i] = m->list[k[i].value];
		span[i] = m->span[k[i].value];
	}
	memcpy(m->list, list, count * sizeof(*list));
	memcpy(m->span, span, count * sizeof(*span));
	free(span);
	free(list);
	free(k);
}

static void put_list(struct merge *m, const unsigned char *term, size_t len,
		     size_t count, bool placed)
{
	const struct list list = { m->list, count, m->span,
				   placed ? m->spans : 0 };

	if (!ascend(m->list, count)) {
		assert(m->new_row);
		sort_postings(m, count);
	}
	if (count)
		writer_term(&m->out, term, len, &list);
}

static void merge_term(struct merge *m)
{
	unsigned char term[MOST_TERM];
	const struct source *s = m->sources.heap[0];
	bool placed = s->entry.list.places != NULL;
	size_t len = s->len, n = 0;

	memcpy(term, s->term, len);
	m->spans = 0;
	do {
		s = m->sources.heap[0];
		if (placed != (s->entry.list.places != NULL))
			m->sources.damaged = s->walk.file;
		n = gather(m, s, n);
		sources_next(&m->sources);
	} while (sources_have(&m->sources, term, len));
	if (!m->sources.damaged)
		put_list(m, term, len, n, placed);
}

bool gz_postings_merge(const struct gz_postings *const *from, size_t count,
		       const uint32_t *new_row, uint32_t first, uint32_t end,
		       const char *path, struct gz_err *err)
{
	struct merge m = { .from = from,
			   .count = count,
			   .new_row = new_row,
			   .first = first,
			   .end = end };
	const struct sources *sources = &m.sources;
	bool ok;

	turn_round(&m);
	writer_open(&m.out, path, first, end);
	writer_rows(&m.out, moved_article, &m);
	sources_open(&m.sources, from, count);
	while (sources->left && !sources->damaged && !m.out.out.error)
		merge_term(&m);
	ok = sources->damaged ? writer_drop(&m.out, sources->damaged->path, err)
			      : writer_close(&m.out, err);
	free(m.old_row);
	sources_free(&m.sources);
	free(m.list);
	free(m.span);
	return ok;
}
