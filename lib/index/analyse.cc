/* analyse.cc - from an article to what the index keeps. See analyse.hh. */
#include "shim.hh"

#include "analyse.hh"

#include <cstring>
#include <xxhash.h>

#include "gz/pack.h"
#include "record.hh"
#include "schema.h"
#include "terms.hh"

enum {
	MOST_FORMS = 50000,
	PART_GAP = 32, /* places: further than any NEAR reaches */
};
constexpr uint32_t NO_FORM = UINT32_MAX;

Analyser::Analyser() : stemmer_(gz_stemmer_open()), inverter_(gz_inverter_new())
{
	table_.resize(1024);
	term("\xff"); /* number 0 stands for none */
}

Analyser::~Analyser()
{
	gz_tokens_free(&tokens_);
	gz_inverter_free(inverter_);
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
	tokens_.next_place += PART_GAP;
	part_place_[BODY] = tokens_.next_place + 1;
	gz_tokenise(&tokens_, a.body, strlen(a.body));
	part_end_[BODY] = tokens_.count;
	tokens_.next_place += PART_GAP;
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
	forms_.push_back({ (uint32_t)token, { 0, 0, 0 }, 0, 0 });
	table_[at] = (uint32_t)forms_.size();
	return forms_.size() - 1;
}

/* A hashtag may have a part twice (#GOPvsGOP), at its one place. */
static bool is_new_place(uint32_t *last, uint32_t place)
{
	bool is_new = *last != place + 1;

	*last = place + 1;
	return is_new;
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
		if (!is_new_place(&forms_[form_of_[i]].first,
				  tokens_.token[i].place))
			form_of_[i] = NO_FORM;
		else
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
		if (form_of_[i] != NO_FORM)
			places_[forms_[form_of_[i]].first++] =
				tokens_.token[i].place;
	for (form &f : forms_)
		f.first -= f.count[TITLE] + f.count[BODY] + f.count[BYLINE];
}

std::string Analyser::key(const form &f) const
{
	const gz_token &t = tokens_.token[f.token];

	return form_key(tokens_.words.data + t.word, t.len, t.kind);
}

uint32_t Analyser::term(const std::string &text)
{
	uint32_t number = gz_inverter_term(inverter_, text.data(), text.size());

	if (number >= known_.size())
		known_.resize(number + number / 2 + 1);
	return number;
}

/* Stems are made once for each form, not once for each article. */
void Analyser::know(uint32_t number, const form &f)
{
	const gz_token &t = tokens_.token[f.token];
	const char *word = tokens_.words.data + t.word, *stem;
	uint32_t of = 0;
	size_t len;

	if (has_stem(word, t.len, t.kind)) {
		stem = gz_stem(stemmer_, word, t.len, &len);
		of = term(std::string(TERM_STEM).append(stem, len));
	}
	known_[number].seen = true;
	known_[number].stem = of;
}

void Analyser::number_forms()
{
	for (form &f : forms_) {
		f.term = term(key(f));
		if (!known_[f.term].seen)
			know(f.term, f);
	}
}

void Analyser::count_stem(uint32_t stem, uint32_t count)
{
	if (!known_[stem].count)
		stems_.push_back(stem);
	known_[stem].count += count;
}

/* The number of the form's stem in titles. */
uint32_t Analyser::title_stem(uint32_t stem, const form &f)
{
	const gz_token &t = tokens_.token[f.token];
	const char *text;
	size_t len;

	if (known_[stem].title)
		return known_[stem].title;
	text = gz_stem(stemmer_, tokens_.words.data + t.word, t.len, &len);
	uint32_t number = term(std::string(TERM_TITLE_STEM).append(text, len));
	known_[stem].title = number; /* term() may move known_ */
	return number;
}

/* Forms of one stem are counted together. */
void Analyser::count_stems(const form &f)
{
	uint32_t stem = known_[f.term].stem;

	if (!stem)
		return;
	count_stem(stem, f.count[BODY] + TITLE_WEIGHT * f.count[TITLE]);
	if (f.count[TITLE])
		count_stem(title_stem(stem, f), f.count[TITLE]);
}

void Analyser::post_stems()
{
	for (uint32_t stem : stems_) {
		gz_inverter_post(inverter_, stem, known_[stem].count, nullptr,
				 0);
		known_[stem].count = 0;
	}
	stems_.clear();
}

/* The places of a form are those in the title, then in the body, then in the
 * byline. */
void Analyser::post_form(const form &f)
{
	uint32_t weight = f.count[BODY] + TITLE_WEIGHT * f.count[TITLE];
	const uint32_t *place = places_.data() + f.first;
	size_t in_text = f.count[TITLE] + f.count[BODY];

	if (weight) {
		gz_inverter_post(inverter_, f.term, weight, place, in_text);
		count_stems(f);
	}
	if (f.count[TITLE])
		gz_inverter_post(inverter_, term(TERM_TITLE + key(f)),
				 f.count[TITLE], nullptr, 0);
	if (f.count[BYLINE])
		gz_inverter_post(inverter_, term(TERM_BYLINE + key(f)),
				 f.count[BYLINE], place + in_text,
				 f.count[BYLINE]);
}

void Analyser::post_names(const gz_article &a)
{
	if (a.source)
		gz_inverter_post(inverter_, term(source_term(a.source)), 1,
				 nullptr, 0);
	if (a.section)
		gz_inverter_post(inverter_, term(section_term(a.section)), 1,
				 nullptr, 0);
}

/* Its length is that of its text, titles counted as its words are. */
void Analyser::begin_row(uint32_t row)
{
	uint32_t length = 0;

	for (const form &f : forms_)
		length += f.count[BODY] + TITLE_WEIGHT * f.count[TITLE];
	/* 0 is the length of rows without an article. */
	gz_inverter_row(inverter_, row, length ? length : 1, part_place_[BODY]);
}

uint32_t Analyser::count_words() const
{
	uint32_t words = 0;

	for (size_t i = 0; i < part_end_[BODY]; i++)
		words += i == 0 ||
			 tokens_.token[i].place != tokens_.token[i - 1].place;
	return words;
}

static std::string varint(uint64_t n)
{
	gz_buf b = {};

	gz_pack_u64(&b, n);
	std::string bytes(b.data, b.len);
	gz_buf_free(&b);
	return bytes;
}

static std::string byline_value(const gz_article &a)
{
	std::string value;

	for (size_t i = 0; i < a.byline_count; i++)
		value.append(i ? 1 : 0, '\0').append(a.byline[i]);
	return value;
}

static void add_facts(Xapian::Document &doc, const gz_article &a)
{
	unsigned char hash[16];

	doc.add_boolean_term(id_term(a.id));
	if (a.url)
		doc.add_boolean_term(url_term(a.url));
	if (a.source)
		doc.add_value(SLOT_SOURCE, a.source);
	if (a.section)
		doc.add_value(SLOT_SECTION, a.section);
	if (a.byline_count)
		doc.add_value(SLOT_BYLINE, byline_value(a));
	if (a.dated)
		doc.add_value(SLOT_PUBLISHED, published_value(a.published.at));
	gz_article_hash(&a, hash);
	doc.add_value(SLOT_HASH, std::string((char *)hash, sizeof(hash)));
}

uint32_t Analyser::add(const gz_article &a, uint32_t row, Xapian::Document *doc)
{
	uint32_t words;

	cut(a);
	collect();
	place_forms();
	number_forms();
	begin_row(row);
	for (const form &f : forms_)
		post_form(f);
	post_stems();
	post_names(a);
	words = count_words();
	doc->add_value(SLOT_WORDS, varint(words));
	add_facts(*doc, a);
	return words;
}

void Analyser::write(const std::string &path)
{
	gz_err err;

	if (!gz_inverter_write(inverter_, path.c_str(), &err))
		throw failure(err.code, err.text);
}
