/* route.h - what lives where. The table is in route.c. */
#ifndef SERVER_ROUTE_H
#define SERVER_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

enum route_kind {
	ROUTE_WORKER,	  /* answered in a worker, see api.h */
	ROUTE_HEALTH,	  /* alive? */
	ROUTE_METRICS,	  /* for Prometheus */
	ROUTE_PROBLEM,	  /* what an error code means */
	ROUTE_ARTICLES,	  /* takes articles in, see post.h */
	ROUTE_RECEIPT,	  /* what became of them */
	ROUTE_OPENSEARCH, /* how a browser adds this search engine */
	ROUTE_FILE,	  /* a file of www/ */
	ROUTE_NONE,	  /* no such address */
};

struct route {
	const char
		*path; /* if it ends in "/", an id follows; ID in it is one */
	enum route_kind kind;
	bool page;   /* people read it: its errors may be HTML */
	bool search; /* its answer follows from the request and the index
			alone: it has an ETag, is cached, and counts for
			rate */
	const char *methods; /* as Allow has them; NULL: those of reading */
};

/* The row for a decoded path, and for the same as it was sent: what is below
 * an id cannot be told from an id that has a "/" otherwise. Those of files and
 * of nothing are the last two; a path that may name a file gets that of
 * files. */
const struct route *route_find(const char *path, const char *raw);

/* Where in a path of this route the id begins; 0: it has none. */
size_t route_id(const struct route *route);

/* The methods of a route, as Allow has them; whether one is among them. */
const char *route_methods(const struct route *route);
bool route_allows(const struct route *route, const char *method);

/* Rows, by ordinal, for counting. */
size_t route_count(void);
const struct route *route_at(size_t i);
size_t route_ordinal(const struct route *route);

#endif
