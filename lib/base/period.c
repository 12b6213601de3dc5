/* period.c - what a date covers, and writing periods. See gz/date.h. */
#include <string.h>

#include "date_parts.h"

int64_t date_within(int64_t at)
{
	if (at < DATE_FIRST)
		return DATE_FIRST;
	return at > DATE_LAST ? DATE_LAST : at;
}

int64_t date_months_after(int64_t day, int count)
{
	int y, m, d;

	gz_civil_from_days(day, &y, &m, &d);
	count += y * 12 + m - 1;
	return gz_days_from_civil(count / 12, count % 12 + 1, 1);
}

/* Where the year, month, ... that begins at local ends: one second behind. */
static int64_t unit_end(int64_t local, enum gz_precision precision)
{
	switch (precision) {
	case GZ_YEAR:
		return date_months_after(date_day_of(local), 12) * DAY_SECONDS;
	case GZ_MONTH:
		return date_months_after(date_day_of(local), 1) * DAY_SECONDS;
	case GZ_DAY:
		return local + DAY_SECONDS;
	case GZ_MINUTE:
		return local + 60;
	case GZ_SECOND:
		break;
	}
	return local + 1;
}

struct gz_period date_local_period(int64_t from, int64_t to,
				   const struct gz_zone *zone)
{
	return (struct gz_period){
		date_within(gz_zone_instant(zone, from)),
		date_within(gz_zone_instant(zone, to) - 1),
	};
}

struct gz_period gz_date_period(const struct gz_date *date,
				const struct gz_zone *zone)
{
	struct gz_zone own = { .fixed = true, .offset = date->offset };
	int64_t local = date->at + date->offset * MINUTE_SECONDS;

	return date_local_period(local, unit_end(local, date->precision),
				 date->has_offset ? &own : zone);
}

static bool begins_unit(int64_t at, enum gz_precision precision)
{
	int64_t day = date_day_of(at);
	int y, m, d;

	gz_civil_from_days(day, &y, &m, &d);
	switch (precision) {
	case GZ_YEAR:
		return at == day * DAY_SECONDS && d == 1 && m == 1;
	case GZ_MONTH:
		return at == day * DAY_SECONDS && d == 1;
	case GZ_DAY:
		return at == day * DAY_SECONDS;
	case GZ_MINUTE:
		return at % 60 == 0;
	case GZ_SECOND:
		break;
	}
	return true;
}

static void end_write(int64_t at, enum gz_precision precision, char out[32])
{
	struct gz_date date = { .at = at, .precision = precision };

	date.has_offset = precision >= GZ_MINUTE;
	gz_date_write(&date, out);
}

void gz_period_write(const struct gz_period *period, char out[64])
{
	bool from_open = period->first < DATE_FIRST;
	bool to_open = period->last > DATE_LAST;
	enum gz_precision p = GZ_YEAR;
	char from[32] = "", to[32] = "";

	/* The coarsest that says both ends exactly. */
	while ((!from_open && !begins_unit(period->first, p)) ||
	       (!to_open && !begins_unit(period->last + 1, p)))
		p++;
	if (!from_open)
		end_write(period->first, p, from);
	if (!to_open)
		end_write(period->last, p, to);
	out = stpcpy(out, from);
	if (from_open || to_open || strcmp(from, to) != 0)
		stpcpy(stpcpy(out, ".."), to);
}
