/* search.cc - from a query tree to a page of hits. See gz/index.h. */
#include <algorithm>

#include "gz/pack.h"

#include "compile.hh"
#include "search.hh"
#include "sources.hh"

using Xapian::Query;

/* A match of one word weighs this where the number of words found decides:
 * far more than any sum of BM25 weights. */
static const double PER_WORD = 1e6;

Xapian::Enquire enquire_for(const gz_index *ix, const Query &query)
{
	Xapian::Enquire e(ix->db);

	/* k1 1.5, b .75: the defaults lose 5 points of MAP on news. */
	e.set_weighting_scheme(Xapian::BM25Weight(1.5, 0, 1, 0.75, 0));
	e.set_query(query);
	return e;
}

/* Everything of a tree that decides what it matches, each part with its
 * length, so that no two trees are alike by the words in them. */
static void put_tree(const gz_query *q, gz_buf *out)
{
	bool row = q->op == GZ_Q_PHRASE;
	size_t forms = !q->form ? 0 : row ? q->count : 1;

	gz_pack_u64(out, q->op);
	gz_pack_u64(out, q->field);
	gz_pack_u64(out, q->exact);
	gz_pack_u64(out, q->distance);
	gz_pack_u64(out, q->ordered);
	gz_pack_i64(out, q->period.first);
	gz_pack_i64(out, q->period.last);
	gz_pack_str(out, q->joined);
	gz_pack_u64(out, forms);
	for (size_t i = 0; i < forms; i++) {
		gz_pack_str(out, q->form[i]);
		gz_pack_u64(out, q->kind ? q->kind[i] : 0);
	}
	gz_pack_u64(out, q->kid ? q->count : 0);
	for (size_t i = 0; q->kid && i < q->count; i++)
		put_tree(q->kid[i], out);
}

/* What the totals of a search depend on. */
static std::string total_key(const struct gz_search *s)
{
	gz_buf bytes = {};

	put_tree(s->query, &bytes);
	if (s->filter)
		put_tree(s->filter, &bytes);
	std::string key(bytes.data, bytes.len);
	gz_buf_free(&bytes);
	return key;
}

/* One more than there are: with just as many, Xapian may stop counting at the
 * last and estimate. */
static Xapian::doccount visit_all(const gz_index *ix)
{
	return ix->db.get_doccount() + 1;
}

/* The number of matches, all of which were visited. */
static size_t exactly(const Xapian::MSet &found)
{
	Xapian::doccount n = found.get_matches_estimated();

	if (found.get_matches_lower_bound() != n ||
	    found.get_matches_upper_bound() != n)
		throw failure(GZ_SYSTEM, "the matches could not be counted");
	return n;
}

static size_t count_all(const gz_index *ix, const Query &query)
{
	Xapian::Enquire e(ix->db);

	e.set_weighting_scheme(Xapian::BoolWeight());
	e.set_query(Query(Query::OP_SCALE_WEIGHT, query, 0));
	return exactly(e.get_mset(0, 0, visit_all(ix)));
}

/* Exact totals are remembered for as long as the revision lasts. */
static void remember(gz_index *ix, const std::string &key, size_t total)
{
	enum {
		REMEMBERED = 10000
	};

	if (ix->totals.size() >= REMEMBERED)
		ix->totals.clear();
	ix->totals[key] = total;
}

static Query filtered(gz_index *ix, const struct gz_search *s,
		      const Query &query)
{
	if (!s->filter)
		return query;
	return Query(Query::OP_FILTER, query, compile(ix, s->filter));
}

/* The rows of the page by weight. Unless the total is known, all matches are
 * visited, and *total is set to their exact number. */
static rows by_weight(const gz_index *ix, const Query &query,
		      const struct gz_search *s, const size_t *known,
		      size_t *total)
{
	Xapian::doccount visit = known ? 0 : visit_all(ix);
	Xapian::MSet found = enquire_for(ix, query).get_mset(s->from, s->limit,
							     visit);
	rows out;

	for (auto i = found.begin(); i != found.end(); ++i)
		out.push_back({ *i, i.get_weight() });
	*total = known ? *known : exactly(found);
	return out;
}

static rows by_newest(const gz_index *ix, const Query &query,
		      const struct gz_search *s, const size_t *known,
		      size_t *total)
{
	Query order((new Newest(ix->columns))->release());
	rows out = by_weight(ix, Query(Query::OP_FILTER, order, query), s,
			     known, total);

	for (row &r : out)
		r.score = 0;
	return out;
}

/* Windows from the far end of the pile, each larger than the one before, until
 * nothing older can come. */
class OldestFirst
{
      public:
	OldestFirst(const gz_index *index, const Query &q, size_t most)
	    : ix(index), query(q), wanted(most)
	{
	}
	rows walk()
	{
		Xapian::docid end = DOCID_TOP, lowest = ix->columns.lowest();
		Xapian::docid size = FIRST_WINDOW;

		while (end > lowest && !is_enough(end)) {
			Xapian::docid begin = end - lowest > size ? end - size
								  : lowest;

			add(begin, end);
			end = begin;
			size *= 2;
		}
		return best;
	}

      private:
	enum {
		FIRST_WINDOW = 8 * Columns::BLOCK
	};
	int64_t published(const row &r) const
	{
		int64_t at = ix->columns.published(r.docid);

		return at == GZ_TIME_NONE ? INT64_MAX : at;
	}
	/* Nothing above end is older than the last one wanted. */
	bool is_enough(Xapian::docid end) const
	{
		if (best.size() < wanted)
			return false;
		int64_t worst = published(best.back());
		const auto &blocks = ix->columns.blocks();

		for (size_t b = Columns::row_of(end - 1) / Columns::BLOCK;
		     b < blocks.size(); b++)
			if (blocks[b].least <= worst ||
			    (worst == INT64_MAX && blocks[b].undated))
				return false;
		return true;
	}
	void add(Xapian::docid begin, Xapian::docid end)
	{
		Query window((new WindowFilter(ix->columns, begin, end - 1))
				     ->release());
		Query order((new Oldest(ix->columns))->release());
		Query within(Query::OP_FILTER, query, window);
		Xapian::MSet found = enquire_for(ix, Query(Query::OP_FILTER,
							   order, within))
					     .get_mset(0, wanted);

		for (auto i = found.begin(); i != found.end(); ++i)
			best.push_back({ *i, 0 });
		std::sort(best.begin(), best.end(),
			  [&](const row &a, const row &b) {
				  int64_t x = published(a), y = published(b);

				  return x != y ? x < y : a.docid < b.docid;
			  });
		if (best.size() > wanted)
			best.resize(wanted);
	}

	const gz_index *ix;
	const Query query;
	const size_t wanted;
	rows best;
};

static rows by_oldest(const gz_index *ix, const Query &query,
		      const struct gz_search *s, const size_t *known,
		      size_t *total)
{
	rows all = OldestFirst(ix, query, s->from + s->limit).walk();

	all.erase(all.begin(), all.begin() + std::min(s->from, all.size()));
	*total = known ? *known : count_all(ix, query);
	return all;
}

static rows page(const gz_index *ix, const Query &query,
		 const struct gz_search *s, const size_t *known, size_t *total)
{
	if (!s->limit) {
		*total = known ? *known : count_all(ix, query);
		return {};
	}
	switch (s->order) {
	case GZ_BY_NEWEST:
		return by_newest(ix, query, s, known, total);
	case GZ_BY_OLDEST:
		return by_oldest(ix, query, s, known, total);
	default:
		return by_weight(ix, query, s, known, total);
	}
}

/* ---- where no article has all the words ---------------------------------- */

/* Words can be missing; a date, a source or what is under NOT cannot. */
static bool is_words(const gz_query *q)
{
	switch (q->op) {
	case GZ_Q_WORD:
	case GZ_Q_PREFIX:
	case GZ_Q_PHRASE:
	case GZ_Q_NEAR:
		return true;
	case GZ_Q_OR:
		for (size_t i = 0; i < q->count; i++)
			if (!is_words(q->kid[i]))
				return false;
		return true;
	default:
		return false;
	}
}

/* Weighs the words found above all else: their number times PER_WORD, and the
 * BM25 weights. */
static Query counted(gz_index *ix, const gz_query *all)
{
	std::vector<Query> words;
	Query query;

	for (size_t i = 0; i < all->count; i++) {
		if (!is_words(all->kid[i]))
			continue;
		auto *one = new Xapian::FixedWeightPostingSource(PER_WORD);
		words.push_back(Query(Query::OP_AND, compile(ix, all->kid[i]),
				      Query(one->release())));
	}
	query = Query(Query::OP_OR, words.begin(), words.end());
	for (size_t i = 0; i < all->count; i++) {
		const gz_query *kid = all->kid[i];

		if (kid->op == GZ_Q_NOT)
			query = Query(Query::OP_AND_NOT, query,
				      compile(ix, kid->kid[0]));
		else if (!is_words(kid))
			query = Query(Query::OP_FILTER, query,
				      compile(ix, kid));
	}
	return query;
}

/* Articles with as many of the words as any article has. */
static rows most_words(gz_index *ix, const struct gz_search *s, gz_hits *sum)
{
	Query query = filtered(ix, s, counted(ix, s->query));
	Xapian::MSet best = enquire_for(ix, query).get_mset(0, 1);
	rows out;

	if (best.empty())
		return out;
	sum->wanted = (unsigned)(best.begin().get_weight() / PER_WORD);
	sum->relaxed = true;
	Xapian::MSet found = enquire_for(ix, query).get_mset(
		0, ix->db.get_doccount());
	for (auto i = found.begin();
	     i != found.end() && i.get_weight() >= sum->wanted * PER_WORD; ++i)
		out.push_back({ *i, i.get_weight() - sum->wanted * PER_WORD });
	sum->total = out.size();
	arrange(ix, s, &out);
	return out;
}

/* Order by date where that is asked, and cut the page out. */
void arrange(const gz_index *ix, const struct gz_search *s, rows *all)
{
	auto key = [&](const row &r) {
		int64_t at = ix->columns.published(r.docid);

		if (at == GZ_TIME_NONE)
			return INT64_MAX;
		return s->order == GZ_BY_NEWEST ? -at : at;
	};

	if (s->order != GZ_BY_RELEVANCE)
		std::stable_sort(all->begin(), all->end(),
				 [&](const row &a, const row &b) {
					 int64_t x = key(a), y = key(b);

					 return x != y ? x < y
						       : a.docid < b.docid;
				 });
	all->erase(all->begin(), all->begin() + std::min(s->from, all->size()));
	if (all->size() > s->limit)
		all->resize(s->limit);
}

static bool may_relax(const struct gz_search *s)
{
	size_t wanted = 0;

	if (s->match != GZ_MATCH_AUTO || s->query->op != GZ_Q_AND)
		return false;
	for (size_t i = 0; i < s->query->count; i++)
		wanted += is_words(s->query->kid[i]);
	return wanted > 1;
}

rows find_rows(gz_index *ix, const struct gz_search *s, gz_hits *sum)
{
	Query query = filtered(ix, s, compile(ix, s->query));
	std::string key = total_key(s);
	auto known = ix->totals.find(key);
	rows out = page(ix, query, s,
			known == ix->totals.end() ? nullptr : &known->second,
			&sum->total);

	if (known == ix->totals.end())
		remember(ix, key, sum->total);
	if (!sum->total && may_relax(s))
		return most_words(ix, s, sum);
	return out;
}
