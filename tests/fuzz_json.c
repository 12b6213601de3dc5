/* fuzz_json.c - records of JSON, lines and lists. */
#include "fuzz_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_format(data, size, "jsonl");
	return fuzz_format(data, size, "json");
}
