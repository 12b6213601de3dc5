/* columns.cc - what filters and orders ask of every article. See columns.hh. */
#include "shim.hh"

#include <algorithm>
#include <numeric>

#include "columns.hh"
#include "generation.hh"
#include "record.hh"

void Columns::reset()
{
	removals_ = count_ = dated_ = 0;
	era_++;
	published_.clear();
	alive_.clear();
	dates_.clear();
	sources_ = sections_ = name_column();
}

void Columns::add_names(const Xapian::Database &db, int slot, name_column *to,
			Xapian::docid end)
{
	for (auto i = db.valuestream_begin(slot);
	     i != db.valuestream_end(slot) && i.get_docid() < end; ++i) {
		if (to->number.emplace(*i, to->name.size()).second)
			to->name.push_back(*i);
	}
}

/* Blocks from the one that holds first_row: it may have been half full. */
void Columns::add_blocks(uint32_t first_row)
{
	dates_.resize(gz_blocks(rows()));
	for (size_t b = first_row / GZ_BLOCK; b < dates_.size(); b++) {
		size_t end = std::min<size_t>(rows(), (b + 1) * GZ_BLOCK);

		dates_[b] = { INT64_MAX, INT64_MIN, false };
		for (size_t r = b * GZ_BLOCK; r < end; r++) {
			if (published_[r] == GZ_TIME_NONE) {
				dates_[b].undated = true;
				continue;
			}
			dates_[b].least = std::min(dates_[b].least,
						   published_[r]);
			dates_[b].greatest = std::max(dates_[b].greatest,
						      published_[r]);
		}
	}
}

/* Blocks of equal dates from the newest rows to the oldest: ties go so. */
void Columns::order_blocks()
{
	auto newer = [&](uint32_t a, uint32_t b) {
		int64_t x = dates_[a].greatest, y = dates_[b].greatest;

		return x != y ? x > y : a > b;
	};
	auto older = [&](uint32_t a, uint32_t b) {
		int64_t x = dates_[a].least, y = dates_[b].least;

		return x != y ? x < y : a > b;
	};

	by_newest_.resize(dates_.size());
	std::iota(by_newest_.begin(), by_newest_.end(), 0);
	by_oldest_ = by_newest_;
	std::sort(by_newest_.begin(), by_newest_.end(), newer);
	std::sort(by_oldest_.begin(), by_oldest_.end(), older);
}

void Columns::add_rows(const Xapian::Database &db, Xapian::docid lowest)
{
	Xapian::docid end = this->lowest();
	uint32_t first_row = rows();

	published_.resize(DOCID_TOP - lowest, GZ_TIME_NONE);
	for (auto i = db.valuestream_begin(SLOT_PUBLISHED);
	     i != db.valuestream_end(SLOT_PUBLISHED) && i.get_docid() < end;
	     ++i)
		published_[row_of(i.get_docid())] = published_of_value(*i);
	add_names(db, SLOT_SOURCE, &sources_, end);
	add_names(db, SLOT_SECTION, &sections_, end);
	add_blocks(first_row);
	order_blocks();
	find_alive(db, first_row);
}

/* Rows whose articles are gone keep their dates: they only loosen the bounds
 * of their blocks. Docids claimed by a failed change are gaps alike. */
void Columns::find_alive(const Xapian::Database &db, uint32_t first_row)
{
	/* Whole blocks, and whole words. */
	alive_.resize(dates_.size() * GZ_BLOCK / 64 + 1, 0);
	if (!first_row) {
		std::fill(alive_.begin(), alive_.end(), 0);
		dated_ = count_ = 0;
	}
	for (auto i = db.postlist_begin("");
	     i != db.postlist_end("") && row_of(*i) >= first_row; ++i) {
		uint32_t row = row_of(*i);

		if (row >= rows())
			throw failure(GZ_DATA, "an article of the index is "
					       "outside its pile");
		alive_[row / 64] |= (uint64_t)1 << row % 64;
		dated_ += published_[row] != GZ_TIME_NONE;
		count_++;
	}
}

void Columns::show()
{
	view_.rows = rows();
	view_.published = published_.data();
	view_.alive = alive_.data();
	view_.blocks = (uint32_t)dates_.size();
	view_.dates = dates_.data();
	view_.by_newest = by_newest_.data();
	view_.by_oldest = by_oldest_.data();
}

void Columns::set_lengths(const uint32_t *length)
{
	uint64_t sum = 0;
	bool intact = true;

	for (uint32_t row = 0; row < rows(); row++) {
		sum += alive(row) ? length[row] : 0;
		intact = intact && (alive(row) || !length[row]);
	}
	view_.length = length;
	view_.intact = intact;
	view_.mean_length = count_ ? (double)sum / (double)count_ : 0;
}

void Columns::refresh(const Xapian::Database &db)
{
	uint64_t removals = meta_number(db, META_REMOVALS);
	auto lowest = (Xapian::docid)meta_number(db, META_LOWEST);

	if (!lowest)
		lowest = DOCID_TOP;
	/* An exception on the way leaves nothing half filled. */
	struct guard {
		Columns *c;
		~guard()
		{
			if (c)
				c->reset();
		}
	} half = { this };
	if (lowest > this->lowest() || removals < removals_)
		reset(); /* another index at the same path */
	if (lowest < this->lowest())
		add_rows(db, lowest);
	if (removals != removals_ || count_ != db.get_doccount())
		find_alive(db, 0);
	removals_ = removals;
	show();
	half.c = nullptr;
}
