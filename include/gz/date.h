/* gz/date.h - days, instants and periods, as people and feeds write them.
 *
 * An instant is seconds since 1970-01-01T00:00:00Z, proleptic Gregorian,
 * years 0001..9999, no leap seconds. A period has both ends included: the day
 * 2017-07-25 is its first second to its last.
 *
 * Sources: ISO 8601-1:2019, RFC 3339, RFC 5322 (mail and RSS dates), EDTF
 * (ISO 8601-2:2019 annex A, levels 0 and 1 intervals).
 */
#ifndef GZ_DATE_H
#define GZ_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gz/err.h"

#ifdef __cplusplus
extern "C" {
#endif

#define GZ_TIME_NONE INT64_MIN /* no date known */

struct gz_period {
	int64_t first, last; /* INT64_MIN / INT64_MAX: open at that end */
};

enum gz_precision {
	GZ_YEAR,
	GZ_MONTH,
	GZ_DAY,
	GZ_MINUTE,
	GZ_SECOND
};

/* A date as written: the instant it starts, and how exact it is. */
struct gz_date {
	int64_t at; /* UTC; a date without offset is taken as UTC */
	enum gz_precision precision;
	bool has_offset;
	int offset; /* minutes east of UTC, 0 unless has_offset */
};

/* The time zone of day boundaries: an IANA name ("America/New_York"), "UTC",
 * "Z" or an offset "+05:30". Not for threads: IANA names are resolved by the
 * C library with TZ set, and it stays set. */
struct gz_zone {
	char name[64];
	bool fixed;
	int offset; /* minutes east of UTC when fixed */
};
extern const struct gz_zone gz_utc;
bool gz_zone_read(struct gz_zone *zone, const char *name, struct gz_err *err);

/* What the clock on the wall shows in the zone at that instant, as if it were
 * UTC; and the instant at which it shows local: the first where it does so
 * twice, and for what is skipped in spring, as if clocks had not changed. */
int64_t gz_zone_local(const struct gz_zone *zone, int64_t at);
int64_t gz_zone_instant(const struct gz_zone *zone, int64_t local);

/* Where relative words are counted from, and the zone of days. */
struct gz_clock {
	int64_t now;
	struct gz_zone zone;
};

/* Days since 1970-01-01 of a civil date and back. month 1..12, day 1..31 */
int64_t gz_days_from_civil(int year, int month, int day);
void gz_civil_from_days(int64_t days, int *year, int *month, int *day);
/* Days in that month of that year. */
int gz_month_days(int year, int month);

/* Read a publication date as articles, pages and feeds have it: ISO 8601
 * dates and date-times of any precision ("2017", "2017-07", "2017-07-25",
 * "20170725", "2017/07/25", "2017-07-26T10:05:00-04:00", "2017-07-26 10:05"),
 * RFC 5322 ("Wed, 26 Jul 2017 10:05:00 -0400", with or without the weekday,
 * GMT, EST, EDT and the like), and English long forms ("July 26, 2017",
 * "26 July 2017", "Jul. 26, 2017 10:05 a.m. EDT", "Wednesday, July 26,
 * 2017"). The weekday is not held against the date; ET, CT, MT and PT follow
 * US daylight saving time; a leap second counts as second 59. Impossible
 * dates (30 February, hour 25) fail: GZ_USAGE, and *err names the fault. */
bool gz_date_read(const char *text, struct gz_date *date, struct gz_err *err);

/* Write date with its precision and the offset it was written with:
 * "2017", "2017-07", "2017-07-26", "2017-07-26T10:05-04:00",
 * "2017-07-26T14:05:00Z". out holds at least 32 bytes. */
void gz_date_write(const struct gz_date *date, char out[32]);

/* Write an instant, ms since 1970, as "2017-07-26T14:05:00.250Z". */
void gz_instant_write(int64_t ms, char out[32]);

/* The period a date covers: a month its first to its last second, in the
 * zone unless the date has its own offset. */
struct gz_period gz_date_period(const struct gz_date *date,
				const struct gz_zone *zone);

/* Read a period as product.md has it for parameters and date: in a query:
 * any ISO form of gz_date_read (numeric ones only) weeks ("2017-W30"), quarters ("2017-Q3"),
 * "A/B" and "A..B" (EDTF intervals; "..", "" or a missing end is open:
 * "../2017", "2017/..", "..2017", "2017.."), and the words today, yesterday,
 * this-week, last-week, this-month, last-month, this-year, last-year (weeks
 * begin on Monday), alone or as ends. Both ends inclusive: the first second
 * of A to the last second of B. GZ_USAGE with a sentence for what is
 * impossible ("2017-02-30: February 2017 has 28 days"), reversed
 * ("2017-05..2017-02 ends before it begins") or unreadable. */
bool gz_period_read(const char *text, const struct gz_clock *clock,
		    struct gz_period *period, struct gz_err *err);

/* Read "24h", "3d", "2w", "6m", "1y" (hours, days, weeks, months, years):
 * the period from that long before clock->now, open to the future. */
bool gz_timespan_read(const char *text, const struct gz_clock *clock,
		      struct gz_period *period, struct gz_err *err);

/* Write the period so that gz_period_read() gives it back: "2017", "2017-07",
 * "2017-07-25", "A..B", "..B", "A..", both ends in the coarsest form that says
 * them exactly, with date-times where days do not do (UTC). out holds at
 * least 64 bytes. */
void gz_period_write(const struct gz_period *period, char out[64]);

#ifdef __cplusplus
}
#endif
#endif
