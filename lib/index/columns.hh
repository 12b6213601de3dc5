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
#include "gz/match.h"
#include "schema.h"

/* Texts of one slot, each once; name[0] is "none". */
struct name_column {
	std::vector<std::string> name = { "" };
	std::unordered_map<std::string, uint32_t> number;
};

class Columns
{
      public:
	Columns() = default;
	Columns(const Columns &) = delete;
	void operator=(const Columns &) = delete;

	/* Bring the columns to the state of db. */
	void refresh(const Xapian::Database &db);
	/* Forget all: another index is to be shown. */
	void reset();
	/* Lengths of articles, for as long as they stay what they are. */
	void set_lengths(const uint32_t *length);

	uint32_t rows() const
	{
		return (uint32_t)published_.size();
	}
	static uint32_t row_of(Xapian::docid did)
	{
		return DOCID_TOP - 1 - did;
	}
	static Xapian::docid docid_of(uint32_t row)
	{
		return DOCID_TOP - 1 - row;
	}
	Xapian::docid lowest() const
	{
		return DOCID_TOP - (Xapian::docid)rows();
	}
	/* GZ_TIME_NONE: undated */
	int64_t published(uint32_t row) const
	{
		return published_[row];
	}
	bool alive(uint32_t row) const
	{
		return alive_[row / 64] >> row % 64 & 1;
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
	/* Another number whenever all was forgotten and rows may have become
	 * other articles. */
	uint64_t era() const
	{
		return era_;
	}
	const gz_columns *view() const
	{
		return &view_;
	}

      private:
	void add_rows(const Xapian::Database &db, Xapian::docid lowest);
	void add_names(const Xapian::Database &db, int slot, name_column *to,
		       Xapian::docid end);
	void add_blocks(uint32_t first_row);
	void order_blocks();
	void find_alive(const Xapian::Database &db, uint32_t first_row);
	void show();

	uint64_t removals_ = 0, era_ = 0;
	size_t count_ = 0; /* articles alive */
	std::vector<int64_t> published_;
	std::vector<uint64_t> alive_;
	std::vector<gz_block_dates> dates_;
	std::vector<uint32_t> by_newest_, by_oldest_;
	name_column sources_, sections_;
	size_t dated_ = 0;
	gz_columns view_ = {};
};

#endif
