/* fuzz_agency.c - NITF, NewsML and ninjs; the first byte chooses which. */
#include "fuzz_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const formats[] = { "nitf", "newsml", "ninjs",
					       "auto" };

	if (!size)
		return 0;
	return fuzz_format(data + 1, size - 1, formats[*data % 4]);
}
