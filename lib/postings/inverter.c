/* inverter.c - articles become lists. See gz/postings.h.
 *
 * What articles have is logged in the order it comes: a term's number and its
 * tf, and the bytes of its places. One counting sort by term makes the lists. */
#include <stdlib.h>

#include "lexicon.h"
#include "places.h"
#include "write.h"

struct row {
	uint32_t row;
	struct article article;
	size_t log, places; /* where its part of these begins */
};

struct log {
	uint32_t *term; /* 2 * its number, and 1 if there are places */
	uint8_t *tf;
	size_t count, size;
};

struct gz_inverter {
	struct lexicon lexicon;
	struct row *row;
	size_t rows, row_size;
	struct log log;
	struct gz_buf places;
};

enum {
#ifdef GZ_SMALL
	FIRST_SIZE = 2,
#else
	FIRST_SIZE = 1 << 13,
#endif
};

struct gz_inverter *gz_inverter_new(void)
{
	struct gz_inverter *v = gz_alloc(sizeof(*v));

	lexicon_init(&v->lexicon);
	gz_buf_room(&v->places, MOST_BEHIND);
	return v;
}

void gz_inverter_free(struct gz_inverter *v)
{
	if (!v)
		return;
	lexicon_free(&v->lexicon);
	free(v->row);
	free(v->log.term);
	free(v->log.tf);
	gz_buf_free(&v->places);
	free(v);
}

uint32_t gz_inverter_term(struct gz_inverter *v, const char *term, size_t len)
{
	return lexicon_number(&v->lexicon, term, len);
}

void gz_inverter_row(struct gz_inverter *v, uint32_t row, uint32_t length,
		     uint32_t body)
{
	assert(row != GZ_ROW_NONE);
	assert(!v->rows || row < v->row[v->rows - 1].row);
	if (v->rows == v->row_size) {
		v->row_size = v->row_size ? 2 * v->row_size : FIRST_SIZE;
		v->row = gz_realloc(v->row, v->row_size * sizeof(*v->row));
	}
	v->row[v->rows++] = (struct row){
		row, { length, body }, v->log.count, v->places.len
	};
}

static void widen_log(struct log *l)
{
	l->size = l->size ? 2 * l->size : 2 * FIRST_SIZE;
	l->term = gz_realloc(l->term, l->size * sizeof(*l->term));
	l->tf = gz_realloc(l->tf, l->size * sizeof(*l->tf));
}

void gz_inverter_post(struct gz_inverter *v, uint32_t term, uint32_t tf,
		      const uint32_t *place, size_t count)
{
	struct log *l = &v->log;

	assert(v->rows && term < v->lexicon.terms);
	if (tf == 0)
		return;
	if (l->count == l->size)
		widen_log(l);
	l->term[l->count] = 2 * term + (count > 0);
	l->tf[l->count++] = (uint8_t)(tf < GZ_MOST_TF ? tf : GZ_MOST_TF);
	if (count)
		places_encode(place, count, &v->places);
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
	const struct row *last = &f->v->row[f->left - 1];

	if (last->row != row)
		return (struct article){ 0 };
	f->left--;
	return last->article;
}

/* All postings by term and then by row, and the bytes of their places. */
struct lists {
	struct start {
		size_t posting, byte;
	} * start; /* of each term, and one more: the end */
	struct posting *posting;
	unsigned char *places;
};

/* Copies the places of one posting; where they end. */
static const unsigned char *copy_places(const unsigned char *at,
					unsigned char *to, size_t *size)
{
	const unsigned char *end = places_next(at);

	for (; at < end; at++)
		to[(*size)++] = *at;
	return end;
}

/* Starts lie one further than they will, where scatter() moves them on. */
static void find_starts(struct lists *l, const struct gz_inverter *v)
{
	const unsigned char *at = (unsigned char *)v->places.data, *next;
	size_t terms = v->lexicon.terms;
	struct start *start = gz_alloc((terms + 2) * sizeof(*start));

	for (size_t i = 0; i < v->log.count; i++) {
		uint32_t logged = v->log.term[i];

		start[logged / 2 + 2].posting++;
		if (logged & 1) {
			next = places_next(at);
			start[logged / 2 + 2].byte += (size_t)(next - at);
			at = next;
		}
	}
	for (size_t i = 2; i < terms + 2; i++) {
		start[i].posting += start[i - 1].posting;
		start[i].byte += start[i - 1].byte;
	}
	l->start = start;
}

static void scatter(struct lists *l, const struct gz_inverter *v)
{
	size_t stop = v->log.count;

	l->posting = gz_alloc(v->log.count * sizeof(*l->posting));
	l->places = gz_alloc(v->places.len + MOST_BEHIND);
	for (size_t r = v->rows; r-- > 0;) {
		const struct row *row = &v->row[r];
		const unsigned char *at = (unsigned char *)v->places.data +
					  row->places;

		for (size_t i = row->log; i < stop; i++) {
			uint32_t logged = v->log.term[i];
			struct start *to = &l->start[logged / 2 + 1];

			l->posting[to->posting++] =
				(struct posting){ row->row, v->log.tf[i] };
			if (logged & 1)
				at = copy_places(at, l->places, &to->byte);
		}
		stop = row->log;
	}
}

static void put_term(const struct gz_inverter *v, const struct lists *l,
		     uint32_t number, struct writer *w)
{
	const struct start *start = &l->start[number], *end = start + 1;
	const struct span places = { l->places + start->byte,
				     end->byte - start->byte };
	const struct list list = { .posting = l->posting + start->posting,
				   .count = end->posting - start->posting,
				   .span = &places,
				   .spans = places.size > 0 };
	const unsigned char *stop = l->places + end->byte;
	size_t len;
	const unsigned char *term = lexicon_term(&v->lexicon, number, &len);

	assert(!list.spans ||
	       places_skip(places.at, stop, (uint32_t)list.count) == stop);
	if (list.count)
		writer_term(w, term, len, &list);
}

static void put_terms(const struct gz_inverter *v, struct writer *w)
{
	struct lists l;
	struct keyed *sorted = lexicon_sort(&v->lexicon);

	find_starts(&l, v);
	scatter(&l, v);
	for (size_t i = 0; i < v->lexicon.terms; i++)
		put_term(v, &l, sorted[i].value, w);
	free(sorted);
	free(l.start);
	free(l.posting);
	free(l.places);
}

bool gz_inverter_write(struct gz_inverter *v, const char *path,
		       struct gz_err *err)
{
	struct feed feed = { v, v->rows };
	struct writer w;
	uint32_t first = v->rows ? v->row[v->rows - 1].row : 0;
	uint32_t end = v->rows ? v->row[0].row + 1 : 0;

	writer_open(&w, path, first, end);
	writer_rows(&w, feed_article, &feed);
	put_terms(v, &w);
	return writer_close(&w, err);
}
