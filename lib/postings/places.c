/* places.c - where each word of one article stands. See gz/places.h. */
#include "gz/places.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "gz/pack.h"
#include "sort.h"

enum {
	WIDE_LENGTHS = 16,
	/* With more forms than these, few seeds give keys without clash. */
	MOST_TWO_BYTES = 600,
	MOST_THREE_BYTES = 8000,
};

uint64_t gz_places_hash(const char *form, size_t len)
{
	return XXH3_64bits(form, len);
}

static uint32_t key_of(uint64_t hash, uint64_t seed, unsigned width)
{
	return (uint32_t)(hash * (2 * seed + 1) >> (64 - 8 * width));
}

/* ---- writing ---- */

static bool keys_differ(const uint64_t *keyed, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (keyed[i] >> 32 == keyed[i - 1] >> 32)
			return false;
	return true;
}

/* The first seed under which no two forms have the same key. Keyed becomes
 * the keys, ascending, each above the number of its list. */
static uint64_t assign_keys(const struct gz_place_list *list, size_t count,
			    unsigned width, uint64_t *keyed)
{
	for (uint64_t seed = 0;; seed++) {
		for (size_t i = 0; i < count; i++)
			keyed[i] = (uint64_t)key_of(list[i].hash, seed, width)
					   << 32 |
				   i;
		sort_numbers(keyed, count);
		if (keys_differ(keyed, count))
			return seed;
	}
}

static void put_number(struct gz_buf *out, uint64_t n, unsigned width)
{
	gz_buf_add(out, &n, width);
}

static size_t varint_size(uint32_t n)
{
	size_t size = 1;

	while (n >>= 7)
		size++;
	return size;
}

static size_t list_size(const struct gz_place_list *l)
{
	uint32_t before = 0;
	size_t size = 0;

	for (size_t i = 0; i < l->count; i++) {
		size += varint_size(l->place[i] - before);
		before = l->place[i];
	}
	return size;
}

static void put_list(struct gz_buf *out, const struct gz_place_list *l)
{
	uint32_t before = 0;

	for (size_t i = 0; i < l->count; i++) {
		gz_pack_u64(out, l->place[i] - before);
		before = l->place[i];
	}
}

void gz_places_write(const struct gz_place_list *list, size_t count,
		     uint32_t body, uint32_t byline, struct gz_buf *out)
{
	unsigned width = count <= MOST_TWO_BYTES     ? 2
			 : count <= MOST_THREE_BYTES ? 3
						     : 4;
	unsigned length_width = 1;
	uint64_t *keyed = gz_alloc(count * sizeof(*keyed));
	uint64_t seed = assign_keys(list, count, width, keyed);

	for (size_t i = 0; i < count; i++) {
		size_t size = list_size(&list[i]);

		if (size > 255)
			length_width = size > 65535 ? 4 : 2;
	}
	gz_buf_putc(out, (char)(width + WIDE_LENGTHS * (length_width - 1)));
	gz_pack_u64(out, seed);
	gz_pack_u64(out, body);
	gz_pack_u64(out, byline);
	gz_pack_u64(out, count);
	for (size_t i = 0; i < count; i++)
		put_number(out, keyed[i] >> 32, width);
	for (size_t i = 0; i < count; i++)
		put_number(out, list_size(&list[(uint32_t)keyed[i]]),
			   length_width);
	for (size_t i = 0; i < count; i++)
		put_list(out, &list[(uint32_t)keyed[i]]);
	free(keyed);
}

/* ---- reading ---- */

bool gz_places_open(struct gz_places *p, const void *bytes, size_t len)
{
	struct gz_unpack u = { bytes, (const unsigned char *)bytes + len,
			       false };
	uint64_t count;

	*p = (struct gz_places){ .width = 2 };
	if (len == 0)
		return false;
	p->width = *u.at & 15;
	p->length_width = *u.at / WIDE_LENGTHS + 1;
	u.at++;
	p->seed = gz_unpack_u64(&u);
	p->body = (uint32_t)gz_unpack_u64(&u);
	p->byline = (uint32_t)gz_unpack_u64(&u);
	count = gz_unpack_u64(&u);
	if (u.bad || p->width < 2 || p->width > 4 || p->length_width > 4 ||
	    count > (size_t)(u.end - u.at) / (p->width + p->length_width)) {
		*p = (struct gz_places){ .width = 2 };
		return false;
	}
	p->forms = count;
	p->keys = u.at;
	p->lengths = p->keys + count * p->width;
	p->lists = p->lengths + count * p->length_width;
	p->end = u.end;
	return true;
}

static uint32_t number_at(const unsigned char *at, unsigned width)
{
	uint32_t n = 0;

	for (unsigned i = 0; i < width; i++)
		n |= (uint32_t)at[i] << 8 * i;
	return n;
}

static uint32_t key_at(const struct gz_places *p, size_t i)
{
	return number_at(p->keys + i * p->width, p->width);
}

static size_t length_at(const struct gz_places *p, size_t i)
{
	return number_at(p->lengths + i * p->length_width, p->length_width);
}

/* Keys are hashes, so one knows about where to look. */
static bool find_key(const struct gz_places *p, uint32_t want, size_t *at)
{
	size_t i = (size_t)((uint64_t)want * p->forms >> 8 * p->width);

	while (i > 0 && key_at(p, i - 1) >= want)
		i--;
	while (i < p->forms && key_at(p, i) < want)
		i++;
	*at = i;
	return i < p->forms && key_at(p, i) == want;
}

static uint64_t lengths_before(const struct gz_places *p, size_t i)
{
	uint64_t sum = 0;

	for (size_t j = 0; j < i; j++)
		sum += length_at(p, j);
	return sum;
}

size_t gz_places_list(const struct gz_places *p, uint64_t hash,
		      const unsigned char **list)
{
	uint64_t before, size;
	size_t i;

	if (!p->forms || !find_key(p, key_of(hash, p->seed, p->width), &i))
		return 0;
	before = lengths_before(p, i);
	size = length_at(p, i);
	if (before > (size_t)(p->end - p->lists) ||
	    size > (size_t)(p->end - p->lists) - before)
		return 0;
	*list = p->lists + before;
	return size;
}

size_t gz_places_read(const unsigned char *list, size_t len, uint32_t first,
		      uint32_t end, uint32_t *out)
{
	struct gz_unpack u = { list, list + len, false };
	uint64_t place = 0;
	size_t n = 0;

	while (u.at < u.end) {
		place += gz_unpack_u64(&u);
		if (u.bad || place >= end)
			break;
		if (place >= first)
			out[n++] = (uint32_t)place;
	}
	return n;
}
