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
void files_free(struct files *files);

#endif
