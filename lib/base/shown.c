/* shown.c - foreign text inside the sentence of an error. See shown.h. */
#include "shown.h"

#include <string.h>

#include "gz/utf8.h"

const char *shown(char out[SHOWN_SIZE], const char *text)
{
	const char *at = text, *end = text + strlen(text);
	const size_t room = SHOWN_SIZE - sizeof("...");
	size_t len = 0;
	char bytes[4];

	while (at < end) {
		int32_t cp = gz_utf8_next(&at, end);
		bool plain = cp >= 0x20 && !(cp >= 0x7f && cp < 0xa0) &&
			     cp != 0x2028 && cp != 0x2029;
		size_t n = gz_utf8_put(bytes, plain ? cp : '?');

		if (len + n > room) {
			stpcpy(out + len, "...");
			return out;
		}
		memcpy(out + len, bytes, n);
		len += n;
	}
	out[len] = '\0';
	return out;
}
