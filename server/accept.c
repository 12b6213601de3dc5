/* accept.c - weighing Accept and Accept-Encoding. See accept.h. */
#include "accept.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* A member of the list: its name and its weight. */
struct range {
	const char *name;
	size_t len;
	int q;
};

static const char *skip_blank(const char *at)
{
	return at + strspn(at, " \t");
}

/* "0", "0.5", "1.000" in thousandths; anything else is 0: not wanted. */
static int weight(const char *at)
{
	int q = 0, unit = 100;

	if (*at != '0' && *at != '1')
		return 0;
	q = (*at++ - '0') * 1000;
	if (*at++ == '.')
		for (; unit && isdigit((unsigned char)*at); at++, unit /= 10)
			q += (*at - '0') * unit;
	return q > 1000 ? 1000 : q;
}

/* Read one member and step behind it; false at the end. Other parameters
 * than q are passed over. */
static bool next_range(const char **header, struct range *out)
{
	const char *at = *header + strspn(*header, " \t,");
	const char *end = at + strcspn(at, ",");

	if (!*at)
		return false;
	out->name = at;
	out->len = strcspn(at, ",; \t");
	out->q = 1000;
	for (at += out->len; at < end; at += strcspn(at, ";,")) {
		at = skip_blank(at);
		if (*at != ';')
			continue;
		at = skip_blank(at + 1);
		if ((*at == 'q' || *at == 'Q') && at[1] == '=')
			out->q = weight(at + 2);
	}
	*header = end;
	return true;
}

static bool same(const struct range *r, const char *name, size_t len)
{
	return r->len == len && strncasecmp(r->name, name, len) == 0;
}

/* How exactly r names type: 3 in full, 2 by its kind, 1 by the star. */
static int closeness(const struct range *r, const char *type)
{
	size_t kind = strcspn(type, "/") + 1;

	if (same(r, type, strlen(type)))
		return 3;
	if (r->len == kind + 1 && r->name[kind] == '*' &&
	    strncasecmp(r->name, type, kind) == 0)
		return 2;
	return same(r, "*/*", 3);
}

int accept_media(const char *header, const char *type)
{
	struct range r;
	int best = 0, q = 0;

	if (!header || !*skip_blank(header))
		return 1000;
	while (next_range(&header, &r)) {
		int close = closeness(&r, type);

		if (close > best) {
			best = close;
			q = r.q;
		}
	}
	return q;
}

int accept_coding(const char *header, const char *coding)
{
	struct range r;
	int q = -1, any = 0;

	if (!header)
		return 0;
	while (next_range(&header, &r)) {
		if (same(&r, coding, strlen(coding)))
			q = r.q;
		else if (same(&r, "*", 1))
			any = r.q;
	}
	return q >= 0 ? q : any;
}
