/* gz/interval.h - days put together: weeks, months, quarters, years.
 *
 * A day is its number as gz_days_from_civil() counts (gz/date.h). Every
 * interval is a whole number of days. Weeks are those of ISO 8601: they begin
 * on Monday, and week 1 is the one with 4 January.
 */
#ifndef GZ_INTERVAL_H
#define GZ_INTERVAL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum gz_interval {
	GZ_EACH_DAY,
	GZ_EACH_WEEK,
	GZ_EACH_MONTH,
	GZ_EACH_QUARTER,
	GZ_EACH_YEAR,
	GZ_INTERVALS,
};

/* The first day of the interval that day is in, and of the one after it. */
int64_t gz_interval_first(enum gz_interval each, int64_t day);
int64_t gz_interval_next(enum gz_interval each, int64_t day);

/* The name of the interval that day is in, which gz_period_read() reads:
 * "2017-07-26", "2017-W30", "2017-07", "2017-Q3", "2017". out holds at least
 * 32 bytes. */
void gz_interval_write(enum gz_interval each, int64_t day, char out[32]);

#ifdef __cplusplus
}
#endif
#endif
