/* near.cc - phrases and NEAR, decided from places. See near.hh. */
#include "near.hh"

#include <algorithm>
#include <memory>

#include "places.hh"
#include "sources.hh"
#include "terms.hh"
#include "vocabulary.hh"

/* The places of one article after another, down the pile. */
class PlaceReader {
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

/* Of words in a row; each may stand under several keys. */
using keys = std::vector<std::vector<std::string>>;

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

/* Where the words stand in a row; the rarest word first, so that the others
 * are only looked for near it. */
class RowFinder {
    public:
	explicit RowFinder(const keys &k) : words(k), found(k.size())
	{
	}
	bool any(const Places &p, const region &in)
	{
		return !starts(p, in).empty();
	}
	const std::vector<uint32_t> &starts(const Places &p, const region &in)
	{
		start.clear();
		for (size_t i = 0; i < words.size(); i++) {
			find(p, words[i], in, &found[i]);
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
	void find(const Places &p, const std::vector<std::string> &forms,
		  const region &in, std::vector<uint32_t> *out)
	{
		p.find(forms[0], in, out);
		for (size_t i = 1; i < forms.size(); i++) {
			p.find(forms[i], in, &other);
			out->insert(out->end(), other.begin(), other.end());
		}
		if (forms.size() > 1)
			std::sort(out->begin(), out->end());
	}
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

	const keys words;
	std::vector<std::vector<uint32_t>> found; /* by word */
	std::vector<uint32_t> start, other;
};

static keys phrase_keys(const gz_query *q)
{
	keys k;

	for (size_t i = 0; i < q->count; i++)
		k.push_back(phrase_word(q, i));
	return k;
}

Xapian::PostingSource *phrase_filter(gz_index *ix, const gz_query *q)
{
	auto reader = std::make_shared<PlaceReader>(ix->db);
	auto row = std::make_shared<RowFinder>(phrase_keys(q));
	gz_field field = q->field;

	return (new TestFilter(ix->columns,
			       [=](Xapian::docid did) {
				       return reader->open(did) &&
					      row->any(reader->places,
						       region_of(
							       reader->places,
							       field));
			       }))
		->release();
}

/* Everything that one side of a NEAR can be: words, or words in a row. */
struct side {
	gz_field field = GZ_F_TEXT;
	std::vector<RowFinder> row;
	std::vector<gz_run> run; /* in the article at hand */
	std::vector<char> used;

	void find(const Places &p)
	{
		region in = region_of(p, field);

		run.clear();
		for (RowFinder &r : row)
			for (uint32_t start : r.starts(p, in))
				run.push_back({ start,
						start + (uint32_t)r.length() -
							1 });
		std::sort(run.begin(), run.end(),
			  [](const gz_run &a, const gz_run &b) {
				  return a.first < b.first;
			  });
		used.assign(run.size(), 0);
	}
};

static void add_word(gz_index *ix, const gz_query *q, side *s)
{
	const char *form = q->form[0];
	size_t len = strlen(form);
	unsigned kind = word_kind(form, len, q->kind[0]);

	if (q->exact || !has_stem(form, len, kind)) {
		s->row.emplace_back(keys{ { form_key(form, len, kind) } });
		return;
	}
	const char *stem = gz_stem(ix->stemmer, form, len, &len);

	std::string wanted(stem, len);

	for (const char *prefix : { "", TERM_JOINED })
		for (const std::string &w : words_of_stem(
			     ix->db, ix->stemmer, prefix, wanted))
			s->row.emplace_back(keys{ { prefix + w } });
}

static void add_side(gz_index *ix, const gz_query *q, side *s)
{
	switch (q->op) {
	case GZ_Q_WORD:
		add_word(ix, q, s);
		break;
	case GZ_Q_PREFIX:
		for (const std::string &w :
		     words_beginning(ix->db, "", q->form[0]))
			s->row.emplace_back(keys{ { w } });
		break;
	case GZ_Q_PHRASE:
		s->row.emplace_back(phrase_keys(q));
		if (q->joined)
			s->row.emplace_back(keys{ { q->joined } });
		break;
	default: /* an OR of these */
		for (size_t i = 0; i < q->count; i++)
			add_side(ix, q->kid[i], s);
		return;
	}
	s->field = q->field;
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
			s.find(reader.places);
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
	return (new TestFilter(ix->columns,
			       [n](Xapian::docid did) {
				       return n->holds(did);
			       }))
		->release();
}
