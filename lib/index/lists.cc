/* lists.cc - lists opened before. See lists.hh. */
#include "lists.hh"

shared_list open_list(const gz_files *files, const std::string &term)
{
	std::unique_ptr<gz_list> l(new gz_list());

	gz_list_open(l.get(), files, term.data(), term.size());
	return shared_list(l.release(), [](const gz_list *of) {
		gz_list_free(const_cast<gz_list *>(of));
		delete of;
	});
}

/* About: rows count where they had to be decoded. */
static size_t bytes_of(const gz_files *files, const gz_list *l)
{
	return sizeof(*l) + l->blocks * (sizeof(*l->block) + 4) +
	       files->rows / GZ_BLOCK * 4 +
	       (l->rows < 4 * (size_t)l->blocks ? 2 * (size_t)l->rows : 0);
}

void Lists::forget_some()
{
	while (bytes_ > most_ && used_.size() > 1) {
		bytes_ -= used_.back().bytes;
		by_term_.erase(used_.back().term);
		used_.pop_back();
	}
}

shared_list Lists::get(const gz_files *files, const std::string &term)
{
	auto found = by_term_.find(term);

	if (found != by_term_.end()) {
		used_.splice(used_.begin(), used_, found->second);
		return used_.front().list;
	}
	shared_list list = open_list(files, term);
	used_.push_front({ term, list, bytes_of(files, list.get()) });
	by_term_[term] = used_.begin();
	bytes_ += used_.front().bytes;
	forget_some();
	return list;
}

void Lists::keep(size_t bytes)
{
	most_ = bytes;
	forget_some();
}

void Lists::clear()
{
	by_term_.clear();
	used_.clear();
	bytes_ = 0;
}
