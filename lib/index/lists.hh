/* lists.hh - lists opened before, of the revision that is shown.
 *
 * To open a list is to look at each of its blocks: of a common word in a
 * million articles it takes longer than to find the ten newest. The same
 * words are asked for again and again. */
#ifndef GZ_LISTS_HH
#define GZ_LISTS_HH

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "gz/postings.h"

using shared_list = std::shared_ptr<const gz_list>;

/* The list, freed with its last owner. */
shared_list open_list(const gz_files *files, const std::string &term);

class Lists
{
      public:
	/* The list of a term in the files, which are the same until clear(). */
	shared_list get(const gz_files *files, const std::string &term);
	void clear();
	/* Keep about so many bytes of them. */
	void keep(size_t bytes);

      private:
	struct entry {
		std::string term;
		shared_list list;
		size_t bytes;
	};
	void forget_some();

	std::list<entry> used_; /* the last asked for first */
	std::unordered_map<std::string, std::list<entry>::iterator> by_term_;
	size_t bytes_ = 0;
#ifdef GZ_SMALL
	size_t most_ = 2000;
#else
	size_t most_ = 64 << 20;
#endif
};

#endif
