/* clock.h - time that only goes forward. */
#ifndef SERVER_CLOCK_H
#define SERVER_CLOCK_H

#include <time.h>

/* Microseconds since some moment before the daemon began. */
static inline long long clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static inline long long clock_ms(void)
{
	return clock_us() / 1000;
}

#endif
