/* fuzz_warc.c - crawls. */
#include "fuzz_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format(data, size, "warc");
}
