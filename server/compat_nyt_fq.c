/* compat_nyt_fq.c - filters in Lucene's words as queries in ours. See
 * compat_nyt.h. */
#include "compat_nyt.h"

#include <string.h>

#define BLANKS " \t"

/* Their fields; one that contains a value is not that value exactly. */
static const struct field {
	const char *name, *ours;
	bool exact;
} fields[] = {
	{ "source", "source", true },
	{ "source.contains", "source", false },
	{ "section_name", "section", true },
	{ "section_name.contains", "section", false },
	{ "headline", "headline", false },
	{ "headline.main", "headline", false },
	{ "byline", "byline", false },
	{ "byline.original", "byline", false },
	{ "body", "body", false },
};

struct reader {
	struct compat *t;
	const char *at;
	struct gz_buf query;
	bool whole; /* a filter has just ended */
};

static const struct field *field_of(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strlen(fields[i].name) == len &&
		    strncmp(fields[i].name, name, len) == 0)
			return &fields[i];
	return NULL;
}

static void skip_blanks(struct reader *r)
{
	r->at += strspn(r->at, BLANKS);
}

/* AND, OR or NOT, which is stepped over; NULL: none. */
static const char *read_operator(struct reader *r)
{
	static const char *const op[] = { "AND", "OR", "NOT" };

	for (size_t i = 0; i < 3; i++) {
		size_t len = strlen(op[i]);

		if (strncmp(r->at, op[i], len) == 0 && r->at[len] &&
		    strchr(BLANKS "(\"", r->at[len])) {
			r->at += len;
			return op[i];
		}
	}
	return NULL;
}

/* One value, quoted or not; false: there is none. */
static bool read_value(struct reader *r, const struct field *field)
{
	bool quoted = *r->at == '"';
	const char *begin = r->at + quoted;
	size_t len = strcspn(begin, quoted ? "\"" : BLANKS "()\":,");

	r->at = begin + len;
	if (quoted && *r->at)
		r->at++;
	if (len)
		compat_term(&r->query, field->ours, field->exact, begin, len);
	return len;
}

/* What stands between brackets. */
static bool read_values(struct reader *r, const struct field *field)
{
	bool any = false;

	for (r->at++;; any = true) {
		const char *op;

		r->at += strspn(r->at, BLANKS ",");
		if (!*r->at || *r->at == ')')
			break;
		op = any ? read_operator(r) : NULL;
		if (any)
			gz_buf_printf(&r->query, " %s ", op ? op : "OR");
		skip_blanks(r);
		if (!read_value(r, field))
			return false;
	}
	r->at += *r->at == ')';
	return any;
}

static void read_filter(struct reader *r)
{
	size_t len = strcspn(r->at, BLANKS ":()\"");
	const struct field *field = field_of(r->at, len);
	const char *name = r->at;
	bool ok;

	if (r->at[len] != ':' || r->whole) {
		compat_fault(r->t,
			     "fq: %.60s: write FIELD:(\"value\"), with "
			     "AND or OR between them.",
			     name);
		return;
	}
	if (!field) {
		compat_fault(r->t,
			     "fq: there is no field %.*s here; there are "
			     "source, section_name, headline, byline and "
			     "body.",
			     (int)(len < 60 ? len : 60), name);
		return;
	}
	r->at += len + 1;
	skip_blanks(r);
	gz_buf_putc(&r->query, '(');
	ok = *r->at == '(' ? read_values(r, field) : read_value(r, field);
	gz_buf_putc(&r->query, ')');
	if (!ok)
		compat_fault(r->t, "fq: %.*s has no value.", (int)len, name);
	r->whole = true;
}

void compat_nyt_fq(struct compat *t, const char *fq)
{
	struct reader r = { .t = t, .at = fq };

	for (skip_blanks(&r); *r.at && !t->fault.len; skip_blanks(&r)) {
		const char *op = read_operator(&r);

		if (op) {
			gz_buf_printf(&r.query, " %s ", op);
			r.whole = false;
		} else if (*r.at == '(' || *r.at == ')') {
			gz_buf_putc(&r.query, *r.at++);
		} else {
			read_filter(&r);
		}
	}
	if (r.query.len && !t->fault.len)
		compat_narrow(t, r.query.data);
	gz_buf_free(&r.query);
}
