/* date_parts.h - a date as it stands on paper, between its readers and the
 * calendar. */
#ifndef BASE_DATE_PARTS_H
#define BASE_DATE_PARTS_H

#include "gz/date.h"

/* Numbers as written, not checked yet: the 30th of February may be here. */
struct date_parts {
	int year, month, day; /* month and day 1 where not written */
	int hour, minute, second;
	enum gz_precision precision;
	bool has_offset;
	int offset; /* minutes east of UTC */
};

#define DATE_FIRST INT64_C(-62135596800) /* 0001-01-01T00:00:00Z */
#define DATE_LAST INT64_C(253402300799)	 /* 9999-12-31T23:59:59Z */
#define MINUTE_SECONDS INT64_C(60)
#define HOUR_SECONDS INT64_C(3600)
#define DAY_SECONDS INT64_C(86400)

/* Read an ISO 8601 form that begins at *at into *p and move *at behind it;
 * false if none does. */
bool date_parts_iso(const char **at, struct date_parts *p);

/* Read all of text as a date with words: English forms and RFC 5322. */
bool date_parts_words(const char *text, struct date_parts *p);

/* Read "Z", "+05:30", "-0400" or "+02" at *at and move *at behind it. */
bool date_parts_offset(const char **at, int *minutes);

/* Read exactly n digits at *at and move *at behind them. */
bool date_parts_digits(const char **at, int n, int *value);

/* Find the instant of p, or say what is impossible about it; text is how it
 * was written. */
bool date_parts_check(const struct date_parts *p, const char *text,
		      struct gz_date *date, struct gz_err *err);

/* The nearest instant of the years 0001 to 9999. */
int64_t date_within(int64_t at);

/* The first day of the month that is count months after the one of day. */
int64_t date_months_after(int64_t day, int count);

/* The Monday of its week. */
int64_t date_monday(int64_t day);

/* From one clock time in the zone to just before another. */
struct gz_period date_local_period(int64_t from, int64_t to,
				   const struct gz_zone *zone);

/* Floor division: the day of an instant, also before 1970. */
static inline int64_t date_day_of(int64_t at)
{
	return (at - (at % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS) /
	       DAY_SECONDS;
}

#endif
