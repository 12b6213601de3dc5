/* change.cc - a change becomes the index: written into the current
 * generation, or merged into a new one beside it. See writer.hh. */
#include "writer.hh"

#include <algorithm>
#include <sys/resource.h>

#include "columns.hh"
#include "files.hh"
#include "folder.h"
#include "generation.hh"
#include "history.hh"
#include "journal.hh"
#include "pool.hh"
#include "record.hh"
#include "schema.h"

static void copy_segment(Xapian::WritableDatabase &to, const char *path)
{
	Xapian::Database from(path);

	for (auto i = from.postlist_begin(""); i != from.postlist_end("");
	     ++i) {
		std::string key = record_key(*i);

		to.replace_document(*i, from.get_document(*i));
		to.set_metadata(key, from.get_metadata(key));
	}
}

/* The first change makes the first generation. */
static std::string open_live(gz_writer *w)
{
	std::string name = w->generation.empty() ? generation_next("")
						 : w->generation;
	std::string path = w->path + "/" + name;

	if (!w->is_live)
		w->live = Xapian::WritableDatabase(
			path,
			Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
	w->is_live = true;
	return name;
}

/* Xapian renames its version file and does not fsync the folder: without
 * that a power cut can undo the commit, or break the index. */
static bool settle(gz_writer *w, const std::string &name, gz_err *err)
{
	std::string path = w->path + "/" + name;

	if (!folder_sync(path.c_str(), err))
		return false;
	if (w->generation == name)
		return true;
	return folder_sync(w->path.c_str(), err) &&
	       folder_link(current_path(w->path).c_str(), name.c_str(), err);
}

/* Let go of the writer without committing: closing would, but for a
 * transaction under way. */
static void drop_live(gz_writer *w)
{
	guard(nullptr, [&] {
		if (w->is_live)
			w->live.begin_transaction(false);
		return true;
	});
	guard(nullptr, [&] {
		w->live = Xapian::WritableDatabase();
		return true;
	});
	w->is_live = false;
}

bool write_into(gz_writer *w, const gz_change *change, gz_err *err)
{
	bool ok = guard(err, [&] {
		std::string name = open_live(w);
		std::string path = w->path + "/" + name;
		std::vector<std::string> before = file_names(w->reader), after;

		sweep_postings(path, before);
		after = add_postings(path, before, change);
		w->live.begin_transaction();
		for (size_t i = 0; i < change->segments; i++)
			copy_segment(w->live, change->segment[i]);
		take_out(w->live, change, next_revision(w));
		stamp_change(w->live, w, change);
		w->live.set_metadata(META_FILES, join_names(after));
		w->live.commit_transaction();
		return settle(w, name, err);
	});

	if (!ok) /* after an error a writer is used no more */
		drop_live(w);
	return ok;
}

/* Databases that can be merged at once, each of which takes some five open
 * files: what is merged in one step is written once. */
static size_t fan_in()
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return 3;
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
#ifdef GZ_SMALL
	return 3;
#else
	return std::min<rlim_t>(512, std::max<rlim_t>(files.rlim_cur / 8, 3));
#endif
}

static void merge(const std::vector<std::string> &from, const std::string &to)
{
	Xapian::Database all;

	for (const std::string &path : from)
		all.add_database(Xapian::Database(path));
	all.compact(to, Xapian::DBCOMPACT_NO_RENUMBER | Xapian::DB_NO_SYNC);
}

/* Merge until one step can take the rest. */
static void merge_all(std::vector<std::string> from, const std::string &to,
		      const std::string &workspace)
{
	size_t most = fan_in();

	for (unsigned round = 0; from.size() > most; round++) {
		std::vector<std::string> merged;

		for (size_t i = 0; i < from.size(); i += most) {
			size_t end = std::min(i + most, from.size());
			std::string name = workspace + "/merge-" +
					   std::to_string(round) + "-" +
					   std::to_string(i);

			merge({ from.begin() + i, from.begin() + end }, name);
			for (size_t j = i; j < end; j++)
				if (round) /* not the segments yet */
					folder_remove(from[j].c_str(), nullptr);
			merged.push_back(name);
		}
		from = merged;
	}
	merge(from, to);
}

static void finish(const std::string &path, gz_writer *w,
		   const gz_change *change)
{
	Xapian::WritableDatabase db(path, Xapian::DB_OPEN);
	std::string old = w->path + "/" + w->generation;

	take_out(db, change, next_revision(w));
	sweep_removed(db);
	stamp_change(db, w, change);
	sweep_journal(db);
	if (!w->generation.empty())
		db.set_metadata(META_PARENT, w->reader.get_uuid());
	db.set_metadata(META_FILES,
			merge_postings(path, old, file_names(w->reader), change,
				       db, DOCID_TOP - w->lowest));
	db.commit();
	db.close();
}

bool write_beside(gz_writer *w, const gz_change *change, gz_err *err)
{
	std::string name = generation_next(w->generation);
	std::string path = w->path + "/" + name;

	bool ok = guard(err, [&] {
		std::vector<std::string> from(
			change->segment, change->segment + change->segments);

		if (!folder_remove(path.c_str(), err))
			return false;
		if (!w->generation.empty())
			from.push_back(w->path + "/" + w->generation);
		merge_all(from, path, w->workspace);
		finish(path, w, change);
		return folder_sync_all(path.c_str(), err) &&
		       folder_sync(w->path.c_str(), err) &&
		       folder_link(current_path(w->path).c_str(), name.c_str(),
				   err);
	});

	drop_live(w);
	if (!ok && generation_current(w->path) != name)
		folder_remove(path.c_str(), nullptr);
	else if (!ok)
		return false; /* the link may or may not be on disk: keep both */
	else if (!w->generation.empty())
		/* Readers keep the files they have open. */
		folder_remove((w->path + "/" + w->generation).c_str(), nullptr);
	return ok;
}
