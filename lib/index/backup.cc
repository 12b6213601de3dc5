/* backup.cc - a copy of an index that others may be writing. See gz/index.h.
 *
 * The files of one state are copied as they are. A commit under way writes only
 * where that state has nothing (Xapian's glass backend changes no block in
 * place; postings files are never changed), so the copy is whole if no commit
 * was finished meanwhile. If one was, it is made anew. */
#include "shim.hh"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "files.hh"
#include "folder.h"
#include "generation.hh"

#define COPY "gen-000001"
#define TRIES 100

static bool copy_bytes(int from, int to)
{
	char bytes[64 << 10];
	ssize_t n;

	while ((n = copy_file_range(from, nullptr, to, nullptr, 1 << 30, 0)) >
	       0)
		;
	if (n == 0)
		return true;
	while ((n = read(from, bytes, sizeof(bytes))) > 0)
		for (ssize_t at = 0, put; at < n; at += put)
			if ((put = write(to, bytes + at, (size_t)(n - at))) < 0)
				return false;
	return n == 0;
}

static bool copy_file(const std::string &from, const std::string &to,
		      gz_err *err)
{
	int in = open(from.c_str(), O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1
			 : open(to.c_str(),
				O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	bool ok = out >= 0 && copy_bytes(in, out);

	if (!ok)
		gz_fail(err, errno == ENOENT ? GZ_MISSING : GZ_SYSTEM,
			"%s: cannot copy to %s: %s", from.c_str(), to.c_str(),
			strerror(errno));
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) < 0 && ok)
		ok = gz_fail(err, GZ_SYSTEM, "%s: %s", to.c_str(),
			     strerror(errno));
	return ok;
}

/* What a state consists of: its version file first, which says where the rest
 * of it lies in the tables. */
static std::vector<std::string> names_of(const std::string &folder)
{
	std::vector<std::string> names = { "iamglass" };
	Xapian::Database db(folder);
	DIR *d = opendir(folder.c_str());

	if (!d)
		throw failure(GZ_SYSTEM, folder + ": " + strerror(errno));
	for (struct dirent *e; (e = readdir(d));) {
		std::string name = e->d_name;

		if (name.size() > 6 &&
		    name.compare(name.size() - 6, 6, ".glass") == 0)
			names.push_back(name);
	}
	closedir(d);
	for (const std::string &name : file_names(db))
		names.push_back(name);
	return names;
}

/* *overtaken: a commit was finished meanwhile. */
static bool copy_state(const std::string &index, const std::string &to,
		       bool *overtaken, gz_err *err)
{
	uint64_t stamp = gz_index_stamp(index.c_str());
	std::string from = index + "/" + generation_current(index);
	bool ok = folder_remove(to.c_str(), err) &&
		  folder_make(to.c_str(), err);

	ok = ok && guard(err, [&] {
		     for (const std::string &name : names_of(from))
			     if (!copy_file(from + "/" + name, to + "/" + name,
					    err))
				     return false;
		     return true;
	     });
	*overtaken = gz_index_stamp(index.c_str()) != stamp;
	return ok;
}

static bool copy_some_state(const std::string &index, const std::string &to,
			    gz_err *err)
{
	for (int i = 0; i < TRIES; i++) {
		bool overtaken;
		bool ok = copy_state(index, to, &overtaken, err);

		if (!overtaken || (!ok && err->code == GZ_SYSTEM))
			return ok;
	}
	return gz_fail(err, GZ_BUSY,
		       "%s: commits come faster than it can be copied; stop "
		       "gazette watch meanwhile, which loses nothing",
		       index.c_str());
}

/* What the next writer knows an index by. */
static bool make_lock(const std::string &dest, gz_err *err)
{
	std::string path = dest + "/lock";
	int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0)
		return gz_fail(err, GZ_SYSTEM, "%s: %s", path.c_str(),
			       strerror(errno));
	close(fd);
	return true;
}

static bool is_within(const char *path, const char *folder)
{
	char *inner = realpath(path, nullptr),
	     *outer = realpath(folder, nullptr);
	size_t len = outer ? strlen(outer) : 0;
	bool within = inner && outer && strncmp(inner, outer, len) == 0 &&
		      (inner[len] == '/' || !inner[len]);

	free(inner);
	free(outer);
	return within;
}

bool gz_index_backup(const char *path, const char *dest, gz_err *err)
{
	std::string to = std::string(dest) + "/" COPY;
	bool ok;

	if (!gz_index_stamp(path))
		return gz_fail(err, GZ_MISSING, "%s: no index here", path);
	if (!folder_make(dest, err))
		return false;
	if (is_within(dest, path)) {
		rmdir(dest); /* if it was made just now */
		return gz_fail(err, GZ_USAGE,
			       "%s: lies within the index; name a folder "
			       "elsewhere",
			       dest);
	}
	if (!folder_is_empty(dest))
		return gz_fail(err, GZ_USAGE,
			       "%s: is not empty; name a new folder, so that "
			       "no earlier backup is lost if this one fails",
			       dest);
	ok = copy_some_state(path, to, err) && make_lock(dest, err) &&
	     folder_sync_all(to.c_str(), err) && folder_sync(dest, err) &&
	     folder_link(current_path(dest).c_str(), COPY, err) &&
	     folder_sync_parent(dest, err);
	if (!ok) {
		folder_remove(to.c_str(), nullptr);
		unlink((std::string(dest) + "/lock").c_str());
		rmdir(dest);
	}
	return ok;
}
