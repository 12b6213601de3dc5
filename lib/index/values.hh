/* values.hh - the sources, sections or bylines of all articles, to be counted.
 *
 * What stands in a slot is a *text*: a source in one of its spellings, a
 * byline with all its authors. A row has the number of its text, 4 bytes; a
 * text has those of the *spellings* in it, and a spelling belongs to a *name*,
 * which it folds to. So an article of three authors counts for each, one array
 * is all that a walk over the articles touches, and "The Ledger" and "THE
 * LEDGER" are one name, shown as most articles have it.
 *
 * Read when first asked for; a newer revision adds its rows. For 10^6 articles
 * 4 MB, and about 200 bytes for each text. */
#ifndef GZ_VALUES_HH
#define GZ_VALUES_HH

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>
#include <xapian.h>

#include "columns.hh"

class Values
{
      public:
	/* Bring it to the state of db and its columns. */
	void refresh(const Xapian::Database &db, const Columns &columns,
		     Xapian::valueno slot, uint64_t revision);

	/* 0: none */
	uint32_t text(uint32_t row) const
	{
		return of_row_[row];
	}
	/* All rows of the block have the text of its first. */
	bool is_uniform(uint32_t block) const
	{
		return uniform_[block];
	}
	size_t texts() const
	{
		return texts_.text.size();
	}
	size_t names() const
	{
		return names_.text.size();
	}
	/* The names in a text, each once. */
	const std::vector<uint32_t> &names_in(uint32_t text) const
	{
		return names_in_[text];
	}
	/* A name as it is shown, and folded. */
	const std::string &shown(uint32_t name) const
	{
		return *spellings_.text[shown_[name]];
	}
	/* Articles that have it; one that has it in two spellings counts
	 * twice. */
	size_t articles(uint32_t name) const
	{
		return articles_[name];
	}
	const std::string &folded(uint32_t name) const
	{
		return *names_.text[name];
	}

      private:
	/* Strings, each once, by number. */
	struct pool {
		std::unordered_map<std::string, uint32_t> number;
		std::vector<const std::string *> text; /* keys of number */

		uint32_t add(const std::string &s);
	};

	uint32_t add_text(const std::string &text);
	uint32_t add_spelling(const std::string &spelling);
	void add_rows(const Xapian::Database &db, Xapian::valueno slot,
		      uint32_t rows);
	void add_blocks(uint32_t first_row);
	void choose_shown(const Columns &columns);

	uint64_t era_ = 0, revision_ = 0;
	std::vector<uint32_t> of_row_; /* texts */
	std::vector<bool> uniform_;    /* by block */
	pool texts_, spellings_, names_;
	std::vector<std::vector<uint32_t>> spellings_in_, names_in_;
	std::vector<uint32_t> name_of_; /* by spelling */
	std::vector<uint32_t> shown_;	/* by name: a spelling */
	std::vector<size_t> articles_;	/* by name */
};

#endif
