/* gz/utf8.h - UTF-8 as Unicode 15 chapter 3.9 and RFC 3629 define it:
 * shortest form only, no surrogates, nothing above U+10FFFF. */
#ifndef GZ_UTF8_H
#define GZ_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gz/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The code point at *at (which must be < end), and move *at behind it. -1 for
 * an ill-formed sequence: *at moves over its maximal subpart, at least one
 * byte (table 3-8, "U+FFFD substitution of maximal subparts"). */
int32_t gz_utf8_next(const char **at, const char *end);

/* Write cp as 1..4 bytes to out and return how many. */
size_t gz_utf8_put(char out[4], int32_t cp);

bool gz_utf8_valid(const char *text, size_t len);

/* Append text to out with U+FFFD for every maximal ill-formed subpart, and
 * NUL dropped. Returns the number of replacements. */
size_t gz_utf8_repair(const char *text, size_t len, struct gz_buf *out);

/* Code points in text: the unit of every span the API shows. An ill-formed
 * subpart counts as one. */
size_t gz_utf8_count(const char *text, size_t len);

/* The greatest length <= len at which text can be cut without splitting a
 * code point. */
size_t gz_utf8_cut(const char *text, size_t len);

#ifdef __cplusplus
}
#endif
#endif
