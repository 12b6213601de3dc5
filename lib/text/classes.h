/* classes.h - what a character is to the tokeniser. */
#ifndef GZ_TEXT_CLASSES_H
#define GZ_TEXT_CLASSES_H

#include <stdint.h>

#include "gz/utf8.h"

enum char_class {
	C_OTHER, /* separates words; so does ill-formed UTF-8 */
	C_SPACE,
	C_NEWLINE,
	C_LETTER,     /* or a digit: makes words */
	C_MARK,	      /* combining: stays with its letter */
	C_NOTHING,    /* soft hyphen, zero-width: as if it were not there */
	C_APOSTROPHE, /* ' and its curly and prime kin */
	C_QUOTE,      /* " */
	C_OPEN,	      /* an opening quote by its shape */
	C_STOP,	      /* . ! ? and the ellipsis */
	C_HYPHEN,
	C_DASH,
	C_COLON,
	C_SIGIL, /* # and @ */
};

/* Of ASCII; 0 from 0x80 on. */
extern const uint8_t gz_text_ascii[256];

/* Of any other code point; C_OTHER for -1. By what it folds to: a fullwidth
 * letter is a letter; a sign that folds to letters and others ("1/2" in one
 * character) separates. */
enum char_class gz_text_class(int32_t cp);

/* The class of the character at p < end, and where the next one begins. */
static inline enum char_class class_at(const char *p, const char *end,
				       const char **next)
{
	unsigned char byte = (unsigned char)*p;

	*next = p + 1;
	if (byte < 0x80)
		return (enum char_class)gz_text_ascii[byte];
	*next = p;
	return gz_text_class(gz_utf8_next(next, end));
}

#endif
