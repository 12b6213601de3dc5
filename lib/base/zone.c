/* zone.c - time zones, by offset or by the C library. See gz/date.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "date_parts.h"
#include "shown.h"

const struct gz_zone gz_utc = { "UTC", true, 0 };

/* Does the system's time zone database know name? Names are paths in it. */
static bool zone_known(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789_+-/";
	const char *folder = getenv("TZDIR");
	char path[512], magic[4] = "";
	FILE *f;

	if (*name == '/' || name[strspn(name, allowed)] != '\0')
		return false;
	snprintf(path, sizeof(path), "%s/%s",
		 folder ? folder : "/usr/share/zoneinfo", name);
	f = fopen(path, "re");
	if (!f)
		return false;
	if (fread(magic, 1, sizeof(magic), f) != sizeof(magic))
		magic[0] = '\0';
	fclose(f);
	return memcmp(magic, "TZif", sizeof(magic)) == 0;
}

bool gz_zone_read(struct gz_zone *zone, const char *name, struct gz_err *err)
{
	struct gz_zone z = { .fixed = true };
	const char *at = name;
	char as[SHOWN_SIZE];
	size_t len = strlen(name);

	if (len > 0 && len < sizeof(z.name)) {
		memcpy(z.name, name, len);
		if (strcmp(name, "UTC") != 0 &&
		    !(date_parts_offset(&at, &z.offset) && *at == '\0')) {
			z.fixed = false;
			z.offset = 0;
		}
		if (z.fixed || zone_known(name)) {
			*zone = z;
			return true;
		}
	}
	return gz_fail(err, GZ_USAGE,
		       "\"%s\" is no time zone; write UTC, +05:30 or a name "
		       "like America/New_York",
		       shown(as, name));
}

/* The C library looks at TZ only. It is left set: going to and fro would read
 * the zone's file each time. */
static void tz_enter(const struct gz_zone *zone)
{
	const char *tz = getenv("TZ");

	if (!tz || strcmp(tz, zone->name) != 0)
		setenv("TZ", zone->name, 1);
	tzset();
}

/* Seconds east of UTC at that instant, after tz_enter(). */
static int64_t offset_at(int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;

	return localtime_r(&t, &tm) ? tm.tm_gmtoff : 0;
}

int64_t gz_zone_local(const struct gz_zone *zone, int64_t at)
{
	if (zone->fixed)
		return at + zone->offset * MINUTE_SECONDS;
	tz_enter(zone);
	return at + offset_at(at);
}

int64_t gz_zone_instant(const struct gz_zone *zone, int64_t local)
{
	int64_t before, after, at;

	if (zone->fixed)
		return local - zone->offset * MINUTE_SECONDS;
	/* No clock changes twice within two days. */
	tz_enter(zone);
	before = offset_at(local - DAY_SECONDS);
	after = offset_at(local + DAY_SECONDS);
	at = local - before;
	if (offset_at(at) != before && offset_at(local - after) == after)
		at = local - after;
	return at;
}
