/* json_flat.h - the quick way through a JSON record; for lib/article alone. */
#ifndef ARTICLE_JSON_FLAT_H
#define ARTICLE_JSON_FLAT_H

#include <stdbool.h>
#include <stddef.h>

#define FLAT_MEMBERS 32

struct flat_member {
	const char *key, *value; /* decoded; a number's value as it stands */
	size_t key_len, value_len;
	enum {
		FLAT_STRING,
		FLAT_INTEGER,
		FLAT_NULL
	} kind;
};

struct flat {
	struct flat_member member[FLAT_MEMBERS];
	size_t count;
	char *memory;
};

/* Read an object of up to FLAT_MEMBERS strings, integers and nulls, as most
 * records are. False for anything else, be it valid JSON or not: then a
 * whole parser has to look. What is accepted is valid (RFC 8259), has no key
 * twice and no NUL. */
bool flat_read(const char *text, size_t len, struct flat *f);
void flat_free(struct flat *f);

#endif
