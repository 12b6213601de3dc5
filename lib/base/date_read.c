/* date_read.c - ISO 8601 dates and times to numbers. See date_parts.h. */
#include <string.h>

#include "date_parts.h"

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool skip(const char **at, char c)
{
	if (**at != c)
		return false;
	++*at;
	return true;
}

bool date_parts_digits(const char **at, int n, int *value)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (!digit((*at)[i]))
			return false;
		v = v * 10 + (*at)[i] - '0';
	}
	*at += n;
	*value = v;
	return true;
}

bool date_parts_offset(const char **at, int *minutes)
{
	const char *s = *at;
	bool west = *s == '-';
	int h, m = 0;

	if (skip(at, 'Z') || skip(at, 'z')) {
		*minutes = 0;
		return true;
	}
	if (!west && *s != '+')
		return false;
	s++;
	if (!date_parts_digits(&s, 2, &h))
		return false;
	if ((skip(&s, ':') || digit(*s)) && !date_parts_digits(&s, 2, &m))
		return false;
	if (h > 23 || m > 59)
		return false;
	*minutes = west ? -(h * 60 + m) : h * 60 + m;
	*at = s;
	return true;
}

/* "2017-07-25", "2017-07", "2017", "20170725" or "2017/07/25" */
static bool day_read(const char **at, struct date_parts *p)
{
	const char *s = *at;

	*p = (struct date_parts){ .month = 1, .day = 1 };
	if (!date_parts_digits(&s, 4, &p->year))
		return false;
	if (date_parts_digits(&s, 4, &p->day)) {
		p->month = p->day / 100;
		p->day %= 100;
		p->precision = GZ_DAY;
	} else if (*s == '-' || *s == '/') {
		char mark = *s++;

		p->precision = GZ_MONTH;
		if (!date_parts_digits(&s, 2, &p->month))
			return false;
		if (skip(&s, mark)) {
			p->precision = GZ_DAY;
			if (!date_parts_digits(&s, 2, &p->day))
				return false;
		} else if (mark == '/') {
			return false;
		}
	}
	*at = s;
	return !digit(*s);
}

/* A fraction says more than we keep. */
static bool fraction_skip(const char **at)
{
	if (**at != '.' && **at != ',')
		return true;
	if (!digit((*at)[1]))
		return false;
	*at += 1 + strspn(*at + 1, "0123456789");
	return true;
}

/* "10:05", "10:05:00", "10:05:00.123", "1005", "100500" */
static bool time_read(const char **at, struct date_parts *p)
{
	const char *s = *at;
	bool colon, more;

	if (!date_parts_digits(&s, 2, &p->hour))
		return false;
	colon = skip(&s, ':');
	if (!date_parts_digits(&s, 2, &p->minute))
		return false;
	p->precision = GZ_MINUTE;
	more = colon ? skip(&s, ':') : digit(*s);
	if (more) {
		p->precision = GZ_SECOND;
		if (!date_parts_digits(&s, 2, &p->second) || !fraction_skip(&s))
			return false;
	}
	*at = s;
	return !digit(*s);
}

bool date_parts_iso(const char **at, struct date_parts *p)
{
	const char *s = *at;

	if (!day_read(&s, p))
		return false;
	if (p->precision == GZ_DAY &&
	    (*s == 'T' || *s == 't' || (*s == ' ' && digit(s[1])))) {
		s++;
		if (!time_read(&s, p))
			return false;
		*at = s;
		s += *s == ' ';
		p->has_offset = date_parts_offset(&s, &p->offset);
		if (!p->has_offset)
			return true;
	}
	*at = s;
	return true;
}
