/* fuzz_body.c - any bytes as the body of a POST: what is taken is within the
 * limits and comes out as it went in; what is not has a code and a sentence. */
#include <stdlib.h>
#include <string.h>

#include "../server/body.h"
#include "../server/problem.h"
#include "gz/buf.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static bool keep(void *arg, const void *bytes, size_t len)
{
	gz_buf_add(arg, bytes, len);
	return true;
}

/* The first byte says how it is read: lines, gzip, and in which pieces. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	unsigned how = size ? *data++ : 0;
	size_t step = 1 + (how >> 2), end = size ? size - 1 : 0, i = 0;
	struct gz_buf out = { 0 };
	struct gate_fault fault = { 0 };
	struct body_spec spec = { .most = 4096,
				  .most_article = 256,
				  .lines = how & 1,
				  .gzip = how & 2,
				  .sink = keep,
				  .arg = &out };
	struct body *b = body_open(&spec);
	bool well = true;

	for (; well && i < end; i += step)
		well = body_take(b, data + i, end - i < step ? end - i : step,
				 &fault);
	well = well && body_end(b, &fault);
	demand(out.len <= spec.most);
	demand(well || (problem_find(fault.code) && *fault.detail));
	demand(!well || spec.gzip ||
	       (out.len == end && memcmp(out.data, data, end) == 0));
	body_close(b);
	gz_buf_free(&out);
	return 0;
}
