/* walk.c - from the PATHs of a command line to files. See walk.h. */
#include "walk.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gz/buf.h"

struct file *files_append(struct files *files, const char *path)
{
	if (files->count == files->size) {
		files->size = files->size ? files->size * 2 : 16;
		files->file = gz_realloc(files->file,
					 files->size * sizeof(files->file[0]));
	}
	files->file[files->count] = (struct file){ .path = gz_strdup(path) };
	return &files->file[files->count++];
}

static void append(struct files *files, const char *path, const struct stat *st)
{
	struct file *f = files_append(files, path);

	if (!st || !S_ISREG(st->st_mode))
		return;
	f->steady = true;
	f->bytes = (uint64_t)st->st_size;
	files->bytes += f->bytes;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool walk(struct files *files, const char *path, struct gz_err *err)
{
	char *roots[] = { gz_strdup(path), NULL };
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR,
			     by_name);
	bool ok = true;

	for (FTSENT *e; tree && (e = fts_read(tree));) {
		if (e->fts_level > 0 && e->fts_name[0] == '.')
			fts_set(tree, e, FTS_SKIP);
		else if (e->fts_info == FTS_F)
			append(files, e->fts_path, e->fts_statp);
		else if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR ||
			 e->fts_info == FTS_NS)
			ok = gz_fail(err, GZ_MISSING, "%s: %s", e->fts_path,
				     strerror(e->fts_errno));
	}
	if (tree)
		fts_close(tree);
	free(roots[0]);
	return ok;
}

bool files_add(struct files *files, const char *path, struct gz_err *err)
{
	struct stat st;

	if (!strcmp(path, "-")) {
		append(files, path, NULL);
		return true;
	}
	if (stat(path, &st) < 0)
		return gz_fail(err, GZ_MISSING, "%s: %s", path,
			       strerror(errno));
	if (S_ISDIR(st.st_mode))
		return walk(files, path, err);
	append(files, path, &st);
	return true;
}

void files_drop(struct files *files, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(files->file[i].path);
	files->count -= count;
	memmove(files->file, files->file + count,
		files->count * sizeof(files->file[0]));
}

void files_free(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->file[i].path);
	free(files->file);
	*files = (struct files){ 0 };
}
