/* pool.hh - the postings files of an index as changes come.
 *
 * A change adds a file. When the last files together are as large as the one
 * before them they become one (a logarithmic method: Lester, Moffat, Zobel,
 * "Efficient Online Index Construction for Text Databases", 2008): no article
 * is merged more often than the index has doubled, and searches have few
 * files to look into. A new generation has one file. */
#ifndef GZ_POOL_HH
#define GZ_POOL_HH

#include <string>
#include <vector>
#include <xapian.h>

#include "gz/index.h"

/* Add the segments of the change to the files before, all in the folder, and
 * return the names of what is then there, on disk. Files no longer named stay
 * for readers of the revision before. Throws. */
std::vector<std::string> add_postings(const std::string &folder,
				      const std::vector<std::string> &before,
				      const gz_change *change);

/* Remove the files that are not named. */
void sweep_postings(const std::string &folder,
		    const std::vector<std::string> &named);

/* Write the files before, of the folder old, and the segments of the change
 * as one file in the folder, without the articles that db no longer has; and
 * return its name. */
std::string merge_postings(const std::string &folder, const std::string &old,
			   const std::vector<std::string> &before,
			   const gz_change *change, const Xapian::Database &db,
			   uint32_t rows);

#endif
