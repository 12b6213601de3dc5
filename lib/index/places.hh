/* places.hh - where each word of one article stands: the value in
 * SLOT_PLACES, from which phrases and NEAR are decided.
 *
 * One block an article instead of Xapian's one entry per word and article: a
 * third of the size, a fraction of the building time, and one read tests all
 * words of a phrase. Layout (numbers are varints unless said):
 *
 *     width    1 byte: bytes of a key, 2..4; +16: two-byte list lengths
 *     seed     of the hash that gives every form here a key of its own
 *     body     the first place of the body; before it is the title
 *     byline   the first place of the byline, behind the body
 *     n        number of forms
 *     keys     n, each width bytes, little-endian, ascending
 *     lengths  n, bytes of each list
 *     lists    n, ascending places, each the distance from the one before
 *
 * A key is exact for forms that the article has, which the posting lists
 * have settled before anyone asks here. */
#ifndef GZ_PLACES_HH
#define GZ_PLACES_HH

#include <cstdint>
#include <string>
#include <vector>

/* ---- writing ---- */

struct place_list {
	std::string key;       /* form_key() */
	const uint32_t *place; /* ascending */
	size_t count;
};

std::string places_write(const std::vector<place_list> &lists, uint32_t body,
			 uint32_t byline);

/* ---- reading ---- */

struct region {
	uint32_t first, end; /* places [first, end) */
};

class Places
{
      public:
	/* Bytes are borrowed. False: not such a block. */
	bool open(const std::string &bytes);

	/* The places of the form within the region, ascending; empty: none. */
	void find(const std::string &key, const region &in,
		  std::vector<uint32_t> *out) const;

	region title() const
	{
		return { 0, body };
	}
	region text() const
	{
		return { 0, byline };
	}
	region body_only() const
	{
		return { body, byline };
	}
	region byline_only() const
	{
		return { byline, UINT32_MAX };
	}
	size_t forms() const
	{
		return n;
	}

      private:
	uint32_t key_at(size_t i) const;
	size_t length_at(size_t i) const;
	const unsigned char *list(size_t i) const;

	const unsigned char *keys = nullptr, *lengths = nullptr,
			    *lists = nullptr, *end = nullptr;
	unsigned width = 0, length_width = 0;
	uint64_t seed = 0;
	uint32_t body = 0, byline = 0;
	size_t n = 0;
};

#endif
