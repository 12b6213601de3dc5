/* option_value.c - values and names of options as text. See option_parts.h. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "option_parts.h"
#include "shown.h"

#define NAME_SIZE 32 /* longer than every name in the table */

/* What may stand behind a number, and what it multiplies by. */
static const struct suffix {
	enum gz_option_type type;
	const char *text;
	long long factor;
} suffixes[] = {
	{ GZ_INT, "", 1 },	     { GZ_SIZE, "", 1 },
	{ GZ_SIZE, "K", 1LL << 10 }, { GZ_SIZE, "M", 1LL << 20 },
	{ GZ_SIZE, "G", 1LL << 30 }, { GZ_TIME, "", 1 },
	{ GZ_TIME, "ms", 1 },	     { GZ_TIME, "s", 1000 },
};

static const char *const shapes[] = {
	[GZ_FLAG] = "yes or no",
	[GZ_INT] = "a whole number",
	[GZ_SIZE] = "a size like 512K, 64M or 2G",
	[GZ_TIME] = "a time like 500ms or 2s",
};

static const struct suffix *suffix_find(enum gz_option_type type,
					const char *text)
{
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (suffixes[i].type == type &&
		    strcasecmp(suffixes[i].text, text) == 0)
			return &suffixes[i];
	return NULL;
}

static bool number_read(enum gz_option_type type, const char *text,
			long long *num)
{
	const struct suffix *suffix;
	char *end;
	long long n;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	n = strtoll(text, &end, 10);
	suffix = suffix_find(type, end + strspn(end, " "));
	if (!suffix)
		return false;
	*num = errno || n > LLONG_MAX / suffix->factor ? LLONG_MAX
						       : n * suffix->factor;
	return true;
}

static bool flag_value(const char *text, long long *num)
{
	*num = strcmp(text, "yes") == 0;
	return *num || strcmp(text, "no") == 0;
}

/* A bound as it would be written: 67108864 is 64M. */
static void bound_write(const struct gz_option *row, long long bound, char *out,
			size_t size)
{
	const struct suffix *best = suffix_find(row->type, "");

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (suffixes[i].type == row->type && bound &&
		    bound % suffixes[i].factor == 0 &&
		    (suffixes[i].factor > best->factor || !*best->text))
			best = &suffixes[i];
	snprintf(out, size, "%lld%s", bound / best->factor, best->text);
}

static bool bounds_check(const struct gz_option *row, const char *where,
			 const char *text, long long num, struct gz_err *err)
{
	char bound[32];

	if (num >= row->least && num <= row->greatest)
		return true;
	bound_write(row, num < row->least ? row->least : row->greatest, bound,
		    sizeof(bound));
	return gz_fail(err, GZ_USAGE, "%s: %s is too %s, the %s is %s", where,
		       text, num < row->least ? "little" : "much",
		       num < row->least ? "least" : "most", bound);
}

bool option_value_read(const struct gz_option *row, const char *where,
		       const char *text, long long *num, struct gz_err *err)
{
	char as[SHOWN_SIZE];
	bool ok;

	if (row->type == GZ_STRING)
		return true;
	shown(as, text);
	ok = row->type == GZ_FLAG ? flag_value(text, num)
				  : number_read(row->type, text, num);
	if (!ok)
		return gz_fail(err, GZ_USAGE, "%s: \"%s\" is not %s", where, as,
			       shapes[row->type]);
	return row->type == GZ_FLAG || bounds_check(row, where, as, *num, err);
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Edits between two words, a swap of neighbours counted as one (optimal
 * string alignment). */
static int distance(const char *a, const char *b)
{
	int row[3][NAME_SIZE + 1];
	int n = (int)strlen(b);

	for (int j = 0; j <= n; j++)
		row[0][j] = j;
	for (int i = 1; a[i - 1]; i++) {
		int *now = row[i % 3], *last = row[(i + 2) % 3];
		const int *before = row[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= n; j++) {
			bool same = a[i - 1] == b[j - 1];

			now[j] = least(least(last[j], now[j - 1]) + 1,
				       last[j - 1] + !same);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return row[strlen(a) % 3][n];
}

const char *option_nearest(unsigned programs, const char *name)
{
	const struct gz_option *row = gz_option_table;
	int best = 3, d, len = (int)strlen(name);
	const char *near = NULL;

	for (; row->name && len < NAME_SIZE; row++) {
		d = distance(name, row->name);
		if ((row->programs & programs) && d < best && d * 2 < len) {
			best = d;
			near = row->name;
		}
	}
	return near;
}

const char *option_placeholder(const struct gz_option *row)
{
	static const char *const text[] = {
		[GZ_FLAG] = "",
		[GZ_INT] = "N",
		[GZ_SIZE] = "SIZE",
		[GZ_TIME] = "TIME",
	};

	return row->type == GZ_STRING ? row->unit : text[row->type];
}

bool option_in_file(const struct gz_option *row)
{
	static const char *const never[] = { "help", "version", "config" };

	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		if (strcmp(row->name, never[i]) == 0)
			return false;
	return true;
}

void option_environment(const struct gz_option *row, char *out, size_t size)
{
	char *c = out;

	snprintf(out, size, "GAZETTE_%s", row->name);
	for (; *c; c++)
		*c = (char)(*c == '-'
				    ? '_'
				    : (*c >= 'a' && *c <= 'z' ? *c - 32 : *c));
}
