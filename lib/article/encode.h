/* encode.h - text of any encoding to UTF-8; for lib/article alone. */
#ifndef ARTICLE_ENCODE_H
#define ARTICLE_ENCODE_H

#include "gz/buf.h"

/* Append bytes to out as valid UTF-8 without NUL. A byte order mark decides;
 * then what is valid UTF-8 is UTF-8; then the label (an encoding's name, as
 * HTML has it, or NULL); then Windows-1252. Returns the name of what was
 * assumed: "UTF-8" when nothing had to be. After the WHATWG Encoding
 * Standard, whose "iso-8859-1" and "ascii" are Windows-1252 too. */
const char *encode_utf8(const char *bytes, size_t len, const char *label,
			struct gz_buf *out);

#endif
