/* sample.cc - a random sample of what matches. See sample.hh. */
#include "sample.hh"

#include <algorithm>
#include <cstring>

#include <xxhash.h>

#include "schema.h"

void Hashes::refresh(const Xapian::Database &db, const Columns &columns)
{
	if (era_ != columns.era())
		of_row_.clear();
	era_ = columns.era();
	uint32_t have = (uint32_t)of_row_.size();
	Xapian::docid end = Columns::docid_of(have) + 1;

	of_row_.resize(columns.rows());
	for (auto i = db.valuestream_begin(SLOT_HASH);
	     i != db.valuestream_end(SLOT_HASH) && i.get_docid() < end; ++i) {
		std::string hash = *i;

		memcpy(&of_row_.at(Columns::row_of(i.get_docid())), hash.data(),
		       std::min(hash.size(), sizeof(uint64_t)));
	}
}

namespace
{
struct draw {
	uint64_t number;
	uint32_t row;

	bool operator<(const draw &other) const
	{
		return number != other.number ? number < other.number
					      : row < other.row;
	}
};

/* A heap with the greatest number on top. */
struct drawing {
	const Hashes *hashes;
	uint64_t seed;
	size_t most, total;
	std::vector<draw> least;

	void offer(uint32_t row)
	{
		uint64_t hash = hashes->of(row);
		draw d = { XXH3_64bits_withSeed(&hash, sizeof(hash), seed),
			   row };

		if (least.size() == most && !(d < least.front()))
			return;
		if (least.size() == most) {
			std::pop_heap(least.begin(), least.end());
			least.pop_back();
		}
		least.push_back(d);
		std::push_heap(least.begin(), least.end());
	}
};
} // namespace

static void see(void *arg, uint32_t block, const uint64_t *bits)
{
	auto *d = static_cast<drawing *>(arg);

	d->total += gz_block_rows(bits);
	for (uint32_t w = 0; w < GZ_BLOCK_WORDS && d->most; w++)
		for (uint64_t rest = bits[w]; rest; rest &= rest - 1)
			d->offer(block * GZ_BLOCK + 64 * w +
				 (uint32_t)__builtin_ctzll(rest));
}

std::vector<gz_best> sample(const gz_plan *plan, const Columns &columns,
			    const Hashes &hashes, uint64_t seed, size_t most,
			    size_t *total)
{
	drawing d = { &hashes, seed, most, 0, {} };
	std::vector<gz_best> out;

	gz_match_all(plan, columns.view(), see, &d);
	std::sort(d.least.begin(), d.least.end());
	for (const draw &one : d.least)
		out.push_back({ one.row, 0 });
	if (total)
		*total = d.total;
	return out;
}
