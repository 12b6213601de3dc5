/* fuzz_date.c - any text as a date, period, time span and zone: what is read
 * is written back the same; what is not, has a sentence. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"
#include "gz/date.h"
#include "gz/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void sentence(const struct gz_err *err)
{
	assert(err->code == GZ_USAGE && *err->text);
	assert(gz_utf8_valid(err->text, strlen(err->text)));
	assert(!strpbrk(err->text, "\r\n"));
}

static void date_fuzz(const char *text)
{
	struct gz_err err = { 0 };
	struct gz_date date, again;
	char out[32];

	if (!gz_date_read(text, &date, &err)) {
		sentence(&err);
		return;
	}
	gz_date_write(&date, out);
	if (!gz_date_read(out, &again, NULL) || again.at != date.at ||
	    again.precision != date.precision || again.offset != date.offset)
		abort();
}

static void period_fuzz(const char *text)
{
	const struct gz_clock clock = { 1501077909, gz_utc };
	struct gz_err err = { 0 };
	struct gz_period period, again;
	char out[64];

	if (gz_timespan_read(text, &clock, &period, NULL))
		assert(period.first <= clock.now);
	if (!gz_period_read(text, &clock, &period, &err)) {
		sentence(&err);
		return;
	}
	assert(period.first <= period.last);
	gz_period_write(&period, out);
	if (!gz_period_read(out, &clock, &again, NULL) ||
	    again.first != period.first || again.last != period.last)
		abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *text = gz_strndup((const char *)data, size);
	struct gz_zone zone;

	date_fuzz(text);
	period_fuzz(text);
	if (gz_zone_read(&zone, text, NULL))
		gz_zone_instant(&zone, gz_zone_local(&zone, 1501077909));
	free(text);
	return 0;
}
