/* search.hh - the steps of a search. */
#ifndef GZ_SEARCH_HH
#define GZ_SEARCH_HH

#include <vector>

#include "gz/match.h"
#include "reader.hh"

using rows = std::vector<gz_best>;

/* What a search says of all its matches: see gz_hits. */
struct summary {
	size_t total = 0;
	bool counted = false;
	bool relaxed = false;
	unsigned wanted = 0;
};

/* The page that s asks for. */
rows find_rows(gz_index *ix, const struct gz_search *s, summary *sum);

#endif
