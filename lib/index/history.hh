/* history.hh - what an index remembers of articles beside their present state:
 * their earlier versions, and which were removed.
 *
 * Both are user metadata, so that they go with the commit that makes them,
 * and with every merge. An earlier version is the record as it was (record.hh)
 * under META_EARLIER, the hash of the id, the version's number and the hash of
 * its content; no content is kept twice. A removed article leaves the time,
 * the revision and its id, under META_REMOVED and the hash of the id, and nothing else. One that
 * came back may still have that; it counts for nothing then. */
#ifndef GZ_HISTORY_HH
#define GZ_HISTORY_HH

#include <string>
#include <vector>
#include <xapian.h>

#include "gz/index.h"

/* Version 1 is kept and so are those before the present one, so many
 * together. */
#ifdef GZ_SMALL
#define MOST_VERSIONS 3
#else
#define MOST_VERSIONS 50
#endif

struct earlier {
	std::string key;
	uint32_t number;
	std::string hash; /* of the content, 16 bytes */
};

/* A number as bytes that sort as it does, the highest first; and back. */
std::string sortable(uint64_t n, int bytes);
uint64_t number_at(const std::string &key, size_t at, size_t bytes);

/* The key of an earlier version taken apart; false: is none. */
bool earlier_of_key(const std::string &key, earlier *v);
std::string earlier_key(const std::string &id_term, uint32_t number,
			const std::string &hash);

/* The earlier versions of an article, in order. */
std::vector<earlier> earlier_versions(const Xapian::Database &db,
				      const std::string &id_term);

/* Take the change's removed docids out of db, which has the change's segments.
 * What was replaced, by an article of the same id, becomes an earlier version
 * of that; what was not is forgotten with all its versions, but for that this
 * revision removed it. */
void take_out(Xapian::WritableDatabase &db, const gz_change *change,
	      uint64_t revision);

/* The term of a document's id; "": it has none. */
std::string id_term_of(const Xapian::Document &doc);

/* When the article was removed, in ms UTC. False: it was not. */
bool removed_at(const Xapian::Database &db, const std::string &id_term,
		int64_t *when);

/* The revision that did it. 0: none. */
uint64_t removed_in(const Xapian::Database &db, const std::string &id_term);

/* Forget of the removed which came back. */
void sweep_removed(Xapian::WritableDatabase &db);

/* The term of the id that the key and value of a removed article are of; "":
 * they are none. */
std::string removed_term(const std::string &key, const std::string &value);

#endif
