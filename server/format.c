/* format.c - the forms that an answer can have. See format.h. */
#include "format.h"

#include <stdio.h>
#include <string.h>

#include "accept.h"

static const struct {
	const char *media, *type;
} table[FORMATS] = {
	[FORMAT_JSON] = { "application/json", "application/json" },
	[FORMAT_NDJSON] = { "application/x-ndjson", "application/x-ndjson" },
	[FORMAT_CSV] = { "text/csv", "text/csv; charset=utf-8" },
	[FORMAT_ATOM] = { "application/atom+xml", "application/atom+xml" },
};

const char *format_type(enum format format)
{
	return table[format].type;
}

#define JSON (1u << FORMAT_JSON)
#define LINES (1u << FORMAT_NDJSON | 1u << FORMAT_CSV)

static const struct {
	const char *route;
	unsigned bits;
} more[] = {
	{ "/v1/search", JSON | LINES | 1u << FORMAT_ATOM },
	{ "/v1/sample", JSON | LINES },
	{ "/v1/export", LINES },
	{ "/v1/timeline", JSON | 1u << FORMAT_CSV },
	{ "/v1/facets/", JSON | 1u << FORMAT_CSV },
	{ "/v1/sources", JSON | 1u << FORMAT_CSV },
};

unsigned format_bits(const char *route)
{
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		if (strcmp(more[i].route, route) == 0)
			return more[i].bits;
	return JSON;
}

void format_names(unsigned formats, char out[64])
{
	static const char words[] = FORMAT_WORDS;
	const char *word = words;
	size_t n = 0;

	for (int f = 0; f < FORMATS; f++) {
		size_t len = strcspn(word, " ");

		if (formats >> f & 1)
			n += (size_t)snprintf(out + n, 64 - n, "%s%.*s",
					      n ? ", " : "", (int)len, word);
		word += len + 1;
	}
}

enum format format_wanted(const char *accept, unsigned formats)
{
	enum format best = FORMATS;
	int most = 0;

	for (int f = 0; f < FORMATS; f++) {
		int wanted = formats >> f & 1
				     ? accept_media(accept, table[f].media)
				     : 0;

		if (wanted > most) {
			most = wanted;
			best = (enum format)f;
		}
	}
	return best;
}
