/* feed_date.c - dates as feeds have them. See feed.h.
 *
 * gz_date_read() takes what the standards allow and more. What it does not
 * take is written as it would be and tried again: numbers of one digit,
 * fractions of seconds, ordinal dates, months in other languages, weekdays in
 * any, names of zones that nobody knows. A date that could be two days is
 * none.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "feed.h"
#include "fields.h"

static const char *const months[][2] = {
#include "etc/feed-months.inc"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct rewrite {
	const char *at;
	struct gz_buf out;
	bool number, time; /* there was one */
	bool zones;	   /* words behind the time are kept */
};

/* The English month that the word is, or is short for, or NULL. */
static const char *month_of(const char *word, size_t len)
{
	for (size_t i = 0; i < COUNT(months) && len >= 3; i++)
		if (strncasecmp(months[i][0], word, len) == 0)
			return months[i][1];
	return NULL;
}

static bool in_word(char c)
{
	return isalpha((unsigned char)c) || c == '/' || c == '_' ||
	       (unsigned char)c >= 0x80;
}

/* A weekday goes, also one that the table would take for a month. */
static void word(struct rewrite *w)
{
	const char *start = w->at, *slash = NULL, *month;
	size_t len;

	for (; in_word(*w->at); w->at++)
		slash = *w->at == '/' ? w->at : slash;
	len = (size_t)(w->at - start);
	month = month_of(start, len);
	w->at += *w->at == '.';
	if (month && *w->at != ',')
		gz_buf_puts(&w->out, month);
	else if (w->number && slash && w->zones) /* Etc/GMT */
		gz_buf_add(&w->out, slash + 1, (size_t)(w->at - slash - 1));
	else if (w->number && len == 1 && !w->time) /* 2004-01-13T9:15 */
		gz_buf_putc(&w->out, ' ');
	else if (w->number && (w->zones || !w->time))
		gz_buf_add(&w->out, start, len);
}

static void clock_time(struct rewrite *w)
{
	char *after;

	for (int i = 0; i < 3 && isdigit((unsigned char)*w->at); i++) {
		gz_buf_printf(&w->out, "%s%02lu", i ? ":" : "",
			      strtoul(w->at, &after, 10) % 100);
		w->at = after;
		if (*w->at != ':')
			break;
		w->at++;
	}
	if (*w->at == '.' && isdigit((unsigned char)w->at[1]))
		w->at += 1 + strspn(w->at + 1, "0123456789");
	w->time = true;
}

/* "2003-335" is the day of the year. */
static bool ordinal(struct rewrite *w, int year, int day)
{
	int month, dom;

	if (day < 1 || day > 366)
		return false;
	gz_civil_from_days(gz_days_from_civil(year, 1, 1) + day - 1, &year,
			   &month, &dom);
	gz_buf_printf(&w->out, "%04d-%02d-%02d", year, month, dom);
	return true;
}

/* Year first, or the day if it cannot be the month; false: which is which
 * cannot be told. */
static bool day(struct rewrite *w, const int n[3], bool year_first)
{
	int year = year_first ? n[0] : n[2], month = year_first ? n[1] : n[0];
	int dom = year_first ? n[2] : n[1];

	if (!year_first && month > 12) {
		month = n[1];
		dom = n[0];
	} else if (!year_first && dom <= 12 && dom != month) {
		return false;
	}
	if (year < 1000)
		return false;
	gz_buf_printf(&w->out, "%04d-%02d-%02d", year, month, dom);
	return true;
}

/* Numbers with hyphens or slashes between. */
static bool numbers(struct rewrite *w)
{
	const char *start = w->at;
	int n[3] = { 0 }, count = 0;
	size_t digits = 0, first = strspn(start, "0123456789");
	char mark;

	do {
		digits = strspn(w->at, "0123456789");
		n[count++] = digits < 5 ? atoi(w->at) : 0;
		w->at += digits;
		mark = *w->at;
	} while (count < 3 && mark && strchr("-/", mark) &&
		 isdigit((unsigned char)*++w->at));
	if (count == 3)
		return day(w, n, first == 4);
	if (count == 2 && digits == 3 && first == 4)
		return ordinal(w, n[0], n[1]);
	gz_buf_add(&w->out, start, (size_t)(w->at - start));
	return true;
}

static bool number(struct rewrite *w)
{
	size_t digits = strspn(w->at, "0123456789");

	w->number = true;
	if (w->at[digits] == ':' && digits <= 2 && !w->time)
		clock_time(w);
	else if (w->time)
		gz_buf_putc(&w->out, *w->at++);
	else
		return numbers(w);
	return true;
}

static bool reread(struct gz_article *a, const char *text, bool zones)
{
	struct rewrite w = { .at = text, .zones = zones };
	bool ok = true;

	while (*w.at && ok) {
		if (isdigit((unsigned char)*w.at))
			ok = number(&w);
		else if (in_word(*w.at))
			word(&w);
		else if (w.number)
			gz_buf_putc(&w.out, *w.at++);
		else
			ok = !strchr("+-", *w.at++);
	}
	ok = ok && w.out.len && field_date(a, w.out.data);
	gz_buf_free(&w.out);
	return ok;
}

bool feed_date(struct gz_article *a, const char *text)
{
	return field_date(a, text) || reread(a, text, true) ||
	       reread(a, text, false);
}
