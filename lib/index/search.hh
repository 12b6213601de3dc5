/* search.hh - the steps of a search. */
#ifndef GZ_SEARCH_HH
#define GZ_SEARCH_HH

#include <vector>

#include "gz/match.h"
#include "plan.hh"
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
/* The first rows of a plan, in that order. */
rows first_rows(const gz_index *ix, const gz_plan *plan, gz_match_order order,
		size_t most);
gz_place place_of(const gz_index *ix, const gz_best &r);

/* The articles of rows, as hits; the total is their number. NULL: *err says
 * why. */
gz_hits *read_hits(const gz_index *ix, const rows &found, gz_err *err);

/* What the matches of a search, all its words wanted, depend on. */
std::string search_key(const struct gz_search *s);
/* Exact totals are remembered for as long as the revision lasts. */
void remember_total(gz_index *ix, const std::string &key, size_t total);

/* Whether s is content with some of its words where no article has all; the
 * most that any has, 0: none has one; and what has that many of q's. */
bool may_relax(const struct gz_search *s);
unsigned most_wanted(gz_index *ix, const struct gz_search *s);
gz_node *compile_some(gz_index *ix, Plan *plan, const gz_query *q,
		      unsigned wanted);

#endif
