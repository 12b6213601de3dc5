/* metrics.h - what the daemon counts, in Prometheus' text format. For
 * threads. */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H

#include <stddef.h>

#include "gz/buf.h"
#include "route.h"

/* The rows of metrics.c in its order. */
enum metric {
	METRIC_CONNECTIONS,
	METRIC_ACCEPTED,
	METRIC_CONNECTIONS_REFUSED,
	METRIC_DEADLINES,
	METRIC_GATE_REFUSED,
	METRIC_ACTIVE,
	METRIC_QUEUE,
	METRIC_QUEUE_REFUSED,
	METRIC_RATE_REFUSED,
	METRIC_CACHE_HITS,
	METRIC_CACHE_MISSES,
	METRIC_CACHE_BYTES,
	METRIC_NOT_MODIFIED,
	METRIC_JOBS,
	METRIC_CRASHED,
	METRIC_LATE,
	METRIC_POSTS_ACCEPTED,
	METRIC_POSTS_REFUSED,
	METRIC_SPOOL_ENTRIES,
	METRIC_SPOOL_BYTES,
	METRIC_COUNT,
};

struct metrics;
struct metrics *metrics_open(void);
void metrics_close(struct metrics *m);

void metrics_add(struct metrics *m, enum metric which, long n);
void metrics_set(struct metrics *m, enum metric which, long n);
long metrics_get(const struct metrics *m, enum metric which);

/* Count one answered request. route NULL: refused before it had one. */
void metrics_request(struct metrics *m, const struct route *route,
		     unsigned status, long long us);

void metrics_write(const struct metrics *m, struct gz_buf *out);

#endif
