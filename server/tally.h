/* tally.h - what is counted of all matches: facets, timelines, values. */
#ifndef SERVER_TALLY_H
#define SERVER_TALLY_H

#include "ask.h"

/* Words for enum gz_facet and enum gz_interval; auto comes after them. */
#define TALLY_FACETS "source section byline month"
#define TALLY_INTERVALS "day week month quarter year auto"

/* The largest timeline that is answered. */
#define TALLY_BUCKETS 20000

/* What the route of r says before its parameters are read. */
void tally_begin(struct ask *a, const struct api_request *r);

/* Whether a asks for more than the total. */
bool tally_asked(const struct ask *a);

/* What to count for a. */
struct gz_tally tally_of(const struct ask *a);

/* A timeline with too many buckets is a fault of a; false: it is one. */
bool tally_fits(struct ask *a, const struct gz_counts *counts);

/* The name of a facet, of the one that a->tally.values is about. */
const char *tally_name(enum gz_facet facet, char out[16]);
enum gz_facet tally_field(const struct ask *a);

#endif
