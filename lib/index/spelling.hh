/* spelling.hh - words that a misspelt one may have been meant to be.
 *
 * Nothing is built for it: the words that begin with the same letter lie
 * together in the dictionaries of the postings files, and are compared one
 * after the other; with another first letter there are few that one slip makes,
 * and these are looked up. So a reader pays nothing for it until a query has a
 * word that hardly any article has.
 *
 * The choice is that of a noisy channel (Kernighan, Church, Gale, "A spelling
 * correction program based on a noisy channel model", 1990): how many articles
 * have the word, times how likely the slip is; and names, which is what people
 * misspell, before other words. */
#ifndef GZ_SPELLING_HH
#define GZ_SPELLING_HH

#include <cmath>
#include <string>
#include <vector>

#include "reader.hh"

struct candidate {
	std::string word; /* or two with a blank between */
	size_t articles;  /* that have it */
	double slips;	  /* logarithm of how unlikely they are */

	double score() const
	{
		return std::log((double)articles) - slips;
	}
};

class Speller
{
      public:
	explicit Speller(gz_index *ix) : ix_(ix), files_(ix->files.view())
	{
	}
	/* Hardly an article has the word, folded as it is, and it is not a
	 * name that the index knows. A word alone must be longer. */
	bool is_doubtful(const std::string &word, bool alone) const;
	/* What it may have been meant to be, the likeliest first. */
	std::vector<candidate> candidates(const std::string &word) const;
	/* The share of capitals that a word has in articles, a few of the
	 * newest that have it. */
	double share_of_capitals(const std::string &word) const;

      private:
	size_t known(const std::string &word) const;
	void add_split(const std::string &word,
		       std::vector<candidate> *to) const;

	gz_index *ix_;
	const gz_files *files_;
};

#endif
