/* pool.cc - the postings files of an index as changes come. See pool.hh. */
#include "shim.hh"

#include <algorithm>
#include <cstdio>
#include <dirent.h>
#include <unistd.h>

#include "columns.hh"
#include "files.hh"
#include "folder.h"
#include "pool.hh"

/* In a file of over 65,536 blocks lists lose their blocks: see file.h of
 * lib/postings. */
static const uint32_t MOST_ROWS = 65535u * GZ_BLOCK;

static std::string name_after(const std::vector<std::string> &names)
{
	unsigned last = 0, n;
	char name[32];

	for (const std::string &known : names)
		if (sscanf(known.c_str(), "words-%u", &n) == 1)
			last = std::max(last, n);
	snprintf(name, sizeof(name), "words-%06u", last + 1);
	return name;
}

static std::vector<postings_file> open_all(
	const std::string &folder, const std::vector<std::string> &names)
{
	std::vector<postings_file> files;

	for (const std::string &name : names)
		files.push_back(open_postings(folder + "/" + name));
	return files;
}

static uint32_t span(const postings_file &f)
{
	return gz_postings_end(f.get()) - gz_postings_first(f.get());
}

/* The segments' files; they come newest first. */
static std::vector<postings_file> open_segments(const gz_change *change)
{
	std::vector<postings_file> files;

	for (size_t i = change->segments; i-- > 0;) {
		postings_file f = open_postings(
			segment_postings(change->segment[i]));

		if (span(f)) /* else no article of it could be indexed */
			files.push_back(f);
	}
	return files;
}

/* The first of the files that should be one with those behind it. */
static size_t first_to_merge(const std::vector<postings_file> &files,
			     size_t fresh)
{
	size_t first = fresh;
	uint32_t sum = 0;

	for (size_t i = fresh; i < files.size(); i++)
		sum += span(files[i]);
	while (first > 0 && span(files[first - 1]) <= sum &&
	       sum + span(files[first - 1]) <= MOST_ROWS)
		sum += span(files[--first]);
	return first;
}

static void write_merged(const std::vector<postings_file> &files, size_t first,
			 const uint32_t *new_row, const std::string &path)
{
	std::vector<const gz_postings *> from;
	gz_err err;

	for (size_t i = first; i < files.size(); i++)
		from.push_back(files[i].get());
	bool ok = gz_postings_merge(from.data(), from.size(), new_row,
				    gz_postings_first(from.front()),
				    gz_postings_end(from.back()), path.c_str(),
				    &err) &&
		  folder_sync_file(path.c_str(), &err);
	if (!ok) {
		unlink(path.c_str());
		throw failure(err.code, err.text);
	}
}

std::vector<std::string> add_postings(const std::string &folder,
				      const std::vector<std::string> &before,
				      const gz_change *change)
{
	std::vector<postings_file> files = open_all(folder, before),
				   fresh = open_segments(change);
	std::string name = name_after(before);

	if (fresh.empty())
		return before;
	files.insert(files.end(), fresh.begin(), fresh.end());
	size_t first = first_to_merge(files, before.size());
	write_merged(files, first, nullptr, folder + "/" + name);
	gz_err err;
	if (!folder_sync(folder.c_str(), &err))
		throw failure(err.code, err.text);
	std::vector<std::string> after(before.begin(), before.begin() + first);
	after.push_back(name);
	return after;
}

void sweep_postings(const std::string &folder,
		    const std::vector<std::string> &named)
{
	DIR *d = opendir(folder.c_str());

	for (struct dirent *e; d && (e = readdir(d));)
		if (!strncmp(e->d_name, "words-", 6) &&
		    std::find(named.begin(), named.end(), e->d_name) ==
			    named.end())
			unlink((folder + "/" + e->d_name).c_str());
	if (d)
		closedir(d);
}

/* Rows stay what they are, but for those of articles that are gone. */
static std::vector<uint32_t> rows_alive(const Xapian::Database &db,
					uint32_t rows)
{
	std::vector<uint32_t> new_row(rows, GZ_ROW_NONE);

	/* at() throws for a docid of a damaged table */
	for (auto i = db.postlist_begin(""); i != db.postlist_end(""); ++i)
		new_row.at(Columns::row_of(*i)) = Columns::row_of(*i);
	return new_row;
}

std::string merge_postings(const std::string &folder, const std::string &old,
			   const std::vector<std::string> &before,
			   const gz_change *change, const Xapian::Database &db,
			   uint32_t rows)
{
	std::vector<postings_file> files = open_all(old, before),
				   fresh = open_segments(change);
	std::string name = name_after({});

	files.insert(files.end(), fresh.begin(), fresh.end());
	if (files.empty())
		return "";
	write_merged(files, 0, rows_alive(db, rows).data(),
		     folder + "/" + name);
	return name;
}
