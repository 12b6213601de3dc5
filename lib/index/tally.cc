/* tally.cc - counts become values and buckets. See gz/index.h. */
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <functional>

#include "reader.hh"
#include "terms.hh"

/* ---- facets ------------------------------------------------------------- */

/* A value of a facet, before it is given away. */
struct value_count {
	size_t count = 0;
	int64_t first = INT64_MAX, last = INT64_MIN; /* published */
	const std::string *text = nullptr;
};

/* Put the values in order and give the page of them away. */
static void give_values(std::vector<value_count> *all, const gz_tally *t,
			Calendar *calendar, gz_facet_counts *out)
{
	size_t from = std::min(t->from, all->size());
	size_t limit = std::min(t->limit, all->size() - from);
	auto end = all->begin() + (ptrdiff_t)(from + limit);

	std::partial_sort(all->begin(), end, all->end(),
			  [](const value_count &a, const value_count &b) {
				  return a.count != b.count ? a.count > b.count
							    : *a.text < *b.text;
			  });
	out->distinct = all->size();
	for (const value_count &v : *all)
		out->other += v.count;
	out->value = (gz_value_count *)gz_alloc(limit * sizeof(*out->value));
	for (; out->count < limit; out->count++) {
		const value_count &v = (*all)[from + out->count];
		gz_value_count *to = &out->value[out->count];

		*to = { gz_strdup(v.text->c_str()), v.count, v.first <= v.last,
			0, 0 };
		if (to->dated) {
			to->first = calendar->day(v.first);
			to->last = calendar->day(v.last);
		}
		out->other -= v.count;
	}
}

/* From texts, several of which may have a name in them, to names. */
static std::vector<value_count> names_of(const Values &values,
					 const text_counts &t)
{
	std::vector<value_count> names(values.names());

	for (uint32_t text = 0; text < t.count.size(); text++)
		for (uint32_t n : values.names_in(text)) {
			names[n].count += t.count[text];
			if (t.first.empty())
				continue;
			names[n].first = std::min(names[n].first,
						  t.first[text]);
			names[n].last = std::max(names[n].last, t.last[text]);
		}
	return names;
}

/* A word of the name begins with prefix, which is folded too. */
static bool begins(const std::string &folded, const std::string &prefix)
{
	return prefix.empty() ||
	       folded.compare(0, prefix.size(), prefix) == 0 ||
	       folded.find(" " + prefix) != std::string::npos;
}

static void give_names(gz_index *ix, size_t facet, const text_counts &t,
		       const gz_tally *tally, gz_facet_counts *out)
{
	const Values &values = ix->values[facet];
	std::vector<value_count> names = names_of(values, t), found;
	std::string prefix = tally->prefix ? fold_name(tally->prefix) : "";

	out->matches = t.matches;
	for (uint32_t text = 0; text < t.count.size(); text++)
		if (values.names_in(text).empty())
			out->none += t.count[text];
	for (uint32_t n = 0; n < names.size(); n++) {
		if (!names[n].count || !begins(values.folded(n), prefix))
			continue;
		found.push_back(names[n]);
		found.back().text = &values.shown(n);
	}
	give_values(&found, tally, ix->calendar.get(), out);
}

/* Call see with each interval from the day lo to hi, and its count. */
static void each_interval(const raw_counts &c, gz_interval each, int64_t lo,
			  int64_t hi,
			  const std::function<void(int64_t, size_t)> &see)
{
	int64_t next;

	for (int64_t day = gz_interval_first(each, lo); day <= hi; day = next) {
		size_t sum = 0;

		next = gz_interval_next(each, day);
		for (int64_t d = std::max(day, c.day);
		     d < std::min(next, c.day + (int64_t)c.by_day.size()); d++)
			sum += c.by_day[(size_t)(d - c.day)];
		see(day, sum);
	}
}

/* The first and last day with a count; false: none has. */
static bool span_of(const raw_counts &c, int64_t *lo, int64_t *hi)
{
	auto has = [](uint32_t n) { return n > 0; };
	auto first = std::find_if(c.by_day.begin(), c.by_day.end(), has);
	auto last = std::find_if(c.by_day.rbegin(), c.by_day.rend(), has);

	if (first == c.by_day.end())
		return false;
	*lo = c.day + (first - c.by_day.begin());
	*hi = c.day + (c.by_day.rend() - last) - 1;
	return true;
}

static void give_months(const raw_counts &c, const gz_tally *tally,
			gz_facet_counts *out)
{
	std::string prefix = tally->prefix ? tally->prefix : "";
	std::vector<value_count> found;
	std::deque<std::string> months;
	int64_t lo = 0, hi = -1;

	out->matches = c.total;
	out->none = c.undated;
	span_of(c, &lo, &hi);
	each_interval(c, GZ_EACH_MONTH, lo, hi, [&](int64_t day, size_t count) {
		char name[32];

		gz_interval_write(GZ_EACH_MONTH, day, name);
		if (!count || prefix.compare(0, std::string::npos, name, 0,
					     prefix.size()))
			return;
		months.emplace_back(name);
		found.emplace_back();
		found.back().count = count;
		found.back().text = &months.back();
	});
	give_values(&found, tally, nullptr, out);
}

/* ---- the timeline ------------------------------------------------------- */

/* The dates that everything q matches is within. */
static gz_period dates_of(const gz_query *q)
{
	gz_period all = { INT64_MIN, INT64_MAX };

	if (q && q->op == GZ_Q_DATE)
		return q->period;
	for (size_t i = 0; q && q->op == GZ_Q_AND && i < q->count; i++) {
		gz_period one = dates_of(q->kid[i]);

		all.first = std::max(all.first, one.first);
		all.last = std::min(all.last, one.last);
	}
	return all;
}

/* All articles within the period. */
static std::shared_ptr<const raw_counts> count_all(gz_index *ix,
						   const gz_period &period,
						   counting what)
{
	gz_query all = {}, dates = {};
	struct gz_search s = {};

	all.op = GZ_Q_ALL;
	dates.op = GZ_Q_DATE;
	dates.period = period;
	s.query = &all;
	s.match = GZ_MATCH_ALL;
	if (period.first != INT64_MIN || period.last != INT64_MAX)
		s.filter = &dates;
	what.facets = 0;
	what.days = false;
	return count_matches(ix, &s, what);
}

/* Which days the timeline is of: see struct gz_timeline. */
static bool range_of(gz_index *ix, const gz_period &asked,
		     const raw_counts &matches, const raw_counts &all,
		     int64_t *lo, int64_t *hi)
{
	int64_t first, last, any_first, any_last;
	bool any = span_of(all, &any_first, &any_last);
	bool found = span_of(matches, &first, &last);

	if (asked.first != INT64_MIN)
		first = std::max(ix->calendar->day(asked.first), any_first);
	if (asked.last != INT64_MAX)
		last = std::min(ix->calendar->day(asked.last), any_last);
	*lo = first;
	*hi = last;
	return any && (found || (asked.first != INT64_MIN &&
				 asked.last != INT64_MAX && first <= last));
}

/* At most most + 1. */
static size_t count_buckets(gz_interval each, int64_t lo, int64_t hi,
			    size_t most)
{
	size_t n = 0;

	for (int64_t day = lo; day <= hi && n <= most; n++)
		day = gz_interval_next(each, day);
	return n;
}

static gz_interval fitting(int64_t lo, int64_t hi, size_t most)
{
	int each = GZ_EACH_DAY;

	while (each < GZ_EACH_YEAR &&
	       count_buckets((gz_interval)each, lo, hi, most) > most)
		each++;
	return (gz_interval)each;
}

static void give_buckets(const raw_counts &matches, const raw_counts &of,
			 int64_t lo, int64_t hi, gz_timeline *out)
{
	gz_bucket *to;

	out->bucket = to = (gz_bucket *)gz_alloc(out->count * sizeof(*to));
	each_interval(matches, out->interval, lo, hi,
		      [&](int64_t day, size_t n) {
			      *to++ = { day, n, 0 };
		      });
	to = out->bucket;
	each_interval(of, out->interval, lo, hi,
		      [&](int64_t, size_t n) { to++->of = n; });
}

static void give_timeline(gz_index *ix, const struct gz_search *s,
			  const gz_tally *t, const counting &what,
			  const raw_counts &matches, gz_timeline *out)
{
	gz_period asked = dates_of(s->query), filter = dates_of(s->filter);
	int64_t lo, hi;

	asked.first = std::max(asked.first, filter.first);
	asked.last = std::min(asked.last, filter.last);
	auto of = count_all(ix, asked, what);
	auto all = count_all(ix, { INT64_MIN, INT64_MAX }, what);
	out->interval = t->interval;
	out->undated = matches.undated;
	out->undated_of = of->undated;
	if (!range_of(ix, asked, matches, *all, &lo, &hi)) {
		out->bucket = (gz_bucket *)gz_alloc(sizeof(*out->bucket));
		return;
	}
	if (t->fit)
		out->interval = fitting(lo, hi, t->fit);
	out->count = count_buckets(out->interval, lo, hi, SIZE_MAX - 1);
	if (!t->most_buckets || out->count <= t->most_buckets)
		give_buckets(matches, *of, lo, hi, out);
}

/* ---- both --------------------------------------------------------------- */

/* The shortest interval that all that is asked for is made of. */
static gz_interval finest(const gz_tally *t)
{
	bool months = t->facets >> GZ_FACET_MONTH & 1;

	if (!t->timeline)
		return GZ_EACH_MONTH;
	if (t->fit || t->interval < GZ_EACH_MONTH)
		return t->fit || months ? GZ_EACH_DAY : t->interval;
	return months ? GZ_EACH_MONTH : t->interval;
}

static counting counting_of(const gz_tally *t)
{
	counting what;

	what.facets = t->facets & ((1u << TEXT_FACETS) - 1);
	what.days = t->days;
	what.dates = t->timeline || t->days ||
		     (t->facets >> GZ_FACET_MONTH & 1);
	what.each = finest(t);
	what.zone = *t->zone.name ? t->zone : gz_utc;
	return what;
}

static void need_calendar(gz_index *ix, const gz_zone &zone)
{
	if (!ix->calendar || strcmp(ix->calendar->zone().name, zone.name) != 0)
		ix->calendar.reset(new Calendar(zone));
}

gz_counts *gz_count(gz_index *ix, const struct gz_search *s, const gz_tally *t,
		    gz_err *err)
{
	return guard_read(ix, err, [&]() -> gz_counts * {
		counting what = counting_of(t);
		need_calendar(ix, what.zone);
		std::shared_ptr<const raw_counts> raw = count_matches(ix, s,
								      what);
		std::unique_ptr<gz_counts, void (*)(gz_counts *)> out(
			(gz_counts *)gz_alloc(sizeof(gz_counts)),
			gz_counts_free);

		out->revision = ix->revision;
		out->total = raw->total;
		out->wanted = raw->wanted;
		for (size_t f = 0; f < TEXT_FACETS; f++)
			if (what.facets >> f & 1)
				give_names(ix, f, raw->text[f], t,
					   &out->facet[f]);
		if (t->facets >> GZ_FACET_MONTH & 1)
			give_months(*raw, t, &out->facet[GZ_FACET_MONTH]);
		if (t->timeline)
			give_timeline(ix, s, t, what, *raw, &out->timeline);
		return out.release();
	});
}

void gz_counts_free(gz_counts *counts)
{
	if (!counts)
		return;
	for (gz_facet_counts &f : counts->facet) {
		for (size_t i = 0; i < f.count; i++)
			free(f.value[i].value);
		free(f.value);
	}
	free(counts->timeline.bucket);
	free(counts);
}
