/* folder.c - folders on disk. See folder.h. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

static bool broken(struct gz_err *err, const char *path)
{
	return gz_fail(err, GZ_SYSTEM, "%s: %s", path, strerror(errno));
}

bool folder_make(const char *path, struct gz_err *err)
{
	if (mkdir(path, 0777) < 0 && errno != EEXIST)
		return broken(err, path);
	return true;
}

static bool is_dot(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

bool folder_is_empty(const char *path)
{
	DIR *d = opendir(path);
	bool empty = true;

	for (struct dirent *e; d && empty && (e = readdir(d));)
		empty = is_dot(e->d_name);
	if (d)
		closedir(d);
	return empty;
}

static int remove_one(const char *path, const struct stat *st, int kind,
		      struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path);
}

bool folder_remove(const char *path, struct gz_err *err)
{
	if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) < 0 &&
	    errno != ENOENT)
		return broken(err, path);
	return true;
}

/* fsync by path. A failed fsync is final: the page may be lost already. */
static bool sync_path(const char *path, int flags, struct gz_err *err)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (!ok)
		broken(err, path);
	if (fd >= 0)
		close(fd);
	return ok;
}

bool folder_sync(const char *path, struct gz_err *err)
{
	return sync_path(path, O_RDONLY | O_DIRECTORY, err);
}

bool folder_sync_file(const char *path, struct gz_err *err)
{
	return sync_path(path, O_RDONLY, err);
}

bool folder_sync_parent(const char *path, struct gz_err *err)
{
	char parent[PATH_MAX];
	char *slash;

	snprintf(parent, sizeof(parent), "%s", path);
	while ((slash = strrchr(parent, '/')) && !slash[1] && slash > parent)
		*slash = '\0'; /* what ends in a slash */
	if (!slash)
		return folder_sync(".", err);
	slash[slash == parent] = '\0'; /* "/" stays */
	return folder_sync(parent, err);
}

bool folder_sync_all(const char *path, struct gz_err *err)
{
	DIR *d = opendir(path);
	bool ok = true;

	if (!d)
		return broken(err, path);
	for (struct dirent *e; ok && (e = readdir(d));) {
		char file[PATH_MAX];

		if (is_dot(e->d_name))
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
		ok = sync_path(file, O_RDONLY, err);
	}
	closedir(d);
	return ok && folder_sync(path, err);
}

bool folder_link(const char *path, const char *target, struct gz_err *err)
{
	char fresh[PATH_MAX];

	snprintf(fresh, sizeof(fresh), "%s.new", path);
	unlink(fresh);
	if (symlink(target, fresh) < 0 || rename(fresh, path) < 0)
		return broken(err, path);
	return folder_sync_parent(path, err);
}

uint64_t folder_bytes(const char *path)
{
	DIR *d = opendir(path);
	uint64_t bytes = 0;
	struct stat st;

	for (struct dirent *e; d && (e = readdir(d));)
		if (!is_dot(e->d_name) &&
		    fstatat(dirfd(d), e->d_name, &st, 0) == 0)
			bytes += (uint64_t)st.st_size;
	if (d)
		closedir(d);
	return bytes;
}

bool folder_is_remote(const char *path)
{
	static const unsigned remote[] = { 0x6969 /* NFS */, 0x517B /* SMB */,
					   0xFF534D42 /* CIFS */,
					   0xFE534D42 /* SMB2 */,
					   0x01021997 /* 9P */ };
	struct statfs fs;

	if (statfs(path, &fs) < 0)
		return false;
	for (size_t i = 0; i < sizeof(remote) / sizeof(remote[0]); i++)
		if ((unsigned)fs.f_type == remote[i])
			return true;
	return false;
}
