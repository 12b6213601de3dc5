/* index.cc - a search handle: open, close, one article, status. See
 * gz/index.h. */
#include "reader.hh"

#include <algorithm>
#include <cstdlib>

#include "folder.h"
#include "generation.hh"
#include "gz/pack.h"
#include "terms.hh"

void freshen(gz_index *ix)
{
	if (ix->held && ix->stamp)
		return;
	uint64_t stamp = gz_index_stamp(ix->path.c_str());
	std::string name;

	if (stamp && stamp == ix->stamp)
		return;
	name = generation_current(ix->path);
	if (name.empty())
		throw failure(GZ_MISSING, ix->path + ": no index here; make "
						     "one with gazette add");
	/* Not reopen(): it is another index at the same path perhaps, which
	 * may even have the same revision. */
	ix->db = Xapian::Database(ix->path + "/" + name);
	require_schema(ix->db, ix->path);
	if (ix->db.get_uuid() != ix->uuid) {
		/* Rows stay what they are from a generation to the next. */
		if (ix->db.get_metadata(META_PARENT) != ix->uuid)
			ix->columns.reset();
		ix->files.reset();
	}
	ix->uuid = ix->db.get_uuid();
	ix->generation = name;
	ix->columns.refresh(ix->db);
	ix->lists.clear();
	ix->files.refresh(ix->db, ix->path + "/" + name, ix->columns.rows());
	ix->columns.set_lengths(ix->files.view()->length);
	ix->revision = meta_number(ix->db, META_REVISION);
	ix->articles = ix->db.get_doccount();
	ix->totals.clear();
	ix->counts.clear();
	ix->status = {};
	ix->stamp = stamp;
}

gz_index *gz_index_open(const char *path, gz_err *err)
{
	gz_index *ix = nullptr;
	bool ok = guard(err, [&] {
		ix = new gz_index;
		ix->path = path;
		ix->stemmer = gz_stemmer_open();
		return true;
	});
	if (ok && guard_read(ix, err, [] { return true; }))
		return ix;
	gz_index_close(ix);
	return nullptr;
}

uint64_t gz_index_revision(const gz_index *ix)
{
	return ix->revision;
}

bool gz_index_hold(gz_index *ix, gz_err *err)
{
	ix->held = false;
	return guard_read(ix, err, [&] { return ix->held = true; });
}

void gz_index_release(gz_index *ix)
{
	ix->held = false;
}

void gz_index_keep(gz_index *ix, size_t bytes)
{
	ix->lists.keep(bytes);
}

void gz_index_close(gz_index *ix)
{
	if (ix)
		gz_stemmer_close(ix->stemmer);
	delete ix;
}

/* What SLOT_WORDS holds: a varint. */
static uint64_t words_of(const std::string &value)
{
	const unsigned char *at = (const unsigned char *)value.data();
	gz_unpack u = { at, at + value.size(), false };

	return gz_unpack_u64(&u);
}

bool read_article(const gz_index *ix, Xapian::docid did, gz_article *a,
		  uint32_t *words, gz_err *err)
{
	return ix->records.read(ix->db.get_metadata(record_key(did)), a, words,
				err);
}

bool gz_index_article(gz_index *ix, const char *id, gz_article *a,
		      uint32_t *words, gz_err *err)
{
	return guard_read(ix, err, [&] {
		return read_article(ix, docid_of_id(ix, id), a, words, err);
	});
}

static uint64_t count_words(const Xapian::Database &db)
{
	uint64_t sum = 0;

	for (auto i = db.valuestream_begin(SLOT_WORDS);
	     i != db.valuestream_end(SLOT_WORDS); ++i)
		sum += words_of(*i);
	return sum;
}

static void add_span(const Columns &c, struct gz_index_status *s)
{
	s->oldest = s->newest = GZ_TIME_NONE;
	for (uint32_t row = 0; row < c.rows(); row++) {
		int64_t at = c.published(row);

		if (at == GZ_TIME_NONE || !c.alive(row))
			continue;
		s->oldest = s->oldest == GZ_TIME_NONE ? at
						      : std::min(s->oldest, at);
		s->newest = std::max(s->newest, at);
	}
}

static void describe(const gz_index *ix, struct gz_index_status *s)
{
	std::string gen = ix->path + "/" + ix->generation;

	*s = {};
	s->revision = ix->revision;
	s->articles = ix->db.get_doccount();
	s->versions = meta_number(ix->db, META_VERSIONS);
	s->words = count_words(ix->db);
	s->bytes = folder_bytes(gen.c_str());
	s->dated = ix->columns.dated();
	s->sources = ix->columns.sources().name.size() - 1;
	snprintf(s->schema, sizeof(s->schema), "%s", GZ_SCHEMA);
	add_span(ix->columns, s);
}

/* A pass over all articles, made once a revision. */
bool gz_index_status(gz_index *ix, struct gz_index_status *s, gz_err *err)
{
	return guard_read(ix, err, [&] {
		if (!ix->status.schema[0])
			describe(ix, &ix->status);
		*s = ix->status;
		return true;
	});
}
