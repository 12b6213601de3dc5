/* gz/diff.h - what was changed from one text to another: whole paragraphs,
 * and within those that are alike, words.
 *
 * After E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
 * Algorithmica 1 (1986), first over paragraphs, then over the words of what
 * differs. Where paragraphs have hardly a word in common, or so much differs
 * that to find the least change would take too long, the old ones are deleted
 * whole and the new ones inserted.
 */
#ifndef GZ_DIFF_H
#define GZ_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum gz_diff_op {
	GZ_DIFF_SAME,
	GZ_DIFF_DELETED,
	GZ_DIFF_INSERTED
};

/* A run of either text, borrowed. */
struct gz_diff_run {
	enum gz_diff_op op;
	const char *text;
	size_t len; /* bytes; whole characters */
	size_t words;
};

/* In order: the runs that are the same and those deleted are the text before,
 * the same ones and those inserted the text after, byte for byte. Neighbours
 * differ in op; of a change, what was deleted comes first. */
struct gz_diff {
	struct gz_diff_run *run;
	size_t count;
	bool coarse; /* somewhere too much differed: not the least change */
};

/* Release with gz_diff_free(). Both texts must outlive *diff. */
void gz_diff(const char *before, const char *after, struct gz_diff *diff);
void gz_diff_free(struct gz_diff *diff);

#ifdef __cplusplus
}
#endif
#endif
