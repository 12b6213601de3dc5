/* stem.c - English stems, remembered. See gz/text.h. */
#include "gz/text.h"

#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#ifdef GZ_SMALL
#define SLOTS 4 /* forget often, so that forgetting is tested */
#else
#define SLOTS 16384 /* of a cache line each: 1 MB */
#endif
#define MEMO_MAX 31

/* One word to a slot; the next word that falls there takes it over. */
struct memo {
	uint8_t word_len, stem_len;
	char word[MEMO_MAX], stem[MEMO_MAX];
};

struct gz_stemmer {
	struct sb_stemmer *snowball;
	struct memo memo[SLOTS];
};

struct gz_stemmer *gz_stemmer_open(void)
{
	struct gz_stemmer *s = gz_alloc(sizeof(*s));

	s->snowball = sb_stemmer_new("english", "UTF_8");
	if (!s->snowball)
		abort(); /* out of memory: the algorithm is always there */
	return s;
}

void gz_stemmer_close(struct gz_stemmer *s)
{
	if (!s)
		return;
	sb_stemmer_delete(s->snowball);
	free(s);
}

/* Multiply-and-shift over the first and last eight bytes: for words of up to
 * sixteen bytes it sees every byte. */
static size_t slot_of(const char *word, size_t len)
{
	uint64_t head = 0, tail = 0;

	if (len >= 8) {
		memcpy(&head, word, 8);
		memcpy(&tail, word + len - 8, 8);
	} else {
		memcpy(&head, word, len);
	}
	head = (head ^ len) * 0x9e3779b97f4a7c15u;
	head = (head ^ head >> 29 ^ tail) * 0xbf58476d1ce4e5b9u;
	return (size_t)(head >> 40) % SLOTS;
}

static const char *stem_afresh(struct gz_stemmer *s, const char *word,
			       size_t len, size_t *stem_len)
{
	const sb_symbol *stem = sb_stemmer_stem(
		s->snowball, (const sb_symbol *)word, (int)len);

	if (!stem)
		abort(); /* out of memory */
	*stem_len = (size_t)sb_stemmer_length(s->snowball);
	return (const char *)stem;
}

bool gz_has_stem(const char *form, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (form[i] >= '0' && form[i] <= '9')
			return false;
	return true;
}

const char *gz_stem(struct gz_stemmer *s, const char *word, size_t len,
		    size_t *stem_len)
{
	struct memo *m = &s->memo[slot_of(word, len)];
	const char *stem;

	if (m->word_len == len && len && memcmp(m->word, word, len) == 0) {
		*stem_len = m->stem_len;
		return m->stem;
	}
	stem = stem_afresh(s, word, len, stem_len);
	if (len > MEMO_MAX || *stem_len > MEMO_MAX)
		return stem;
	m->word_len = (uint8_t)len;
	m->stem_len = (uint8_t)*stem_len;
	memcpy(m->word, word, len);
	memcpy(m->stem, stem, *stem_len);
	return m->stem;
}
