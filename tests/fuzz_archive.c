/* fuzz_archive.c - tar and zip archives, and what else is recognised. */
#include "fuzz_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format(data, size, NULL);
}
