/* journal.hh - which commit did what, so that a mirror can follow.
 *
 * A commit gets docids that none had before, all below those of the commits
 * before it. So two numbers under META_COMMIT and its revision say which articles
 * it wrote, and an article that is replaced or removed leaves the range it was in
 * by itself. What a commit removed stands under META_GONE, the revision and the
 * docid that the article had, with its id and when. In order of these keys are
 * the changes in order of revision, then docid: those it wrote, newest first,
 * then those it removed.
 *
 * What came back after it was removed may still stand as removed; it counts for
 * nothing then (history.hh). */
#ifndef GZ_JOURNAL_HH
#define GZ_JOURNAL_HH

#include <string>
#include <xapian.h>

#include "gz/index.h"

/* The docids [low, high) are those of the articles of this revision. */
void note_written(Xapian::WritableDatabase &db, uint64_t revision,
		  Xapian::docid low, Xapian::docid high);
void note_removed(Xapian::WritableDatabase &db, uint64_t revision,
		  Xapian::docid did, const std::string &id_term, int64_t when);

/* Forget what counts for nothing. */
void sweep_journal(Xapian::WritableDatabase &db);

/* How many of the articles are in the journal. Throws failure where it is
 * damaged. */
size_t journal_articles(const Xapian::Database &db);

#endif
