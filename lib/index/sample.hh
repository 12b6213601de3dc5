/* sample.hh - a random sample of what matches, the same for everybody.
 *
 * The sample of n is the n matches with the least hash of seed and content
 * (a bottom-k sketch: Cohen, Kaplan, "Summarizing Data using Bottom-k
 * Sketches", PODC 2007). So it depends on which articles match, and on neither
 * the order in which they were loaded nor their docids, and an article more
 * changes one of it at most. */
#ifndef GZ_SAMPLE_HH
#define GZ_SAMPLE_HH

#include <cstdint>
#include <vector>
#include <xapian.h>

#include "columns.hh"

/* The first 8 bytes of the hash of each article's content, by row. Read when
 * first asked for; 8 MB for 10^6 articles. */
class Hashes
{
      public:
	void refresh(const Xapian::Database &db, const Columns &columns);
	uint64_t of(uint32_t row) const
	{
		return of_row_[row];
	}

      private:
	uint64_t era_ = 0;
	std::vector<uint64_t> of_row_;
};

/* The most rows of plan's matches with the least hashes, the least first;
 * total gets the number of all. */
std::vector<gz_best> sample(const gz_plan *plan, const Columns &columns,
			    const Hashes &hashes, uint64_t seed, size_t most,
			    size_t *total);

#endif
