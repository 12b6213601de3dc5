/* spelling.cc - words that a misspelt one may have been meant to be. See
 * spelling.hh. */
#include "spelling.hh"

#include <algorithm>
#include <cctype>
#include <climits>
#include <map>

#include "gz/utf8.h"
#include "terms.hh"
#include "vocabulary.hh"

enum {
	LEAST_LETTERS = 4,  /* shorter words have too many neighbours */
	LONG_WORD = 8,	    /* letters, from where on two slips are likely */
	LEAST_ARTICLES = 2, /* that have a word, or it may be a slip itself */
	LEAST_PART = 3,	    /* letters of a word that ran into another */
	RARE = 5000,	    /* one article of so many has a doubtful word */
	MOST_CANDIDATES = 20,
	SAMPLE = 3, /* articles that are looked into for capitals */
};

/* Logarithms of how unlikely a slip is. A letter left out, or swapped with the
 * next, is one of as many slips as the word has letters; what is put in or
 * taken instead is one of 26 at each. */
static const gz_slips SLIPS = { 4, 7, 7, 4 };

static double slips(const std::string &meant, const std::string &typed)
{
	return gz_slip_cost(meant.data(), meant.size(), typed.data(),
			    typed.size(), &SLIPS, INT_MAX);
}

/* The words of the index that are near one. */
class Neighbours
{
      public:
	Neighbours(const gz_files *files, const std::string &word)
	    : files_(files), word_(word)
	{
	}
	void find(unsigned most_slips);
	const std::map<std::string, size_t> &found() const
	{
		return found_;
	}

      private:
	void see(const char *word, size_t len, size_t articles);
	void look_up(const std::string &word);
	void find_same_letter(unsigned most_slips);
	void find_other_letter();

	const gz_files *files_;
	const std::string &word_;
	std::map<std::string, size_t> found_; /* with the number of articles */
};

void Neighbours::see(const char *word, size_t len, size_t articles)
{
	if (articles && gz_has_stem(word, len) && !gz_is_stop_word(word, len))
		found_[std::string(word, len)] += articles;
}

void Neighbours::look_up(const std::string &word)
{
	see(word.data(), word.size(), rows_of_term(files_, word));
}

static std::string first_letter(const std::string &word)
{
	const char *at = word.data();

	gz_utf8_next(&at, word.data() + word.size());
	return word.substr(0, (size_t)(at - word.data()));
}

void Neighbours::find_same_letter(unsigned most)
{
	each_term(files_, first_letter(word_), [&](const gz_terms &t) {
		if (gz_slip_cost(t.term, t.len, word_.data(), word_.size(),
				 nullptr, most) <= most)
			see(t.term, t.len, t.rows);
	});
}

/* One slip at the first letter: it was left out, is another, was put in, or
 * changed places with the second. */
void Neighbours::find_other_letter()
{
	std::string first = first_letter(word_);
	std::string rest = word_.substr(first.size());
	std::string second = first_letter(rest);

	for (char c = 'a'; c <= 'z'; c++) {
		if (first == std::string(1, c))
			continue; /* found already */
		look_up(c + word_);
		look_up(c + rest);
	}
	if (second == first)
		return;
	look_up(rest);
	look_up(second + first + rest.substr(second.size()));
}

void Neighbours::find(unsigned most_slips)
{
	find_same_letter(most_slips);
	find_other_letter();
	found_.erase(word_);
}

/* ---- capitals ------------------------------------------------------------ */

struct capitals {
	unsigned count = 0, all = 0;
};

static void count_capitals(const char *text, const std::string &word,
			   capitals *to)
{
	for (const char *at = text; (at = strcasestr(at, word.c_str()));
	     at += word.size()) {
		if ((at > text && isalpha((unsigned char)at[-1])) ||
		    isalpha((unsigned char)at[word.size()]))
			continue;
		to->count += isupper((unsigned char)*at) != 0;
		to->all++;
	}
}

/* At most so many of the newest rows of a list. */
static std::vector<uint32_t> newest_rows(const gz_index *ix,
					 const gz_list *list, size_t most)
{
	std::vector<uint32_t> rows;

	for (uint32_t b = list->blocks; b-- > 0;)
		for (uint32_t i = GZ_BLOCK; i-- > 0;) {
			uint32_t row = list->number[b] * GZ_BLOCK + i;

			if (rows.size() == most)
				return rows;
			if (row < ix->columns.rows() &&
			    ix->columns.alive(row) && gz_list_tf(list, row))
				rows.push_back(row);
		}
	return rows;
}

double Speller::share_of_capitals(const std::string &word) const
{
	shared_list list = open_list(files_, word);
	capitals found;

	for (uint32_t row : newest_rows(ix_, list.get(), SAMPLE)) {
		gz_article a = {};
		gz_err err;
		uint32_t words;

		if (!read_article(ix_, Columns::docid_of(row), &a, &words,
				  &err))
			throw failure(err.code, err.text);
		count_capitals(a.body, word, &found);
		gz_article_clear(&a);
	}
	return found.all ? (double)found.count / found.all : 0;
}

/* ---- one word ------------------------------------------------------------ */

/* Articles that have the word in this form; its stem may be that of the word
 * that was meant. */
size_t Speller::known(const std::string &word) const
{
	const std::string forms[] = {
		word,
		TERM_ACRONYM + word,
		TERM_JOINED + word,
		TERM_BYLINE + word,
	};
	size_t most = 0;

	for (const std::string &form : forms)
		most = std::max(most, rows_of_term(files_, form));
	return most;
}

bool Speller::is_doubtful(const std::string &word, bool alone) const
{
	size_t letters = gz_utf8_count(word.data(), word.size());

	if (!gz_has_stem(word.data(), word.size()) ||
	    letters < (alone ? LEAST_LETTERS : LEAST_LETTERS - 1))
		return false;
	size_t articles = known(word);
	if (articles * RARE > files_->rows)
		return false;
	return articles < LEAST_ARTICLES || share_of_capitals(word) < 0.5;
}

/* The blank may be what was left out: whitehouse. */
void Speller::add_split(const std::string &word,
			std::vector<candidate> *to) const
{
	for (size_t i = LEAST_PART; i + LEAST_PART <= word.size(); i++) {
		std::string left = word.substr(0, i), right = word.substr(i);
		size_t articles = std::min(rows_of_term(files_, left),
					   rows_of_term(files_, right));

		if (articles >= LEAST_ARTICLES)
			to->push_back({ left + " " + right, articles,
					(double)SLIPS.left_out });
	}
}

std::vector<candidate> Speller::candidates(const std::string &word) const
{
	bool is_long = gz_utf8_count(word.data(), word.size()) >= LONG_WORD;
	Neighbours near(files_, word);
	std::vector<candidate> all;

	near.find(is_long ? 2 : 1);
	for (const auto &f : near.found())
		if (f.second >= LEAST_ARTICLES)
			all.push_back(
				{ f.first, f.second, slips(f.first, word) });
	add_split(word, &all);
	std::sort(all.begin(), all.end(),
		  [](const candidate &a, const candidate &b) {
			  return a.score() > b.score();
		  });
	if (all.size() > MOST_CANDIDATES)
		all.resize(MOST_CANDIDATES);
	return all;
}
