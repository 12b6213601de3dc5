/* generation.cc - where the database of an index lies. See generation.hh. */
#include "shim.hh"

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"
#include "generation.hh"
#include "schema.h"

void forbid_implicit_commits()
{
	setenv("XAPIAN_FLUSH_THRESHOLD", "1000000000", 1);
}

std::string generation_current(const std::string &index)
{
	char name[PATH_MAX];
	ssize_t len = readlink(current_path(index).c_str(), name, sizeof(name));

	return len > 0 ? std::string(name, len) : "";
}

/* A generation that was committed, whether or not the link came to be. */
static bool is_whole(const std::string &path)
{
	bool whole = false;

	guard(nullptr, [&] {
		Xapian::Database db(path);

		whole = meta_number(db, META_REVISION) > 0 &&
			db.get_metadata(META_SCHEMA) == GZ_SCHEMA;
		return true;
	});
	return whole;
}

/* The last generation in the folder that is whole; "": none. */
static std::string last_whole(const std::string &index)
{
	std::string last;
	DIR *d = opendir(index.c_str());

	for (struct dirent *e; d && (e = readdir(d));)
		if (!strncmp(e->d_name, "gen-", 4) && e->d_name > last &&
		    is_whole(index + "/" + e->d_name))
			last = e->d_name;
	if (d)
		closedir(d);
	return last;
}

bool generation_adopt(const std::string &index, gz_err *err)
{
	std::string link = current_path(index), name;
	struct stat st;

	if (lstat(link.c_str(), &st) == 0 && !S_ISLNK(st.st_mode))
		return gz_fail(err, GZ_DATA,
			       "%s: is no symbolic link, as in a copy that "
			       "followed links; put it right: rm -r it, and ln "
			       "-s the last gen-* folder beside it",
			       link.c_str());
	if (lstat(link.c_str(), &st) == 0 || errno != ENOENT)
		return true;
	name = last_whole(index);
	return name.empty() || folder_link(link.c_str(), name.c_str(), err);
}

std::string generation_next(const std::string &name)
{
	unsigned n = 0;
	char next[32];

	sscanf(name.c_str(), "gen-%u", &n);
	snprintf(next, sizeof(next), "gen-%06u", n + 1);
	return next;
}

bool generation_sweep(const std::string &index, const std::string &keep,
		      gz_err *err)
{
	DIR *d = opendir(index.c_str());
	bool ok = true;

	unlink((current_path(index) + ".new").c_str());

	for (struct dirent *e; d && ok && (e = readdir(d));) {
		std::string name = e->d_name;

		if (name.compare(0, 4, "gen-") == 0 && name != keep)
			ok = folder_remove((index + "/" + name).c_str(), err);
	}
	if (d)
		closedir(d);
	return ok && folder_remove(work_path(index).c_str(), err);
}

uint64_t meta_number(const Xapian::Database &db, const char *name)
{
	return strtoull(db.get_metadata(name).c_str(), nullptr, 10);
}

void require_schema(const Xapian::Database &db, const std::string &index)
{
	std::string schema = db.get_metadata(META_SCHEMA);

	if (schema != GZ_SCHEMA)
		throw failure(GZ_DATA,
			      index + ": an index of schema '" + schema +
				      "', and this gazette reads schema '" +
				      GZ_SCHEMA "'; add the articles to a new "
						"index");
}

/* The version file is replaced at each commit, the link at each swap: the
 * identity of the file behind the link names the state of the index. */
uint64_t gz_index_stamp(const char *path)
{
	char file[PATH_MAX];
	struct stat st;
	uint64_t h = 14695981039346656037ull; /* FNV-1a */
	uint64_t parts[4];

	snprintf(file, sizeof(file), "%s/current/iamglass", path);
	if (stat(file, &st) < 0)
		return 0;
	parts[0] = st.st_ino;
	parts[1] = (uint64_t)st.st_mtim.tv_sec;
	parts[2] = (uint64_t)st.st_mtim.tv_nsec;
	parts[3] = (uint64_t)st.st_dev;
	for (uint64_t part : parts)
		h = (h ^ part) * 1099511628211ull;
	return h ? h : 1;
}
