/* writer.cc - the single writer of an index. See gz/index.h. */
#include "writer.hh"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.hh"
#include "folder.h"
#include "generation.hh"
#include "journal.hh"
#include "pool.hh"
#include "schema.h"
#include "terms.hh"

#ifdef GZ_SMALL
#define LARGE_CHANGE 8
#else
#define LARGE_CHANGE 1000
#endif

static bool take_lock(gz_writer *w, gz_err *err)
{
	std::string path = w->path + "/lock";

	w->lock = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (w->lock < 0)
		return gz_fail(err, GZ_SYSTEM, "%s: %s", path.c_str(),
			       strerror(errno));
	if (flock(w->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	int why = errno;
	close(w->lock);
	w->lock = -1; /* what is in the index is another's */
	if (why == EWOULDBLOCK)
		return gz_fail(err, GZ_BUSY,
			       "%s: another gazette is writing to this index; "
			       "try again when it has finished",
			       w->path.c_str());
	return gz_fail(err, GZ_SYSTEM, "%s: %s", path.c_str(), strerror(why));
}

/* A folder that is there must be empty or an index. */
static bool claim_folder(gz_writer *w, gz_err *err)
{
	const char *path = w->path.c_str();
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
		return gz_fail(err, GZ_DATA, "%s: a file, not an index folder",
			       path);
	if (!folder_make(path, err) || !folder_sync_parent(path, err))
		return false;
	if (folder_is_remote(path))
		return gz_fail(err, GZ_SYSTEM,
			       "%s: on a network file system, where locks and "
			       "renames are not safe; use a local disk",
			       path);
	if (access((w->path + "/lock").c_str(), F_OK) != 0 &&
	    !folder_is_empty(path))
		return gz_fail(err, GZ_DATA,
			       "%s: holds other files and is not an index; "
			       "give a new folder",
			       path);
	return true;
}

void reread(gz_writer *w)
{
	w->generation = generation_current(w->path);
	w->lowest = DOCID_TOP;
	if (w->generation.empty()) {
		w->reader = Xapian::Database();
		return;
	}
	w->reader = Xapian::Database(w->path + "/" + w->generation);
	require_schema(w->reader, w->path);
	w->lowest = (uint32_t)meta_number(w->reader, META_LOWEST);
	if (!w->lowest)
		w->lowest = DOCID_TOP;
}

gz_writer *gz_writer_open(const char *path, gz_err *err)
{
	std::unique_ptr<gz_writer> w(new gz_writer);

	w->path = path;
	w->workspace = work_path(path);
	bool ok = guard(err, [&] {
		forbid_implicit_commits();
		if (!claim_folder(w.get(), err) || !take_lock(w.get(), err) ||
		    !generation_adopt(path, err))
			return false;
		reread(w.get());
		if (!w->generation.empty()) /* what a killed writer left */
			sweep_postings(w->path + "/" + w->generation,
				       file_names(w->reader));
		return generation_sweep(path, w->generation, err) &&
		       folder_make(w->workspace.c_str(), err);
	});
	if (ok)
		return w.release();
	gz_writer_close(w.release());
	return nullptr;
}

void gz_writer_close(gz_writer *w)
{
	if (!w)
		return;
	guard(nullptr, [&] {
		if (w->is_live)
			w->live.close();
		return true;
	});
	if (w->lock >= 0) {
		folder_remove(w->workspace.c_str(), nullptr);
		close(w->lock);
	}
	delete w;
}

const char *gz_writer_workspace(const gz_writer *w)
{
	return w->workspace.c_str();
}

size_t gz_writer_count(const gz_writer *w)
{
	size_t count = 0;

	guard(nullptr, [&] {
		count = w->reader.get_doccount();
		return true;
	});
	return count;
}

bool gz_writer_find(gz_writer *w, const char *id, gz_held *held, gz_err *err)
{
	*held = {};
	return guard(err, [&] {
		std::string term = id_term(id);
		auto at = w->reader.postlist_begin(term);

		if (at == w->reader.postlist_end(term))
			return true;
		held->docid = *at;
		std::string hash = w->reader.get_document(*at).get_value(
			SLOT_HASH);
		memcpy(held->hash, hash.data(),
		       std::min(hash.size(), sizeof(held->hash)));
		return true;
	});
}

char *gz_writer_find_url(gz_writer *w, const char *url, gz_err *err)
{
	return guard(err, [&]() -> char * {
		std::string term = url_term(url), id;
		auto at = w->reader.postlist_begin(term);

		if (at == w->reader.postlist_end(term))
			return nullptr;
		auto t = w->reader.get_document(*at).termlist_begin();
		t.skip_to(TERM_ID);
		id = *t;
		return gz_strdup(id.c_str() + strlen(TERM_ID));
	});
}

bool gz_writer_claim(gz_writer *w, size_t count, uint32_t *first, gz_err *err)
{
	if (count >= w->lowest)
		return gz_fail(err, GZ_SYSTEM,
			       "%s: it has given out all its 2^27 numbers, "
			       "down to %u; add the articles to a new index",
			       w->path.c_str(), w->lowest);
	w->lowest -= (uint32_t)count;
	*first = w->lowest;
	return true;
}

uint64_t next_revision(const gz_writer *w)
{
	return meta_number(w->reader, META_REVISION) + 1;
}

void stamp_change(Xapian::WritableDatabase &db, const gz_writer *w,
		  const gz_change *change)
{
	auto set = [&](const char *name, uint64_t n) {
		db.set_metadata(name, std::to_string(n));
	};

	auto before = (Xapian::docid)meta_number(w->reader, META_LOWEST);

	set(META_REVISION, next_revision(w));
	set(META_REMOVALS,
	    meta_number(w->reader, META_REMOVALS) + change->removals);
	set(META_LOWEST, w->lowest);
	db.set_metadata(META_SCHEMA, GZ_SCHEMA);
	note_written(db, next_revision(w), w->lowest,
		     before ? before : DOCID_TOP);
}

/* Merging reads and writes the whole index once: worth it when the change is
 * large beside what is there. */
static bool is_large(const gz_writer *w, const gz_change *change)
{
	return change->articles >= LARGE_CHANGE &&
	       change->articles >= gz_writer_count(w) / 10;
}

static bool reread_after(gz_writer *w, bool ok, gz_err *err)
{
	return guard(ok ? err : nullptr,
		     [&] {
			     reread(w);
			     return true;
		     }) &&
	       ok;
}

bool gz_writer_commit(gz_writer *w, const gz_change *change, gz_err *err)
{
	bool ok = is_large(w, change) ? write_beside(w, change, err)
				      : write_into(w, change, err);

	for (size_t i = 0; ok && i < change->segments; i++)
		folder_remove(change->segment[i], nullptr);
	return reread_after(w, ok, err);
}

bool gz_writer_compact(gz_writer *w, gz_err *err)
{
	gz_change nothing = {};

	if (w->generation.empty())
		return gz_fail(err, GZ_MISSING,
			       "%s: no index here; make one with gazette add",
			       w->path.c_str());
	return reread_after(w, write_beside(w, &nothing, err), err);
}
