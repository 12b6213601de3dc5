/* merge.c - several postings files become one. See gz/postings.h.
 *
 * A heap of the files, the one with the least term on top; of equal terms the
 * file with lower rows, so that lists are read in the order of rows. */
#include <stdlib.h>

#include "dictionary.h"
#include "sort.h"
#include "write.h"

struct source {
	struct walk walk;
	struct entry entry;
	unsigned char term[MOST_TERM];
	size_t len;
	uint64_t key;
};

struct merge {
	const struct gz_postings *const *from;
	size_t count;
	const uint32_t *new_row;
	uint32_t first, end;
	uint32_t *old_row; /* of each row of the result, GZ_ROW_NONE: none */
	struct source *source;
	struct source **heap;
	size_t left;
	struct posting *list;
	size_t list_size;
	const struct gz_postings *damaged; /* or NULL */
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
	struct article a = { 0 };

	if (old == GZ_ROW_NONE)
		return a;
	p = file_of(m, old);
	a.length = p->lengths[old - p->header->first];
	gz_postings_places(p, old, &a.places, &a.len);
	return a;
}

/* ---- terms ---- */

static bool is_before(const struct source *a, const struct source *b)
{
	int c;

	if (a->key != b->key)
		return a->key < b->key;
	c = term_compare(a->term, a->len, b->term, b->len);
	return c ? c < 0 : a < b;
}

static void sift_down(struct merge *m, size_t i)
{
	struct source *s = m->heap[i];

	for (;;) {
		size_t child = 2 * i + 1;

		if (child + 1 < m->left &&
		    is_before(m->heap[child + 1], m->heap[child]))
			child++;
		if (child >= m->left || !is_before(m->heap[child], s))
			break;
		m->heap[i] = m->heap[child];
		i = child;
	}
	m->heap[i] = s;
}

/* False: there are no more terms, or the file is damaged. */
static bool source_next(struct merge *m, struct source *s)
{
	const struct gz_postings *p = s->walk.file;
	uint64_t number = s->walk.number;

	if (number == p->header->terms)
		return false;
	if (!walk_next(&s->walk, &s->entry) || s->entry.shared > s->len ||
	    !coded_plausible(&s->entry.list, p)) {
		m->damaged = p;
		return false;
	}
	memcpy(s->term + s->entry.shared, s->entry.bytes, s->entry.fresh);
	s->len = s->entry.shared + s->entry.fresh;
	s->key = term_key(s->term, s->len);
	return true;
}

static void open_sources(struct merge *m)
{
	m->source = gz_alloc(m->count * sizeof(*m->source));
	m->heap = gz_alloc(m->count * sizeof(struct source *));
	for (size_t i = 0; i < m->count; i++) {
		struct source *s = &m->source[i];

		walk_begin(&s->walk, m->from[i], 0);
		if (source_next(m, s))
			m->heap[m->left++] = s;
	}
	for (size_t i = m->left / 2; i-- > 0;)
		sift_down(m, i);
}

static void top_next(struct merge *m)
{
	if (!source_next(m, m->heap[0]))
		m->heap[0] = m->heap[--m->left];
	if (m->left)
		sift_down(m, 0);
}

/* Give the postings from p on their new rows; how many are left of them. */
static size_t move_rows(const struct merge *m, struct posting *p, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t to = moved(m, p[i].row);

		if (to != GZ_ROW_NONE)
			p[n++] = (struct posting){ to, p[i].tf };
	}
	return n;
}

/* Add the list of a source to the first have postings; how many then. */
static size_t gather(struct merge *m, const struct source *s, size_t have)
{
	const struct coded *c = &s->entry.list;
	const struct header *h = s->walk.file->header;
	size_t n = c->rows;

	if (have + c->rows > m->list_size) {
		m->list_size = 2 * (have + c->rows);
		m->list = gz_realloc(m->list, m->list_size * sizeof(*m->list));
	}
	if (!postings_decode(c, h->first, h->end, m->list + have)) {
		m->damaged = s->walk.file;
		return have;
	}
	return have + (m->new_row ? move_rows(m, m->list + have, n) : n);
}

static bool ascend(const struct posting *p, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (p[i].row <= p[i - 1].row)
			return false;
	return true;
}

/* A posting is as good as a number. */
static void sort_postings(struct posting *p, size_t count)
{
	uint64_t *number = gz_alloc(count * sizeof(*number));

	for (size_t i = 0; i < count; i++)
		number[i] = (uint64_t)p[i].row << 32 | p[i].tf;
	sort_numbers(number, count);
	for (size_t i = 0; i < count; i++) {
		p[i].row = (uint32_t)(number[i] >> 32);
		p[i].tf = (uint32_t)number[i];
	}
	free(number);
	assert(ascend(p, count)); /* no two rows become one */
}

static void merge_term(struct merge *m)
{
	unsigned char term[MOST_TERM];
	struct source *s = m->heap[0];
	size_t len = s->len, n = 0;

	memcpy(term, s->term, len);
	do {
		n = gather(m, m->heap[0], n);
		top_next(m);
	} while (m->left && m->heap[0]->len == len &&
		 !memcmp(m->heap[0]->term, term, len));
	if (!ascend(m->list, n))
		sort_postings(m->list, n);
	if (n)
		writer_term(&m->out, term, len, m->list, n);
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
	bool ok;

	turn_round(&m);
	writer_open(&m.out, path, first, end);
	writer_rows(&m.out, moved_article, &m);
	open_sources(&m);
	while (m.left && !m.damaged && !m.out.out.error)
		merge_term(&m);
	ok = m.damaged ? writer_drop(&m.out, m.damaged->path, err)
		       : writer_close(&m.out, err);
	free(m.old_row);
	free(m.source);
	free(m.heap);
	free(m.list);
	return ok;
}
