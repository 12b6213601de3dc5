/* analyse.cc - from an article to what the index keeps. See analyse.hh. */
#include "shim.hh"

#include "analyse.hh"

#include <cstring>
#include <xxhash.h>

#include "gz/pack.h"
#include "places.hh"
#include "schema.h"
#include "terms.hh"

enum {
	MOST_FORMS = 50000
};

Analyser::Analyser() : stemmer_(gz_stemmer_open())
{
	table_.resize(1024);
}

Analyser::~Analyser()
{
	gz_tokens_free(&tokens_);
	gz_stemmer_close(stemmer_);
}

/* Title, body and bylines as one row of tokens, each part with its places. */
void Analyser::cut(const gz_article &a)
{
	gz_tokens_clear(&tokens_);
	part_place_[TITLE] = 0;
	gz_tokenise(&tokens_, a.title ? a.title : "",
		    a.title ? strlen(a.title) : 0);
	part_end_[TITLE] = tokens_.count;
	part_place_[BODY] = tokens_.next_place + 1;
	gz_tokenise(&tokens_, a.body, strlen(a.body));
	part_end_[BODY] = tokens_.count;
	part_place_[BYLINE] = tokens_.next_place + 1;
	for (size_t i = 0; i < a.byline_count; i++)
		gz_tokenise(&tokens_, a.byline[i], strlen(a.byline[i]));
	part_end_[BYLINE] = tokens_.count;
}

Analyser::part Analyser::part_of(size_t token) const
{
	return token < part_end_[TITLE]	 ? TITLE
	       : token < part_end_[BODY] ? BODY
					 : BYLINE;
}

/* Forms of equal letters are one unless form_key() parts them. */
static unsigned name_space(unsigned kind)
{
	return kind == GZ_TOKEN_ACRONYM || kind == GZ_TOKEN_JOINED ? kind : 0;
}

/* The form of a token, made if this article did not have it yet. */
size_t Analyser::lookup(size_t token)
{
	const gz_token &t = tokens_.token[token];
	const char *word = gz_token_form(&tokens_, token);
	unsigned space = name_space(t.kind);
	size_t mask = table_.size() - 1;
	size_t at = XXH3_64bits_withSeed(word, t.len, space) & mask;

	for (; table_[at]; at = (at + 1) & mask) {
		const gz_token &o = tokens_.token[forms_[table_[at] - 1].token];

		if (o.len == t.len && name_space(o.kind) == space &&
		    !memcmp(tokens_.words.data + o.word, word, t.len))
			return table_[at] - 1;
	}
	if (forms_.size() == MOST_FORMS)
		throw failure(GZ_DATA, "has over 50,000 different words, which "
				       "no article has; it is left out");
	forms_.push_back({ (uint32_t)token, { 0, 0, 0 }, 0 });
	table_[at] = (uint32_t)forms_.size();
	return forms_.size() - 1;
}

void Analyser::collect()
{
	size_t size = table_.size();

	while (size < 2 * tokens_.count)
		size *= 2;
	table_.assign(size, 0);
	forms_.clear();
	form_of_.resize(tokens_.count);
	for (size_t i = 0; i < tokens_.count; i++) {
		form_of_[i] = (uint32_t)lookup(i);
		forms_[form_of_[i]].count[part_of(i)]++;
	}
}

/* Places sorted by form, by counting. */
void Analyser::place_forms()
{
	uint32_t first = 0;

	for (form &f : forms_) {
		f.first = first;
		first += f.count[TITLE] + f.count[BODY] + f.count[BYLINE];
	}
	places_.resize(first);
	for (size_t i = 0; i < tokens_.count; i++)
		places_[forms_[form_of_[i]].first++] = tokens_.token[i].place;
	for (form &f : forms_)
		f.first -= f.count[TITLE] + f.count[BODY] + f.count[BYLINE];
}

std::string Analyser::key(const form &f) const
{
	const gz_token &t = tokens_.token[f.token];

	return form_key(tokens_.words.data + t.word, t.len, t.kind);
}

void Analyser::add_stem(const form &f)
{
	const gz_token &t = tokens_.token[f.token];
	const char *word = tokens_.words.data + t.word, *stem;
	size_t len;

	if (!has_stem(word, t.len, t.kind))
		return;
	stem = gz_stem(stemmer_, word, t.len, &len);
	auto &counts = stems_[std::string(stem, len)];

	counts.first += f.count[BODY] + TITLE_WEIGHT * f.count[TITLE];
	counts.second += f.count[TITLE];
}

void Analyser::flush_stems(Xapian::Document &doc)
{
	for (const auto &s : stems_) {
		if (s.second.first)
			doc.add_term(TERM_STEM + s.first, s.second.first);
		if (s.second.second)
			doc.add_term(TERM_TITLE_STEM + s.first,
				     s.second.second);
	}
	stems_.clear();
}

void Analyser::add_words(Xapian::Document &doc)
{
	for (const form &f : forms_) {
		std::string word = key(f);
		uint32_t weight = f.count[BODY] + TITLE_WEIGHT * f.count[TITLE];

		if (weight)
			doc.add_term(word, weight);
		if (f.count[TITLE])
			doc.add_term(TERM_TITLE + word, f.count[TITLE]);
		if (f.count[BYLINE])
			doc.add_term(TERM_BYLINE + word, f.count[BYLINE]);
		if (weight)
			add_stem(f);
	}
	flush_stems(doc);
}

std::string Analyser::places_value() const
{
	std::vector<place_list> lists;

	lists.reserve(forms_.size());
	for (const form &f : forms_)
		lists.push_back({ key(f), places_.data() + f.first,
				  (size_t)f.count[TITLE] + f.count[BODY] +
					  f.count[BYLINE] });
	return places_write(lists, part_place_[BODY], part_place_[BYLINE]);
}

static std::string varint(uint64_t n)
{
	gz_buf b = {};

	gz_pack_u64(&b, n);
	std::string bytes(b.data, b.len);
	gz_buf_free(&b);
	return bytes;
}

static void add_facts(Xapian::Document &doc, const gz_article &a)
{
	unsigned char hash[16];

	doc.add_boolean_term(id_term(a.id));
	if (a.url)
		doc.add_boolean_term(url_term(a.url));
	if (a.source) {
		doc.add_boolean_term(source_term(a.source));
		doc.add_value(SLOT_SOURCE, a.source);
	}
	if (a.section) {
		doc.add_boolean_term(section_term(a.section));
		doc.add_value(SLOT_SECTION, a.section);
	}
	if (a.dated)
		doc.add_value(SLOT_PUBLISHED, published_value(a.published.at));
	gz_article_hash(&a, hash);
	doc.add_value(SLOT_HASH, std::string((char *)hash, sizeof(hash)));
	doc.set_data(article_data(a));
}

Xapian::Document Analyser::document(const gz_article &a, uint32_t *words)
{
	Xapian::Document doc;
	uint32_t places = 0;

	cut(a);
	collect();
	place_forms();
	add_words(doc);
	doc.add_value(SLOT_PLACES, places_value());
	for (size_t i = 0; i < part_end_[BODY]; i++)
		places += i == 0 ||
			  tokens_.token[i].place != tokens_.token[i - 1].place;
	doc.add_value(SLOT_WORDS, varint(places));
	add_facts(doc, a);
	*words = places;
	return doc;
}
