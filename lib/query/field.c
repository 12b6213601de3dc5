/* field.c - the fields of the query language. A new one is a row here. See
 * parser.h. */
#include <string.h>

#include "parser.h"

#define NAME_MAX_LEN 16

/* The first row of a gz_field is how it is written back. */
static const struct field fields[] = {
	{ "headline", FIELD_TEXT, GZ_F_HEADLINE },
	{ "title", FIELD_TEXT, GZ_F_HEADLINE },
	{ "body", FIELD_TEXT, GZ_F_BODY },
	{ "byline", FIELD_TEXT, GZ_F_BYLINE },
	{ "author", FIELD_TEXT, GZ_F_BYLINE },
	{ "source", FIELD_VALUE, GZ_F_SOURCE },
	{ "section", FIELD_VALUE, GZ_F_SECTION },
	{ "url", FIELD_VALUE, GZ_F_URL },
	{ "id", FIELD_VALUE, GZ_F_ID },
	{ "date", FIELD_DATE, GZ_F_TEXT },
	{ "after", FIELD_AFTER, GZ_F_TEXT },
	{ "before", FIELD_BEFORE, GZ_F_TEXT },
	{ "when", FIELD_WHEN, GZ_F_TEXT },
	{ "said", FIELD_LATER, GZ_F_TEXT },
	{ "cites", FIELD_LATER, GZ_F_TEXT },
	{ "mentions", FIELD_LATER, GZ_F_TEXT },
	{ "name", FIELD_LATER, GZ_F_TEXT },
	{ "word", FIELD_LATER, GZ_F_TEXT },
	{ "person", FIELD_LATER, GZ_F_TEXT },
};
static const size_t field_count = sizeof(fields) / sizeof(*fields);

const char *field_name(enum gz_field field)
{
	for (size_t i = 0; i < field_count; i++)
		if (fields[i].field == field && fields[i].kind <= FIELD_VALUE)
			return fields[i].name;
	return NULL;
}

static bool letter(int32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	       cp == '-' || cp == '_';
}

/* Times (10:30) begin with no letter; addresses go on with "//". */
const struct field *field_find(struct parser *p, uint32_t *after)
{
	char name[NAME_MAX_LEN + 1] = "";
	uint32_t len = 0, at = p->at;

	*after = 0;
	while (letter(p->cp[at]) && len < NAME_MAX_LEN)
		name[len++] = (char)p->cp[at++];
	if (len < 2 || name[0] == '-' || p->cp[at] != ':' ||
	    (p->cp[at + 1] == '/' && p->cp[at + 2] == '/'))
		return NULL;
	*after = at + 1;
	for (size_t i = 0; i < field_count; i++)
		if (!strcmp(fields[i].name, name))
			return &fields[i];
	return NULL;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Letters to change, add or leave out to make b from a (Levenshtein). */
static size_t edits(const char *a, const char *b)
{
	size_t row[NAME_MAX_LEN + 2], na = strlen(a), nb = strlen(b);

	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			/* "Title" is "title" but for its capital. */
			size_t same = corner + ((a[i - 1] | 32) != b[j - 1]);

			corner = row[j];
			row[j] = least(row[j] + 1, row[j - 1] + 1, same);
		}
	}
	return row[nb];
}

const struct field *field_like(const char *name)
{
	const struct field *like = NULL;
	size_t fewest = strlen(name) < 5 ? 2 : 3;

	for (size_t i = 0; i < field_count; i++) {
		size_t n = edits(name, fields[i].name);

		if (n < fewest && fields[i].kind != FIELD_LATER) {
			fewest = n;
			like = &fields[i];
		}
	}
	return like;
}
