/* near.cc - phrases and NEAR, decided from places. See near.hh. */
#include "near.hh"

#include <algorithm>
#include <memory>

#include "places.hh"
#include "sources.hh"
#include "terms.hh"
#include "vocabulary.hh"

/* The places of one article after another, down the pile. */
class PlaceReader
{
      public:
	explicit PlaceReader(const Xapian::Database &database) : db(database)
	{
		rewind();
	}
	/* False: the article has none. */
	bool open(Xapian::docid did)
	{
		if (at != end && at.get_docid() > did)
			rewind();
		if (at != end)
			at.skip_to(did);
		if (at == end || at.get_docid() != did)
			return false;
		bytes = *at;
		return places.open(bytes);
	}
	Places places;

      private:
	void rewind()
	{
		at = db.valuestream_begin(SLOT_PLACES);
		end = db.valuestream_end(SLOT_PLACES);
	}
	Xapian::Database db;
	Xapian::ValueIterator at, end;
	std::string bytes;
};

/* One word, which may stand under several keys. Places are exact only for
 * what the article has, so each key is looked up first, but for a single one
 * of which that is settled: its posting list is walked beside the filter. */
class WordFinder
{
      public:
	WordFinder(const Xapian::Database &db, const std::string &prefix,
		   const std::vector<std::string> &forms, bool settled)
	    : keys(forms)
	{
		if (settled && forms.size() == 1)
			return;
		for (const std::string &key : forms)
			cursors.emplace_back(db, prefix + key);
	}
	void find(const Places &p, Xapian::docid did, const region &in,
		  std::vector<uint32_t> *out)
	{
		if (cursors.empty()) {
			p.find(keys[0], in, out);
			return;
		}
		out->clear();
		for (size_t i = 0; i < keys.size(); i++) {
			if (!cursors[i].has(did))
				continue;
			p.find(keys[i], in, &some);
			out->insert(out->end(), some.begin(), some.end());
		}
		std::sort(out->begin(), out->end());
		out->erase(std::unique(out->begin(), out->end()), out->end());
	}

      private:
	std::vector<std::string> keys;
	std::vector<TermCursor> cursors;
	std::vector<uint32_t> some;
};

static region region_of(const Places &p, gz_field field)
{
	switch (field) {
	case GZ_F_HEADLINE:
		return p.title();
	case GZ_F_BODY:
		return p.body_only();
	case GZ_F_BYLINE:
		return p.byline_only();
	default:
		return p.text();
	}
}

/* Where words stand in a row: the rarest word first, and the others next to
 * it. */
class RowFinder
{
      public:
	explicit RowFinder(std::vector<WordFinder> w)
	    : words(std::move(w)), found(words.size())
	{
	}
	const std::vector<uint32_t> &starts(const Places &p, Xapian::docid did,
					    const region &in)
	{
		start.clear();
		for (size_t i = 0; i < words.size(); i++) {
			words[i].find(p, did, in, &found[i]);
			if (found[i].empty())
				return start;
		}
		size_t rare = std::min_element(found.begin(), found.end(),
					       shorter) -
			      found.begin();
		for (uint32_t place : found[rare])
			if (place >= rare && follows(place - (uint32_t)rare))
				start.push_back(place - (uint32_t)rare);
		return start;
	}
	size_t length() const
	{
		return words.size();
	}

      private:
	static bool shorter(const std::vector<uint32_t> &a,
			    const std::vector<uint32_t> &b)
	{
		return a.size() < b.size();
	}
	bool follows(uint32_t first) const
	{
		for (size_t i = 0; i < found.size(); i++)
			if (!std::binary_search(found[i].begin(),
						found[i].end(),
						first + (uint32_t)i))
				return false;
		return true;
	}

	std::vector<WordFinder> words;
	std::vector<std::vector<uint32_t>> found; /* by word */
	std::vector<uint32_t> start;
};

static const char *field_prefix(gz_field field)
{
	return field == GZ_F_BYLINE ? TERM_BYLINE : "";
}

static RowFinder phrase_row(const Xapian::Database &db, const gz_query *q,
			    bool settled)
{
	std::vector<WordFinder> words;

	for (size_t i = 0; i < q->count; i++)
		words.emplace_back(db, field_prefix(q->field),
				   phrase_word(q, i), settled);
	return RowFinder(std::move(words));
}

Xapian::PostingSource *phrase_filter(gz_index *ix, const gz_query *q)
{
	auto reader = std::make_shared<PlaceReader>(ix->db);
	auto row = std::make_shared<RowFinder>(phrase_row(ix->db, q, true));
	gz_field field = q->field;
	auto holds = [=](Xapian::docid did) {
		if (!reader->open(did))
			return false;
		region in = region_of(reader->places, field);

		return !row->starts(reader->places, did, in).empty();
	};

	return (new TestFilter(ix->columns, holds))->release();
}

/* Everything that one side of a NEAR can be: words, or words in a row. */
struct side {
	gz_field field = GZ_F_TEXT;
	std::vector<RowFinder> row;
	std::vector<gz_run> run; /* in the article at hand */
	std::vector<char> used;

	void find(const Places &p, Xapian::docid did)
	{
		region in = region_of(p, field);

		run.clear();
		for (RowFinder &r : row)
			for (uint32_t start : r.starts(p, did, in))
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
static void add_forms(gz_index *ix, const gz_query *q, side *s,
		      const std::vector<std::string> &forms)
{
	std::vector<WordFinder> word;

	if (forms.empty())
		return;
	word.emplace_back(ix->db, field_prefix(q->field), forms, false);
	s->row.emplace_back(std::move(word));
}

/* All the forms of the word's stem that the index has. */
static void add_inflected(gz_index *ix, const gz_query *q, side *s,
			  const char *form)
{
	const char *stem;
	size_t len = strlen(form);
	std::vector<std::string> forms;

	stem = gz_stem(ix->stemmer, form, len, &len);
	std::string wanted(stem, len);

	for (const char *prefix : { "", TERM_JOINED })
		for (const std::string &w :
		     words_of_stem(ix->db, ix->stemmer, prefix, wanted))
			forms.push_back(prefix + w);
	add_forms(ix, q, s, forms);
}

static void add_word(gz_index *ix, const gz_query *q, side *s)
{
	const char *form = q->form[0];
	size_t len = strlen(form);
	unsigned kind = word_kind(form, len, q->kind[0]);
	bool stems = !q->exact && q->field != GZ_F_BYLINE;

	if (stems && has_stem(form, len, kind))
		add_inflected(ix, q, s, form);
	else
		add_forms(ix, q, s, { form_key(form, len, kind) });
}

static void add_side(gz_index *ix, const gz_query *q, side *s)
{
	if (q->op == GZ_Q_OR) {
		for (size_t i = 0; i < q->count; i++)
			add_side(ix, q->kid[i], s);
		return;
	}
	s->field = q->field;
	if (q->op == GZ_Q_WORD)
		add_word(ix, q, s);
	else if (q->op == GZ_Q_PREFIX)
		add_forms(ix, q, s,
			  words_beginning(ix->db, field_prefix(q->field),
					  q->form[0]));
	else if (q->op == GZ_Q_PHRASE)
		s->row.push_back(phrase_row(ix->db, q, false));
	if (q->op == GZ_Q_PHRASE && q->joined)
		add_inflected(ix, q, s, q->joined);
}

/* All sides of one NEAR, tested together. */
struct nearby {
	PlaceReader reader;
	std::vector<side> sides;
	uint32_t distance;
	bool ordered;

	explicit nearby(const Xapian::Database &db) : reader(db)
	{
	}
	bool holds(Xapian::docid did)
	{
		std::vector<gz_near_list> lists;

		if (!reader.open(did))
			return false;
		for (side &s : sides) {
			s.find(reader.places, did);
			lists.push_back({ s.run.data(), s.run.size(),
					  (bool *)s.used.data() });
		}
		return gz_near(lists.data(), lists.size(), distance, ordered);
	}
};

Xapian::PostingSource *near_filter(gz_index *ix, const gz_query *q)
{
	auto n = std::make_shared<nearby>(ix->db);

	n->distance = q->distance;
	n->ordered = q->ordered;
	n->sides.resize(q->count);
	for (size_t i = 0; i < q->count; i++)
		add_side(ix, q->kid[i], &n->sides[i]);
	return (new TestFilter(
			ix->columns,
			[n](Xapian::docid did) { return n->holds(did); }))
		->release();
}
