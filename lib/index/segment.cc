/* segment.cc - analysed articles, made in worker processes. See gz/index.h.
 *
 * A segment is a small database of its own and a postings file in its folder:
 * it is built where nobody reads it, and thrown away when anything goes wrong
 * with it. */
#include "shim.hh"

#include "analyse.hh"
#include "columns.hh"
#include "files.hh"
#include "folder.h"
#include "generation.hh"
#include "record.hh"
#include "schema.h"

struct gz_segment {
	std::string path;
	Xapian::WritableDatabase db;
	Analyser analyser;
	RecordWriter records;
	uint64_t words = 0;
};

gz_segment *gz_segment_open(const char *path, gz_err *err)
{
	return guard(err, [&]() -> gz_segment * {
		forbid_implicit_commits();
		if (!folder_remove(path, err))
			return nullptr;
		std::unique_ptr<gz_segment> s(new gz_segment);

		s->path = path;
		/* Unsynced: a power cut costs the segment, no more. */
		s->db = Xapian::WritableDatabase(
			path, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS |
				      Xapian::DB_NO_SYNC);
		/* Dropped in a transaction, nothing is written out. */
		s->db.begin_transaction();
		s->db.set_metadata(META_SCHEMA, GZ_SCHEMA);
		return s.release();
	});
}

bool gz_segment_put(gz_segment *s, uint32_t docid, const gz_article *a,
		    gz_err *err)
{
	return guard(err, [&] {
		Xapian::Document doc;
		uint32_t words = s->analyser.add(*a, Columns::row_of(docid),
						 &doc);

		s->db.replace_document(docid, doc);
		s->db.set_metadata(record_key(docid),
				   s->records.write(*a, words));
		s->words += words;
		return true;
	});
}

bool gz_segment_commit(gz_segment *s, uint64_t *words, gz_err *err)
{
	bool ok = guard(err, [&] {
		s->analyser.write(segment_postings(s->path));
		s->db.commit_transaction();
		s->db.close();
		*words = s->words;
		return true;
	});

	gz_segment_drop(s);
	return ok;
}

void gz_segment_drop(gz_segment *s)
{
	if (!s)
		return;
	/* Closing would write out what is pending, and may throw. */
	guard(nullptr, [&] {
		s->db.begin_transaction(false);
		return true;
	});
	guard(nullptr, [&] {
		s->db = Xapian::WritableDatabase();
		return true;
	});
	delete s;
}
