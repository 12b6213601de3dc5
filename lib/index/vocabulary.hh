/* vocabulary.hh - the words of the index. */
#ifndef GZ_VOCABULARY_HH
#define GZ_VOCABULARY_HH

#include <string>
#include <vector>

#include "gz/postings.h"
#include "gz/text.h"

/* The words under the term prefix field that begin with letters. Throws
 * failure (GZ_USAGE) for more than 1,000: a total may not leave any out. */
std::vector<std::string> words_beginning(const gz_files *files,
					 const std::string &field,
					 const std::string &letters);

/* The words under the term prefix field whose stem is stem. */
std::vector<std::string> words_of_stem(const gz_files *files,
				       gz_stemmer *stemmer,
				       const std::string &field,
				       const std::string &stem);

#endif
