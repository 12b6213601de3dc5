/* walk.h - from the PATHs of a command line to files. */
#ifndef WALK_H
#define WALK_H

#include <stddef.h>
#include <stdint.h>

#include "gz/err.h"

struct file {
	char *path;
	uint64_t bytes; /* 0 for what has no size: pipes, standard input */
	bool steady;	/* a regular file: it ends, and can be read again */
	bool removals;	/* it says what is to leave the index */
};

struct files {
	struct file *file;
	size_t count, size;
	uint64_t bytes;
};

/* Add the file at path; of a folder every regular file in it, in order of
 * name, hidden ones and links left out. "-" is standard input. False with *err
 * where something cannot be looked at; the rest is added. */
bool files_add(struct files *files, const char *path, struct gz_err *err);
/* Add a file that nothing is known of, to be filled in by the caller. */
struct file *files_append(struct files *files, const char *path);
/* Forget the first count files. */
void files_drop(struct files *files, size_t count);
void files_free(struct files *files);

#endif
