/* test_date.c - days, dates, periods and zones. */
#include <inttypes.h>
#include <stdlib.h>

#include "check.h"
#include "gz/date.h"
#include "gz/interval.h"

static const int64_t now = 1501077909; /* 2017-07-26T14:05:09Z */

static void chomp(char *line)
{
	line[strcspn(line, "\n")] = '\0';
}

/* Call check with the input and expectation of each case of a table. */
static void table(const char *name,
		  void (*check)(const char *input, const char *want))
{
	char path[512], input[512], want[512];
	int cases = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/data/%s", getenv("TESTS"), name);
	f = fopen(path, "r");
	CHECK(f != NULL);
	while (f && fgets(input, sizeof(input), f)) {
		if (*input == '#' || *input == '\n')
			continue;
		CHECK(fgets(want, sizeof(want), f) != NULL);
		chomp(input);
		chomp(want);
		check(input, want);
		cases++;
	}
	CHECK(cases > 40);
	if (f)
		fclose(f);
}

static void compare(const char *input, const char *got, const char *want)
{
	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  input: %s\n  got:   %s\n  want:  %s\n", input, got,
		       want);
}

static void date_case(const char *input, const char *want)
{
	struct gz_err err = { 0 };
	struct gz_date date, again;
	char got[512], text[32];

	if (!gz_date_read(input, &date, &err)) {
		CHECK(err.code == GZ_USAGE);
		snprintf(got, sizeof(got), "! %s", err.text);
		compare(input, got, want);
		return;
	}
	gz_date_write(&date, text);
	compare(input, text, want);
	CHECK(gz_date_read(text, &again, NULL));
	CHECK(again.at == date.at && again.precision == date.precision &&
	      again.offset == date.offset &&
	      again.has_offset == date.has_offset);
}

static void instant_write(int64_t at, char out[32])
{
	struct gz_date date = { at, GZ_SECOND, true, 0 };

	if (at == INT64_MIN || at == INT64_MAX)
		strcpy(out, "-");
	else
		gz_date_write(&date, out);
}

static void period_case(const char *input, const char *want)
{
	struct gz_clock clock = { now, gz_utc };
	struct gz_err err = { 0 };
	struct gz_period period, again;
	char got[512], first[32], last[32], zone[64], text[64];
	const char *rest = input;

	if (*input == '@') {
		snprintf(zone, sizeof(zone), "%.*s",
			 (int)strcspn(input, " ") - 1, input + 1);
		CHECK(gz_zone_read(&clock.zone, zone, NULL));
		rest = strchr(input, ' ') + 1;
	}
	if (!gz_period_read(rest, &clock, &period, &err)) {
		CHECK(err.code == GZ_USAGE);
		snprintf(got, sizeof(got), "! %s", err.text);
		compare(input, got, want);
		return;
	}
	instant_write(period.first, first);
	instant_write(period.last, last);
	snprintf(got, sizeof(got), "%s %s", first, last);
	compare(input, got, want);
	gz_period_write(&period, text);
	clock.zone = gz_utc;
	CHECK(gz_period_read(text, &clock, &again, NULL));
	CHECK(again.first == period.first && again.last == period.last);
}

/* Every day of 0001 to 9999 follows the one before. */
static void days_follow(void)
{
	int64_t day = gz_days_from_civil(1, 1, 1);
	int y, m, d, wrong = 0;

	for (int year = 1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++)
			for (int i = 1; i <= gz_month_days(year, month);
			     i++, day++) {
				gz_civil_from_days(day, &y, &m, &d);
				wrong += y != year || m != month || d != i;
				wrong += gz_days_from_civil(y, m, d) != day;
			}
	CHECK(wrong == 0);
	CHECK(day == gz_days_from_civil(10000, 1, 1));
}

static void days_known(void)
{
	CHECK(gz_days_from_civil(1970, 1, 1) == 0);
	CHECK(gz_days_from_civil(2000, 3, 1) == 11017);
	CHECK(gz_days_from_civil(1969, 12, 31) == -1);
	CHECK(gz_days_from_civil(1, 1, 1) == -719162);
	CHECK(gz_month_days(2000, 2) == 29);
	CHECK(gz_month_days(1900, 2) == 28);
	CHECK(gz_month_days(2016, 2) == 29);
	CHECK(gz_month_days(2017, 12) == 31);
}

static void instants_known(void)
{
	struct gz_date date;

	CHECK(gz_date_read("2017-07-26T10:05:09-04:00", &date, NULL));
	CHECK(date.at == now && date.offset == -240 && date.has_offset);
	CHECK(date.precision == GZ_SECOND);
	CHECK(gz_date_read("July 26, 2017 10:05 a.m. ET", &date, NULL));
	CHECK(date.at == now - 9 && date.precision == GZ_MINUTE);
	CHECK(gz_date_read("1969-12-31T23:59:59Z", &date, NULL));
	CHECK(date.at == -1);
	CHECK(gz_date_read("2017", &date, NULL));
	CHECK(date.at == 1483228800 && date.precision == GZ_YEAR);
	CHECK(gz_date_read("10:05\u202fa.m.\u00a0July 26, 2017", &date, NULL));
	CHECK(date.at == 1501063500);
}

/* Foreign text comes out as one line of UTF-8. */
static void sentences_clean(void)
{
	struct gz_err err = { 0 };
	struct gz_date date;
	char text[400];

	CHECK(!gz_date_read("a\nb\x80\xc3\xa9", &date, &err));
	CHECK(strncmp(err.text, "\"a?b?\u00e9\" is no date", 18) == 0);
	CHECK(!gz_date_read("", &date, &err));
	CHECK(strncmp(err.text, "\"\" is no date", 13) == 0);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	CHECK(!gz_date_read(text, &date, &err));
	CHECK(strstr(err.text, "xxx...\" is no date") != NULL);
}

static void zone_bad(const char *name)
{
	struct gz_zone zone;
	struct gz_err err = { 0 };
	char want[300];

	CHECK(!gz_zone_read(&zone, name, &err));
	snprintf(want, sizeof(want),
		 "\"%s\" is no time zone; write UTC, +05:30 or a name like "
		 "America/New_York",
		 name);
	compare(name, err.text, want);
}

static void zones(void)
{
	struct gz_zone zone;

	CHECK(gz_zone_read(&zone, "UTC", NULL));
	CHECK(zone.fixed && zone.offset == 0);
	CHECK(gz_zone_read(&zone, "Z", NULL) && zone.fixed);
	CHECK(gz_zone_read(&zone, "-03:30", NULL));
	CHECK(zone.fixed && zone.offset == -210);
	CHECK(gz_zone_local(&zone, 0) == -210 * 60);
	zone_bad("");
	zone_bad("Mars/Olympus");
	zone_bad("../zoneinfo/UTC");
	zone_bad("/etc/passwd");
	zone_bad("America");
	zone_bad("+25:00");
}

/* There and back is the same, all through a year with two changes, whatever
 * TZ is. */
static void zone_round(void)
{
	struct gz_zone zone;
	int wrong = 0;

	setenv("TZ", "Asia/Tokyo", 1);
	CHECK(gz_zone_read(&zone, "America/New_York", NULL) && !zone.fixed);
	for (int64_t at = 1483228800; at < 1514764800; at += 1800) {
		int64_t local = gz_zone_local(&zone, at);
		int64_t back = gz_zone_instant(&zone, local);

		/* 1:00 to 1:59 of 5 November come twice. */
		if (at >= 1509861600 && at < 1509865200)
			wrong += back != at - 3600;
		else
			wrong += back != at;
	}
	CHECK(wrong == 0);
	unsetenv("TZ");
	CHECK(gz_zone_local(&zone, now) == now - 4 * 3600);
}

static void timespan_is(const char *text, const char *today, const char *want)
{
	struct gz_clock clock = { .zone = gz_utc };
	struct gz_period period;
	struct gz_date date;
	char got[32];

	CHECK(gz_date_read(today, &date, NULL));
	clock.now = date.at;
	CHECK(gz_timespan_read(text, &clock, &period, NULL));
	instant_write(period.first, got);
	compare(text, got, want);
	CHECK(period.last == INT64_MAX);
}

static void timespan_bad(const char *text)
{
	struct gz_clock clock = { now, gz_utc };
	struct gz_period period;
	struct gz_err err = { 0 };
	char want[200];

	CHECK(!gz_timespan_read(text, &clock, &period, &err));
	CHECK(err.code == GZ_USAGE);
	snprintf(want, sizeof(want),
		 "\"%s\" is no time span; write 24h, 3d, 2w, 6m or 1y", text);
	compare(text, err.text, want);
}

static void timespans(void)
{
	timespan_is("24h", "2017-07-26T14:05Z", "2017-07-25T14:05:00Z");
	timespan_is("3d", "2017-03-01T14:05Z", "2017-02-26T14:05:00Z");
	timespan_is("2w", "2017-07-26T14:05Z", "2017-07-12T14:05:00Z");
	timespan_is("6m", "2017-07-26T14:05Z", "2017-01-26T14:05:00Z");
	timespan_is("1m", "2017-03-31T14:05Z", "2017-02-28T14:05:00Z");
	timespan_is("7m", "2017-03-31T14:05Z", "2016-08-31T14:05:00Z");
	timespan_is("1y", "2016-02-29T14:05Z", "2015-02-28T14:05:00Z");
	timespan_is("999999y", "2016-02-29T14:05Z", "0001-01-01T00:00:00Z");
	timespan_is("999999h", "0010-02-28T14:05Z", "0001-01-01T00:00:00Z");
	timespan_bad("");
	timespan_bad("h");
	timespan_bad("0d");
	timespan_bad("3");
	timespan_bad("3x");
	timespan_bad("-3d");
	timespan_bad("3d4h");
	timespan_bad("9999999d");
}

static void period_writes(const char *first, const char *last, const char *want)
{
	struct gz_period period = { INT64_MIN, INT64_MAX };
	struct gz_date date;
	char got[64];

	if (first) {
		CHECK(gz_date_read(first, &date, NULL));
		period.first = date.at;
	}
	if (last) {
		CHECK(gz_date_read(last, &date, NULL));
		period.last = date.at;
	}
	gz_period_write(&period, got);
	compare(want, got, want);
}

static void periods_written(void)
{
	period_writes("2017-01-01", "2017-12-31T23:59:59Z", "2017");
	period_writes("2016-02-01", "2016-02-29T23:59:59Z", "2016-02");
	period_writes("2017-07-25", "2017-07-25T23:59:59Z", "2017-07-25");
	period_writes("2017-07-25T10:05", "2017-07-25T10:05:59Z",
		      "2017-07-25T10:05Z");
	period_writes("2017-07-25T10:05", "2017-07-25T10:05",
		      "2017-07-25T10:05:00Z");
	period_writes("2015", "2017-12-31T23:59:59Z", "2015..2017");
	period_writes("2017", "2017-05-31T23:59:59Z", "2017-01..2017-05");
	period_writes("2017-02-09", "2018-11-07T23:59:59Z",
		      "2017-02-09..2018-11-07");
	period_writes("2017-02-09", "2018-11-07T12:00:00Z",
		      "2017-02-09T00:00:00Z..2018-11-07T12:00:00Z");
	period_writes(NULL, "2017-12-31T23:59:59Z", "..2017");
	period_writes("2017-02", NULL, "2017-02..");
	period_writes(NULL, NULL, "..");
}

/* A repeatable random number, as large as bits says. */
static int64_t lot(int bits)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)(state >> (64 - bits));
}

/* Any period, written and read, is the same. */
static void periods_round(void)
{
	static const int unit[] = { 1, 60, 86400 };
	const struct gz_clock clock = { now, gz_utc };
	int wrong = 0;

	for (int i = 0; i < 20000; i++) {
		int u = unit[i % 3];
		int64_t first = (lot(35) - (INT64_C(1) << 34)) / u * u;
		struct gz_period p = { first, first + (lot(20) + 1) * u - 1 };
		struct gz_period again = { 0, 0 };
		char text[64];

		gz_period_write(&p, text);
		wrong += !gz_period_read(text, &clock, &again, NULL) ||
			 again.first != p.first || again.last != p.last;
	}
	CHECK(wrong == 0);
}

/* Any date, written and read, is the same. */
static void dates_round(void)
{
	static const int unit[] = { 86400, 60, 1 };
	int wrong = 0;

	for (int i = 0; i < 20000; i++) {
		enum gz_precision precision = GZ_DAY + (unsigned)(i % 3);
		int offset = i % 2 && i % 3 ? (int)(lot(11) - 1024) : 0;
		struct gz_date date = { lot(37), precision,
					offset || (i % 4 && i % 3), offset };
		struct gz_date again = { 0 };
		char text[32];

		date.at -= date.at % unit[i % 3];
		gz_date_write(&date, text);
		wrong += !gz_date_read(text, &again, NULL) ||
			 again.at != date.at || again.offset != date.offset ||
			 again.precision != date.precision ||
			 again.has_offset != date.has_offset;
	}
	CHECK(wrong == 0);
}

/* A day, and the names of what it is in. */
static void intervals(void)
{
	static const struct {
		int y, m, d;
		const char *name[GZ_INTERVALS];
	} day[] = {
		{ 2017,
		  7,
		  26,
		  { "2017-07-26", "2017-W30", "2017-07", "2017-Q3", "2017" } },
		{ 2016,
		  1,
		  3,
		  { "2016-01-03", "2015-W53", "2016-01", "2016-Q1", "2016" } },
		{ 2018,
		  12,
		  31,
		  { "2018-12-31", "2019-W01", "2018-12", "2018-Q4", "2018" } },
		{ 1968,
		  2,
		  29,
		  { "1968-02-29", "1968-W09", "1968-02", "1968-Q1", "1968" } },
	};
	const struct gz_clock clock = { now, gz_utc };

	for (size_t i = 0; i < sizeof(day) / sizeof(day[0]); i++)
		for (int e = 0; e < GZ_INTERVALS; e++) {
			enum gz_interval each = (enum gz_interval)e;
			int64_t at = gz_days_from_civil(day[i].y, day[i].m,
							day[i].d);
			struct gz_period p = { 0, 0 };
			char name[32];

			gz_interval_write(each, at, name);
			CHECK_STR(name, day[i].name[e]);
			CHECK(gz_period_read(name, &clock, &p, NULL));
			CHECK(p.first == gz_interval_first(each, at) * 86400);
			CHECK(p.last == gz_interval_next(each, at) * 86400 - 1);
		}
}

int main(void)
{
	days_known();
	days_follow();
	intervals();
	instants_known();
	sentences_clean();
	table("dates.txt", date_case);
	table("periods.txt", period_case);
	zones();
	zone_round();
	timespans();
	periods_written();
	periods_round();
	dates_round();
	return check_done();
}
