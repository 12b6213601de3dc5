/* check.c - reads all of a postings file. See gz/postings.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#include "dictionary.h"
#include "places.h"
#include "ratio.h"

struct check {
	const struct gz_postings *p;
	void (*report)(void *arg, const char *line);
	void *arg;
	bool ok;
	struct posting *list;
	uint64_t postings;
	char shown[MOST_TERM + 1]; /* the term at hand */
};

static void complain(struct check *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void complain(struct check *c, const char *fmt, ...)
{
	struct gz_buf line = { 0 };
	char what[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	gz_buf_printf(&line, "%s: %s", c->p->path, what);
	c->ok = false;
	if (c->report)
		c->report(c->arg, line.data);
	gz_buf_free(&line);
}

static void check_sum(struct check *c)
{
	const struct header *h = c->p->header;

	if (XXH3_64bits(c->p->map + sizeof(*h), h->size - sizeof(*h)) !=
	    h->rest)
		complain(c, "its checksum is wrong");
}

/* The places of one posting ascend; they are known to have an end. */
static bool places_ascend(const unsigned char *at)
{
	uint64_t place = 0, n = 0;

	for (bool first = true;; at++) {
		if (*at & PLACES_MORE) {
			n = n << 7 | (*at & 0x7f);
			continue;
		}
		n = n << 6 | (*at & 0x3f);
		place += n;
		if (n > UINT32_MAX || place > UINT32_MAX || (!first && !n))
			return false;
		if (*at & PLACES_LAST)
			return true;
		first = false;
		n = 0;
	}
}

static void check_places(struct check *c, const struct coded *list)
{
	const unsigned char *at = list->places, *next;
	const unsigned char *end = at + list->places_size;

	for (uint32_t i = 0; i < list->rows; i++, at = next) {
		next = places_skip(at, end, 1);
		if (!next || !places_ascend(at)) {
			complain(c, "%s: its places are damaged", c->shown);
			return;
		}
		if (i % PLACES_EVERY == 0 &&
		    places_table(end, i / PLACES_EVERY) !=
			    (size_t)(at - list->places)) {
			complain(c, "%s: its places are not found", c->shown);
			return;
		}
	}
	if (at != end)
		complain(c, "%s: has places of no article", c->shown);
}

static void check_bounds(struct check *c, const struct gz_list_block *b,
			 const struct posting *p)
{
	const struct header *h = c->p->header;
	uint32_t most_tf = 0;
	uint8_t least = 255;

	for (unsigned i = 0; i < b->count; i++) {
		uint32_t length = c->p->lengths[p[i].row - h->first];
		uint8_t code = ratio_code(length, p[i].tf);

		least = code < least ? code : least;
		most_tf = p[i].tf > most_tf ? p[i].tf : most_tf;
	}
	if (b->most_tf != most_tf || b->least_ratio != least)
		complain(c, "%s: bounds of the block of row %u are wrong",
			 c->shown, p->row);
}

static unsigned count_bits(const struct gz_list_block *b)
{
	unsigned n = 0;

	for (unsigned i = 0; b->bits && i < GZ_BLOCK / 8; i++)
		n += (unsigned)__builtin_popcount(b->bits[i]);
	return b->bits ? n : b->count;
}

/* After all its postings were found good. */
static void check_dense(struct check *c, const struct coded *list)
{
	const struct header *h = c->p->header;
	const struct posting *p = c->list;
	struct gz_list_block b;
	struct dense d;
	uint32_t number = 0;

	dense_open(&d, list, h->first, h->end);
	for (uint32_t i = 0; i < d.blocks; i++) {
		if (!dense_next(&d, i, &number, &b))
			return;
		if (count_bits(&b) != b.count)
			complain(c, "%s: block %u has more rows than it counts",
				 c->shown, number);
		check_bounds(c, &b, p);
		p += b.count;
	}
}

static void check_list(struct check *c, const struct coded *list)
{
	const struct header *h = c->p->header;

	c->postings += list->rows;
	if (!coded_plausible(list, c->p)) {
		complain(c, "%s: has %u rows", c->shown, list->rows);
		return;
	}
	if (!postings_decode(list, h->first, h->end, c->list))
		complain(c, "%s: its postings are damaged", c->shown);
	else if (list->dense)
		check_dense(c, list);
	if (list->places)
		check_places(c, list);
}

/* For lines of a report: what is not ASCII is shown as ?. */
static void show(struct check *c, const unsigned char *term, size_t len)
{
	for (size_t i = 0; i < len; i++)
		c->shown[i] = term[i] > ' ' && term[i] < 127 ? (char)term[i]
							     : '?';
	c->shown[len] = '\0';
}

static void check_group(struct check *c, const struct walk *w,
			const struct entry *e, const unsigned char *at)
{
	uint64_t group = w->number / GROUP;

	if (e->shared || c->p->keys[group] != term_key(e->bytes, e->fresh) ||
	    c->p->dictionary + c->p->groups[group] != at)
		complain(c, "%s: its group is not found", c->shown);
}

static bool check_term(struct check *c, struct walk *w, unsigned char *term,
		       size_t *len)
{
	struct walk before = *w;
	unsigned char last[MOST_TERM];
	size_t last_len = *len;
	struct entry e;

	memcpy(last, term, last_len);
	if (!walk_next(w, &e) || e.shared > last_len)
		return false;
	memcpy(term + e.shared, e.bytes, e.fresh);
	*len = e.shared + e.fresh;
	show(c, term, *len);
	if (*len == 0 || term_compare(term, *len, last, last_len) <= 0)
		complain(c, "%s: it is out of order", c->shown);
	if (before.number % GROUP == 0)
		check_group(c, &before, &e, before.at);
	check_list(c, &e.list);
	return true;
}

static void check_terms(struct check *c)
{
	const struct header *h = c->p->header;
	unsigned char term[MOST_TERM];
	size_t len = 0;
	uint64_t n = 0;
	struct walk w;

	walk_begin(&w, c->p, 0);
	while (n < h->terms && check_term(c, &w, term, &len))
		n++;
	if (n < h->terms)
		complain(c, "%llu of %llu terms can be read",
			 (unsigned long long)n, (unsigned long long)h->terms);
	else if (c->postings != h->postings)
		complain(c, "it has %llu postings, not %llu",
			 (unsigned long long)c->postings,
			 (unsigned long long)h->postings);
}

bool gz_postings_check(const struct gz_postings *p,
		       void (*report)(void *arg, const char *line), void *arg)
{
	uint32_t rows = p->header->end - p->header->first;
	struct check c = { .p = p, .report = report, .arg = arg, .ok = true };

	c.list = gz_alloc(rows * sizeof(*c.list));
	check_sum(&c);
	check_terms(&c);
	free(c.list);
	return c.ok;
}
