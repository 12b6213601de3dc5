/* near.hh - phrases and NEAR, decided from the places of one article. */
#ifndef GZ_NEAR_HH
#define GZ_NEAR_HH

#include "reader.hh"

/* Filters to stand beside the words of q: those articles in which the words
 * of the phrase q stand in a row, or the kids of the NEAR q are near each
 * other, in the field of q. Owned by the Query they are given to. */
Xapian::PostingSource *phrase_filter(gz_index *ix, const gz_query *q);
Xapian::PostingSource *near_filter(gz_index *ix, const gz_query *q);

#endif
