/* metrics.c - counters and their text. See metrics.h. */
#include "metrics.h"

#include <stdatomic.h>
#include <stdlib.h>

#define CLASSES 6 /* 0xx for none, 1xx to 5xx */

static const struct {
	const char *name, *type, *help;
} table[METRIC_COUNT] = {
	[METRIC_CONNECTIONS] = { "connections", "gauge", "Open connections." },
	[METRIC_ACCEPTED] = { "connections_total", "counter",
			      "Connections accepted." },
	[METRIC_CONNECTIONS_REFUSED] = { "connections_refused_total", "counter",
					 "Connections over a limit." },
	[METRIC_DEADLINES] = { "deadlines_total", "counter",
			       "Connections ended for being too slow." },
	[METRIC_GATE_REFUSED] = { "malformed_total", "counter",
				  "Requests refused as malformed." },
	[METRIC_ACTIVE] = { "requests_active", "gauge", "Requests under way." },
	[METRIC_QUEUE] = { "queue_length", "gauge",
			   "Searches waiting for a worker." },
	[METRIC_QUEUE_REFUSED] = { "queue_refused_total", "counter",
				   "Searches that waited too long, or met a "
				   "full queue." },
	[METRIC_RATE_REFUSED] = { "rate_refused_total", "counter",
				  "Searches over an address's rate." },
	[METRIC_CACHE_HITS] = { "cache_hits_total", "counter",
				"Answers given from the cache." },
	[METRIC_CACHE_MISSES] = { "cache_misses_total", "counter",
				  "Answers that were not in the cache." },
	[METRIC_CACHE_BYTES] = { "cache_bytes", "gauge",
				 "Memory of cached answers." },
	[METRIC_NOT_MODIFIED] = { "not_modified_total", "counter",
				  "Answers that the client had already." },
	[METRIC_JOBS] = { "worker_jobs_total", "counter",
			  "Requests given to workers." },
	[METRIC_CRASHED] = { "worker_crashes_total", "counter",
			     "Workers that died of a request." },
	[METRIC_LATE] = { "worker_timeouts_total", "counter",
			  "Workers stopped at their deadline." },
	[METRIC_POSTS_ACCEPTED] = { "posts_accepted_total", "counter",
				    "Requests whose articles, or removals, "
				    "are safe in the spool." },
	[METRIC_POSTS_REFUSED] = { "posts_refused_total", "counter",
				   "Requests whose articles, or removals, were "
				   "refused." },
	[METRIC_SPOOL_ENTRIES] = { "spool_entries", "gauge",
				   "Entries of the spool that wait to be "
				   "indexed." },
	[METRIC_SPOOL_BYTES] = { "spool_bytes", "gauge", "Bytes of these." },
};

static const struct {
	long long us;
	const char *le;
} bounds[] = {
	{ 500, "0.0005" },  { 1000, "0.001" }, { 2500, "0.0025" },
	{ 5000, "0.005" },  { 10000, "0.01" }, { 25000, "0.025" },
	{ 50000, "0.05" },  { 100000, "0.1" }, { 250000, "0.25" },
	{ 500000, "0.5" },  { 1000000, "1" },  { 2500000, "2.5" },
	{ 10000000, "10" },
};
#define BOUNDS (sizeof(bounds) / sizeof(bounds[0]))

/* Of one route; the last place of requests is for refused ones. */
struct histogram {
	atomic_ulong status[CLASSES];
	atomic_ulong within[BOUNDS + 1];
	atomic_ullong us;
};

struct metrics {
	atomic_long value[METRIC_COUNT];
	struct histogram requests[];
};

struct metrics *metrics_open(void)
{
	return gz_alloc(sizeof(struct metrics) +
			(route_count() + 1) * sizeof(struct histogram));
}

void metrics_close(struct metrics *m)
{
	free(m);
}

void metrics_add(struct metrics *m, enum metric which, long n)
{
	atomic_fetch_add(&m->value[which], n);
}

void metrics_set(struct metrics *m, enum metric which, long n)
{
	atomic_store(&m->value[which], n);
}

long metrics_get(const struct metrics *m, enum metric which)
{
	return atomic_load(&m->value[which]);
}

void metrics_request(struct metrics *m, const struct route *route,
		     unsigned status, long long us)
{
	size_t i = route ? route_ordinal(route) : route_count();
	struct histogram *h = &m->requests[i];
	size_t b = 0;

	while (b < BOUNDS && us > bounds[b].us)
		b++;
	atomic_fetch_add(&h->status[status / 100 % CLASSES], 1);
	atomic_fetch_add(&h->within[b], 1);
	atomic_fetch_add(&h->us, (unsigned long long)us);
}

static const char *label(size_t i)
{
	return i < route_count() ? route_at(i)->path : "refused";
}

static void write_statuses(const struct metrics *m, struct gz_buf *out)
{
	gz_buf_puts(out, "# HELP gazetted_requests_total Requests answered.\n"
			 "# TYPE gazetted_requests_total counter\n");
	for (size_t i = 0; i <= route_count(); i++)
		for (int c = 1; c < CLASSES; c++) {
			unsigned long n = atomic_load(
				&m->requests[i].status[c]);

			if (n)
				gz_buf_printf(out,
					      "gazetted_requests_total{route="
					      "\"%s\",status=\"%dxx\"} %lu\n",
					      label(i), c, n);
		}
}

static void write_times(const struct histogram *h, const char *route,
			struct gz_buf *out)
{
	static const char name[] = "gazetted_request_seconds";
	unsigned long sum = 0;

	for (size_t b = 0; b <= BOUNDS; b++) {
		sum += atomic_load(&h->within[b]);
		gz_buf_printf(out, "%s_bucket{route=\"%s\",le=\"%s\"} %lu\n",
			      name, route, b < BOUNDS ? bounds[b].le : "+Inf",
			      sum);
	}
	gz_buf_printf(out, "%s_sum{route=\"%s\"} %.6f\n", name, route,
		      (double)atomic_load(&h->us) / 1e6);
	gz_buf_printf(out, "%s_count{route=\"%s\"} %lu\n", name, route, sum);
}

static bool counted(const struct histogram *h)
{
	unsigned long sum = 0;

	for (int c = 0; c < CLASSES; c++)
		sum += atomic_load(&h->status[c]);
	return sum > 0;
}

void metrics_write(const struct metrics *m, struct gz_buf *out)
{
	for (int i = 0; i < METRIC_COUNT; i++)
		gz_buf_printf(out,
			      "# HELP gazetted_%s %s\n# TYPE gazetted_%s %s\n"
			      "gazetted_%s %ld\n",
			      table[i].name, table[i].help, table[i].name,
			      table[i].type, table[i].name,
			      metrics_get(m, (enum metric)i));
	write_statuses(m, out);
	gz_buf_puts(out,
		    "# HELP gazetted_request_seconds From request to answer "
		    "sent.\n# TYPE gazetted_request_seconds histogram\n");
	for (size_t i = 0; i <= route_count(); i++)
		if (counted(&m->requests[i]))
			write_times(&m->requests[i], label(i), out);
}
