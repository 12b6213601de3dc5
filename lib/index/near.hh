/* near.hh - phrases and NEAR, decided from the places of one article. */
#ifndef GZ_NEAR_HH
#define GZ_NEAR_HH

#include "plan.hh"
#include "reader.hh"

/* To be asked of rows that have all the words of q: do the words of the phrase
 * stand in a row, are the kids of the NEAR near each other, in q's field? */
gz_node *phrase_test(gz_index *ix, Plan *plan, const gz_query *q);
gz_node *near_test(gz_index *ix, Plan *plan, const gz_query *q);

#endif
