/* gz/recurring.h - paragraphs that stand in many articles of one source:
 * newsletter pitches, notes of the editor, "Story Continued Below".
 *
 * They are found in a pass of its own over articles that were read, and
 * written as a table (tab-separated: source, stories it stands in, stories of
 * the source, paragraph) that people can look at; with the table, readers
 * leave them out. So what an article becomes does not depend on what was read
 * before it, nor on which worker read it.
 */
#ifndef GZ_RECURRING_H
#define GZ_RECURRING_H

#include "gz/article.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- finding them --- */

struct gz_recurrences;
struct gz_recurrences *gz_recurrences_open(void);
void gz_recurrences_free(struct gz_recurrences *r);

/* Count the paragraphs of a, of up to 400 bytes, for its source: the host of
 * its URL, or the name of its source; without either nothing is counted. An
 * article with most of its long paragraphs (200 bytes) in earlier ones of that
 * source is a version of a story, or a copy from a wire, and counts nothing:
 * what it has in common with them is text. Takes 16 bytes a paragraph. */
void gz_recurrences_count(struct gz_recurrences *r, const struct gz_article *a);

/* Append the table of those in at least 5 stories and a twentieth of the
 * stories of their source, by source, the most frequent first. */
void gz_recurrences_write(const struct gz_recurrences *r, struct gz_buf *out);

/* --- leaving them out --- */

struct gz_recurring;

/* Read such a table; lines that begin with '#' and empty ones say nothing.
 * GZ_MISSING or GZ_DATA, a sentence with path and line. */
struct gz_recurring *gz_recurring_read(const char *path, struct gz_err *err);
void gz_recurring_free(struct gz_recurring *r);

/* Take what the table lists for a's source out of its body, unless that is
 * all of it. */
void gz_recurring_drop(const struct gz_recurring *r, struct gz_article *a);

#ifdef __cplusplus
}
#endif
#endif
