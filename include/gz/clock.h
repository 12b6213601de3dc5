/* gz/clock.h - time that only goes forward, for deadlines and intervals. */
#ifndef GZ_CLOCK_H
#define GZ_CLOCK_H

#include <time.h>

/* Microseconds, and milliseconds, since some moment before the program
 * began. */
static inline long long gz_clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static inline long long gz_clock_ms(void)
{
	return gz_clock_us() / 1000;
}

#endif
