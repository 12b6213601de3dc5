/* fuzz_compat.c - any text as a query and as a filter of another API: what
 * comes of it has its quotes and brackets closed, so that more can stand
 * behind it, and the query's own parser can read or refuse it. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "../server/compat_nyt.h"
#include "gz/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void closed(const struct gz_buf *query)
{
	bool quoted = false;
	long depth = 0;

	for (size_t i = 0; i < query->len; i++) {
		quoted ^= query->data[i] == '"';
		if (!quoted)
			depth += (query->data[i] == '(') -
				 (query->data[i] == ')');
		assert(depth >= 0);
	}
	assert(!quoted && depth == 0);
}

static void parses(const struct gz_buf *query)
{
	const struct gz_parse_options options = { .clock = NULL };
	struct gz_parsed parsed;

	if (!gz_query_parse(query->len ? query->data : "", &options, &parsed))
		assert(*parsed.error.detail);
	gz_parsed_free(&parsed);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *q = gz_strndup((const char *)data, size), *fq = strchr(q, '\n');
	struct compat t = { 0 };

	if (fq)
		*fq++ = '\0';
	if (gz_utf8_valid(q, strlen(q)) &&
	    (!fq || gz_utf8_valid(fq, strlen(fq)))) {
		compat_query(&t, NULL, q);
		if (fq)
			compat_nyt_fq(&t, fq);
		closed(&t.query);
		closed(&t.filter);
		parses(&t.query);
		parses(&t.filter);
		assert(!t.fault.len ||
		       gz_utf8_valid(t.fault.data, t.fault.len));
	}
	gz_buf_free(&t.query);
	gz_buf_free(&t.filter);
	gz_buf_free(&t.fault);
	free(q);
	return 0;
}
