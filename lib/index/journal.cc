/* journal.cc - which commit did what. See journal.hh and gz/index.h. */
#include "journal.hh"

#include <cstdlib>

#include "gz/pack.h"
#include "history.hh"
#include "reader.hh"
#include "schema.h"

static std::string written_key(uint64_t revision)
{
	return META_COMMIT + sortable(revision, 8);
}

static std::string gone_key(uint64_t revision, Xapian::docid did)
{
	return META_GONE + sortable(revision, 8) + sortable(did, 4);
}

/* Of a key of either kind. */
static uint64_t revision_of(const std::string &key, const char *kind)
{
	return number_at(key, strlen(kind), 8);
}

void note_written(Xapian::WritableDatabase &db, uint64_t revision,
		  Xapian::docid low, Xapian::docid high)
{
	if (low < high)
		db.set_metadata(written_key(revision),
				sortable(low, 4) + sortable(high, 4));
}

void note_removed(Xapian::WritableDatabase &db, uint64_t revision,
		  Xapian::docid did, const std::string &id_term, int64_t when)
{
	gz_buf value = {};

	gz_pack_i64(&value, when);
	gz_pack_str(&value, id_term.c_str() + strlen(TERM_ID));
	db.set_metadata(gone_key(revision, did),
			std::string(value.data, value.len));
	gz_buf_free(&value);
}

/* ---- reading -------------------------------------------------------------- */

/* The articles that a commit wrote. */
struct written {
	Xapian::docid low, high;
};

static written written_in(const Xapian::Database &db, const std::string &key)
{
	std::string value = db.get_metadata(key);

	if (value.size() != 8)
		throw failure(GZ_DATA, "what is known of a commit is damaged");
	return { (Xapian::docid)number_at(value, 0, 4),
		 (Xapian::docid)number_at(value, 4, 4) };
}

/* An article that a commit removed. */
struct gone {
	int64_t when;
	std::string id;
};

static gone gone_in(const Xapian::Database &db, const std::string &key)
{
	std::string value = db.get_metadata(key);
	const unsigned char *at = (const unsigned char *)value.data();
	gz_unpack u = { at, at + value.size(), false };
	gone g;
	size_t len;

	g.when = gz_unpack_i64(&u);
	char *id = gz_unpack_str(&u);
	g.id = id ? id : "";
	len = g.id.size();
	free(id);
	if (u.bad || !len)
		throw failure(GZ_DATA, "what is known of a removed article is "
				       "damaged");
	return g;
}

/* It did not come back, nor was it removed once more. */
static bool is_still_gone(const Xapian::Database &db, const std::string &id,
			  uint64_t revision)
{
	std::string term = TERM_ID + id;

	return removed_in(db, term) == revision && !db.term_exists(term);
}

/* The first article of the range from did on; high: none. */
static Xapian::docid first_alive(const Xapian::Database &db, Xapian::docid did,
				 Xapian::docid high)
{
	auto at = db.postlist_begin("");

	at.skip_to(did);
	return at == db.postlist_end("") || *at >= high ? high : *at;
}

/* Changes as they come, as many as are wanted and one more. */
class Journal
{
      public:
	Journal(const Xapian::Database &db, size_t most, gz_changes *to)
	    : db_(db), most_(most), out_(to)
	{
	}
	/* Those after that place. */
	void read(uint64_t revision, Xapian::docid did);

      private:
	bool full() const
	{
		return out_->more;
	}
	void written_by(const std::string &key, Xapian::docid from);
	void gone_by(const std::string &key);
	void add(const gz_changed &change, const std::string &id);

	const Xapian::Database &db_;
	const size_t most_;
	gz_changes *out_;
};

void Journal::add(const gz_changed &change, const std::string &id)
{
	if (out_->count == most_) {
		out_->more = true;
		return;
	}
	gz_changed *to = &out_->change[out_->count++];
	*to = change;
	to->id = gz_strdup(id.c_str());
}

void Journal::written_by(const std::string &key, Xapian::docid from)
{
	written w = written_in(db_, key);
	auto at = db_.postlist_begin("");

	at.skip_to(std::max(w.low, from));
	for (; !full() && at != db_.postlist_end("") && *at < w.high; ++at) {
		std::string term = id_term_of(db_.get_document(*at));
		record_head head;

		if (term.empty() ||
		    !read_head(db_.get_metadata(record_key(*at)), &head))
			throw failure(GZ_DATA,
				      "an article of the index is damaged");
		add({ nullptr, head.version > 1 ? GZ_UPDATED : GZ_ADDED,
		      revision_of(key, META_COMMIT), *at, head.updated },
		    term.substr(strlen(TERM_ID)));
	}
}

void Journal::gone_by(const std::string &key)
{
	uint64_t revision = revision_of(key, META_GONE);
	gone g = gone_in(db_, key);

	if (is_still_gone(db_, g.id, revision))
		add({ nullptr, GZ_REMOVED, revision,
		      (Xapian::docid)number_at(key, strlen(META_GONE) + 8, 4),
		      g.when },
		    g.id);
}

void Journal::read(uint64_t revision, Xapian::docid did)
{
	auto commit = db_.metadata_keys_begin(META_COMMIT),
	     commits = db_.metadata_keys_end(META_COMMIT);
	auto removal = db_.metadata_keys_begin(META_GONE),
	     removals = db_.metadata_keys_end(META_GONE);

	commit.skip_to(written_key(revision));
	removal.skip_to(gone_key(revision, did + 1));
	while (!full() && (commit != commits || removal != removals)) {
		uint64_t wrote = UINT64_MAX, removed = UINT64_MAX;

		if (commit != commits)
			wrote = revision_of(*commit, META_COMMIT);
		if (removal != removals)
			removed = revision_of(*removal, META_GONE);
		if (wrote <= removed) {
			written_by(*commit, wrote == revision ? did + 1 : 0);
			++commit;
		} else {
			gone_by(*removal);
			++removal;
		}
	}
}

/* The end of a revision is the beginning of the next. */
gz_changes *gz_index_changes(gz_index *ix, uint64_t revision, uint32_t docid,
			     size_t limit, gz_err *err)
{
	return guard_read(ix, err, [&]() -> gz_changes * {
		if (revision > ix->revision)
			throw failure(
				GZ_USAGE,
				"revision " + std::to_string(revision) +
					" is yet to come; the index is at " +
					std::to_string(ix->revision));
		std::unique_ptr<gz_changes, void (*)(gz_changes *)> all(
			(gz_changes *)gz_alloc(sizeof(gz_changes) +
					       limit * sizeof(gz_changed)),
			gz_changes_free);

		all->revision = ix->revision;
		if (docid == UINT32_MAX)
			Journal(ix->db, limit, all.get()).read(revision + 1, 0);
		else
			Journal(ix->db, limit, all.get()).read(revision, docid);
		return all.release();
	});
}

void gz_changes_free(gz_changes *all)
{
	if (!all)
		return;
	for (size_t i = 0; i < all->count; i++)
		free(all->change[i].id);
	free(all);
}

/* ---- keeping house -------------------------------------------------------- */

void sweep_journal(Xapian::WritableDatabase &db)
{
	std::vector<std::string> idle;

	for (auto i = db.metadata_keys_begin(META_COMMIT);
	     i != db.metadata_keys_end(META_COMMIT); ++i) {
		written w = written_in(db, *i);

		if (first_alive(db, w.low, w.high) == w.high)
			idle.push_back(*i);
	}
	for (auto i = db.metadata_keys_begin(META_GONE);
	     i != db.metadata_keys_end(META_GONE); ++i)
		if (!is_still_gone(db, gone_in(db, *i).id,
				   revision_of(*i, META_GONE)))
			idle.push_back(*i);
	for (const std::string &key : idle)
		db.set_metadata(key, "");
}

size_t journal_articles(const Xapian::Database &db)
{
	size_t count = 0;

	for (auto i = db.metadata_keys_begin(META_COMMIT);
	     i != db.metadata_keys_end(META_COMMIT); ++i) {
		written w = written_in(db, *i);
		auto at = db.postlist_begin("");

		at.skip_to(w.low);
		for (; at != db.postlist_end("") && *at < w.high; ++at)
			count++;
	}
	for (auto i = db.metadata_keys_begin(META_GONE);
	     i != db.metadata_keys_end(META_GONE); ++i)
		gone_in(db, *i);
	return count;
}
