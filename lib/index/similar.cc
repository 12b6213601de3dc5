/* similar.cc - articles that are like one. See gz/index.h. */
#include <algorithm>
#include <unordered_map>

#include "compile.hh"
#include "search.hh"
#include "terms.hh"
#include "vocabulary.hh"

enum {
	MOST_TERMS = 25,    /* as Lucene's MoreLikeThis has it */
	LEAST_ARTICLES = 2, /* that have a term: in one alone it finds none */
};

/* A term of the article, and what it says of it. */
struct telling {
	std::string term;
	double weight;
};

/* How often each stem, or word without one, stands in the article, in the
 * title as often as the index counts it. */
class Terms
{
      public:
	explicit Terms(gz_stemmer *stemmer) : stemmer_(stemmer)
	{
	}
	void add(const char *text, unsigned times);
	/* Those that tell most, by tf and idf. */
	std::vector<telling> best(const gz_files *files, size_t articles) const;

      private:
	std::string term_of(const char *form, const gz_token &t) const;

	gz_stemmer *stemmer_;
	std::unordered_map<std::string, unsigned> count_;
};

std::string Terms::term_of(const char *form, const gz_token &t) const
{
	size_t len;

	if (!has_stem(form, t.len, t.kind))
		return form_key(form, t.len, t.kind);
	const char *stem = gz_stem(stemmer_, form, t.len, &len);
	return std::string(TERM_STEM).append(stem, len);
}

void Terms::add(const char *text, unsigned times)
{
	gz_tokens tokens = {};

	gz_tokenise(&tokens, text, strlen(text));
	for (size_t i = 0; i < tokens.count; i++) {
		const gz_token &t = tokens.token[i];
		const char *form = gz_token_form(&tokens, i);

		if ((t.kind == GZ_TOKEN_WORD || t.kind == GZ_TOKEN_ACRONYM) &&
		    !(t.flags & GZ_NUMBER) && !gz_is_stop_word(form, t.len))
			count_[term_of(form, t)] += times;
	}
	gz_tokens_free(&tokens);
}

std::vector<telling> Terms::best(const gz_files *files, size_t articles) const
{
	std::vector<telling> all;

	for (const auto &c : count_) {
		size_t rows = rows_of_term(files, c.first);
		double weight = c.second / (c.second + GZ_BM25_K1) *
				gz_idf(articles, rows);

		if (rows >= LEAST_ARTICLES && weight > 0)
			all.push_back({ c.first, weight });
	}
	auto end = all.begin() +
		   (ptrdiff_t)std::min<size_t>(all.size(), MOST_TERMS);
	std::partial_sort(all.begin(), end, all.end(),
			  [](const telling &a, const telling &b) {
				  return a.weight != b.weight
						 ? a.weight > b.weight
						 : a.term < b.term;
			  });
	all.erase(end, all.end());
	return all;
}

/* Any of the terms, each weighing as much as it tells of the article. */
static rows find_like(gz_index *ix, const std::vector<telling> &terms,
		      uint32_t row, const gz_query *filter, size_t limit)
{
	Plan plan(&ix->lists, ix->files.view(), ix->articles);
	std::vector<gz_node *> any, all;

	for (const telling &t : terms) {
		const gz_list *list = plan.list(t.term);

		any.push_back(plan.of_list(list));
		plan.score(list, t.weight / terms.front().weight);
	}
	if (any.empty())
		return {};
	all = { plan.any(any), plan.opposite(plan.of_row(row)) };
	if (filter)
		all.push_back(compile(ix, &plan, filter, false));
	return first_rows(ix, plan.finish(plan.every(all)), GZ_M_BEST, limit);
}

static std::vector<telling> terms_of(gz_index *ix, Xapian::docid did)
{
	Terms terms(ix->stemmer);
	gz_article a = {};
	gz_err err;
	uint32_t words;

	if (!read_article(ix, did, &a, &words, &err))
		throw failure(err.code, err.text);
	terms.add(a.title ? a.title : "", TITLE_WEIGHT);
	terms.add(a.body, 1);
	gz_article_clear(&a);
	return terms.best(ix->files.view(), ix->articles);
}

gz_hits *gz_similar(gz_index *ix, const char *id, const gz_query *filter,
		    size_t limit, gz_err *err)
{
	return guard_read(ix, err, [&] {
		Xapian::docid did = docid_of_id(ix, id);
		rows found = find_like(ix, terms_of(ix, did),
				       Columns::row_of(did), filter, limit);

		return read_hits(ix, found, err);
	});
}
