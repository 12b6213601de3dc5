/* fuzz_diff.c - any two texts, parted by a byte ff: what is the same and what
 * was deleted is the first, what is the same and what was inserted the other.
 */
#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"
#include "gz/diff.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void is_side(const struct gz_diff *d, enum gz_diff_op without,
		    const char *text)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct gz_diff_run *r = &d->run[i];

		if (r->op == without)
			continue;
		if (strncmp(text, r->text, r->len) != 0)
			abort();
		text += r->len;
	}
	if (*text)
		abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *before = gz_strndup((const char *)data, size);
	char *after = strchr(before, '\xff');
	struct gz_diff d;

	if (after)
		*after++ = '\0';
	gz_diff(before, after ? after : "", &d);
	is_side(&d, GZ_DIFF_INSERTED, before);
	is_side(&d, GZ_DIFF_DELETED, after ? after : "");
	gz_diff_free(&d);
	free(before);
	return 0;
}
