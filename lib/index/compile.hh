/* compile.hh - from a query tree to Xapian's. */
#ifndef GZ_COMPILE_HH
#define GZ_COMPILE_HH

#include "reader.hh"

/* The articles that q asks for, with BM25 weights: a word by its stem, and by
 * its own form at half weight. Throws failure for a wildcard that is too
 * wide. */
Xapian::Query compile(gz_index *ix, const gz_query *q);

#endif
