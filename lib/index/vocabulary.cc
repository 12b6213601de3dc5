/* vocabulary.cc - the words of the index. See vocabulary.hh. */
#include "shim.hh"

#include <algorithm>

#include "vocabulary.hh"

enum {
	MOST_WORDS = 1000
};

void each_term(const gz_files *files, const std::string &prefix,
	       const std::function<void(const gz_terms &)> &see)
{
	for (size_t i = 0; i < files->count; i++) {
		gz_terms t;

		gz_terms_begin(&t, files->file[i], prefix.data(),
			       prefix.size());
		while (gz_terms_next(&t))
			see(t);
		gz_terms_end(&t);
	}
}

size_t rows_of_term(const gz_files *files, const std::string &term)
{
	size_t rows = 0;

	for (size_t i = 0; i < files->count; i++) {
		gz_terms t;

		/* A term stands before those that it begins. */
		gz_terms_begin(&t, files->file[i], term.data(), term.size());
		if (gz_terms_next(&t) && t.len == term.size())
			rows += t.rows;
		gz_terms_end(&t);
	}
	return rows;
}

/* The terms that begin so, in any of the files, behind the field. */
static void each_word(const gz_files *files, const std::string &field,
		      const std::string &letters,
		      const std::function<void(std::string)> &see)
{
	each_term(files, field + letters, [&](const gz_terms &t) {
		see(std::string(t.term + field.size(), t.len - field.size()));
	});
}

static void sort_out(std::vector<std::string> *words)
{
	std::sort(words->begin(), words->end());
	words->erase(std::unique(words->begin(), words->end()), words->end());
}

std::vector<std::string> words_beginning(const gz_files *files,
					 const std::string &field,
					 const std::string &letters)
{
	std::vector<std::string> words;

	each_word(files, field, letters,
		  [&](std::string word) { words.push_back(std::move(word)); });
	sort_out(&words);
	if (words.size() > MOST_WORDS)
		throw failure(GZ_USAGE,
			      letters + "*: more than 1,000 words begin so; "
					"write more letters");
	return words;
}

/* Porter2 changes the end of a word, seldom more than the last letter of
 * what it leaves (happy, happi; hoping, hope); of the shortest stems all but
 * the first (dying, die). */
static std::string common_beginning(const std::string &stem)
{
	return stem.substr(0, stem.size() > 3 ? stem.size() - 1 : 1);
}

std::vector<std::string> words_of_stem(const gz_files *files,
				       gz_stemmer *stemmer,
				       const std::string &field,
				       const std::string &stem)
{
	std::vector<std::string> words;

	each_word(files, field, common_beginning(stem), [&](std::string word) {
		size_t len;
		const char *s = gz_stem(stemmer, word.data(), word.size(),
					&len);

		if (stem.compare(0, std::string::npos, s, len) == 0)
			words.push_back(std::move(word));
	});
	sort_out(&words);
	return words;
}
