/* counts.cc - how many matches have which text, and are of which day. See
 * counts.hh. */
#include "counts.hh"

#include <algorithm>

#include "gz/pack.h"

#include "compile.hh"
#include "plan.hh"
#include "reader.hh"
#include "search.hh"

static const Xapian::valueno slot_of[TEXT_FACETS] = {
	SLOT_SOURCE,
	SLOT_SECTION,
	SLOT_BYLINE,
};

/* ---- counts known ------------------------------------------------------- */

size_t raw_counts::bytes() const
{
	size_t sum = sizeof(*this) + by_day.size() * sizeof(by_day[0]);

	for (const text_counts &t : text)
		sum += t.count.size() * sizeof(t.count[0]) +
		       2 * t.first.size() * sizeof(t.first[0]);
	return sum;
}

std::shared_ptr<const raw_counts> KnownCounts::find(
	const std::string &key) const
{
	auto known = by_key_.find(key);

	return known == by_key_.end() ? nullptr : known->second;
}

void KnownCounts::add(const std::string &key,
		      std::shared_ptr<const raw_counts> c)
{
	const size_t most = (size_t)8 << 20;
	size_t bytes = c->bytes() + key.size();

	if (bytes > most)
		return;
	if (bytes_ + bytes > most)
		clear();
	by_key_[key] = std::move(c);
	bytes_ += bytes;
}

void KnownCounts::clear()
{
	by_key_.clear();
	bytes_ = 0;
}

/* ---- what a part of the filter asks for --------------------------------- */

static int facet_of_field(gz_field field)
{
	return field == GZ_F_SOURCE    ? GZ_FACET_SOURCE
	       : field == GZ_F_SECTION ? GZ_FACET_SECTION
	       : field == GZ_F_BYLINE  ? GZ_FACET_BYLINE
				       : -1;
}

/* The facet that all of q is about, -1: none. */
static int facet_of(const gz_query *q)
{
	switch (q->op) {
	case GZ_Q_WORD:
	case GZ_Q_PREFIX:
	case GZ_Q_PHRASE:
	case GZ_Q_VALUE:
		return facet_of_field(q->field);
	case GZ_Q_NEAR:
	case GZ_Q_AND:
	case GZ_Q_OR:
	case GZ_Q_NOT:
		break;
	default:
		return -1;
	}
	for (size_t i = 1; i < q->count; i++)
		if (facet_of(q->kid[i]) != facet_of(q->kid[0]))
			return -1;
	return q->count ? facet_of(q->kid[0]) : -1;
}

static std::vector<const gz_query *> parts_of(const gz_query *filter)
{
	if (!filter)
		return {};
	if (filter->op != GZ_Q_AND)
		return { filter };
	return { filter->kid, filter->kid + filter->count };
}

/* ---- the walk ----------------------------------------------------------- */

using bitmap = uint64_t[GZ_BLOCK_WORDS];

template <typename F>
static inline void each_row(uint32_t block, const uint64_t *bits, F see)
{
	for (uint32_t w = 0; w < GZ_BLOCK_WORDS; w++)
		for (uint64_t rest = bits[w]; rest; rest &= rest - 1)
			see(block * GZ_BLOCK + 64 * w +
			    (uint32_t)__builtin_ctzll(rest));
}

class Counter
{
      public:
	Counter(gz_index *index, const counting &counted, raw_counts *to);
	void walk(const struct gz_search *s);

      private:
	void prepare_texts(size_t facet);
	void prepare_days();
	const gz_plan *compile_parts(const struct gz_search *s);
	void see(uint32_t block, const uint64_t *bits);
	void count_facets(uint32_t block, const bitmap &base, bitmap *own);
	void count_texts(size_t facet, uint32_t block, const uint64_t *bits);
	void count_days(uint32_t block, const uint64_t *bits);
	void stretch_days(size_t facet, uint32_t block, const uint64_t *bits);
	bool is_in_one(const gz_block_dates &d);

	gz_index *ix;
	const counting &what;
	raw_counts *out;
	const gz_columns *columns;
	Plan plan;
	/* Filters that stand apart from the plan: left out for their facet. */
	gz_node *own[TEXT_FACETS] = {};
};

Counter::Counter(gz_index *index, const counting &counted, raw_counts *to)
    : ix(index), what(counted), out(to), columns(index->columns.view()),
      plan(&index->lists, index->files.view(), index->articles)
{
	for (size_t f = 0; f < TEXT_FACETS; f++)
		if (what.facets >> f & 1)
			prepare_texts(f);
	if (what.dates)
		prepare_days();
}

void Counter::prepare_texts(size_t facet)
{
	Values &values = ix->values[facet];
	text_counts &t = out->text[facet];

	values.refresh(ix->db, ix->columns, slot_of[facet], ix->revision);
	t.count.resize(values.texts());
	if (what.days) {
		t.first.resize(values.texts(), INT64_MAX);
		t.last.resize(values.texts(), INT64_MIN);
	}
}

/* Room for a day more at each end: where clocks go back over midnight a later
 * instant may be of an earlier day. */
void Counter::prepare_days()
{
	int64_t least, greatest;

	if (!columns->blocks)
		return;
	least = columns->dates[columns->by_oldest[0]].least;
	greatest = columns->dates[columns->by_newest[0]].greatest;
	if (least > greatest)
		return;
	out->day = ix->calendar->day(least) - 1;
	out->by_day.resize(
		(size_t)(ix->calendar->day(greatest) - out->day + 2));
}

/* What is about a facet that is counted stands apart, so that its other values
 * can be counted without it. */
const gz_plan *Counter::compile_parts(const struct gz_search *s)
{
	std::vector<gz_node *> common, apart[TEXT_FACETS];

	common.push_back(
		out->wanted ? compile_some(ix, &plan, s->query, out->wanted)
			    : compile(ix, &plan, s->query, false));
	for (const gz_query *part : parts_of(s->filter)) {
		int f = facet_of(part);
		bool is_apart = f >= 0 && (what.facets >> f & 1);

		(is_apart ? apart[f] : common)
			.push_back(compile(ix, &plan, part, false));
	}
	for (size_t f = 0; f < TEXT_FACETS; f++)
		if (!apart[f].empty()) {
			own[f] = plan.every(apart[f]);
			order_alone(own[f]);
		}
	return plan.finish(plan.every(common));
}

void Counter::walk(const struct gz_search *s)
{
	auto see = [](void *counter, uint32_t block, const uint64_t *bits) {
		static_cast<Counter *>(counter)->see(block, bits);
	};

	gz_match_all(compile_parts(s), columns, see, this);
}

void Counter::see(uint32_t block, const uint64_t *bits)
{
	uint64_t filter[TEXT_FACETS][GZ_BLOCK_WORDS];
	bitmap base;

	memcpy(base, bits, sizeof(base));
	for (size_t f = 0; f < TEXT_FACETS; f++)
		if (own[f] &&
		    !gz_match_block(own[f], columns, block, filter[f]))
			memset(filter[f], 0, sizeof(bitmap));
	count_facets(block, base, filter);
	for (size_t f = 0; f < TEXT_FACETS; f++)
		if (own[f])
			for (size_t w = 0; w < GZ_BLOCK_WORDS; w++)
				base[w] &= filter[f][w];
	out->total += gz_block_rows(base);
	if (what.dates)
		count_days(block, base);
}

/* Each facet: what matches, and passes the filters of the others. */
void Counter::count_facets(uint32_t block, const bitmap &base, bitmap *filter)
{
	bitmap bits;

	for (size_t f = 0; f < TEXT_FACETS; f++) {
		if (!(what.facets >> f & 1))
			continue;
		memcpy(bits, base, sizeof(bits));
		for (size_t g = 0; g < TEXT_FACETS; g++)
			for (int w = 0; own[g] && g != f && w < GZ_BLOCK_WORDS;
			     w++)
				bits[w] &= filter[g][w];
		count_texts(f, block, bits);
		if (what.days)
			stretch_days(f, block, bits);
	}
}

void Counter::count_texts(size_t facet, uint32_t block, const uint64_t *bits)
{
	const Values &values = ix->values[facet];
	text_counts &t = out->text[facet];
	size_t matches = gz_block_rows(bits);

	t.matches += matches;
	if (values.is_uniform(block))
		t.count[values.text(block * GZ_BLOCK)] += (uint32_t)matches;
	else
		each_row(block, bits,
			 [&](uint32_t row) { t.count[values.text(row)]++; });
}

void Counter::stretch_days(size_t facet, uint32_t block, const uint64_t *bits)
{
	const Values &values = ix->values[facet];
	text_counts &t = out->text[facet];

	each_row(block, bits, [&](uint32_t row) {
		uint32_t text = values.text(row);
		int64_t at = columns->published[row];

		if (at == GZ_TIME_NONE)
			return;
		t.first[text] = std::min(t.first[text], at);
		t.last[text] = std::max(t.last[text], at);
	});
}

/* All of the block in one interval; a day's slack where clocks change. */
bool Counter::is_in_one(const gz_block_dates &d)
{
	const int64_t day = 86400, slack = what.zone.fixed ? 0 : day;

	if (d.undated || d.least > d.greatest ||
	    d.greatest - d.least > 366 * day)
		return false;
	return gz_interval_first(what.each,
				 ix->calendar->day(d.least - slack)) ==
	       gz_interval_first(what.each,
				 ix->calendar->day(d.greatest + slack));
}

void Counter::count_days(uint32_t block, const uint64_t *bits)
{
	const gz_block_dates &d = columns->dates[block];
	Calendar &calendar = *ix->calendar;

	if (is_in_one(d)) {
		out->by_day[(size_t)(calendar.day(d.least) - out->day)] +=
			(uint32_t)gz_block_rows(bits);
		return;
	}
	each_row(block, bits, [&](uint32_t row) {
		int64_t at = columns->published[row];

		if (at == GZ_TIME_NONE)
			out->undated++;
		else
			out->by_day[(size_t)(calendar.day(at) - out->day)]++;
	});
}

/* ---- all together ------------------------------------------------------- */

static std::string key_of(const struct gz_search *s, const counting &what)
{
	gz_buf bytes = {};

	gz_pack_u64(&bytes, s->match);
	gz_pack_u64(&bytes, what.facets);
	gz_pack_u64(&bytes, what.days);
	gz_pack_u64(&bytes, what.dates);
	gz_pack_u64(&bytes, what.each);
	gz_pack_str(&bytes, what.zone.name);
	std::string key(bytes.data, bytes.len);
	gz_buf_free(&bytes);
	return key + search_key(s);
}

std::shared_ptr<const raw_counts> count_matches(gz_index *ix,
						const struct gz_search *s,
						const counting &what)
{
	std::string key = key_of(s, what);
	std::shared_ptr<const raw_counts> known = ix->counts.find(key);

	if (known)
		return known;
	auto fresh = std::make_shared<raw_counts>();
	Counter(ix, what, fresh.get()).walk(s);
	remember_total(ix, search_key(s), fresh->total);
	if (!fresh->total && may_relax(s)) {
		unsigned wanted = most_wanted(ix, s);

		fresh = std::make_shared<raw_counts>();
		fresh->wanted = wanted;
		if (wanted)
			Counter(ix, what, fresh.get()).walk(s);
	}
	ix->counts.add(key, fresh);
	return fresh;
}
