/* date.c - days, and dates as text. See gz/date.h. */
#include "gz/date.h"

#include <assert.h>
#include <string.h>

#include "date_parts.h"
#include "shown.h"

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin
 * in March, so that the leap day is the last, and repeat after 400. */
int64_t gz_days_from_civil(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t in_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day -
			  1;

	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 +
	       of_year - 719468;
}

void gz_civil_from_days(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 -
		     of_era / 146096) /
		    365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

int gz_month_days(int year, int month)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30,
				     31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	assert(month >= 1 && month <= 12);
	return days[month - 1] + (month == 2 && leap);
}

static bool day_check(const struct date_parts *p, const char *text,
		      struct gz_err *err)
{
	static const char month[][10] = { "January", "February", "March",
					  "April",   "May",	 "June",
					  "July",    "August",	 "September",
					  "October", "November", "December" };
	int days;

	if (p->year < 1)
		return gz_fail(err, GZ_USAGE, "%s: years begin with 0001",
			       text);
	if (p->month < 1 || p->month > 12)
		return gz_fail(err, GZ_USAGE,
			       "%s: there is no month %d, only 1 to 12", text,
			       p->month);
	days = gz_month_days(p->year, p->month);
	if (p->day < 1 || p->day > days)
		return gz_fail(err, GZ_USAGE, "%s: %s %d has %d days", text,
			       month[p->month - 1], p->year, days);
	return true;
}

static bool time_check(const struct date_parts *p, const char *text,
		       struct gz_err *err)
{
	bool leap_second = p->second == 60 && p->minute == 59;

	if (p->hour > 23)
		return gz_fail(err, GZ_USAGE,
			       "%s: there is no hour %d, only 0 to 23", text,
			       p->hour);
	if (p->minute > 59)
		return gz_fail(err, GZ_USAGE,
			       "%s: there is no minute %d, only 0 to 59", text,
			       p->minute);
	if (p->second > 59 && !leap_second)
		return gz_fail(err, GZ_USAGE,
			       "%s: there is no second %d, only 0 to 59", text,
			       p->second);
	return true;
}

bool date_parts_check(const struct date_parts *p, const char *text,
		      struct gz_date *date, struct gz_err *err)
{
	/* A leap second stays within its day. */
	int second = p->second > 59 ? 59 : p->second;
	char as[SHOWN_SIZE];
	int64_t at;

	shown(as, text);
	if (!day_check(p, as, err) || !time_check(p, as, err))
		return false;
	at = gz_days_from_civil(p->year, p->month, p->day) * DAY_SECONDS +
	     p->hour * HOUR_SECONDS + p->minute * MINUTE_SECONDS + second -
	     p->offset * MINUTE_SECONDS;
	if (at < DATE_FIRST || at > DATE_LAST)
		return gz_fail(err, GZ_USAGE,
			       "%s is outside the years 0001 to 9999 of UTC",
			       as);
	*date = (struct gz_date){ at, p->precision, p->has_offset, p->offset };
	return true;
}

bool gz_date_read(const char *text, struct gz_date *date, struct gz_err *err)
{
	const char *at;
	struct date_parts p;
	char as[SHOWN_SIZE];

	text += strspn(text, " \t\r\n");
	at = text;
	if (date_parts_iso(&at, &p) && at[strspn(at, " \t\r\n")] == '\0')
		return date_parts_check(&p, text, date, err);
	if (date_parts_words(text, &p))
		return date_parts_check(&p, text, date, err);
	return gz_fail(err, GZ_USAGE,
		       "\"%s\" is no date; write 2017-07-26, "
		       "2017-07-26T10:05:00-04:00 or July 26, 2017",
		       shown(as, text));
}

static char *put(char *out, int64_t value, int digits, const char *after)
{
	for (int i = digits; i-- > 0; value /= 10)
		out[i] = (char)('0' + value % 10);
	return stpcpy(out + digits, after);
}

static char *put_day(char *out, int64_t day, enum gz_precision precision)
{
	int y, m, d;

	gz_civil_from_days(day, &y, &m, &d);
	out = put(out, y, 4, "");
	if (precision >= GZ_MONTH)
		out = put(stpcpy(out, "-"), m, 2, "");
	if (precision >= GZ_DAY)
		out = put(stpcpy(out, "-"), d, 2, "");
	return out;
}

static void put_offset(char *out, int offset)
{
	if (offset == 0) {
		stpcpy(out, "Z");
		return;
	}
	*out++ = offset < 0 ? '-' : '+';
	offset = offset < 0 ? -offset : offset;
	put(put(out, offset / 60, 2, ":"), offset % 60, 2, "");
}

void gz_date_write(const struct gz_date *date, char out[32])
{
	int64_t local = date->at + date->offset * MINUTE_SECONDS;
	int64_t day = date_day_of(local), second = local - day * DAY_SECONDS;

	out = put_day(out, day, date->precision);
	if (date->precision < GZ_MINUTE)
		return;
	out = put(stpcpy(out, "T"), second / 3600, 2, ":");
	out = put(out, second / 60 % 60, 2, "");
	if (date->precision == GZ_SECOND)
		out = put(stpcpy(out, ":"), second % 60, 2, "");
	if (date->has_offset)
		put_offset(out, date->offset);
}

void gz_instant_write(int64_t ms, char out[32])
{
	int64_t second = ms / 1000 - (ms % 1000 < 0);
	const struct gz_date date = { .at = second, .precision = GZ_SECOND };

	gz_date_write(&date, out);
	out += strlen(out);
	put(stpcpy(out, "."), ms - second * 1000, 3, "Z");
}
