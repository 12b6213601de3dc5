/* check.cc - is the index whole? See gz/index.h. */
#include "shim.hh"

#include <sstream>

#include "analyse.hh"
#include "columns.hh"
#include "files.hh"
#include "generation.hh"
#include "schema.h"
#include "terms.hh"

struct checker {
	void (*report)(void *, const char *);
	void *arg;
	size_t faults = 0;

	void fault(const std::string &line)
	{
		faults++;
		report(arg, line.c_str());
	}
};

/* Xapian's own check, of every block of a table. That of the termlists
 * would keep a gigabyte of lengths for docids as high as ours. */
static void check_tables(const std::string &path, checker *c)
{
	static const char *const tables[] = { "postlist", "docdata" };

	for (const char *table : tables) {
		std::ostringstream out;
		size_t errors = Xapian::Database::check(path + "/" + table, 0,
							&out);
		std::istringstream lines(out.str());

		for (std::string line; errors && std::getline(lines, line);)
			c->report(c->arg, line.c_str());
		c->faults += errors;
	}
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
	const unsigned char *bytes;
	gz_places places;
	size_t len;

	if (!article_of_data(doc.get_data(), &a, &err)) {
		c->fault(about(did, err.text));
		return;
	}
	auto at = db.postlist_begin(id_term(a.id));
	if (at == db.postlist_end(id_term(a.id)) || *at != did)
		c->fault(about(did, "is not found by its id"));
	if (db.get_termfreq(id_term(a.id)) != 1)
		c->fault(about(did, "is not the only one with its id"));
	if (!files.places(Columns::row_of(did), &bytes, &len) ||
	    !gz_places_open(&places, bytes, len))
		c->fault(about(did, "has no places of words"));
	if (doc.get_value(SLOT_HASH).size() != 16)
		c->fault(about(did, "has no hash"));
	gz_article_clear(&a);
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
		if (*i >= DOCID_TOP)
			c->fault(about(*i, "stands outside the pile"));
		check_article(db, files, *i, c);
	}
	if (!db.get_doccount())
		return;
	if (*db.postlist_begin("") < meta_number(db, META_LOWEST))
		c->fault("the lowest article is below the one recorded");
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
		check_tables(gen, &c);
		Xapian::Database db(gen);
		require_schema(db, path);
		check_postings(db, gen, &c);
		check_articles(db, gen, &c);
		return true;
	});

	if (!ok || !c.faults)
		return ok;
	return gz_fail(err, GZ_DATA,
		       "%s: %zu faults; make the index anew from its articles",
		       path, c.faults);
}
