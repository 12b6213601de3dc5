/* search.hh - the steps of a search. */
#ifndef GZ_SEARCH_HH
#define GZ_SEARCH_HH

#include <vector>

#include "reader.hh"

struct row {
	Xapian::docid docid;
	double score;
};
using rows = std::vector<row>;

/* The page that s asks for; total, relaxed and wanted go to *sum. */
rows find_rows(gz_index *ix, const struct gz_search *s, gz_hits *sum);

/* Order rows by date where s asks for it, and cut its page out. */
void arrange(const gz_index *ix, const struct gz_search *s, rows *all);

/* An enquiry with our weights. */
Xapian::Enquire enquire_for(const gz_index *ix, const Xapian::Query &query);

#endif
