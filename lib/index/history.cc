/* history.cc - earlier versions of articles, and removed ones. See history.hh.
 */
#include "shim.hh"

#include <algorithm>
#include <xxhash.h>

#include "generation.hh"
#include "gz/pack.h"
#include "history.hh"
#include "journal.hh"
#include "record.hh"
#include "schema.h"
#include "terms.hh"

enum {
	HASH = 16, /* bytes */
	NUMBER = 4,
};

static std::string keyed(const char *kind, const std::string &id_term)
{
	XXH128_canonical_t hash;

	XXH128_canonicalFromHash(&hash,
				 XXH3_128bits(id_term.data(), id_term.size()));
	return kind + std::string((const char *)hash.digest, HASH);
}

std::string sortable(uint64_t n, int bytes)
{
	std::string key;

	for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
		key += (char)(n >> shift);
	return key;
}

uint64_t number_at(const std::string &key, size_t at, size_t bytes)
{
	uint64_t n = 0;

	for (size_t i = at; i < at + bytes && i < key.size(); i++)
		n = n << 8 | (unsigned char)key[i];
	return n;
}

/* ---- earlier versions ---------------------------------------------------- */

std::string earlier_key(const std::string &id_term, uint32_t number,
			const std::string &hash)
{
	return keyed(META_EARLIER, id_term) + sortable(number, NUMBER) + hash;
}

bool earlier_of_key(const std::string &key, earlier *v)
{
	size_t at = strlen(META_EARLIER) + HASH;

	if (key.size() != at + NUMBER + HASH)
		return false;
	v->key = key;
	v->hash = key.substr(at + NUMBER);
	v->number = (uint32_t)number_at(key, at, NUMBER);
	return true;
}

std::vector<earlier> earlier_versions(const Xapian::Database &db,
				      const std::string &id_term)
{
	std::string prefix = keyed(META_EARLIER, id_term);
	std::vector<earlier> all;
	earlier v;

	for (auto i = db.metadata_keys_begin(prefix);
	     i != db.metadata_keys_end(prefix); ++i)
		if (earlier_of_key(*i, &v))
			all.push_back(v);
	return all;
}

static void count_kept(Xapian::WritableDatabase &db, int64_t more)
{
	uint64_t kept = meta_number(db, META_VERSIONS) + (uint64_t)more;

	if (more)
		db.set_metadata(META_VERSIONS, std::to_string(kept));
}

/* One of the article's versions more. The first is what was published, the
 * last say where things stand: those between are the first to go. */
static void keep_version(Xapian::WritableDatabase &db,
			 const std::vector<earlier> &kept,
			 const std::string &key, const std::string &record)
{
	size_t too_many = kept.size() + 1 > MOST_VERSIONS
				  ? kept.size() + 1 - MOST_VERSIONS
				  : 0;

	for (size_t i = 1; i <= too_many; i++)
		db.set_metadata(kept[i].key, "");
	db.set_metadata(key, record);
	count_kept(db, 1 - (int64_t)too_many);
}

static bool has_hash(const std::vector<earlier> &versions,
		     const std::string &hash)
{
	return std::any_of(versions.begin(), versions.end(),
			   [&](const earlier &v) { return v.hash == hash; });
}

/* The article of the heir was that of the record until now. */
static void replace(Xapian::WritableDatabase &db, const std::string &term,
		    Xapian::docid heir, const std::string &record,
		    const std::string &hash)
{
	std::vector<earlier> kept = earlier_versions(db, term);
	std::string now = db.get_metadata(record_key(heir));
	record_head was = {}, is = {};
	bool sound = read_head(record, &was) && hash.size() == HASH;

	if (!read_head(now, &is))
		return;
	if (sound)
		is.first_seen = was.first_seen;
	/* Of a damaged record nothing is known: go on from what is. */
	if (!kept.empty())
		was.version = std::max(was.version, kept.back().number);
	is.version = was.version + 1;
	db.set_metadata(record_key(heir), with_head(now, is));
	if (sound && !has_hash(kept, hash))
		keep_version(db, kept, earlier_key(term, was.version, hash),
			     record);
}

/* ---- removed ------------------------------------------------------------- */

static void remove(Xapian::WritableDatabase &db, const std::string &term,
		   Xapian::docid did, uint64_t revision)
{
	const int64_t now = now_ms();
	std::vector<earlier> kept = earlier_versions(db, term);
	gz_buf value = {};

	for (const earlier &v : kept)
		db.set_metadata(v.key, "");
	count_kept(db, -(int64_t)kept.size());
	gz_pack_i64(&value, now);
	gz_pack_u64(&value, revision);
	gz_pack_str(&value, term.c_str() + strlen(TERM_ID));
	db.set_metadata(keyed(META_REMOVED, term),
			std::string(value.data, value.len));
	gz_buf_free(&value);
	note_removed(db, revision, did, term, now);
}

struct removal {
	int64_t when;
	uint64_t revision;
	std::string term;
};

static bool read_removed(const std::string &value, removal *r)
{
	const unsigned char *at = (const unsigned char *)value.data();
	gz_unpack u = { at, at + value.size(), false };
	char *id;

	r->when = gz_unpack_i64(&u);
	r->revision = gz_unpack_u64(&u);
	id = gz_unpack_str(&u);
	r->term = std::string(TERM_ID) + (id ? id : "");
	free(id);
	return !u.bad && u.at == u.end;
}

bool removed_at(const Xapian::Database &db, const std::string &id_term,
		int64_t *when)
{
	removal r;

	if (!read_removed(db.get_metadata(keyed(META_REMOVED, id_term)), &r))
		return false;
	*when = r.when;
	return true;
}

uint64_t removed_in(const Xapian::Database &db, const std::string &id_term)
{
	removal r;

	return read_removed(db.get_metadata(keyed(META_REMOVED, id_term)), &r)
		       ? r.revision
		       : 0;
}

std::string removed_term(const std::string &key, const std::string &value)
{
	removal r;

	if (!read_removed(value, &r) || key != keyed(META_REMOVED, r.term))
		return "";
	return r.term;
}

void sweep_removed(Xapian::WritableDatabase &db)
{
	std::vector<std::string> back;

	for (auto i = db.metadata_keys_begin(META_REMOVED);
	     i != db.metadata_keys_end(META_REMOVED); ++i) {
		std::string term = removed_term(*i, db.get_metadata(*i));

		if (!term.empty() && db.term_exists(term))
			back.push_back(*i);
	}
	for (const std::string &key : back)
		db.set_metadata(key, "");
}

/* ---- a change ------------------------------------------------------------ */

std::string id_term_of(const Xapian::Document &doc)
{
	auto t = doc.termlist_begin();

	t.skip_to(TERM_ID);
	return t != doc.termlist_end() && (*t).compare(0, 1, TERM_ID) == 0 ? *t
									   : "";
}

static void take_out_one(Xapian::WritableDatabase &db, Xapian::docid did,
			 uint64_t revision)
{
	std::string record = db.get_metadata(record_key(did));
	Xapian::Document doc = db.get_document(did);
	std::string term = id_term_of(doc), hash = doc.get_value(SLOT_HASH);

	db.delete_document(did);
	db.set_metadata(record_key(did), "");
	if (term.empty())
		return;
	auto heir = db.postlist_begin(term);
	if (heir == db.postlist_end(term))
		remove(db, term, did, revision);
	else
		replace(db, term, *heir, record, hash);
}

void take_out(Xapian::WritableDatabase &db, const gz_change *change,
	      uint64_t revision)
{
	for (size_t i = 0; i < change->removals; i++)
		take_out_one(db, change->removed[i], revision);
}
