/* param.c - the parameters of a search: a row each. See param.h. */
#include "param.h"

#include <string.h>

#include "ask.h"
#include "tally.h"

#define SAMPLE_MOST 1000

/* Most rows need only some of what they are given. */
#define MAYBE __attribute__((unused))
#define PUT(name)                                                              \
	static void put_##name(struct ask *a, const struct param *p MAYBE,     \
			       const char *text MAYBE, long offset MAYBE,      \
			       long number MAYBE)

PUT(zone)
{
	struct gz_err err;

	if (!gz_zone_read(&a->clock.zone, text, &err))
		ask_fault(a, p->name, 0, "bad-zone", NULL, "%s", err.text);
}

PUT(strict)
{
	a->strict = number;
}

PUT(q)
{
	a->q = text;
}

PUT(match)
{
	a->any = number == 2;
	a->match = number == 0 ? GZ_MATCH_AUTO : GZ_MATCH_ALL;
}

PUT(synonyms)
{
	a->synonyms = number == 0;
}

PUT(fields)
{
	static const enum gz_field field[] = { GZ_F_HEADLINE, GZ_F_HEADLINE,
					       GZ_F_BODY, GZ_F_BYLINE,
					       GZ_F_BYLINE };

	a->fields |= 1u << field[number];
}

PUT(case)
{
	if (number == 2)
		ask_fault(a, p->name, 0, "not-yet", "smart",
			  "case=match is not available yet; case=smart and "
			  "case=ignore are.");
}

/* One end of the period: the first second of a day, or its last. */
static bool read_end(struct ask *a, const struct param *p, const char *text,
		     struct gz_period *end)
{
	struct gz_err err;

	if (strstr(text, "..") || strchr(text, '/')) {
		ask_fault(a, p->name, 0, "bad-date", NULL,
			  "%s is a period; %s takes one date. Use date=%s.",
			  text, p->name, text);
		return false;
	}
	if (gz_period_read(text, &a->clock, end, &err))
		return true;
	ask_fault(a, p->name, 0, "bad-date", NULL, "%s", err.text);
	return false;
}

PUT(from)
{
	struct gz_period end;

	if (read_end(a, p, text, &end)) {
		end.last = INT64_MAX;
		ask_narrow(a, &end);
	}
}

PUT(to)
{
	struct gz_period end;

	if (!read_end(a, p, text, &end))
		return;
	end.first = INT64_MIN;
	if (!ask_narrow(a, &end))
		ask_fault(a, p->name, 0, "reversed-dates", NULL,
			  "%s is before from-date: the period ends before it "
			  "begins.",
			  text);
}

/* date and timespan: a period in itself. */
static void put_period(struct ask *a, const struct param *p, const char *text,
		       bool (*read)(const char *, const struct gz_clock *,
				    struct gz_period *, struct gz_err *))
{
	struct gz_period period;
	struct gz_err err;

	if (!read(text, &a->clock, &period, &err))
		ask_fault(a, p->name, 0, "bad-date", NULL, "%s", err.text);
	else if (!ask_narrow(a, &period))
		ask_fault(a, p->name, 0, "reversed-dates", NULL,
			  "%s lies outside of the other dates of the request.",
			  text);
}

PUT(date)
{
	put_period(a, p, text, gz_period_read);
}

PUT(timespan)
{
	put_period(a, p, text, gz_timespan_read);
}

/* A leading "-" is not part of the value. */
static bool negated(const char **text)
{
	bool without = **text == '-';

	*text += without;
	return without;
}

PUT(source)
{
	bool without = negated(&text);

	filter_value(&a->filter, GZ_F_SOURCE, text, without);
}

PUT(section)
{
	bool without = negated(&text);

	filter_value(&a->filter, GZ_F_SECTION, text, without);
}

PUT(byline)
{
	struct gz_query_note why;
	bool without = negated(&text);

	/* Commas mean "any"; said again the parameter means "as well". */
	if (!filter_byline(&a->filter, text, without, offset == 0, &why))
		ask_fault(a, p->name, offset, why.code, NULL, "%s", why.detail);
}

/* A sample is one page in an order of its own, whatever is said of them. */
static bool is_drawn(struct ask *a, const struct param *p, const char *has)
{
	if (a->order != GZ_BY_CHANCE)
		return false;
	ask_warn(a, p->name, 0, "not-here", NULL,
		 "A sample has %s; %s was ignored.", has, p->name);
	return true;
}

PUT(order)
{
	if (is_drawn(a, p, "an order of its own"))
		return;
	a->order = (enum gz_order)number;
	a->ordered = true;
}

PUT(page)
{
	if (number > 1 && is_drawn(a, p, "one page"))
		return;
	a->page = (size_t)number;
}

PUT(page_size)
{
	a->page_size = (size_t)number;
}

PUT(show)
{
	static const unsigned bit[] = {
		ASK_BODY,   ASK_STANDFIRST,	  ASK_LANGUAGE, ASK_FILE,
		ASK_FORMAT, ASK_ARTICLE_WARNINGS, ~0u,
	};

	a->shown = true;
	if ((size_t)number < sizeof(bit) / sizeof(bit[0]))
		a->show |= bit[number];
}

PUT(highlight)
{
	a->highlight = number;
}

PUT(facets)
{
	if (!a->tally.values) /* the field is in the path */
		a->tally.facets |= 1u << number;
}

PUT(facet_size)
{
	a->tally.size = (size_t)number;
}

PUT(interval)
{
	a->tally.timeline = true;
	if (number == GZ_INTERVALS) /* auto */
		return;
	a->tally.fit = 0;
	a->tally.interval = (enum gz_interval)number;
}

PUT(prefix)
{
	if (a->tally.values)
		a->tally.prefix = text;
	else
		ask_warn(a, p->name, 0, "not-here", NULL,
			 "prefix narrows what /v1/facets and /v1/sources list; "
			 "it was ignored.");
}

PUT(format)
{
	a->format = (enum format)number;
}

/* What a later version answers. To leave it out changes the answer, so that
 * must be said. */
PUT(later)
{
	ask_warn(a, p->name, 0, "not-yet", NULL,
		 "%s is not available yet and was ignored.", p->name);
}

PUT(duplicates)
{
	if (number)
		put_later(a, p, text, offset, number);
}

PUT(cursor)
{
	if (is_drawn(a, p, "one page"))
		return;
	a->cursor = text;
}

/* n and seed are the sample's alone. */
static bool is_sample(struct ask *a, const struct param *p)
{
	if (a->order == GZ_BY_CHANCE)
		return true;
	ask_warn(a, p->name, 0, "not-here", NULL,
		 "%s is for /v1/sample; it was ignored.", p->name);
	return false;
}

PUT(sample_size)
{
	if (is_sample(a, p))
		a->page_size = (size_t)number;
}

PUT(seed)
{
	if (is_sample(a, p))
		a->seed = (uint64_t)number;
}

/* In the order they are read: what others depend on first. */
const struct param param_table[] = {
	{ "strict", "", PARAM_FLAG, .put = put_strict },
	{ "tz", "time-zone timezone", PARAM_TEXT, .put = put_zone },
	{ "q", "query", PARAM_TEXT, .put = put_q },
	{ "match", "", PARAM_CHOICE, .words = "auto all any",
	  .put = put_match },
	{ "synonyms", "", PARAM_CHOICE, .words = "on off",
	  .put = put_synonyms },
	{ "query-fields", "", PARAM_LIST, true, .put = put_fields,
	  .words = "headline title body byline author" },
	{ "case", "", PARAM_CHOICE, .words = "smart ignore match",
	  .put = put_case },
	{ "from-date", "begin-date from", PARAM_TEXT, .put = put_from },
	{ "to-date", "end-date to", PARAM_TEXT, .put = put_to },
	{ "date", "", PARAM_TEXT, .put = put_date },
	{ "timespan", "", PARAM_TEXT, .put = put_timespan },
	{ "source", "", PARAM_LIST, true, .put = put_source },
	{ "section", "", PARAM_LIST, true, .put = put_section },
	{ "byline", "author", PARAM_LIST, true, .put = put_byline },
	{ "order-by", "sort", PARAM_CHOICE, .words = "relevance newest oldest",
	  .put = put_order },
	{ "page", "", PARAM_NUMBER, false, 1, 1000000, .put = put_page },
	{ "page-size", "", PARAM_NUMBER, .put = put_page_size },
	{ "show-fields", "fl", PARAM_LIST, true, .put = put_show,
	  .words = "body standfirst language file format warnings all id url "
		   "title byline source section published words score snippet "
		   "highlights" },
	{ "hl", "highlight", PARAM_FLAG, .put = put_highlight },
	{ "format", "", PARAM_CHOICE, .words = FORMAT_WORDS,
	  .put = put_format },
	{ "duplicates", "", PARAM_CHOICE, .words = "keep collapse",
	  .put = put_duplicates },
	{ "person", "", PARAM_TEXT, true, .put = put_later },
	{ "mention-from", "", PARAM_TEXT, .put = put_later },
	{ "mention-to", "", PARAM_TEXT, .put = put_later },
	{ "facet-fields", "", PARAM_LIST, true, .put = put_facets,
	  .words = TALLY_FACETS },
	{ "facet-size", "", PARAM_NUMBER, false, 0, 1000,
	  .put = put_facet_size },
	{ "interval", "", PARAM_CHOICE, .put = put_interval,
	  .words = TALLY_INTERVALS },
	{ "prefix", "", PARAM_TEXT, .put = put_prefix },
	{ "cursor", "", PARAM_TEXT, .put = put_cursor },
	{ "n", "", PARAM_NUMBER, false, 1, SAMPLE_MOST,
	  .put = put_sample_size },
	{ "seed", "", PARAM_NUMBER, false, 0, 999999999, .put = put_seed },
	{ .name = NULL },
};
