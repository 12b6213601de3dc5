/* compile.hh - from a query tree to a plan. */
#ifndef GZ_COMPILE_HH
#define GZ_COMPILE_HH

#include "plan.hh"
#include "reader.hh"

/* What matches q, added to the plan. With score set, its words score: a word
 * by its stem, and by its own form at half weight. Throws failure for a
 * wildcard that is too wide. */
gz_node *compile(gz_index *ix, Plan *plan, const gz_query *q, bool score);

#endif
