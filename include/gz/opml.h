/* gz/opml.h - a list of feeds, as feed readers export it: OPML 1.0 or 2.0
 * (opml.org/spec2.opml), of which only xmlUrl is looked at. */
#ifndef GZ_OPML_H
#define GZ_OPML_H

#include <stdbool.h>
#include <stddef.h>

#include "gz/err.h"

#ifdef __cplusplus
extern "C" {
#endif

struct gz_opml {
	char **url; /* http and https only, in order, none twice */
	size_t count, size;
	size_t left_out; /* outlines with another xmlUrl */
};

/* Read the file at path, of at most 8 MB; entities and DTDs are not followed.
 * GZ_MISSING, or GZ_DATA for what is no OPML. Release with gz_opml_free(). */
bool gz_opml_read(const char *path, struct gz_opml *list, struct gz_err *err);
void gz_opml_free(struct gz_opml *list);

#ifdef __cplusplus
}
#endif
#endif
