/* vocabulary.hh - the words of the index. */
#ifndef GZ_VOCABULARY_HH
#define GZ_VOCABULARY_HH

#include <functional>
#include <string>
#include <vector>

#include "gz/postings.h"
#include "gz/text.h"

/* Call see with each term that begins so, of one file after the other: what
 * is in several files comes several times. */
void each_term(const gz_files *files, const std::string &prefix,
	       const std::function<void(const gz_terms &)> &see);

/* How many articles have the term, those since removed too. */
size_t rows_of_term(const gz_files *files, const std::string &term);

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
