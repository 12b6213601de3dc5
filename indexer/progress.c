/* progress.c - how far a run is. See progress.h. */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

static double since(const struct timespec *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - t->tv_sec) +
	       (double)(now.tv_nsec - t->tv_nsec) / 1e9;
}

void progress_begin(struct progress *p, bool quiet, uint64_t bytes_all)
{
	*p = (struct progress){ .quiet = quiet,
				.terminal = isatty(STDERR_FILENO),
				.bytes_all = bytes_all };
	clock_gettime(CLOCK_MONOTONIC, &p->start);
	p->shown = p->start;
	progress_phase(p, "reading");
}

void progress_phase(struct progress *p, const char *phase)
{
	p->phase = phase;
	p->built = 0;
	clock_gettime(CLOCK_MONOTONIC, &p->phase_start);
}

/* Seconds left, judged by the phase so far; -1: cannot say. */
static long left(const struct progress *p, double seconds)
{
	if (!p->built || p->built >= p->to_build)
		return -1;
	return (long)(seconds * (double)(p->to_build - p->built) /
		      (double)p->built);
}

static void print_left(long seconds)
{
	if (seconds >= 0)
		fprintf(stderr, ", %ld:%02ld left", seconds / 60, seconds % 60);
}

static void print(const struct progress *p)
{
	double seconds = since(&p->phase_start);
	bool building = p->to_build > 0;
	double n = (double)(building ? p->built : p->articles);

	fprintf(stderr, "%s %llu", p->phase,
		(unsigned long long)(building ? p->built : p->articles));
	if (building)
		fprintf(stderr, " of %llu", (unsigned long long)p->to_build);
	fprintf(stderr, " articles");
	if (seconds > 0.1 && n > 0)
		fprintf(stderr, ", %.0f articles/s, %.1f MB/s", n / seconds,
			(double)p->bytes / (double)(p->articles + 1) * n /
				seconds / 1e6);
	print_left(left(p, seconds));
}

void progress_show(struct progress *p)
{
	if (p->quiet || since(&p->shown) < (p->terminal ? 0.2 : 10))
		return;
	clock_gettime(CLOCK_MONOTONIC, &p->shown);
	if (p->terminal)
		fputs("\r\033[K", stderr);
	print(p);
	if (!p->terminal)
		fputc('\n', stderr);
	fflush(stderr);
}

void progress_clear(const struct progress *p)
{
	if (!p->quiet && p->terminal)
		fputs("\r\033[K", stderr);
}
