/* shown.h - foreign text inside the sentence of an error. */
#ifndef BASE_SHOWN_H
#define BASE_SHOWN_H

#define SHOWN_SIZE 80

/* Copy the beginning of text to out as valid UTF-8 on one line: control
 * characters and ill-formed bytes become "?", and a cut shows as "...".
 * Returns out. */
const char *shown(char out[SHOWN_SIZE], const char *text);

#endif
