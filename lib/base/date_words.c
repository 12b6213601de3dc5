/* date_words.c - dates with words in them: "July 26, 2017 10:05 a.m. ET",
 * "Wed, 26 Jul 2017 10:05:00 -0400 (EDT)". See date_parts.h.
 *
 * Each token fills one slot of the date, in any order; a token that fits no
 * empty slot ends it. The words are in etc/date-words.tsv. */
#include <stdlib.h>
#include <string.h>

#include "date_parts.h"

struct reader {
	const char *start, *at;
	struct date_parts *p;
	bool year, month, day, time, half, zone, offset; /* filled slots */
	bool after_month; /* the last number or word was the month */
	bool us_zone;	  /* the zone follows US daylight saving time */
};

static const struct date_word {
	const char *text, *kind, *value;
} words[] = {
#include "etc/date-words.inc"
};

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
}

static bool letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

/* The row of the word at *at, dots within and behind left out. */
static const struct date_word *word_read(const char **at)
{
	const char *s = *at;
	char text[12];
	size_t n = 0;

	if (!letter(*s))
		return NULL;
	for (; letter(*s) || *s == '.'; s++) {
		if (*s == '.')
			continue;
		if (n + 1 == sizeof(text))
			return NULL;
		text[n++] = lower(*s);
	}
	text[n] = '\0';
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i].text, text) == 0) {
			*at = s;
			return &words[i];
		}
	return NULL;
}

static bool take_month(struct reader *r, int value)
{
	if (r->month)
		return false;
	r->p->month = value;
	r->month = r->after_month = true;
	return true;
}

/* 14:05 p.m. is silly but clear, 14:05 a.m. is neither. */
static bool take_half(struct reader *r, int value)
{
	if (!r->time || r->half || (value == 0 && r->p->hour > 12))
		return false;
	r->half = true;
	if (r->p->hour == 12)
		r->p->hour = value;
	else if (r->p->hour < 12)
		r->p->hour += value;
	return true;
}

/* A name beside a number, as in "-0400 (EDT)", adds nothing. */
static bool take_zone(struct reader *r, int value)
{
	if (r->zone)
		return false;
	r->zone = true;
	if (!r->offset)
		r->p->offset = value;
	return true;
}

static bool take_us_zone(struct reader *r, int value)
{
	r->us_zone = true;
	return take_zone(r, value);
}

/* Weekdays are not held against the date: feeds get them wrong. */
static bool take_nothing(struct reader *r, int value)
{
	(void)r;
	(void)value;
	return true;
}

static const struct {
	const char *kind;
	bool (*take)(struct reader *r, int value);
} kinds[] = {
	{ "month", take_month },     { "half", take_half },
	{ "zone", take_zone },	     { "us-zone", take_us_zone },
	{ "weekday", take_nothing }, { "filler", take_nothing },
};

static bool word_take(struct reader *r)
{
	const struct date_word *w = word_read(&r->at);

	if (!w)
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].kind, w->kind) == 0)
			return kinds[i].take(r, atoi(w->value));
	return false;
}

/* Behind "10": ":05" or ":05:00", or an "a.m." that is left for later. */
static bool time_take(struct reader *r, int hour)
{
	const char *s = r->at;
	struct date_parts *p = r->p;

	if (r->time)
		return false;
	r->time = true;
	p->hour = hour;
	p->precision = GZ_MINUTE;
	if (*s != ':')
		return true;
	s++;
	if (!date_parts_digits(&s, 2, &p->minute))
		return false;
	if (*s == ':') {
		s++;
		p->precision = GZ_SECOND;
		if (!date_parts_digits(&s, 2, &p->second))
			return false;
	}
	r->at = s;
	return !digit(*s);
}

static bool half_follows(const char *s)
{
	const struct date_word *w;

	s += strspn(s, " ");
	w = word_read(&s);
	return w && strcmp(w->kind, "half") == 0;
}

static bool year_take(struct reader *r, int year)
{
	if (r->year)
		return false;
	r->p->year = year;
	return r->year = true;
}

static bool day_take(struct reader *r, int day)
{
	const struct date_word *w;
	const char *s = r->at;

	r->p->day = day;
	r->day = true;
	w = word_read(&s);
	if (w && strcmp(w->kind, "suffix") == 0)
		r->at = s;
	return true;
}

static bool number_take(struct reader *r)
{
	int n = (int)strspn(r->at, "0123456789"), value;
	bool after_month = r->after_month;

	r->after_month = false;
	if (n > 4 || !date_parts_digits(&r->at, n, &value))
		return false;
	if (n <= 2 && (*r->at == ':' || half_follows(r->at)))
		return time_take(r, value);
	if (n == 4)
		return year_take(r, value);
	if (n <= 2 && !r->day)
		return day_take(r, value);
	/* "26 Jul 17": RFC 5322 section 4.3 */
	if (n == 2 && after_month)
		return year_take(r, value + (value < 50 ? 2000 : 1900));
	return false;
}

static bool offset_take(struct reader *r)
{
	if (r->offset || !date_parts_offset(&r->at, &r->p->offset))
		return false;
	return r->offset = true;
}

/* Comments of mail dates may nest. */
static bool comment_skip(struct reader *r)
{
	int depth = 0;

	do {
		depth += (*r->at == '(') - (*r->at == ')');
		if (*r->at++ == '\0')
			return false;
	} while (depth > 0);
	return true;
}

/* How long the blank or punctuation at s is, 0 if there is none. */
static size_t gap(const char *s)
{
	static const char *const gaps[] = { " ", "\t", "\r",	 "\n",
					    ",", "|",  "\u00a0", "\u202f" };

	for (size_t i = 0; i < sizeof(gaps) / sizeof(*gaps); i++)
		if (strncmp(s, gaps[i], strlen(gaps[i])) == 0)
			return strlen(gaps[i]);
	return 0;
}

/* 26-Jul-2017 */
static bool hyphen_skip(struct reader *r)
{
	const char *s = r->at++;

	return s > r->start && ((letter(s[-1]) && digit(s[1])) ||
				(digit(s[-1]) && letter(s[1])));
}

static bool token_take(struct reader *r)
{
	char c = *r->at;
	size_t blank = gap(r->at);

	if (blank) {
		r->at += blank;
		return true;
	}
	if (digit(c))
		return number_take(r);
	if (c == '(')
		return comment_skip(r);
	if ((c == '+' || c == '-') && r->time && offset_take(r))
		return true;
	if (c == '-')
		return hyphen_skip(r);
	return word_take(r);
}

/* The day of month of the nth Sunday; 5: the last. */
static int sunday(int year, int month, int nth)
{
	int64_t first = gz_days_from_civil(year, month, 1);
	int day = 1 + (int)((((3 - first) % 7) + 7) % 7) + 7 * (nth - 1);

	return day > gz_month_days(year, month) ? day - 7 : day;
}

/* Uniform Time Act 1966, its amendment of 1986 and the Energy Policy Act 2005;
 * the changes are at 2:00. The winters of 1974 and 1975 are left out. */
static bool us_daylight(const struct date_parts *p)
{
	static const struct {
		int since, from_month, from_nth, to_month, to_nth;
	} law[] = {
		{ 2007, 3, 2, 11, 1 },
		{ 1987, 4, 1, 10, 5 },
		{ 1967, 4, 5, 10, 5 },
	};
	int now = p->month * 10000 + p->day * 100 + p->hour;

	for (size_t i = 0; i < sizeof(law) / sizeof(*law); i++) {
		int from = law[i].from_month, to = law[i].to_month;

		if (p->year < law[i].since)
			continue;
		from = from * 10000 + 2 +
		       sunday(p->year, from, law[i].from_nth) * 100;
		to = to * 10000 + 2 + sunday(p->year, to, law[i].to_nth) * 100;
		return now >= from && now < to;
	}
	return false;
}

/* A date may begin as ISO and end as English: "2017-07-26 10:05 EDT". */
static void iso_take(struct reader *r)
{
	struct date_parts p;
	const char *at = r->at;

	if (!date_parts_iso(&at, &p))
		return;
	*r->p = p;
	r->at = at;
	r->year = true;
	r->month = p.precision >= GZ_MONTH;
	r->day = p.precision >= GZ_DAY;
	r->time = p.precision >= GZ_MINUTE;
	r->offset = p.has_offset;
}

bool date_parts_words(const char *text, struct date_parts *p)
{
	struct reader r = { .start = text, .at = text, .p = p };

	*p = (struct date_parts){ .month = 1, .day = 1 };
	iso_take(&r);
	while (*r.at)
		if (!token_take(&r))
			return false;
	if (!r.year || !r.month || (r.time && !r.day))
		return false;
	p->has_offset = r.time && (r.zone || r.offset);
	if (!p->has_offset)
		p->offset = 0;
	if (!r.time)
		p->precision = r.day ? GZ_DAY : GZ_MONTH;
	else if (r.us_zone && !r.offset)
		p->offset += us_daylight(p) ? 60 : 0;
	return true;
}
