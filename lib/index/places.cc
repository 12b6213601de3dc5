/* places.cc - where each word of one article stands. See places.hh. */
#include "places.hh"

#include <algorithm>
#include <cstring>
#include <xxhash.h>

#include "gz/pack.h"

enum {
	WIDE_LENGTHS = 16,
	/* With more forms than these, few seeds give keys without clash. */
	MOST_TWO_BYTES = 600,
	MOST_THREE_BYTES = 8000,
};

static uint32_t key_of(const std::string &form, uint64_t seed, unsigned width)
{
	uint64_t h = XXH3_64bits_withSeed(form.data(), form.size(), seed);

	return (uint32_t)(h >> (64 - 8 * width));
}

struct keyed {
	uint32_t key;
	const place_list *list;
};

/* The first seed under which no two forms have the same key. */
static uint64_t assign_keys(const std::vector<place_list> &lists,
			    unsigned width, std::vector<keyed> *out)
{
	auto less = [](const keyed &a, const keyed &b) {
		return a.key < b.key;
	};
	auto same = [](const keyed &a, const keyed &b) {
		return a.key == b.key;
	};

	for (uint64_t seed = 0;; seed++) {
		out->clear();
		for (const place_list &l : lists)
			out->push_back({ key_of(l.key, seed, width), &l });
		std::sort(out->begin(), out->end(), less);
		if (std::adjacent_find(out->begin(), out->end(), same) ==
		    out->end())
			return seed;
	}
}

static void put_list(gz_buf *out, const place_list &l)
{
	uint32_t before = 0;

	for (size_t i = 0; i < l.count; i++) {
		gz_pack_u64(out, l.place[i] - before);
		before = l.place[i];
	}
}

static void put_number(gz_buf *out, uint64_t n, unsigned width)
{
	char bytes[8];

	for (unsigned i = 0; i < width; i++)
		bytes[i] = (char)(n >> 8 * i);
	gz_buf_add(out, bytes, width);
}

std::string places_write(const std::vector<place_list> &lists, uint32_t body,
			 uint32_t byline)
{
	unsigned width = lists.size() <= MOST_TWO_BYTES	    ? 2
			 : lists.size() <= MOST_THREE_BYTES ? 3
							    : 4;
	std::vector<keyed> order;
	uint64_t seed = assign_keys(lists, width, &order);
	std::vector<size_t> lengths;
	gz_buf all = {}, head = {};
	unsigned length_width = 1;

	for (const keyed &k : order) {
		size_t before = all.len;

		put_list(&all, *k.list);
		lengths.push_back(all.len - before);
		if (lengths.back() > 255)
			length_width = lengths.back() > 65535 ? 4 : 2;
	}
	gz_buf_putc(&head, (char)(width + WIDE_LENGTHS * (length_width - 1)));
	gz_pack_u64(&head, seed);
	gz_pack_u64(&head, body);
	gz_pack_u64(&head, byline);
	gz_pack_u64(&head, lists.size());
	for (const keyed &k : order)
		put_number(&head, k.key, width);
	for (size_t l : lengths)
		put_number(&head, l, length_width);
	gz_buf_add(&head, all.data, all.len);

	std::string bytes(head.data, head.len);
	gz_buf_free(&head);
	gz_buf_free(&all);
	return bytes;
}

bool Places::open(const std::string &bytes)
{
	const unsigned char *at = (const unsigned char *)bytes.data();
	gz_unpack u = { at, at + bytes.size(), false };

	n = 0;
	if (bytes.empty())
		return false;
	width = *u.at & 15;
	length_width = *u.at / WIDE_LENGTHS + 1;
	u.at++;
	seed = gz_unpack_u64(&u);
	body = (uint32_t)gz_unpack_u64(&u);
	byline = (uint32_t)gz_unpack_u64(&u);
	size_t count = gz_unpack_u64(&u);
	if (u.bad || width < 2 || width > 4 || length_width > 4 ||
	    count > (size_t)(u.end - u.at) / (width + length_width))
		return false;
	n = count;
	keys = u.at;
	lengths = keys + n * width;
	lists = lengths + n * length_width;
	end = u.end;
	return true;
}

static uint32_t number(const unsigned char *at, unsigned width)
{
	uint32_t v = 0;

	for (unsigned i = 0; i < width; i++)
		v |= (uint32_t)at[i] << 8 * i;
	return v;
}

uint32_t Places::key_at(size_t i) const
{
	return number(keys + i * width, width);
}

size_t Places::length_at(size_t i) const
{
	return number(lengths + i * length_width, length_width);
}

const unsigned char *Places::list(size_t i) const
{
	size_t before = 0;

	if (length_width == 1)
		for (size_t j = 0; j < i; j++)
			before += lengths[j];
	else
		for (size_t j = 0; j < i; j++)
			before += length_at(j);
	return before <= (size_t)(end - lists) ? lists + before : end;
}

void Places::find(const std::string &key, const region &in,
		  std::vector<uint32_t> *out) const
{
	uint32_t want = key_of(key, seed, width ? width : 2), place = 0;
	size_t low = 0, high = n;

	out->clear();
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (key_at(mid) < want)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == n || key_at(low) != want)
		return;
	const unsigned char *at = list(low);
	gz_unpack u = { at, end, false };

	if (length_at(low) < (size_t)(end - at))
		u.end = at + length_at(low);
	while (u.at < u.end) {
		place += (uint32_t)gz_unpack_u64(&u);
		if (place >= in.first && place < in.end && !u.bad)
			out->push_back(place);
	}
}
