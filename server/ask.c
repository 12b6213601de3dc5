/* ask.c - what a request asks. See ask.h. */
#include "ask.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cursor.h"
#include "gz/utf8.h"
#include "param.h"
#include "tally.h"

/* Copy what fits of text, mended where "%.40s" or a fixed buffer cut a code
 * point in two. */
static void fit(char *out, size_t size, const char *text)
{
	struct gz_buf clean = { 0 };
	size_t len;

	gz_utf8_repair(text, strlen(text), &clean);
	len = clean.len;
	if (len >= size)
		len = gz_utf8_cut(clean.data, size - 1);
	if (len)
		memcpy(out, clean.data, len);
	out[len] = '\0';
	gz_buf_free(&clean);
}

__attribute__((format(printf, 6, 0))) static void note(
	struct ask_notes *notes, const char *parameter, long offset,
	const char *code, const char *suggestion, const char *fmt, va_list ap)
{
	struct ask_note *n = &notes->note[notes->count];
	char detail[1024];

	if (notes->count == ASK_NOTES)
		return;
	notes->count++;
	n->offset = offset;
	vsnprintf(detail, sizeof(detail), fmt, ap);
	fit(n->detail, sizeof(n->detail), detail);
	fit(n->parameter, sizeof(n->parameter), parameter);
	fit(n->code, sizeof(n->code), code);
	fit(n->suggestion, sizeof(n->suggestion), suggestion ? suggestion : "");
}

void ask_fault(struct ask *a, const char *parameter, long offset,
	       const char *code, const char *suggestion, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	note(&a->faults, parameter, offset, code, suggestion, fmt, ap);
	va_end(ap);
}

void ask_warn(struct ask *a, const char *parameter, long offset,
	      const char *code, const char *suggestion, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	note(a->strict ? &a->faults : &a->warnings, parameter, offset, code,
	     suggestion, fmt, ap);
	va_end(ap);
}

bool ask_narrow(struct ask *a, const struct gz_period *p)
{
	if (p->first > a->period.first)
		a->period.first = p->first;
	if (p->last < a->period.last)
		a->period.last = p->last;
	a->bounded = true;
	return a->period.first <= a->period.last;
}

static bool parse(struct ask *a)
{
	const struct gz_parse_options options = {
		.clock = &a->clock,
		.strict = a->strict,
		.any = a->any,
		.synonyms = a->synonyms,
		.fields = a->fields,
	};
	const struct gz_query_note *n = &a->parsed.error;

	if (!gz_query_parse(a->q, &options, &a->parsed)) {
		ask_fault(a, "q", n->offset, n->code, n->suggestion, "%s",
			  n->detail);
		return false;
	}
	for (size_t i = 0; i < a->parsed.warning_count; i++) {
		n = &a->parsed.warning[i];
		ask_warn(a, "q", n->offset, n->code, n->suggestion, "%s",
			 n->detail);
	}
	return true;
}

static void check_depth(struct ask *a)
{
	if (a->cursor && a->page > 1)
		ask_fault(a, "page", 0, "page-and-cursor", "1",
			  "A cursor says where the page begins; page is of no "
			  "use beside it.");
	else if (!a->tally.values && a->page * a->page_size > a->limits.offset)
		ask_fault(
			a, "page", 0, "too-deep", NULL,
			"Page %zu of %zu results each lies beyond the first "
			"%zu results, where paging by number ends; begin with "
			"cursor=* and follow links.next instead.",
			a->page, a->page_size, a->limits.offset);
}

/* What the route of r says before its parameters are read. */
static void begin_route(struct ask *a, const struct api_request *r)
{
	const char *route = r->route ? r->route : "";

	tally_begin(a, r);
	a->exact = strcmp(route, "/v1/export") == 0;
	if (a->exact) {
		a->order = GZ_BY_NEWEST;
	} else if (strcmp(route, "/v1/sample") == 0) {
		a->exact = true;
		a->order = GZ_BY_CHANCE;
	}
}

/* Scores are of one state of the index; an export goes on over commits, which
 * only dates survive. It has no pages. */
static void settle_order(struct ask *a, const struct api_request *r)
{
	if (!r->route || strcmp(r->route, "/v1/export") != 0)
		return;
	a->page = 1;
	if (a->order == GZ_BY_RELEVANCE)
		ask_fault(a, "order-by", 0, "not-here", "newest",
			  "An export goes by date, newest or oldest first: "
			  "scores change while it is under way.");
}

static void settle_format(struct ask *a, const struct api_request *r)
{
	unsigned bits = format_bits(r->route ? r->route : "");
	char names[64];

	if (a->format == FORMATS) {
		a->format = format_wanted(r->accept, bits);
	} else if (!(bits >> a->format & 1)) {
		format_names(bits, names);
		ask_fault(a, "format", 0, "not-here", NULL,
			  "This address does not answer in that form, but in "
			  "%s.",
			  names);
	}
	/* who follows a feed wants what is new */
	if (a->format == FORMAT_ATOM && !a->ordered)
		a->order = GZ_BY_NEWEST;
}

bool ask_read(struct ask *a, const struct api_request *r,
	      const struct ask_limits *limits, int64_t now)
{
	*a = (struct ask){
		.limits = *limits,
		.q = "",
		.clock = { .now = now, .zone = gz_utc },
		.synonyms = true,
		.highlight = true,
		.page = 1,
		.page_size = 10,
		.format = FORMATS,
		.period = { INT64_MIN, INT64_MAX },
	};
	if (a->page_size > limits->page_size)
		a->page_size = limits->page_size;
	begin_route(a, r);
	param_read(a, r);
	if (a->strict || a->exact) /* nothing is mended then */
		a->match = GZ_MATCH_ALL;
	settle_order(a, r);
	settle_format(a, r);
	cursor_read(a, r);
	check_depth(a);
	if (a->bounded)
		filter_period(&a->filter, &a->period);
	parse(a);
	return a->faults.count == 0;
}

void ask_close(struct ask *a)
{
	filter_free(&a->filter);
	gz_parsed_free(&a->parsed);
}

#define LATER (400LL * 24 * 3600) /* no word names the same period then */

bool ask_timeless(const struct ask *a, const struct api_request *r)
{
	struct ask later;
	bool same;

	same = ask_read(&later, r, &a->limits, a->clock.now + LATER) &&
	       later.period.first == a->period.first &&
	       later.period.last == a->period.last &&
	       gz_query_equal(later.parsed.root, a->parsed.root);
	ask_close(&later);
	return same;
}
