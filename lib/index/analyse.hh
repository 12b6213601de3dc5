/* analyse.hh - from an article to what the index keeps of it. */
#ifndef GZ_ANALYSE_HH
#define GZ_ANALYSE_HH

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>
#include <xapian.h>

#include "gz/article.h"
#include "gz/text.h"

/* Makes documents of articles; keeps its memory from one to the next. */
class Analyser
{
      public:
	Analyser();
	~Analyser();
	Analyser(const Analyser &) = delete;
	void operator=(const Analyser &) = delete;

	/* The document of a: terms, values and data by schema.h. *words gets
	 * the number of words in title and body. */
	Xapian::Document document(const gz_article &a, uint32_t *words);

      private:
	enum part {
		TITLE,
		BODY,
		BYLINE,
		PARTS
	};
	/* A form of a word, and what this article has of it. */
	struct form {
		uint32_t token; /* one that has it */
		uint32_t count[PARTS];
		uint32_t first; /* its places begin here in places_ */
	};

	void cut(const gz_article &a);
	void collect();
	size_t lookup(size_t token);
	void place_forms();
	void add_words(Xapian::Document &doc);
	void add_stem(const form &f);
	void flush_stems(Xapian::Document &doc);
	std::string key(const form &f) const;
	std::string places_value() const;
	part part_of(size_t token) const;

	gz_tokens tokens_ = {};
	gz_stemmer *stemmer_;
	size_t part_end_[PARTS];     /* tokens */
	uint32_t part_place_[PARTS]; /* first place */
	std::vector<form> forms_;
	std::vector<uint32_t> form_of_; /* by token */
	std::vector<uint32_t> table_;	/* open addressing: form + 1 */
	std::vector<uint32_t> places_;
	std::unordered_map<std::string, std::pair<uint32_t, uint32_t>> stems_;
};

/* The record an article is shown from, and back. */
std::string article_data(const gz_article &a);
bool article_of_data(const std::string &data, gz_article *a, gz_err *err);

/* The published instant as 8 bytes that sort as time; and back. */
std::string published_value(int64_t at);
int64_t published_of_value(const std::string &value);

#endif
