/* analyse.hh - from an article to what the index keeps of it. */
#ifndef GZ_ANALYSE_HH
#define GZ_ANALYSE_HH

#include <cstdint>
#include <string>
#include <vector>
#include <xapian.h>

#include "gz/article.h"
#include "gz/postings.h"
#include "gz/text.h"

/* Makes documents of articles, and postings of their words. */
class Analyser
{
      public:
	Analyser();
	~Analyser();
	Analyser(const Analyser &) = delete;
	void operator=(const Analyser &) = delete;

	/* The document of a, which gets the row: id and URL and values by
	 * schema.h. Its words go to the postings. Rows descend. Returns the
	 * number of words in title and body. */
	uint32_t add(const gz_article &a, uint32_t row, Xapian::Document *doc);

	/* Write the postings of all. Throws failure. */
	void write(const std::string &path);

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
		uint32_t first; /* its places begin here in places_; while
				   they are collected, one more than the last */
		uint32_t term;	/* its number in the postings */
	};
	/* What is known of a term by its number. */
	struct known {
		bool seen = false;
		uint32_t stem = 0;  /* its stem's number, or 0 */
		uint32_t title = 0; /* of a stem: its number in titles, or 0 */
		uint32_t count = 0; /* of a stem in this article */
	};

	void cut(const gz_article &a);
	void collect();
	size_t lookup(size_t token);
	void place_forms();
	void number_forms();
	void know(uint32_t term, const form &f);
	uint32_t term(const std::string &text);
	void post_form(const form &f);
	void count_stems(const form &f);
	void count_stem(uint32_t stem, uint32_t count);
	uint32_t title_stem(uint32_t stem, const form &f);
	void post_stems();
	void post_names(const gz_article &a);
	void begin_row(uint32_t row);
	std::string key(const form &f) const;
	part part_of(size_t token) const;
	uint32_t count_words() const;

	gz_tokens tokens_ = {};
	gz_stemmer *stemmer_;
	gz_inverter *inverter_;
	size_t part_end_[PARTS];     /* tokens */
	uint32_t part_place_[PARTS]; /* first place */
	std::vector<form> forms_;
	std::vector<uint32_t> form_of_; /* by token; NO_FORM: counted before */
	std::vector<uint32_t> table_;	/* open addressing: form + 1 */
	std::vector<uint32_t> places_;
	std::vector<known> known_;    /* by number of term */
	std::vector<uint32_t> stems_; /* counted in this article */
};

#endif
