/* reader.hh - what a search handle holds. */
#ifndef GZ_READER_HH
#define GZ_READER_HH

#include <string>
#include <unordered_map>

#include "shim.hh"

#include "calendar.hh"
#include "columns.hh"
#include "counts.hh"
#include "files.hh"
#include "lists.hh"
#include "record.hh"
#include "sample.hh"
#include "values.hh"

struct gz_index {
	std::string path;
	std::string generation; /* open now */
	std::string uuid;	/* of the database in it */
	uint64_t stamp = 0;	/* of the state that db shows; 0: look anew */
	bool held = false;
	uint64_t revision = 0;
	size_t articles = 0;
	Xapian::Database db;
	Columns columns;
	Files files;
	Lists lists; /* borrow from files */
	RecordReader records;
	gz_stemmer *stemmer = nullptr;
	struct gz_index_status status = {}; /* schema "": not looked yet */
	/* Exact totals of this revision, by query. */
	std::unordered_map<std::string, size_t> totals;
	KnownCounts counts;
	Values values[TEXT_FACETS];	    /* as far as asked for */
	Hashes hashes;			    /* likewise */
	std::unique_ptr<Calendar> calendar; /* the last one asked for */
};

/* The article with the id. Throws failure where there is none: GZ_MISSING, or
 * GZ_GONE if it was removed. */
Xapian::docid docid_of_id(const gz_index *ix, const char *id);

/* One article by its docid. */
bool read_article(const gz_index *ix, Xapian::docid did, gz_article *a,
		  uint32_t *words, gz_err *err);

/* Show the newest commit. Cheap when there is none since. Throws. */
void freshen(gz_index *ix);

/* guard() for a reader: body sees the newest commit and starts over on it if
 * commits overtook it half-way. */
template <typename F>
auto guard_read(gz_index *ix, gz_err *err, F body) noexcept -> decltype(body())
{
	auto again = [&](const Xapian::Error &e) {
		static const char *const stale[] = { "DatabaseModifiedError",
						     "DatabaseCorruptError",
						     "DatabaseOpeningError",
						     "DatabaseClosedError",
						     "DatabaseNotFoundError" };

		for (const char *type : stale)
			if (!strcmp(e.get_type(), type)) {
				ix->stamp = 0;
				ix->generation.clear();
				return true;
			}
		return false;
	};

	return guard(
		err,
		[&] {
			freshen(ix);
			return body();
		},
		again);
}

#endif
