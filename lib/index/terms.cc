/* terms.cc - how words, sources and URLs become terms. See terms.hh. */
#include "terms.hh"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <xxhash.h>

#include "gz/article.h"
#include "schema.h"

std::string form_key(const char *form, size_t len, unsigned kind)
{
	std::string key = kind == GZ_TOKEN_ACRONYM  ? TERM_ACRONYM
			  : kind == GZ_TOKEN_JOINED ? TERM_JOINED
						    : "";

	return key.append(form, len);
}

unsigned word_kind(const char *form, size_t len, unsigned kind)
{
	return kind == GZ_TOKEN_ACRONYM && !gz_acronym_is_apart(form, len)
		       ? (unsigned)GZ_TOKEN_WORD
		       : kind;
}

std::vector<std::string> phrase_word(const gz_query *q, size_t i)
{
	const char *form = q->form[i];
	size_t len = strlen(form);
	unsigned kind = word_kind(form, len, q->kind[i]);
	std::vector<std::string> keys = { form_key(form, len, kind) };

	if (kind == GZ_TOKEN_WORD && !gz_acronym_is_apart(form, len))
		keys.push_back(form_key(form, len, GZ_TOKEN_ACRONYM));
	return keys;
}

bool has_stem(const char *form, size_t len, unsigned kind)
{
	return (kind == GZ_TOKEN_WORD || kind == GZ_TOKEN_JOINED) &&
	       gz_has_stem(form, len);
}

std::string fold_name(const char *name)
{
	gz_tokens tokens = {};
	std::string folded;
	uint32_t place = UINT32_MAX;

	gz_tokenise(&tokens, name, strlen(name));
	for (size_t i = 0; i < tokens.count; i++) {
		if (tokens.token[i].place == place)
			continue; /* another form of the same word */
		place = tokens.token[i].place;
		if (!folded.empty())
			folded += ' ';
		folded.append(gz_token_form(&tokens, i), tokens.token[i].len);
	}
	gz_tokens_free(&tokens);
	return folded.empty() ? name : folded;
}

/* The prefix and text as a term; a text too long, or with a NUL that would
 * poison a commit, by its hash. */
static std::string bounded(const char *prefix, const std::string &text)
{
	char hex[33];
	XXH128_hash_t h;

	if (text.size() <= TERM_MAX && text.find('\0') == std::string::npos)
		return prefix + text;
	h = XXH3_128bits(text.data(), text.size());
	snprintf(hex, sizeof(hex), "%016llx%016llx",
		 (unsigned long long)h.high64, (unsigned long long)h.low64);
	return std::string(prefix) + "#" + hex;
}

std::string url_term(const char *url)
{
	char *canonical = gz_url_canonical(url);
	std::string term = bounded(TERM_URL, canonical);

	free(canonical);
	return term;
}

std::string id_term(const char *id)
{
	return bounded(TERM_ID, id);
}

std::string source_term(const char *name)
{
	return bounded(TERM_SOURCE, fold_name(name));
}

std::string section_term(const char *name)
{
	return bounded(TERM_SECTION, fold_name(name));
}
