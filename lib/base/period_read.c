/* period_read.c - periods, intervals and time spans as people write them. See
 * gz/date.h. */
#include <stdlib.h>
#include <string.h>

#include "date_parts.h"
#include "shown.h"

#define END_SIZE 64 /* longer than any one date */

enum unit {
	DAYS,
	WEEKS,
	MONTHS,
	YEARS
};

static const struct {
	const char *text;
	enum unit unit;
	int back; /* how many units before the one of now */
} words[] = {
	{ "today", DAYS, 0 },	     { "yesterday", DAYS, 1 },
	{ "this-week", WEEKS, 0 },   { "last-week", WEEKS, 1 },
	{ "this-month", MONTHS, 0 }, { "last-month", MONTHS, 1 },
	{ "this-year", YEARS, 0 },   { "last-year", YEARS, 1 },
};

static struct gz_period unit_period(enum unit unit, int back,
				    const struct gz_clock *clock)
{
	int64_t today = date_day_of(gz_zone_local(&clock->zone, clock->now));
	int64_t from = today - back, to = from + 1;
	int y, m, d;

	gz_civil_from_days(today, &y, &m, &d);
	if (unit == WEEKS) {
		from = date_monday(today) - (int64_t)7 * back;
		to = from + 7;
	} else if (unit == MONTHS) {
		from = date_months_after(today, -back);
		to = date_months_after(today, 1 - back);
	} else if (unit == YEARS) {
		from = gz_days_from_civil(y - back, 1, 1);
		to = gz_days_from_civil(y - back + 1, 1, 1);
	}
	return date_local_period(from * DAY_SECONDS, to * DAY_SECONDS,
				 &clock->zone);
}

static bool unreadable(const char *text, struct gz_err *err)
{
	char as[SHOWN_SIZE];

	return gz_fail(err, GZ_USAGE,
		       "\"%s\" is no date; write 2017, 2017-07, 2017-07-25, "
		       "2017-02..2017-05 or today",
		       shown(as, text));
}

/* "2017-W30": week 1 is the one with 4 January. */
static bool week_read(const char *text, const struct gz_clock *clock,
		      struct gz_period *period, struct gz_err *err)
{
	const char *at = text;
	int year, week;
	int64_t first, next;

	if (!date_parts_digits(&at, 4, &year) || strncmp(at, "-W", 2) != 0)
		return unreadable(text, err);
	at += 2;
	if (!date_parts_digits(&at, 2, &week) || *at || year < 1)
		return unreadable(text, err);
	first = date_monday(gz_days_from_civil(year, 1, 4));
	next = date_monday(gz_days_from_civil(year + 1, 1, 4));
	if (week < 1 || week > (next - first) / 7)
		return gz_fail(err, GZ_USAGE, "%s: %d has %d weeks", text, year,
			       (int)((next - first) / 7));
	first += (int64_t)7 * (week - 1);
	*period = date_local_period(first * DAY_SECONDS,
				    (first + 7) * DAY_SECONDS, &clock->zone);
	return true;
}

/* "2017-Q3", as gz_interval_write() has it. */
static bool quarter_read(const char *text, const struct gz_clock *clock,
			 struct gz_period *period)
{
	const char *at = text;
	int year, quarter;
	int64_t first;

	if (!date_parts_digits(&at, 4, &year) || strncmp(at, "-Q", 2) != 0)
		return false;
	at += 2;
	if (!date_parts_digits(&at, 1, &quarter) || *at || year < 1 ||
	    quarter < 1 || quarter > 4)
		return false;
	first = gz_days_from_civil(year, 3 * quarter - 2, 1);
	*period = date_local_period(first * DAY_SECONDS,
				    date_months_after(first, 3) * DAY_SECONDS,
				    &clock->zone);
	return true;
}

/* A date or a word: no interval. */
static bool single_read(const char *text, const struct gz_clock *clock,
			struct gz_period *period, struct gz_err *err)
{
	const char *at = text;
	struct date_parts p;
	struct gz_date date;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i].text, text) == 0) {
			*period = unit_period(words[i].unit, words[i].back,
					      clock);
			return true;
		}
	if (quarter_read(text, clock, period))
		return true;
	if (!date_parts_iso(&at, &p) || *at)
		return week_read(text, clock, period, err);
	if (!date_parts_check(&p, text, &date, err))
		return false;
	*period = gz_date_period(&date, &clock->zone);
	return true;
}

/* One end of an interval, len bytes. */
static bool end_read(const char *text, size_t len, const struct gz_clock *clock,
		     struct gz_period *period, struct gz_err *err)
{
	char copy[END_SIZE];

	*period = (struct gz_period){ INT64_MIN, INT64_MAX };
	if (len == 0 || (len == 2 && memcmp(text, "..", 2) == 0))
		return true;
	if (len >= sizeof(copy))
		return unreadable(text, err);
	memcpy(copy, text, len);
	copy[len] = '\0';
	return single_read(copy, clock, period, err);
}

/* The mark between the ends of an interval, and its length. */
static const char *mark_find(const char *text, size_t *len)
{
	const char *mark = strchr(text, '/');

	*len = mark ? 1 : 2;
	return mark ? mark : strstr(text, "..");
}

bool gz_period_read(const char *text, const struct gz_clock *clock,
		    struct gz_period *period, struct gz_err *err)
{
	size_t len;
	const char *mark = mark_find(text, &len);
	struct gz_period first, last;
	char as[SHOWN_SIZE];

	if (!mark)
		return single_read(text, clock, period, err);
	if (!end_read(text, (size_t)(mark - text), clock, &first, err) ||
	    !end_read(mark + len, strlen(mark + len), clock, &last, err))
		return false;
	period->first = first.first;
	period->last = last.last;
	if (period->first > period->last)
		return gz_fail(err, GZ_USAGE, "%s ends before it begins",
			       shown(as, text));
	return true;
}

/* The same time of day count months before; the 31st becomes the last. */
static int64_t months_before(const struct gz_clock *clock, int count)
{
	int64_t local = gz_zone_local(&clock->zone, clock->now);
	int64_t day = date_day_of(local), to;
	int y, m, d, days;

	gz_civil_from_days(day, &y, &m, &d);
	if (count >= y * 12)
		return DATE_FIRST;
	to = date_months_after(day, -count);
	days = (int)(date_months_after(to, 1) - to);
	to += (d < days ? d : days) - 1;
	return gz_zone_instant(&clock->zone, local + (to - day) * DAY_SECONDS);
}

bool gz_timespan_read(const char *text, const struct gz_clock *clock,
		      struct gz_period *period, struct gz_err *err)
{
	static const char units[] = "hdwmy";
	static const int seconds[] = { 3600, 86400, 7 * 86400 };
	static const int months[] = { 0, 0, 0, 1, 12 };
	size_t digits = strspn(text, "0123456789");
	const char *unit = text[digits] ? strchr(units, text[digits]) : NULL;
	int count = digits <= 6 ? atoi(text) : 0;
	char as[SHOWN_SIZE];

	if (!unit || text[digits + 1] || count < 1)
		return gz_fail(err, GZ_USAGE,
			       "\"%s\" is no time span; write 24h, 3d, 2w, 6m "
			       "or 1y",
			       shown(as, text));
	period->first = date_within(
		unit - units < 3
			? clock->now - (int64_t)count * seconds[unit - units]
			: months_before(clock, count * months[unit - units]));
	period->last = INT64_MAX;
	return true;
}
