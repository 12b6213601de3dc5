/* check.cc - is the index whole? See gz/index.h. */
#include "shim.hh"

#include <sstream>

#include "columns.hh"
#include "files.hh"
#include "generation.hh"
#include "history.hh"
#include "journal.hh"
#include "record.hh"
#include "schema.h"
#include "terms.hh"

struct checker {
	void (*report)(void *, const char *);
	void *arg;
	size_t faults = 0;
	RecordReader records = {};

	void fault(const std::string &line)
	{
		faults++;
		report(arg, line.c_str());
	}
};

/* Xapian's own check, of every block of its main table. That of the termlists
 * would keep a gigabyte of lengths for docids as high as ours. */
static void check_table(const std::string &path, checker *c)
{
	std::ostringstream out;
	size_t errors = Xapian::Database::check(path + "/postlist", 0, &out);
	std::istringstream lines(out.str());

	for (std::string line; errors && std::getline(lines, line);)
		c->report(c->arg, line.c_str());
	c->faults += errors;
}

static std::string about(Xapian::docid did, const char *what)
{
	return "article " + std::to_string(did) + ": " + what;
}

static void check_article(const Xapian::Database &db, const Files &files,
			  Xapian::docid did, checker *c)
{
	Xapian::Document doc = db.get_document(did);
	gz_article a = {};
	gz_err err;
	uint32_t words;

	if (!c->records.read(db.get_metadata(record_key(did)), &a, &words,
			     &err)) {
		c->fault(about(did, err.text));
		return;
	}
	/* Let go of it before Xapian can throw. */
	const std::string term = id_term(a.id);
	gz_article_clear(&a);
	auto at = db.postlist_begin(term);
	auto id = doc.termlist_begin();
	id.skip_to(TERM_ID);
	if (id == doc.termlist_end() || *id != term)
		c->fault(about(did, "has another id in its terms"));
	if (at == db.postlist_end(term) || *at != did)
		c->fault(about(did, "is not found by its id"));
	if (db.get_termfreq(term) != 1)
		c->fault(about(did, "is not the only one with its id"));
	if (words && !files.view()->length[Columns::row_of(did)])
		c->fault(about(did, "has words that are not in the postings"));
	if (doc.get_value(SLOT_HASH).size() != 16)
		c->fault(about(did, "has no hash"));
}

static void check_postings(const Xapian::Database &db, const std::string &gen,
			   checker *c)
{
	for (const std::string &name : file_names(db)) {
		postings_file f = open_postings(gen + "/" + name);

		if (!gz_postings_check(f.get(), c->report, c->arg))
			c->fault(name + ": is damaged");
	}
}

static void check_articles(const Xapian::Database &db, const std::string &gen,
			   checker *c)
{
	Files files;

	files.refresh(db, gen,
		      DOCID_TOP - (uint32_t)meta_number(db, META_LOWEST));
	for (auto i = db.postlist_begin(""); i != db.postlist_end(""); ++i) {
		if (*i >= DOCID_TOP ||
		    Columns::row_of(*i) >= files.view()->rows)
			c->fault(about(*i, "stands outside the pile"));
		else
			check_article(db, files, *i, c);
	}
	if (!db.get_doccount())
		return;
	if (*db.postlist_begin("") < meta_number(db, META_LOWEST))
		c->fault("the lowest article is below the one recorded");
}

static std::string about_earlier(const std::string &key, const char *what)
{
	earlier v = {};

	earlier_of_key(key, &v);
	return "earlier version " + std::to_string(v.number) + ": " + what;
}

/* The article that was this version is there, in a newer one. */
static bool has_heir(const Xapian::Database &db, const std::string &term,
		     uint32_t number)
{
	auto at = db.postlist_begin(term);
	record_head head;

	return at != db.postlist_end(term) &&
	       read_head(db.get_metadata(record_key(*at)), &head) &&
	       head.version > number;
}

static void check_version(const Xapian::Database &db, const std::string &key,
			  checker *c)
{
	unsigned char hash[16];
	gz_article a = {};
	gz_err err;
	uint32_t words;

	if (!c->records.read(db.get_metadata(key), &a, &words, &err)) {
		c->fault(about_earlier(key, err.text));
		return;
	}
	const std::string term = id_term(a.id);
	const uint32_t number = a.version;
	gz_article_hash(&a, hash);
	gz_article_clear(&a);
	if (key !=
	    earlier_key(term, number, std::string((char *)hash, sizeof(hash))))
		c->fault(about_earlier(key, "stands under a key of another"));
	else if (!has_heir(db, term, number))
		c->fault(about_earlier(key, "of no article that is newer"));
}

static void check_history(const Xapian::Database &db, checker *c)
{
	uint64_t kept = 0;

	for (auto i = db.metadata_keys_begin(META_EARLIER);
	     i != db.metadata_keys_end(META_EARLIER); ++i, kept++)
		check_version(db, *i, c);
	if (kept != meta_number(db, META_VERSIONS))
		c->fault("the number of earlier versions is not the one "
			 "recorded");
	for (auto i = db.metadata_keys_begin(META_REMOVED);
	     i != db.metadata_keys_end(META_REMOVED); ++i)
		if (removed_term(*i, db.get_metadata(*i)).empty())
			c->fault("what is known of a removed article is "
				 "damaged");
	if (journal_articles(db) != db.get_doccount())
		c->fault("the commits recorded are not those that wrote the "
			 "articles");
}

bool gz_index_check(const char *path,
		    void (*report)(void *arg, const char *line), void *arg,
		    gz_err *err)
{
	checker c = { report, arg };
	bool ok = guard(err, [&] {
		std::string name = generation_current(path);

		if (name.empty())
			return gz_fail(err, GZ_MISSING,
				       "%s: no index here; make one with "
				       "gazette add",
				       path);
		std::string gen = std::string(path) + "/" + name;
		check_table(gen, &c);
		Xapian::Database db(gen);
		require_schema(db, path);
		check_postings(db, gen, &c);
		check_articles(db, gen, &c);
		check_history(db, &c);
		return true;
	});

	if (!ok || !c.faults)
		return ok;
	return gz_fail(err, GZ_DATA,
		       "%s: faults: %zu; make the index anew from its articles",
		       path, c.faults);
}
