/* columns.cc - what filters and orders ask of every article. See columns.hh. */
#include "shim.hh"

#include <algorithm>

#include "analyse.hh"
#include "columns.hh"
#include "generation.hh"

void Columns::reset()
{
	*this = Columns();
}

void Columns::add_names(const Xapian::Database &db, int slot, name_column *to,
			Xapian::docid end)
{
	to->row.resize(rows(), 0);
	for (auto i = db.valuestream_begin(slot);
	     i != db.valuestream_end(slot) && i.get_docid() < end; ++i) {
		auto found = to->number.emplace(*i, to->name.size());

		if (found.second)
			to->name.push_back(*i);
		to->row[row_of(i.get_docid())] = found.first->second;
	}
}

/* Blocks from the one that holds first_row: it may have been half full. */
void Columns::add_blocks(size_t first_row)
{
	size_t b = first_row / BLOCK;

	blocks_.resize((rows() + BLOCK - 1) / BLOCK);
	for (; b < blocks_.size(); b++) {
		block &k = blocks_[b] = block();

		for (size_t r = b * BLOCK;
		     r < std::min(rows(), (b + 1) * (size_t)BLOCK); r++) {
			if (published_[r] == GZ_TIME_NONE) {
				k.undated = true;
				continue;
			}
			k.least = std::min(k.least, published_[r]);
			k.greatest = std::max(k.greatest, published_[r]);
		}
		k.greatest_until = b ? std::max(blocks_[b - 1].greatest_until,
						k.greatest)
				     : k.greatest;
	}
}

void Columns::add_rows(const Xapian::Database &db, Xapian::docid lowest)
{
	Xapian::docid end = this->lowest();
	size_t first_row = rows();

	published_.resize(DOCID_TOP - lowest, GZ_TIME_NONE);
	alive_.resize(rows(), 1);
	for (auto i = db.valuestream_begin(SLOT_PUBLISHED);
	     i != db.valuestream_end(SLOT_PUBLISHED) && i.get_docid() < end;
	     ++i) {
		published_[row_of(i.get_docid())] = published_of_value(*i);
		dated_++;
	}
	add_names(db, SLOT_SOURCE, &sources_, end);
	add_names(db, SLOT_SECTION, &sections_, end);
	add_blocks(first_row);
}

/* Mark the rows whose articles are gone. Their dates stay: they only loosen
 * the bounds of their blocks. */
void Columns::bury(const Xapian::Database &db)
{
	std::fill(alive_.begin(), alive_.end(), 0);
	dated_ = 0;
	for (auto i = db.postlist_begin(""); i != db.postlist_end(""); ++i) {
		size_t row = row_of(*i);

		alive_[row] = 1;
		dated_ += published_[row] != GZ_TIME_NONE;
	}
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
	/* Docids claimed by a failed change, and those removed, are gaps. */
	if (removals != removals_ ||
	    (size_t)std::count(alive_.begin(), alive_.end(), 1) !=
		    db.get_doccount())
		bury(db);
	removals_ = removals;
	half.c = nullptr;
}
