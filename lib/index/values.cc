/* values.cc - the sources, sections or bylines of all articles. See
 * values.hh. */
#include "values.hh"

#include <algorithm>

#include "terms.hh"

uint32_t Values::pool::add(const std::string &s)
{
	auto known = number.find(s); /* mostly it is */

	if (known == number.end()) {
		known = number.emplace(s, (uint32_t)text.size()).first;
		text.push_back(&known->first);
	}
	return known->second;
}

uint32_t Values::add_spelling(const std::string &spelling)
{
	uint32_t number = spellings_.add(spelling);

	if (number == name_of_.size())
		name_of_.push_back(names_.add(fold_name(spelling.c_str())));
	return number;
}

static void add_once(std::vector<uint32_t> *to, uint32_t n)
{
	if (std::find(to->begin(), to->end(), n) == to->end())
		to->push_back(n);
}

/* Names in a text have a NUL between them. */
uint32_t Values::add_text(const std::string &text)
{
	uint32_t number = texts_.add(text);
	size_t end;

	if (number < names_in_.size())
		return number;
	spellings_in_.emplace_back();
	names_in_.emplace_back();
	for (size_t at = 0; at < text.size(); at = end + 1) {
		end = std::min(text.find('\0', at), text.size());
		if (end == at)
			continue;
		uint32_t s = add_spelling(text.substr(at, end - at));
		add_once(&spellings_in_.back(), s);
		add_once(&names_in_.back(), name_of_[s]);
	}
	return number;
}

void Values::add_rows(const Xapian::Database &db, Xapian::valueno slot,
		      uint32_t rows)
{
	uint32_t have = (uint32_t)of_row_.size();
	std::vector<uint32_t> fresh(rows - have, 0);
	Xapian::docid end = Columns::docid_of(have) + 1;

	for (auto i = db.valuestream_begin(slot);
	     i != db.valuestream_end(slot) && i.get_docid() < end; ++i)
		fresh.at(Columns::row_of(i.get_docid()) - have) = add_text(*i);
	of_row_.insert(of_row_.end(), fresh.begin(), fresh.end());
}

/* From the block that holds first_row: it may have been half full. */
void Values::add_blocks(uint32_t first_row)
{
	uniform_.resize(gz_blocks((uint32_t)of_row_.size()));
	for (size_t b = first_row / GZ_BLOCK; b < uniform_.size(); b++) {
		auto first = of_row_.begin() + (ptrdiff_t)(b * GZ_BLOCK);
		auto last = of_row_.end() - first > GZ_BLOCK ? first + GZ_BLOCK
							     : of_row_.end();

		uniform_[b] = std::all_of(
			first, last, [&](uint32_t t) { return t == *first; });
	}
}

/* The spelling of most articles; of equals the least, so that every process
 * says the same. */
void Values::choose_shown(const Columns &columns)
{
	std::vector<size_t> by_text(texts()), by_spelling(name_of_.size());

	for (uint32_t row = 0; row < of_row_.size(); row++)
		by_text[of_row_[row]] += columns.alive(row);
	for (size_t t = 0; t < texts(); t++)
		for (uint32_t s : spellings_in_[t])
			by_spelling[s] += by_text[t];
	auto is_better = [&](uint32_t a, uint32_t b) {
		if (by_spelling[a] != by_spelling[b])
			return by_spelling[a] > by_spelling[b];
		return *spellings_.text[a] < *spellings_.text[b];
	};
	shown_.assign(names(), UINT32_MAX);
	articles_.assign(names(), 0);
	for (uint32_t s = 0; s < name_of_.size(); s++) {
		uint32_t *now = &shown_[name_of_[s]];

		articles_[name_of_[s]] += by_spelling[s];
		if (*now == UINT32_MAX || is_better(s, *now))
			*now = s;
	}
}

void Values::refresh(const Xapian::Database &db, const Columns &columns,
		     Xapian::valueno slot, uint64_t revision)
{
	uint32_t have;

	if (era_ == columns.era() && revision_ == revision)
		return;
	if (era_ != columns.era())
		*this = Values();
	era_ = columns.era();
	add_text(""); /* number 0 */
	have = (uint32_t)of_row_.size();
	add_rows(db, slot, columns.rows());
	add_blocks(have);
	choose_shown(columns);
	revision_ = revision;
}
