/* counts.hh - how many matches of a search have which text, and are of which
 * day: one walk over all of them, before anything is named or put in order. */
#ifndef GZ_COUNTS_HH
#define GZ_COUNTS_HH

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "gz/index.h"
#include "gz/interval.h"

/* Facets that are the texts of a slot (values.hh): all but GZ_FACET_MONTH. */
enum {
	TEXT_FACETS = GZ_FACET_MONTH
};

/* What to count beside the total. */
struct counting {
	unsigned facets = 0; /* bit set, of text facets */
	bool days = false;   /* with their first and last instant */
	bool dates = false;
	gz_interval each = GZ_EACH_DAY; /* that dates are kept apart by */
	gz_zone zone = gz_utc;
};

struct text_counts {
	size_t matches = 0; /* of the search without the facet's own filter */
	std::vector<uint32_t> count;	  /* by text */
	std::vector<int64_t> first, last; /* with days: published */
};

struct raw_counts {
	size_t total = 0;
	unsigned wanted = 0; /* of the words, where not all; 0: all */
	text_counts text[TEXT_FACETS];
	size_t undated = 0;
	int64_t day = 0; /* of by_day[0] */
	/* Matches of a day; or at any one day of an interval, all of it. */
	std::vector<uint32_t> by_day;

	size_t bytes() const;
};

/* Those counted before, for as long as a revision lasts: the next page of the
 * same search, or of its values, asks for the same. */
class KnownCounts
{
      public:
	std::shared_ptr<const raw_counts> find(const std::string &key) const;
	void add(const std::string &key, std::shared_ptr<const raw_counts> c);
	void clear();

      private:
	std::unordered_map<std::string, std::shared_ptr<const raw_counts>>
		by_key_;
	size_t bytes_ = 0;
};

/* ix->calendar is of what.zone. */
std::shared_ptr<const raw_counts> count_matches(gz_index *ix,
						const struct gz_search *s,
						const counting &what);

#endif
