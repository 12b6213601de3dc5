/* seek.c - finding a date in running text. See seek.h. */
#include "seek.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define WORDS                                                                  \
	8	   /* of the longest form: "Wednesday, July 26, 2017 at
			10:05 a.m. EDT" */
#define LONGEST 64 /* bytes */

static bool in_range(const struct gz_date *d)
{
	int64_t first = gz_days_from_civil(1900, 1, 1) * 86400;
	int64_t last = gz_days_from_civil(2100, 1, 1) * 86400;

	return d->precision >= GZ_DAY && d->at >= first && d->at < last;
}

static bool has_year(const char *text, size_t len)
{
	for (size_t i = 0; i + 4 <= len; i++)
		if ((text[i] == '1' || text[i] == '2') &&
		    isdigit((unsigned char)text[i + 1]) &&
		    isdigit((unsigned char)text[i + 2]) &&
		    isdigit((unsigned char)text[i + 3]))
			return true;
	return false;
}

/* "20 Feb, 2020": English dates have no comma there. */
static void drop_commas(char *text)
{
	char *to = text;

	for (; *text; text++)
		if (*text != ',')
			*to++ = *text;
	*to = '\0';
}

static bool reads(const char *text, size_t len, struct gz_date *date)
{
	char copy[LONGEST + 1];

	while (len && strchr(",.;:)|-", text[len - 1]))
		len--;
	if (!len || len > LONGEST || !has_year(text, len))
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	if (gz_date_read(copy, date, NULL))
		return in_range(date);
	drop_commas(copy);
	return gz_date_read(copy, date, NULL) && in_range(date);
}

/* 7/25/2017, 25.7.2017: dots go with the day first. */
static bool numeric(const char *text, size_t len, bool day_first,
		    struct gz_date *date, size_t *end)
{
	char copy[40] = "", mark[2], again[2];
	int a, b, year, used = 0;

	memcpy(copy, text, len < 11 ? len : 11);
	if (sscanf(copy, "%2d%1[/.-]%2d%1[/.-]%4d%n", &a, mark, &b, again,
		   &year, &used) != 5 ||
	    *mark != *again || a < 0 || b < 0 || year < 1000)
		return false;
	if ((day_first || *mark == '.' || a > 12) && b <= 12) {
		int swap = a;

		a = b;
		b = swap;
	}
	snprintf(copy, sizeof(copy), "%04d-%02d-%02d", year, a, b);
	*end = (size_t)used;
	return gz_date_read(copy, date, NULL) && in_range(date);
}

/* The longest run of words from here that is a date. */
static bool at_word(const char *text, size_t len, bool day_first,
		    struct gz_date *date, size_t *end)
{
	size_t ends[WORDS], n = 0, i = 0;

	if (isdigit((unsigned char)*text) &&
	    numeric(text, len, day_first, date, end))
		return true;
	while (n < WORDS && i < len && i <= LONGEST) {
		while (i < len && !isspace((unsigned char)text[i]))
			i++;
		ends[n++] = i;
		while (i < len && isspace((unsigned char)text[i]))
			i++;
	}
	while (n--)
		if (reads(text, ends[n], date)) {
			*end = ends[n];
			return true;
		}
	return false;
}

bool seek_date(const char *text, size_t len, bool day_first,
	       struct gz_date *date, size_t *end)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		bool inside = i && (isalnum((unsigned char)text[i - 1]) ||
				    strchr("-./", text[i - 1]));

		if (inside || !(isdigit(c) || isupper(c)))
			continue;
		if (at_word(text + i, len - i, day_first, date, end)) {
			*end += i;
			return true;
		}
	}
	return false;
}
