/* places.c - reads where the term of a list stands. See gz/postings.h and
 * places.h. */
#include "places.h"

#include <stdlib.h>

#include "list.h"

static unsigned char *put_place(unsigned char *at, uint32_t n, bool last)
{
	unsigned more = 0;

	if (n >> 6)
		more = (31 - (unsigned)__builtin_clz(n >> 6)) / 7 + 1;
	for (; more; more--)
		*at++ = (unsigned char)(PLACES_MORE | n >> (7 * more - 1));
	*at++ = (unsigned char)((n & 0x3f) | (last ? PLACES_LAST : 0));
	return at;
}

void places_encode(const uint32_t *place, size_t count, struct gz_buf *out)
{
	char *start = gz_buf_room(out, count * MOST_PLACE + MOST_BEHIND);
	unsigned char *at = (unsigned char *)start;
	uint32_t before = 0;

	for (size_t i = 0; i < count; i++) {
		assert(i == 0 || place[i] > before);
		at = put_place(at, place[i] - before, i + 1 == count);
		before = place[i];
	}
	out->len += (size_t)(at - (unsigned char *)start);
}

void gz_places_begin(struct gz_places *p, const struct gz_list *list)
{
	*p = (struct gz_places){ .list = list, .ordinal = UINT32_MAX };
}

void gz_places_end(struct gz_places *p)
{
	free(p->place);
	*p = (struct gz_places){ 0 };
}

/* The piece that has a posting, or NULL. */
static const struct gz_list_piece *find_piece(struct gz_places *p,
					      uint32_t ordinal)
{
	const struct gz_list_piece *all = p->list->piece;
	size_t i = p->piece;

	while (i + 1 < p->list->pieces && all[i].end <= ordinal)
		i++;
	while (i && all[i].first > ordinal)
		i--;
	if (i != p->piece)
		p->ordinal = UINT32_MAX;
	p->piece = i;
	return ordinal >= all[i].first && ordinal < all[i].end ? &all[i] : NULL;
}

/* To the sample before the posting, unless what was read last is nearer. */
static bool seek(struct gz_places *p, const struct gz_list_piece *l,
		 uint32_t ordinal)
{
	uint32_t sample = (ordinal - l->first) / PLACES_EVERY, start;
	uint32_t first = l->first + sample * PLACES_EVERY;

	if (p->ordinal < first || p->ordinal > ordinal) {
		start = places_table(l->places_end, sample);
		if (start > (size_t)(l->places_end - l->places))
			return false;
		p->at = l->places + start;
		p->ordinal = first;
	}
	p->at = places_skip(p->at, l->places_end, ordinal - p->ordinal);
	p->ordinal = ordinal;
	return p->at != NULL;
}

static void widen(struct gz_places *p)
{
	p->size = p->size ? 2 * p->size : GZ_BLOCK / 4;
	p->place = gz_realloc(p->place, p->size * sizeof(*p->place));
}

/* The places from p->at on, which moves behind them; how many. */
static size_t decode(struct gz_places *p, const unsigned char *end)
{
	const unsigned char *at = p->at;
	uint64_t place = 0, n = 0, more;
	unsigned char byte = 0;
	size_t count = 0;

	while (at < end && place <= UINT32_MAX &&
	       (byte & (PLACES_MORE | PLACES_LAST)) != PLACES_LAST) {
		byte = *at++;
		more = byte >> 7;
		place += (n << 6 | (byte & 0x3f)) & (more - 1);
		n = (n << 7 | (byte & 0x7f)) & -more;
		if (count == p->size)
			widen(p);
		p->place[count] = (uint32_t)place;
		count += !more;
	}
	p->at = at;
	return place > UINT32_MAX ? count - 1 : count;
}

size_t gz_places_read(struct gz_places *p, uint32_t row)
{
	const struct gz_list_piece *piece;
	const struct gz_list_block *b;
	uint32_t ordinal;
	unsigned i;
	size_t count;

	if (!p->list->pieces || !(b = list_find(p->list, row, &i)))
		return 0;
	ordinal = b->first + i;
	piece = find_piece(p, ordinal);
	if (!piece)
		return 0;
	if (!seek(p, piece, ordinal)) {
		p->ordinal = UINT32_MAX;
		return 0;
	}
	count = decode(p, piece->places_end);
	p->ordinal++;
	return count;
}
