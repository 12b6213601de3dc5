/* files.cc - the postings files of one revision. See files.hh. */
#include "shim.hh"

#include <sstream>
#include <unistd.h>

#include "files.hh"
#include "schema.h"

std::vector<std::string> file_names(const Xapian::Database &db)
{
	std::istringstream all(db.get_metadata(META_FILES));
	std::vector<std::string> names;

	for (std::string name; all >> name;)
		names.push_back(name);
	return names;
}

std::string join_names(const std::vector<std::string> &names)
{
	std::string all;

	for (const std::string &name : names)
		all += all.empty() ? name : " " + name;
	return all;
}

postings_file open_postings(const std::string &path)
{
	gz_err err;
	gz_postings *p = gz_postings_open(path.c_str(), &err);

	if (!p && err.code == GZ_MISSING)
		throw failure(GZ_DATA, path + ": is missing from the index; "
					      "make the index anew from its "
					      "articles");
	if (!p)
		throw failure(err.code, err.text);
	return postings_file(p, [](const gz_postings *q) {
		gz_postings_close(const_cast<gz_postings *>(q));
	});
}

void Files::gather_lengths(uint32_t rows)
{
	/* Lists are matched by whole blocks. */
	uint32_t before = 0;

	length_.assign((size_t)gz_blocks(rows) * GZ_BLOCK, 0);
	for (const named &f : files_) {
		uint32_t first = gz_postings_first(f.file.get());
		uint32_t end = gz_postings_end(f.file.get());

		if (first < before || end < first || end > rows)
			throw failure(GZ_DATA,
				      f.path + ": has rows that are another "
					       "file's, or no article's");
		before = end;
		const uint32_t *length = gz_postings_lengths(f.file.get());
		std::copy(length, length + (end - first),
			  length_.begin() + first);
	}
}

void Files::refresh(const Xapian::Database &db, const std::string &folder,
		    uint32_t rows)
{
	std::vector<named> fresh;

	for (const std::string &name : file_names(db)) {
		std::string path = folder + "/" + name;
		postings_file file;

		for (const named &f : files_)
			if (f.path == path)
				file = f.file;
		/* One that is gone went with its revision: start over. */
		if (!file && access(path.c_str(), F_OK) != 0 &&
		    file_names(Xapian::Database(folder)) != file_names(db))
			throw Xapian::DatabaseModifiedError(path);
		fresh.push_back({ path, file ? file : open_postings(path) });
	}
	files_ = std::move(fresh);
	gather_lengths(rows);
	bare_.clear();
	for (const named &f : files_)
		bare_.push_back(f.file.get());
	view_ = { bare_.data(), bare_.size(), rows, length_.data() };
}

uint32_t Files::body(uint32_t row) const
{
	for (const gz_postings *p : bare_)
		if (row >= gz_postings_first(p) && row < gz_postings_end(p))
			return gz_postings_bodies(
				p)[row - gz_postings_first(p)];
	return 0;
}
