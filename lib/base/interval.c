/* interval.c - days put together. See gz/interval.h. */
#include <stdio.h>

#include "date_parts.h"
#include "gz/interval.h"

int64_t date_monday(int64_t day)
{
	/* 1970-01-01 was a Thursday. */
	return day - ((day + 3) % 7 + 7) % 7;
}

int64_t gz_interval_first(enum gz_interval each, int64_t day)
{
	int y, m, d;

	if (each == GZ_EACH_DAY)
		return day;
	if (each == GZ_EACH_WEEK)
		return date_monday(day);
	gz_civil_from_days(day, &y, &m, &d);
	if (each == GZ_EACH_QUARTER)
		m -= (m - 1) % 3;
	return gz_days_from_civil(y, each == GZ_EACH_YEAR ? 1 : m, 1);
}

int64_t gz_interval_next(enum gz_interval each, int64_t day)
{
	static const int months[] = {
		[GZ_EACH_MONTH] = 1, [GZ_EACH_QUARTER] = 3, [GZ_EACH_YEAR] = 12
	};

	day = gz_interval_first(each, day);
	if (each <= GZ_EACH_WEEK)
		return day + (each == GZ_EACH_WEEK ? 7 : 1);
	return date_months_after(day, months[each]);
}

/* The year of a week is that of its Thursday. */
static void write_week(int64_t day, char out[32])
{
	int64_t thursday = date_monday(day) + 3;
	int y, m, d;

	gz_civil_from_days(thursday, &y, &m, &d);
	snprintf(out, 32, "%04d-W%02d", y,
		 (int)(thursday - gz_days_from_civil(y, 1, 1)) / 7 + 1);
}

void gz_interval_write(enum gz_interval each, int64_t day, char out[32])
{
	int y, m, d;

	gz_civil_from_days(day, &y, &m, &d);
	switch (each) {
	case GZ_EACH_WEEK:
		write_week(day, out);
		break;
	case GZ_EACH_MONTH:
		snprintf(out, 32, "%04d-%02d", y, m);
		break;
	case GZ_EACH_QUARTER:
		snprintf(out, 32, "%04d-Q%d", y, (m - 1) / 3 + 1);
		break;
	case GZ_EACH_YEAR:
		snprintf(out, 32, "%04d", y);
		break;
	default:
		snprintf(out, 32, "%04d-%02d-%02d", y, m, d);
	}
}
