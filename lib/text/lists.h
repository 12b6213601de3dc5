/* lists.h - the tokeniser's word lists out of etc/, to look words up in. */
#ifndef GZ_TEXT_LISTS_H
#define GZ_TEXT_LISTS_H

#include <stddef.h>

enum text_list {
	LIST_STOP_WORDS,
	LIST_AMBIGUOUS,	    /* acronyms whose letters are a common word */
	LIST_ABBREVIATIONS, /* second column: title, name, lower */
	LIST_COUNT
};

/* The second column of word's row, "" if there is none; NULL if the list
 * does not hold the word. */
const char *gz_text_list(enum text_list list, const char *word, size_t len);

#endif
