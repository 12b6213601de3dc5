/* versions.cc - the versions of an article, read. See gz/index.h. */
#include "reader.hh"

#include <cstdlib>

#include "gz/date.h"
#include "history.hh"
#include "schema.h"
#include "terms.hh"

Xapian::docid docid_of_id(const gz_index *ix, const char *id)
{
	std::string term = id_term(id);
	auto at = ix->db.postlist_begin(term);
	char when[32];
	int64_t ms;

	if (at != ix->db.postlist_end(term))
		return *at;
	if (!removed_at(ix->db, term, &ms))
		throw failure(GZ_MISSING,
			      std::string(id) + ": no article with this id");
	gz_instant_write(ms, when);
	throw failure(GZ_GONE, std::string(id) +
				       ": the article with this id "
				       "was removed on " +
				       when);
}

static void add_version(gz_versions *all, const gz_article &a, uint32_t words)
{
	gz_version *v = &all->version[all->count++];

	v->number = a.version;
	v->seen = a.updated;
	v->words = words;
	gz_article_hash(&a, v->hash);
	v->title = a.title ? gz_strdup(a.title) : nullptr;
}

static bool read_into(const gz_index *ix, const std::string &key,
		      gz_versions *all, gz_err *err)
{
	gz_article a = {};
	uint32_t words;

	if (!ix->records.read(ix->db.get_metadata(key), &a, &words, err))
		return false;
	add_version(all, a, words);
	gz_article_clear(&a);
	return true;
}

gz_versions *gz_index_versions(gz_index *ix, const char *id, gz_err *err)
{
	return guard_read(ix, err, [&]() -> gz_versions * {
		Xapian::docid did = docid_of_id(ix, id);
		auto kept = earlier_versions(ix->db, id_term(id));
		std::unique_ptr<gz_versions, void (*)(gz_versions *)> all(
			(gz_versions *)gz_alloc(sizeof(gz_versions) +
						(kept.size() + 1) *
							sizeof(gz_version)),
			gz_versions_free);

		if (!read_into(ix, record_key(did), all.get(), err))
			return nullptr;
		all->version[0].current = true;
		for (size_t i = kept.size(); i-- > 0;)
			if (!read_into(ix, kept[i].key, all.get(), err))
				return nullptr;
		return all.release();
	});
}

void gz_versions_free(gz_versions *all)
{
	if (!all)
		return;
	for (size_t i = 0; i < all->count; i++)
		free(all->version[i].title);
	free(all);
}

/* The key of that version's record. */
static std::string version_key(const gz_index *ix, const char *id,
			       uint32_t number)
{
	std::string key = record_key(docid_of_id(ix, id));
	record_head head;

	if (read_head(ix->db.get_metadata(key), &head) &&
	    head.version == number)
		return key;
	for (const earlier &v : earlier_versions(ix->db, id_term(id)))
		if (v.number == number)
			return v.key;
	throw failure(GZ_USAGE, std::string(id) + ": has no version " +
					std::to_string(number));
}

bool gz_index_version(gz_index *ix, const char *id, uint32_t number,
		      gz_article *a, uint32_t *words, gz_err *err)
{
	return guard_read(ix, err, [&] {
		return ix->records.read(
			ix->db.get_metadata(version_key(ix, id, number)), a,
			words, err);
	});
}
