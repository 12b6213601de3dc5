/* word.h - one word, cut and folded. */
#ifndef GZ_TEXT_WORD_H
#define GZ_TEXT_WORD_H

#include <stdbool.h>

#include "classes.h"

#define FORM_MAX 64 /* bytes of a form */
#define RAW_MAX 256 /* bytes of a word before Unicode folds it */

struct word {
	const char *start, *end;   /* in the text, without its possessive */
	const char *apostrophe;	   /* the last one in the form, in the text */
	unsigned len;		   /* of form; over FORM_MAX: leave it out */
	unsigned letters;	   /* letters and what is not ASCII */
	unsigned capitals, digits; /* digits: of ASCII */
	unsigned points;	   /* decimal points */
	bool capital;		   /* the first letter is one */
	bool wide;		   /* has letters or marks beyond ASCII */
	bool dotted;		   /* was U.S. */
	bool possessive;
	unsigned accented_len; /* 0 if there is no such form */
	char accented[FORM_MAX];
	char form[RAW_MAX + 1];
};

/* Cut the word that begins at *at, where a letter or digit stands, and move
 * *at behind it. form is folded; len can be 0 for what folds to nothing. */
void gz_text_cut(const char **at, const char *end, struct word *w);

/* Does a letter or digit stand at p? */
static inline bool letter_at(const char *p, const char *end)
{
	const char *next;

	return p < end && class_at(p, end, &next) == C_LETTER;
}

/* Where a possessive 's that no letter follows ends, or p. */
const char *gz_text_skip_s(const char *p, const char *end);

#endif
