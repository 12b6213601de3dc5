/* files.hh - the postings files of one revision, open for reading.
 *
 * Their names stand in user metadata, in the order of their rows, so that a
 * commit shows new files and new articles at once. */
#ifndef GZ_FILES_HH
#define GZ_FILES_HH

#include <memory>
#include <string>
#include <vector>
#include <xapian.h>

#include "gz/postings.h"

/* The postings file in the folder of a segment. */
static inline std::string segment_postings(const std::string &folder)
{
	return folder + "/words";
}

/* The names in db, in the order of rows. */
std::vector<std::string> file_names(const Xapian::Database &db);
std::string join_names(const std::vector<std::string> &names);

using postings_file = std::shared_ptr<const gz_postings>;

/* Throws failure. */
postings_file open_postings(const std::string &path);

class Files
{
      public:
	Files() = default;
	Files(const Files &) = delete;
	void operator=(const Files &) = delete;

	/* Open what db names in the folder; files open already stay. */
	void refresh(const Xapian::Database &db, const std::string &folder,
		     uint32_t rows);
	/* Forget all: another index is to be shown. */
	void reset()
	{
		files_.clear();
	}
	const gz_files *view() const
	{
		return &view_;
	}
	/* The place at which the body of the row begins. */
	uint32_t body(uint32_t row) const;

      private:
	void gather_lengths(uint32_t rows);

	struct named {
		std::string path;
		postings_file file;
	};
	std::vector<named> files_;
	std::vector<const gz_postings *> bare_;
	std::vector<uint32_t> length_;
	gz_files view_ = {};
};

#endif
