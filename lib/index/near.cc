/* near.cc - phrases and NEAR, decided from places. See near.hh. */
#include "near.hh"

#include <algorithm>
#include <deque>
#include <memory>

#include "terms.hh"
#include "vocabulary.hh"

/* The places that a field has of an article: [first, end). The byline has
 * lists of its own. */
struct region {
	uint32_t first = 0, end = UINT32_MAX;
};

static region region_of(const gz_index *ix, uint32_t row, gz_field field)
{
	region in;

	if (field == GZ_F_HEADLINE)
		in.end = ix->files.body(row);
	else if (field == GZ_F_BODY)
		in.first = ix->files.body(row);
	return in;
}

/* One word, which may stand under several keys. */
class WordFinder
{
      public:
	WordFinder(Plan *plan, const std::string &prefix,
		   const std::vector<std::string> &forms)
	{
		for (const std::string &form : forms) {
			const gz_list *list = plan->list(prefix + form);

			if (!list->rows)
				continue;
			keys.emplace_back();
			gz_places_begin(&keys.back(), list);
			rows += list->rows;
		}
	}
	~WordFinder()
	{
		for (gz_places &p : keys)
			gz_places_end(&p);
	}
	WordFinder(const WordFinder &) = delete;
	void operator=(const WordFinder &) = delete;

	/* Its places in the row and region: first to end, ascending. */
	void read(uint32_t row, region in)
	{
		if (keys.size() == 1) {
			size_t count = gz_places_read(&keys[0], row);

			first = keys[0].place;
			end = first + count;
		} else {
			merge(row);
		}
		if (in.first)
			first = std::lower_bound(first, end, in.first);
		if (in.end != UINT32_MAX)
			end = std::lower_bound(first, end, in.end);
	}

	const uint32_t *first = nullptr, *end = nullptr;
	size_t rows = 0; /* articles that have it, about */

      private:
	void merge(uint32_t row)
	{
		merged.clear();
		for (gz_places &p : keys) {
			size_t count = gz_places_read(&p, row);

			merged.insert(merged.end(), p.place, p.place + count);
		}
		std::sort(merged.begin(), merged.end());
		merged.erase(std::unique(merged.begin(), merged.end()),
			     merged.end());
		first = merged.data();
		end = first + merged.size();
	}
	std::deque<gz_places> keys;
	std::vector<uint32_t> merged;
};

/* Where words stand in a row: the rarest word first, and of its places those
 * beside which the others stand too. */
class RowFinder
{
      public:
	/* The next word of the row. */
	void add(Plan *plan, const std::string &prefix,
		 const std::vector<std::string> &forms)
	{
		words.emplace_back(plan, prefix, forms);
		order.push_back(order.size());
		std::stable_sort(order.begin(), order.end(),
				 [&](size_t a, size_t b) {
					 return words[a].rows < words[b].rows;
				 });
	}
	const std::vector<uint32_t> &starts(uint32_t row, region in)
	{
		start.clear();
		read_first(order[0], row, in);
		for (size_t i = 1; i < order.size() && !start.empty(); i++)
			keep_beside(order[i], row, in);
		return start;
	}
	size_t length() const
	{
		return words.size();
	}

      private:
	void read_first(size_t word, uint32_t row, region in)
	{
		WordFinder &w = words[word];

		w.read(row, in);
		for (const uint32_t *at = w.first; at < w.end; at++)
			if (*at >= word)
				start.push_back(*at - (uint32_t)word);
	}
	/* Both ascend: one walk along the two. */
	void keep_beside(size_t word, uint32_t row, region in)
	{
		WordFinder &w = words[word];
		size_t kept = 0;

		w.read(row, in);
		const uint32_t *at = w.first;
		for (uint32_t s : start) {
			while (at < w.end && *at < s + (uint32_t)word)
				at++;
			if (at == w.end)
				break;
			if (*at == s + (uint32_t)word)
				start[kept++] = s;
		}
		start.resize(kept);
	}

	std::deque<WordFinder> words;
	std::vector<size_t> order;
	std::vector<uint32_t> start;
};

static const char *field_prefix(gz_field field)
{
	return field == GZ_F_BYLINE ? TERM_BYLINE : "";
}

static void add_words(Plan *plan, const gz_query *q, RowFinder *row)
{
	for (size_t i = 0; i < q->count; i++)
		row->add(plan, field_prefix(q->field), phrase_word(q, i));
}

gz_node *phrase_test(gz_index *ix, Plan *plan, const gz_query *q)
{
	auto words = std::make_shared<RowFinder>();
	gz_field field = q->field;

	add_words(plan, q, words.get());
	return plan->of_test([=](uint32_t row) {
		return !words->starts(row, region_of(ix, row, field)).empty();
	});
}

/* Everything that one side of a NEAR can be: words, or words in a row. */
struct side {
	gz_field field = GZ_F_TEXT;
	std::deque<RowFinder> row;
	std::vector<gz_run> run; /* in the article at hand */
	std::vector<char> used;

	void find(const gz_index *ix, uint32_t number)
	{
		region in = region_of(ix, number, field);

		run.clear();
		for (RowFinder &r : row)
			for (uint32_t start : r.starts(number, in))
				run.push_back(
					{ start,
					  start + (uint32_t)r.length() - 1 });
		std::sort(run.begin(), run.end(),
			  [](const gz_run &a, const gz_run &b) {
				  return a.first < b.first;
			  });
		used.assign(run.size(), 0);
	}
};

/* The side can be this word, under any of the keys. */
static void add_forms(Plan *plan, const gz_query *q, side *s,
		      const std::vector<std::string> &forms)
{
	if (forms.empty())
		return;
	s->row.emplace_back();
	s->row.back().add(plan, field_prefix(q->field), forms);
}

/* All the forms of the word's stem that the index has. */
static void add_inflected(gz_index *ix, Plan *plan, const gz_query *q, side *s,
			  const char *form)
{
	const char *stem;
	size_t len = strlen(form);
	std::vector<std::string> forms;

	stem = gz_stem(ix->stemmer, form, len, &len);
	std::string wanted(stem, len);

	for (const char *prefix : { "", TERM_JOINED })
		for (const std::string &w : words_of_stem(
			     ix->files.view(), ix->stemmer, prefix, wanted))
			forms.push_back(prefix + w);
	add_forms(plan, q, s, forms);
}

static void add_word(gz_index *ix, Plan *plan, const gz_query *q, side *s)
{
	const char *form = q->form[0];
	size_t len = strlen(form);
	unsigned kind = word_kind(form, len, q->kind[0]);
	bool stems = !q->exact && q->field != GZ_F_BYLINE;

	if (stems && has_stem(form, len, kind))
		add_inflected(ix, plan, q, s, form);
	else
		add_forms(plan, q, s, { form_key(form, len, kind) });
}

static void add_side(gz_index *ix, Plan *plan, const gz_query *q, side *s)
{
	if (q->op == GZ_Q_OR) {
		for (size_t i = 0; i < q->count; i++)
			add_side(ix, plan, q->kid[i], s);
		return;
	}
	s->field = q->field;
	if (q->op == GZ_Q_WORD) {
		add_word(ix, plan, q, s);
	} else if (q->op == GZ_Q_PREFIX) {
		add_forms(plan, q, s,
			  words_beginning(ix->files.view(),
					  field_prefix(q->field), q->form[0]));
	} else if (q->op == GZ_Q_PHRASE) {
		s->row.emplace_back();
		add_words(plan, q, &s->row.back());
	}
	if (q->op == GZ_Q_PHRASE && q->joined)
		add_inflected(ix, plan, q, s, q->joined);
}

/* All sides of one NEAR, tested together. */
struct nearby {
	gz_index *ix;
	std::deque<side> sides;
	uint32_t distance;
	bool ordered;

	bool holds(uint32_t row)
	{
		std::vector<gz_near_list> lists;

		for (side &s : sides) {
			s.find(ix, row);
			lists.push_back({ s.run.data(), s.run.size(),
					  (bool *)s.used.data() });
		}
		return gz_near(lists.data(), lists.size(), distance, ordered);
	}
};

gz_node *near_test(gz_index *ix, Plan *plan, const gz_query *q)
{
	auto n = std::make_shared<nearby>();

	n->ix = ix;
	n->distance = q->distance;
	n->ordered = q->ordered;
	n->sides.resize(q->count);
	for (size_t i = 0; i < q->count; i++)
		add_side(ix, plan, q->kid[i], &n->sides[i]);
	return plan->of_test([n](uint32_t row) { return n->holds(row); });
}
