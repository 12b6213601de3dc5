/* columns.hh - what filters and orders ask of every article, in arrays.
 *
 * Read once from the value slots and kept by each search worker; a new
 * revision only adds to them. A row is DOCID_TOP - 1 - docid, so rows grow as
 * the pile does: row 0 is the oldest article, the newest has the last row. */
#ifndef GZ_COLUMNS_HH
#define GZ_COLUMNS_HH

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>
#include <xapian.h>

#include "gz/date.h"
#include "schema.h"

/* Texts of one slot, numbered; 0 is "none". */
struct name_column {
	std::vector<std::string> name = { "" };
	std::unordered_map<std::string, uint32_t> number;
	std::vector<uint32_t> row;
};

/* 256 rows: the least and greatest published time in them, undated apart. */
struct block {
	int64_t least = INT64_MAX, greatest = INT64_MIN;
	int64_t greatest_until = INT64_MIN; /* in rows 0 to the end of this */
	bool undated = false;
};

class Columns
{
      public:
	enum {
#ifdef GZ_SMALL
		BLOCK = 4
#else
		BLOCK = 256
#endif
	};

	/* Bring the columns to the state of db. */
	void refresh(const Xapian::Database &db);

	size_t rows() const
	{
		return published_.size();
	}
	static size_t row_of(Xapian::docid did)
	{
		return DOCID_TOP - 1 - did;
	}
	Xapian::docid lowest() const
	{
		return DOCID_TOP - (Xapian::docid)rows();
	}
	/* GZ_TIME_NONE: undated */
	int64_t published(Xapian::docid did) const
	{
		return published_[row_of(did)];
	}
	bool alive(Xapian::docid did) const
	{
		return row_of(did) < rows() && alive_[row_of(did)];
	}
	const block &block_of(Xapian::docid did) const
	{
		return blocks_[row_of(did) / BLOCK];
	}
	/* The first docid of the next block down the pile. */
	static Xapian::docid next_block(Xapian::docid did)
	{
		return DOCID_TOP - (Xapian::docid)(row_of(did) / BLOCK * BLOCK);
	}
	const std::vector<block> &blocks() const
	{
		return blocks_;
	}
	const name_column &sources() const
	{
		return sources_;
	}
	const name_column &sections() const
	{
		return sections_;
	}
	size_t dated() const
	{
		return dated_;
	}

      private:
	void reset();
	void add_rows(const Xapian::Database &db, Xapian::docid lowest);
	void add_names(const Xapian::Database &db, int slot, name_column *to,
		       Xapian::docid end);
	void add_blocks(size_t first_row);
	void bury(const Xapian::Database &db);

	uint64_t removals_ = 0;
	std::vector<int64_t> published_;
	std::vector<char> alive_;
	std::vector<block> blocks_;
	name_column sources_, sections_;
	size_t dated_ = 0;
};

#endif
