/* search.cc - from a query tree to a page of rows. See search.hh. */
#include <algorithm>

#include "gz/pack.h"

#include "compile.hh"
#include "recency.hh"
#include "search.hh"

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

std::string search_key(const struct gz_search *s)
{
	gz_buf bytes = {};

	put_tree(s->query, &bytes);
	if (s->filter)
		put_tree(s->filter, &bytes);
	std::string key(bytes.data, bytes.len);
	gz_buf_free(&bytes);
	return key;
}

void remember_total(gz_index *ix, const std::string &key, size_t total)
{
	enum {
		REMEMBERED = 10000
	};

	if (ix->totals.size() >= REMEMBERED)
		ix->totals.clear();
	ix->totals[key] = total;
}

static gz_match_order order_of(const struct gz_search *s)
{
	return s->order == GZ_BY_NEWEST	  ? GZ_M_NEWEST
	       : s->order == GZ_BY_OLDEST ? GZ_M_OLDEST
					  : GZ_M_BEST;
}

static gz_match_after behind(const struct gz_place *p)
{
	return { Columns::row_of(p->docid), p->score, p->published };
}

rows first_rows(const gz_index *ix, const gz_plan *plan, gz_match_order order,
		size_t most)
{
	gz_match_wanted wanted = {};

	wanted.order = order;
	wanted.most = std::min<size_t>(most, ix->columns.rows());
	rows first(wanted.most);
	first.resize(gz_match_best(plan, ix->columns.view(), &wanted,
				   first.data(), nullptr));
	return first;
}

/* The best of s->from + s->limit, without those before the page. */
static rows page(gz_index *ix, const gz_plan *plan, const struct gz_search *s,
		 size_t *total)
{
	if (!s->limit) {
		if (total)
			*total = gz_match_count(plan, ix->columns.view());
		return {};
	}
	if (s->order == GZ_BY_CHANCE) {
		ix->hashes.refresh(ix->db, ix->columns);
		return sample(plan, ix->columns, ix->hashes, s->seed, s->limit,
			      total);
	}
	gz_match_after after = {};
	gz_match_wanted wanted = {};

	wanted.order = order_of(s);
	wanted.most = std::min<size_t>(s->from + s->limit, ix->columns.rows());
	if (s->after) {
		after = behind(s->after);
		wanted.after = &after;
	}
	rows best(wanted.most);

	best.resize(gz_match_best(plan, ix->columns.view(), &wanted,
				  best.data(), total));
	best.erase(best.begin(), best.begin() + std::min(s->from, best.size()));
	return best;
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

/* Of the rows that have most of the words, all. */
class MostWords
{
      public:
	MostWords(gz_index *index, const struct gz_search *s)
	    : plan(&index->lists, index->files.view(), index->articles),
	      ix(index)
	{
		const gz_query *q = s->query;
		std::vector<gz_node *> needed = { plan.all() };

		for (size_t i = 0; i < q->count; i++)
			if (is_words(q->kid[i]))
				words.push_back(plan.every({ compile(
					ix, &plan, q->kid[i], true) }));
			else
				needed.push_back(
					compile(ix, &plan, q->kid[i], false));
		if (s->filter)
			needed.push_back(compile(ix, &plan, s->filter, false));
		if (asks_for_news(q))
			plan.favour_new(newest_time(ix->columns.view()));
		ready = plan.finish(plan.every(needed));
		for (gz_node *word : words)
			order_alone(word);
	}
	/* Walks all blocks; *most gets the number of words. */
	rows walk(unsigned *most)
	{
		for (uint32_t b = 0; b < ix->columns.view()->blocks; b++)
			see(b);
		for (gz_best &r : found)
			r.score = gz_match_score(ready, ix->columns.view(),
						 r.row);
		*most = best;
		return std::move(found);
	}

      private:
	void see(uint32_t block)
	{
		uint64_t wanted[GZ_BLOCK_WORDS], bits[GZ_BLOCK_WORDS];
		unsigned count[GZ_BLOCK] = {};
		const gz_columns *c = ix->columns.view();

		if (!gz_match_block(ready->root, c, block, wanted))
			return;
		for (const gz_node *word : words) {
			if (!gz_match_block(word, c, block, bits))
				continue;
			for (unsigned i = 0; i < GZ_BLOCK; i++)
				count[i] += (bits[i / 64] & wanted[i / 64]) >>
						    i % 64 &
					    1;
		}
		for (unsigned i = 0; i < GZ_BLOCK; i++)
			offer(block * GZ_BLOCK + i, count[i]);
	}
	void offer(uint32_t row, unsigned count)
	{
		if (!count || count < best)
			return;
		if (count > best)
			found.clear();
		best = count;
		found.push_back({ row, 0 });
	}

	Plan plan;
	gz_index *ix;
	std::vector<gz_node *> words;
	const gz_plan *ready;
	unsigned best = 0;
	rows found;
};

gz_place place_of(const gz_index *ix, const gz_best &r)
{
	return { Columns::docid_of(r.row), r.score,
		 ix->columns.published(r.row) };
}

/* Whether a stands before b. */
static bool is_before(gz_order order, const gz_place &a, const gz_place &b)
{
	auto key = [order](const gz_place &p) {
		if (order == GZ_BY_RELEVANCE)
			return (double)p.score;
		if (p.published == GZ_TIME_NONE)
			return -1e300;
		return (double)p.published * (order == GZ_BY_NEWEST ? 1 : -1);
	};

	return key(a) != key(b) ? key(a) > key(b) : a.docid < b.docid;
}

/* Order rows as s asks, and cut its page out. */
static void arrange(const gz_index *ix, const struct gz_search *s, rows *all)
{
	auto before = [&](const gz_best &a, const gz_best &b) {
		return is_before(s->order, place_of(ix, a), place_of(ix, b));
	};

	std::sort(all->begin(), all->end(), before);
	if (s->after)
		all->erase(std::remove_if(all->begin(), all->end(),
					  [&](const gz_best &r) {
						  return !is_before(
							  s->order, *s->after,
							  place_of(ix, r));
					  }),
			   all->end());
	all->erase(all->begin(), all->begin() + std::min(s->from, all->size()));
	if (all->size() > s->limit)
		all->resize(s->limit);
	for (gz_best &r : *all)
		r.score = s->order == GZ_BY_RELEVANCE ? r.score : 0;
}

static rows most_words(gz_index *ix, const struct gz_search *s, summary *sum)
{
	rows all = MostWords(ix, s).walk(&sum->wanted);

	sum->relaxed = !all.empty();
	sum->total = all.size();
	arrange(ix, s, &all);
	return all;
}

unsigned most_wanted(gz_index *ix, const struct gz_search *s)
{
	unsigned wanted = 0;

	return MostWords(ix, s).walk(&wanted).empty() ? 0 : wanted;
}

gz_node *compile_some(gz_index *ix, Plan *plan, const gz_query *q,
		      unsigned wanted)
{
	std::vector<gz_node *> words, kids;

	for (size_t i = 0; i < q->count; i++)
		(is_words(q->kid[i]) ? &words : &kids)
			->push_back(compile(ix, plan, q->kid[i], false));
	kids.push_back(plan->some(wanted, words));
	return plan->every(kids);
}

bool may_relax(const struct gz_search *s)
{
	size_t wanted = 0;

	if (s->match != GZ_MATCH_AUTO || s->query->op != GZ_Q_AND)
		return false;
	for (size_t i = 0; i < s->query->count; i++)
		wanted += is_words(s->query->kid[i]);
	return wanted > 1;
}

rows find_rows(gz_index *ix, const struct gz_search *s, summary *sum)
{
	Plan plan(&ix->lists, ix->files.view(), ix->articles);
	gz_node *root = compile(ix, &plan, s->query,
				s->limit && s->order == GZ_BY_RELEVANCE);

	if (asks_for_news(s->query))
		plan.favour_new(newest_time(ix->columns.view()));
	if (s->filter)
		root = plan.every(
			{ root, compile(ix, &plan, s->filter, false) });
	std::string key = search_key(s);
	auto known = ix->totals.find(key);
	sum->counted = !s->no_total || known != ix->totals.end();
	bool count = sum->counted && known == ix->totals.end();
	rows out = page(ix, plan.finish(root), s, count ? &sum->total : NULL);

	if (count)
		remember_total(ix, key, sum->total);
	else if (sum->counted)
		sum->total = known->second;
	if (sum->counted && !sum->total && may_relax(s))
		return most_words(ix, s, sum);
	return out;
}
