/* dictionary.c - the terms of a file. See dictionary.h. */
#include "dictionary.h"

#include "places.h"

void walk_begin(struct walk *w, const struct gz_postings *p, size_t group)
{
	size_t size = (size_t)(p->dictionary_end - p->dictionary);

	*w = (struct walk){ .file = p, .number = (uint64_t)group * GROUP };
	w->at = p->dictionary_end;
	if (group < p->group_count && p->groups[group] <= size)
		w->at = p->dictionary + p->groups[group];
}

static unsigned read_byte(struct gz_unpack *u)
{
	if (u->at < u->end)
		return *u->at++;
	u->bad = true;
	return 0;
}

static bool read_term(struct gz_unpack *u, struct entry *e)
{
	unsigned front = read_byte(u);

	e->shared = front & 15;
	e->fresh = front >> 4;
	if (e->shared == 15)
		e->shared += read_byte(u);
	if (e->fresh == 15)
		e->fresh += read_byte(u);
	e->bytes = u->at;
	if (e->fresh > (size_t)(u->end - u->at))
		return false;
	u->at += e->fresh;
	return e->shared + e->fresh <= MOST_TERM && !u->bad;
}

static bool read_inline(struct gz_unpack *u, unsigned how, struct coded *c)
{
	size_t size = how / 2, own = size;

	*c = (struct coded){ .bytes = u->at, .rows = 1 };
	if (size > (size_t)(u->end - u->at))
		return false;
	if (how & 1) {
		own = sparse_size(u->at);
		if (own >= size)
			return false;
		c->places = u->at + own;
	}
	c->size = own;
	c->places_size = size - own;
	u->at += size;
	return true;
}

/* The next so many bytes of all postings; NULL: there are not as many. */
static const unsigned char *take(struct walk *w, uint64_t size)
{
	uint64_t all = w->file->header->part[PART_POSTINGS].size - GZ_BLOCK;
	uint64_t start = w->offset;

	if (start > all || size > all - start)
		return NULL;
	w->offset += size;
	return w->file->map + w->file->header->part[PART_POSTINGS].start +
	       start;
}

static bool read_places(struct gz_unpack *u, struct walk *w, struct coded *c)
{
	uint64_t size = varint(u);

	c->places = take(w, size);
	c->places_size = size;
	return !u->bad && c->places && take(w, places_table_size(c->rows));
}

static bool read_list(struct gz_unpack *u, struct walk *w, struct coded *c)
{
	uint64_t how = varint(u);

	if (how < LEAST_APART)
		return !u->bad && read_inline(u, (unsigned)how, c);
	how -= LEAST_APART;
	if (how / 4 >= UINT32_MAX)
		return false;
	*c = (struct coded){ .size = varint(u),
			     .rows = (uint32_t)(how / 4 + 1),
			     .dense = how & 1 };
	c->bytes = take(w, c->size);
	return !u->bad && c->bytes && (!(how & 2) || read_places(u, w, c));
}

bool walk_next(struct walk *w, struct entry *e)
{
	struct gz_unpack u = { w->at, w->file->dictionary_end, false };

	if (w->number >= w->file->header->terms)
		return false;
	if (w->number % GROUP == 0)
		w->offset = varint(&u);
	w->number++;
	if (!read_term(&u, e) || !read_list(&u, w, &e->list)) {
		w->number = w->file->header->terms;
		return false;
	}
	w->at = u.at;
	return true;
}

bool coded_plausible(const struct coded *c, const struct gz_postings *p)
{
	uint32_t first = p->header->first, end = p->header->end;

	if (c->rows == 0 || c->rows > end - first)
		return false;
	if (c->places && c->rows > c->places_size)
		return false;
	return c->dense ? c->rows / GZ_BLOCK <= c->size : c->rows <= c->size;
}

/* Does group i begin behind the term? */
static bool group_behind(const struct gz_postings *p, size_t i, uint64_t key,
			 const char *term, size_t len)
{
	struct walk w;
	struct entry e;

	if (p->keys[i] != key)
		return p->keys[i] > key;
	walk_begin(&w, p, i);
	return walk_next(&w, &e) &&
	       term_compare(e.bytes, e.fresh, term, len) > 0;
}

size_t dictionary_group(const struct gz_postings *p, const char *term,
			size_t len)
{
	uint64_t key = term_key(term, len);
	size_t low = 0, high = p->group_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (group_behind(p, middle, key, term, len))
			high = middle;
		else
			low = middle + 1;
	}
	return low ? low - 1 : 0;
}

static size_t common(const unsigned char *a, const char *b, size_t len)
{
	size_t n = 0;

	while (n < len && a[n] == (unsigned char)b[n])
		n++;
	return n;
}

/* All terms before the one sought are less than it. A term that shares more
 * with the one before it than that one does with the one sought, is less too.
 */
bool dictionary_find(const struct gz_postings *p, const char *term, size_t len,
		     struct coded *list)
{
	struct walk w;
	struct entry e;
	size_t match = 0;

	walk_begin(&w, p, dictionary_group(p, term, len));
	for (unsigned i = 0; i < GROUP && walk_next(&w, &e); i++) {
		size_t left, n;

		if (e.shared > match)
			continue;
		left = len - e.shared;
		n = common(e.bytes, term + e.shared,
			   e.fresh < left ? e.fresh : left);
		match = e.shared + n;
		if (n == left && n == e.fresh) {
			*list = e.list;
			return coded_plausible(list, p);
		}
		if (n == left ||
		    (n < e.fresh && e.bytes[n] > (unsigned char)term[match]))
			return false;
	}
	return false;
}
