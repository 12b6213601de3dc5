/* fields.h - setting the fields of an article from foreign text; for
 * lib/article alone. */
#ifndef ARTICLE_FIELDS_H
#define ARTICLE_FIELDS_H

#include "gz/article.h"

/* Valid UTF-8, runs of white space and control characters made one blank,
 * none at the ends; NULL if nothing is left. */
char *field_clean(const char *text, size_t len);

/* Set *field to the cleaned text if it is not set. */
void field_fill(char **field, const char *text);

/* Add the names in text: "By Ann Bell, Cy Dunn and Eve Fox" are three. With
 * commas false a comma does not part ("Bell, Ann" in a list of names). */
void byline_add(struct gz_article *a, const char *text, bool commas);

/* Add the outlets of a line "Sources: A, B/C (2) / Photo Credit: D": A and C.
 * Any other line says nothing. */
void cites_add(struct gz_article *a, const char *line);

/* Read a publication date into a if a has none. False: it is none; a is as
 * it was. */
bool field_date(struct gz_article *a, const char *text);

/* Hold a to hardening.md section 4: what is too long is cut, with a
 * warning; a URL that is too long is left out, as a part leads elsewhere. */
void fields_limit(struct gz_article *a);

#endif
