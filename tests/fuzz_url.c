/* fuzz_url.c - any text as an address: its canonical form begins as it must,
 * has nothing that an address cannot have, and is its own. */
#include <stdlib.h>
#include <string.h>

#include "gz/article.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void sound(const char *url)
{
	for (; *url; url++)
		if (*url <= ' ' || *url > '~' || strchr("\"<>\\^`{|}", *url))
			abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *given = gz_strndup((const char *)data, size < 64 ? size : 64);
	char *got = gz_url_canonical(given), *again = gz_url_canonical(got);

	if (strncmp(got, "https://", 8) == 0)
		sound(got);
	else if (strcmp(got, given + strspn(given, " \t\r\n")) != 0)
		abort();
	/* What takes it over eight passes is longer than that. */
	if (size < 16 && strcmp(got, again) != 0)
		abort();
	free(given);
	free(got);
	free(again);
	return 0;
}
