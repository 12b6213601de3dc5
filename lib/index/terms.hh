/* terms.hh - how a form of a word, a source or a URL becomes a term. The one
 * place where articles and queries meet. */
#ifndef GZ_TERMS_HH
#define GZ_TERMS_HH

#include <string>
#include <vector>

#include "gz/query.h"

/* What a form is called in the postings: a word or tag itself,
 * an acronym or joined form behind its prefix. */
std::string form_key(const char *form, size_t len, unsigned kind);

/* The kind that a word of a query is sought as: an acronym that is not apart
 * from the word of its letters (F.B.I.) as that word. */
unsigned word_kind(const char *form, size_t len, unsigned kind);

/* The keys under which word i of a phrase may stand: "fbi" as itself and as
 * F.B.I., "us" only as itself. */
std::vector<std::string> phrase_word(const gz_query *q, size_t i);

/* Whether a form also has a stem: letters only, and a word. */
bool has_stem(const char *form, size_t len, unsigned kind);

/* A source or section folded to words: "The Potomac Ledger" -> "the potomac
 * ledger"; what has no words is kept as it is. */
std::string fold_name(const char *name);

/* The term of a URL in its canonical form, or of an id, short enough. */
std::string url_term(const char *url);
std::string id_term(const char *id);
std::string source_term(const char *name);
std::string section_term(const char *name);

#endif
