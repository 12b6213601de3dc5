/* vocabulary.cc - the words of the index. See vocabulary.hh. */
#include "shim.hh"

#include "vocabulary.hh"

enum {
	MOST_WORDS = 1000
};

std::vector<std::string> words_beginning(const Xapian::Database &db,
					 const std::string &field,
					 const std::string &letters)
{
	std::vector<std::string> words;
	std::string prefix = field + letters;

	for (auto i = db.allterms_begin(prefix); i != db.allterms_end(prefix);
	     ++i) {
		if (words.size() == MOST_WORDS)
			throw failure(GZ_USAGE,
				      letters + "*: more than 1,000 words "
						"begin so; write more letters");
		words.push_back((*i).substr(field.size()));
	}
	return words;
}

/* Porter2 changes the end of a word, seldom more than the last letter of
 * what it leaves (happy, happi; hoping, hope); of the shortest stems all but
 * the first (dying, die). */
static std::string common_beginning(const std::string &stem)
{
	return stem.substr(0, stem.size() > 3 ? stem.size() - 1 : 1);
}

std::vector<std::string> words_of_stem(const Xapian::Database &db,
				       gz_stemmer *stemmer,
				       const std::string &field,
				       const std::string &stem)
{
	std::string prefix = field + common_beginning(stem);
	std::vector<std::string> words;

	for (auto i = db.allterms_begin(prefix); i != db.allterms_end(prefix);
	     ++i) {
		const std::string word = (*i).substr(field.size());
		size_t len;
		const char *s = gz_stem(stemmer, word.data(), word.size(),
					&len);

		if (stem.compare(0, std::string::npos, s, len) == 0)
			words.push_back(word);
	}
	return words;
}
