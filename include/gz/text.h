/* gz/text.h - text to tokens: the one pass that everything else reads.
 *
 * The same function cuts articles, queries and what gets highlighted, so that
 * they cannot differ. A token is a word where it stands: its folded form, its
 * place, and what its capitals say. A place can hold several forms of the
 * same word (accents kept, hyphenated parts joined, an acronym).
 *
 * Folding: NFKC and full case folding (Unicode 15 chapter 3.13, by utf8proc),
 * then combining marks dropped: "Café" is the word "cafe" and, as a form
 * beside it, "café". The rules for apostrophes, hyphens, dots, numbers, hash
 * tags and handles are in ARCHITECTURE.md, "Tokens".
 */
#ifndef GZ_TEXT_H
#define GZ_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gz/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

enum gz_token_kind {
	GZ_TOKEN_WORD,	   /* a folded word or number: "sessions", "1000" */
	GZ_TOKEN_ACRONYM,  /* "us" for U.S. or US; alone at its place when its
			      letters are also a common word, else a form */
	GZ_TOKEN_ACCENTED, /* a form: the word with its accents, "café" */
	GZ_TOKEN_JOINED,   /* a form: how else it may be written. At the first
			      part of a hyphenated word "attorneygeneral"; at
			      "#LockHerUp", the word "lockherup", also "lock",
			      "her", "up". For stems, not for exact words */
	GZ_TOKEN_TAG,	   /* a form: "#maga", "@realdonaldtrump" */
};

enum gz_token_flag {
	GZ_CAPITAL = 1,	   /* begins with a capital letter */
	GZ_ALLCAPS = 2,	   /* two or more letters, all of them capitals */
	GZ_NUMBER = 4,	   /* made of digits alone */
	GZ_SENTENCE = 8,   /* first of its sentence */
	GZ_PARAGRAPH = 16, /* first of its paragraph */
	GZ_HARD = 32,	   /* a capital says nothing here: sentence start, after
			     an opening quote, colon or dash, in a line of
			     Title Case or CAPITALS */
	GZ_POSSESSIVE = 64, /* an 's or s' was taken off */
};

struct gz_token {
	uint32_t word;	/* where the form begins in gz_tokens.words */
	uint8_t len;	/* bytes of the form, 1..64 */
	uint8_t kind;	/* enum gz_token_kind */
	uint8_t flags;	/* enum gz_token_flag, of the occurrence */
	uint32_t place; /* ordinal: neighbours differ by 1; between paragraphs
			   one is left out, so that no phrase spans them */
	uint32_t start, end; /* bytes in the text, [start, end), without the
				possessive ending */
};

/* Begin with { 0 }. Tokens stand in text order; of one place the first is
 * GZ_TOKEN_WORD or a lone GZ_TOKEN_ACRONYM, its forms follow. */
struct gz_tokens {
	struct gz_token *token;
	size_t count, size;
	struct gz_buf words;
	uint32_t next_place; /* the place the next word would take */
};

/* Append the tokens of text (any bytes; ill-formed UTF-8 separates words) to
 * out. A newline run parts paragraphs: "\n\n", or a single "\n" unless the
 * line before it looks wrapped (35 to 100 bytes without a sentence end, and no
 * indent follows); each call begins a new paragraph at out->next_place, raised
 * by one if out has tokens already. Words over 64 bytes after folding are left
 * out but take their place. Never fails. */
void gz_tokenise(struct gz_tokens *out, const char *text, size_t len);

/* Forget the tokens, keep the memory. */
void gz_tokens_clear(struct gz_tokens *t);
void gz_tokens_free(struct gz_tokens *t);

static inline const char *gz_token_form(const struct gz_tokens *t, size_t i)
{
	return t->words.data + t->token[i].word;
}

/* English stems: Snowball's Porter2 ("english"), with a cache of what it has
 * stemmed already. One per thread. */
struct gz_stemmer;
struct gz_stemmer *gz_stemmer_open(void);
void gz_stemmer_close(struct gz_stemmer *s);
/* Whether a form has a stem: no figures in it. */
bool gz_has_stem(const char *form, size_t len);
/* The stem of a folded word; *stem_len gets its bytes. Borrowed until the
 * next call. */
const char *gz_stem(struct gz_stemmer *s, const char *word, size_t len,
		    size_t *stem_len);

/* Is the acronym of these letters another word than the letters themselves:
 * U.S. and us, I.T. and it - but not F.B.I. and fbi? */
bool gz_acronym_is_apart(const char *form, size_t len);

/* A word so common that it should not weigh in a ranking ("the", "of"). It is
 * indexed and searched like any other: nothing is dropped. */
bool gz_is_stop_word(const char *word, size_t len);

/* What it costs to take one word for another: each letter of it that was left
 * out, put in between, mistaken for another, or swapped with the next. */
struct gz_slips {
	unsigned left_out, put_in, mistaken, swapped;
};

/* The least that makes meant into typed, no letter slipping twice (optimal
 * string alignment); most + 1 where it is more than most. Words of at most 64
 * letters. slip NULL: each counts 1. */
unsigned gz_slip_cost(const char *meant, size_t meant_len, const char *typed,
		      size_t typed_len, const struct gz_slips *slip,
		      unsigned most);

#ifdef __cplusplus
}
#endif
#endif
