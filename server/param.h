/* param.h - the parameters of a search as a table: another one is another row.
 */
#ifndef SERVER_PARAM_H
#define SERVER_PARAM_H

#include <stdbool.h>

#include "api.h"

struct ask;

enum param_type {
	PARAM_TEXT,
	PARAM_FLAG,   /* on or off */
	PARAM_NUMBER, /* least..greatest */
	PARAM_CHOICE, /* one of words, separated by blanks */
	PARAM_LIST,   /* commas between values */
};

struct param {
	const char *name;
	const char *aliases; /* blanks between; in kebab-case */
	enum param_type type;
	bool repeats;
	long least, greatest; /* of a PARAM_NUMBER; greatest 0: the settings'
				 limit of a page */
	const char
		*words; /* of a PARAM_CHOICE or PARAM_LIST; NULL: free text */
	/* number is the number, the ordinal of the choice, or 0 or 1; text is
	 * the value, or one value of the list, which begins at code point
	 * offset. */
	void (*put)(struct ask *a, const struct param *p, const char *text,
		    long offset, long number);
};
extern const struct param param_table[]; /* name NULL ends it */

/* The row for a name as sent: pageSize, page_size and page-size are one.
 * NULL: none. */
const struct param *param_find(const char *sent);

/* The ordinal of word in words, which blanks separate, or -1. */
long param_word(const char *words, const char *word);

/* Read every row that r has, in the table's order, into a; note what is in no
 * row. */
void param_read(struct ask *a, const struct api_request *r);

#endif
