/* near.cc - phrases and NEAR, decided from places. See near.hh. */
#include "near.hh"

#include <algorithm>
#include <memory>

#include "gz/places.h"
#include "terms.hh"
#include "vocabulary.hh"

struct region {
	uint32_t first, end; /* places [first, end) */
};

static region region_of(const gz_places &p, gz_field field)
{
	switch (field) {
	case GZ_F_HEADLINE:
		return { 0, p.body };
	case GZ_F_BODY:
		return { p.body, p.byline };
	case GZ_F_BYLINE:
		return { p.byline, UINT32_MAX };
	default:
		return { 0, p.byline };
	}
}

static bool open_places(const gz_index *ix, uint32_t row, gz_places *p)
{
	const unsigned char *bytes;
	size_t len;

	return ix->files.places(row, &bytes, &len) &&
	       gz_places_open(p, bytes, len);
}

/* A list of places not read yet. */
struct unread {
	const unsigned char *bytes = nullptr;
	size_t len = 0;
};

/* Append the places of the list in the region. */
static void read_places(unread list, region in, std::vector<uint32_t> *out)
{
	size_t before = out->size();

	out->resize(before + list.len);
	out->resize(before + gz_places_read(list.bytes, list.len, in.first,
					    in.end, out->data() + before));
}

/* One word, which may stand under several keys. Places are exact only for
 * what the article has, so each key is looked up first, but for a single one
 * of which that is settled: its list has let the row through. */
class WordFinder
{
      public:
	WordFinder(Plan *plan, const std::string &prefix,
		   const std::vector<std::string> &forms, bool settled)
	{
		for (const std::string &form : forms)
			keys.push_back(
				{ gz_places_hash(form.data(), form.size()),
				  settled && forms.size() == 1
					  ? nullptr
					  : plan->list(prefix + form) });
	}
	/* Look the word up: in how many bytes of lists does it stand? */
	size_t open(const gz_places &p, uint32_t row)
	{
		bytes = 0;
		found.clear();
		for (const key &k : keys) {
			unread list;

			if (k.list && !gz_list_tf(k.list, row))
				continue;
			list.len = gz_places_list(&p, k.hash, &list.bytes);
			bytes += list.len;
			if (list.len)
				found.push_back(list);
		}
		return bytes;
	}
	/* The places of the word looked up last, ascending. */
	void read(region in, std::vector<uint32_t> *out) const
	{
		out->clear();
		for (const unread &list : found)
			read_places(list, in, out);
		if (found.size() < 2)
			return;
		std::sort(out->begin(), out->end());
		out->erase(std::unique(out->begin(), out->end()), out->end());
	}
	size_t bytes = 0;

      private:
	struct key {
		uint64_t hash;
		const gz_list *list;
	};
	std::vector<key> keys;
	std::vector<unread> found;
};

/* Where words stand in a row: the rarest word first, and of its places those
 * beside which the others stand too. */
class RowFinder
{
      public:
	explicit RowFinder(std::vector<WordFinder> w)
	    : words(std::move(w)), order(words.size())
	{
		for (size_t i = 0; i < order.size(); i++)
			order[i] = i;
	}
	const std::vector<uint32_t> &starts(const gz_places &p, uint32_t row,
					    region in)
	{
		start.clear();
		for (WordFinder &word : words)
			if (!word.open(p, row))
				return start;
		std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
			return words[a].bytes < words[b].bytes;
		});
		read_first(order[0], in);
		for (size_t i = 1; i < order.size() && !start.empty(); i++)
			keep_beside(order[i], in);
		return start;
	}
	size_t length() const
	{
		return words.size();
	}

      private:
	void read_first(size_t word, region in)
	{
		words[word].read(in, &places);
		for (uint32_t place : places)
			if (place >= word)
				start.push_back(place - (uint32_t)word);
	}
	/* Both ascend: one walk along the two. */
	void keep_beside(size_t word, region in)
	{
		size_t kept = 0, at = 0;

		words[word].read(in, &places);
		for (uint32_t first : start) {
			while (at < places.size() &&
			       places[at] < first + (uint32_t)word)
				at++;
			if (at == places.size())
				break;
			if (places[at] == first + (uint32_t)word)
				start[kept++] = first;
		}
		start.resize(kept);
	}

	std::vector<WordFinder> words;
	std::vector<size_t> order;
	std::vector<uint32_t> start, places;
};

static const char *field_prefix(gz_field field)
{
	return field == GZ_F_BYLINE ? TERM_BYLINE : "";
}

static RowFinder phrase_row(Plan *plan, const gz_query *q, bool settled)
{
	std::vector<WordFinder> words;

	for (size_t i = 0; i < q->count; i++)
		words.emplace_back(plan, field_prefix(q->field),
				   phrase_word(q, i), settled);
	return RowFinder(std::move(words));
}

gz_node *phrase_test(gz_index *ix, Plan *plan, const gz_query *q)
{
	auto words = std::make_shared<RowFinder>(phrase_row(plan, q, true));
	gz_field field = q->field;

	return plan->of_test([=](uint32_t row) {
		gz_places p;

		return open_places(ix, row, &p) &&
		       !words->starts(p, row, region_of(p, field)).empty();
	});
}

/* Everything that one side of a NEAR can be: words, or words in a row. */
struct side {
	gz_field field = GZ_F_TEXT;
	std::vector<RowFinder> row;
	std::vector<gz_run> run; /* in the article at hand */
	std::vector<char> used;

	void find(const gz_places &p, uint32_t number)
	{
		region in = region_of(p, field);

		run.clear();
		for (RowFinder &r : row)
			for (uint32_t start : r.starts(p, number, in))
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
	std::vector<WordFinder> word;

	if (forms.empty())
		return;
	word.emplace_back(plan, field_prefix(q->field), forms, false);
	s->row.emplace_back(std::move(word));
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
	if (q->op == GZ_Q_WORD)
		add_word(ix, plan, q, s);
	else if (q->op == GZ_Q_PREFIX)
		add_forms(plan, q, s,
			  words_beginning(ix->files.view(),
					  field_prefix(q->field), q->form[0]));
	else if (q->op == GZ_Q_PHRASE)
		s->row.push_back(phrase_row(plan, q, false));
	if (q->op == GZ_Q_PHRASE && q->joined)
		add_inflected(ix, plan, q, s, q->joined);
}

/* All sides of one NEAR, tested together. */
struct nearby {
	gz_index *ix;
	std::vector<side> sides;
	uint32_t distance;
	bool ordered;

	bool holds(uint32_t row)
	{
		std::vector<gz_near_list> lists;
		gz_places p;

		if (!open_places(ix, row, &p))
			return false;
		for (side &s : sides) {
			s.find(p, row);
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
