/* inverter.c - articles become lists. See gz/postings.h.
 *
 * What articles have is logged in the order it comes, a term's number and its
 * tf; one counting sort by term makes the lists. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <stdlib.h>

#include "write.h"

struct term {
	size_t start; /* of its bytes in the arena */
	uint32_t hash;
	uint32_t rows;
};

struct row {
	uint32_t row, length;
	size_t log, places; /* where its part of these begins */
};

struct log {
	uint32_t *term;
	uint8_t *tf;
	size_t count, size;
};

struct gz_inverter {
	uint32_t *slot; /* 1 + number of a term, or 0 */
	size_t slots;	/* a power of 2, at least twice the terms */
	struct term *term;
	size_t terms, term_size;
	struct gz_buf arena;

	struct row *row;
	size_t rows, row_size;
	struct gz_buf places;
	struct log log;
};

#ifdef GZ_SMALL
enum {
	FIRST_SLOTS = 4
};
#else
enum {
	FIRST_SLOTS = 1 << 14
};
#endif

/* Room for one more of an array that grows by doubling. */
static void *grown(void *array, size_t count, size_t *size, size_t each)
{
	if (count < *size)
		return array;
	*size = *size ? *size * 2 : FIRST_SLOTS / 2;
	return gz_realloc(array, *size * each);
}

struct gz_inverter *gz_inverter_new(void)
{
	struct gz_inverter *v = gz_alloc(sizeof(*v));

	v->slots = FIRST_SLOTS;
	v->slot = gz_alloc(v->slots * sizeof(*v->slot));
	return v;
}

void gz_inverter_free(struct gz_inverter *v)
{
	if (!v)
		return;
	free(v->slot);
	free(v->term);
	free(v->row);
	free(v->log.term);
	free(v->log.tf);
	gz_buf_free(&v->arena);
	gz_buf_free(&v->places);
	free(v);
}

static size_t term_len(const struct gz_inverter *v, size_t i)
{
	size_t end = i + 1 < v->terms ? v->term[i + 1].start : v->arena.len;

	return end - v->term[i].start;
}

static bool is_term(const struct gz_inverter *v, size_t i, uint32_t hash,
		    const char *term, size_t len)
{
	return v->term[i].hash == hash && term_len(v, i) == len &&
	       !memcmp(v->arena.data + v->term[i].start, term, len);
}

/* The slot of the term, or the free one where it belongs. */
static size_t find_slot(const struct gz_inverter *v, uint32_t hash,
			const char *term, size_t len)
{
	size_t i = hash & (v->slots - 1);

	while (v->slot[i] && !is_term(v, v->slot[i] - 1, hash, term, len))
		i = (i + 1) & (v->slots - 1);
	return i;
}

static void widen(struct gz_inverter *v)
{
	free(v->slot);
	v->slots *= 2;
	v->slot = gz_alloc(v->slots * sizeof(*v->slot));
	for (size_t i = 0; i < v->terms; i++) {
		size_t at = v->term[i].hash & (v->slots - 1);

		while (v->slot[at])
			at = (at + 1) & (v->slots - 1);
		v->slot[at] = (uint32_t)i + 1;
	}
}

static uint32_t add_term(struct gz_inverter *v, uint32_t hash, const char *term,
			 size_t len)
{
	v->term = grown(v->term, v->terms, &v->term_size, sizeof(*v->term));
	v->term[v->terms++] = (struct term){ v->arena.len, hash, 0 };
	gz_buf_add(&v->arena, term, len);
	return (uint32_t)v->terms;
}

uint32_t gz_inverter_term(struct gz_inverter *v, const char *term, size_t len)
{
	uint32_t hash = (uint32_t)XXH3_64bits(term, len);
	size_t i = find_slot(v, hash, term, len);
	uint32_t number = v->slot[i];

	assert(len >= 1 && len <= MOST_TERM);
	if (!number) {
		number = v->slot[i] = add_term(v, hash, term, len);
		if (2 * v->terms > v->slots)
			widen(v);
	}
	return number - 1;
}

void gz_inverter_row(struct gz_inverter *v, uint32_t row, uint32_t length,
		     const void *places, size_t len)
{
	assert(row != GZ_ROW_NONE);
	assert(!v->rows || row < v->row[v->rows - 1].row);
	v->row = grown(v->row, v->rows, &v->row_size, sizeof(*v->row));
	v->row[v->rows++] = (struct row){ row, length, v->log.count,
					  v->places.len };
	gz_buf_add(&v->places, places, len);
}

static void widen_log(struct log *l)
{
	l->size = l->size ? 2 * l->size : FIRST_SLOTS;
	l->term = gz_realloc(l->term, l->size * sizeof(*l->term));
	l->tf = gz_realloc(l->tf, l->size * sizeof(*l->tf));
}

void gz_inverter_post(struct gz_inverter *v, uint32_t term, uint32_t tf)
{
	struct log *l = &v->log;

	assert(v->rows && term < v->terms);
	if (tf == 0)
		return;
	if (l->count == l->size)
		widen_log(l);
	l->term[l->count] = term;
	l->tf[l->count++] = (uint8_t)(tf < GZ_MOST_TF ? tf : GZ_MOST_TF);
	v->term[term].rows++;
}

/* ---- writing ---- */

/* Rows come descending, so the last one in is the first one out. */
struct feed {
	const struct gz_inverter *v;
	size_t left;
};

static struct article feed_article(void *arg, uint32_t row)
{
	struct feed *f = arg;
	const struct gz_inverter *v = f->v;
	size_t i, end;

	if (f->left == 0)
		f->left = v->rows;
	i = f->left - 1;
	if (v->row[i].row != row)
		return (struct article){ 0 };
	f->left = i;
	end = i + 1 < v->rows ? v->row[i + 1].places : v->places.len;
	return (struct article){
		.length = v->row[i].length,
		.places = (unsigned char *)v->places.data + v->row[i].places,
		.len = end - v->row[i].places,
	};
}

/* Where each term's list ends, once scatter() has filled it up to there. */
static size_t *list_starts(const struct gz_inverter *v)
{
	size_t *start = gz_alloc((v->terms + 1) * sizeof(*start)), sum = 0;

	for (size_t i = 0; i < v->terms; i++) {
		start[i] = sum;
		sum += v->term[i].rows;
	}
	return start;
}

static struct posting *scatter(const struct gz_inverter *v, size_t *end)
{
	struct posting *p = gz_alloc(v->log.count * sizeof(*p));
	size_t stop = v->log.count;

	for (size_t r = v->rows; r-- > 0;) {
		uint32_t row = v->row[r].row;

		for (size_t i = v->row[r].log; i < stop; i++)
			p[end[v->log.term[i]]++] =
				(struct posting){ row, v->log.tf[i] };
		stop = v->row[r].log;
	}
	return p;
}

struct sorted {
	uint64_t key;
	uint32_t number;
};

static int by_term(const void *a, const void *b, void *arg)
{
	const struct sorted *x = a, *y = b;
	const struct gz_inverter *v = arg;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return term_compare(v->arena.data + v->term[x->number].start,
			    term_len(v, x->number),
			    v->arena.data + v->term[y->number].start,
			    term_len(v, y->number));
}

static struct sorted *sort_terms(struct gz_inverter *v)
{
	struct sorted *s = gz_alloc(v->terms * sizeof(*s));

	for (size_t i = 0; i < v->terms; i++)
		s[i] = (struct sorted){
			term_key(v->arena.data + v->term[i].start,
				 term_len(v, i)),
			(uint32_t)i,
		};
	qsort_r(s, v->terms, sizeof(*s), by_term, v);
	return s;
}

static void put_terms(struct gz_inverter *v, struct writer *w)
{
	size_t *end = list_starts(v);
	struct posting *p = scatter(v, end);
	struct sorted *sorted = sort_terms(v);

	for (size_t i = 0; i < v->terms; i++) {
		uint32_t number = sorted[i].number;
		const struct term *t = &v->term[number];

		if (t->rows)
			writer_term(w, v->arena.data + t->start,
				    term_len(v, number),
				    p + end[number] - t->rows, t->rows);
	}
	free(sorted);
	free(p);
	free(end);
}

bool gz_inverter_write(struct gz_inverter *v, const char *path,
		       struct gz_err *err)
{
	struct feed feed = { v, 0 };
	struct writer w;
	uint32_t first = v->rows ? v->row[v->rows - 1].row : 0;
	uint32_t end = v->rows ? v->row[0].row + 1 : 0;

	writer_open(&w, path, first, end);
	writer_rows(&w, feed_article, &feed);
	put_terms(v, &w);
	return writer_close(&w, err);
}
