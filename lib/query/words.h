/* words.h - what the tokeniser makes of a piece of a query. */
#ifndef GZ_QUERY_WORDS_H
#define GZ_QUERY_WORDS_H

#include "parser.h"

/* The first form of each place, and the forms of the piece as a whole. */
struct words {
	const char **form;
	uint8_t *kind;
	size_t count;
	uint8_t capital; /* as in struct gz_query */
	bool lost;	 /* a word was too long to be kept */
	const char *accented, *tag;
	const char *joined; /* of several words: how they are one */
	const char **part;  /* one place's: what else is found there; of a tag
			       #LockHerUp lock, her and up */
	size_t parts;
};

/* The words of [start, end) of the query; a warning if one is too long. */
struct words words_cut(struct parser *p, uint32_t start, uint32_t end);

/* The words of a text that is none of the query's. */
struct words words_of_text(struct parser *p, const char *text);

/* Look at the capitals of the whole query: p->shouts. */
void words_survey(struct parser *p);

#endif
