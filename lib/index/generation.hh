/* generation.hh - where the database of an index lies.
 *
 *     DIR/lock             held by the one writer (flock)
 *     DIR/current          symbolic link to the generation that readers open
 *     DIR/gen-000001/      a Xapian database, and postings files
 *     DIR/work/            a writer's unfinished work
 *
 * Small changes are commits within a generation; a large one is a new
 * generation, built beside and swapped in by renaming the link. */
#ifndef GZ_GENERATION_HH
#define GZ_GENERATION_HH

#include <string>
#include <xapian.h>

static inline std::string current_path(const std::string &index)
{
	return index + "/current";
}

static inline std::string work_path(const std::string &index)
{
	return index + "/work";
}

/* The name of the current generation ("gen-000001"), "" if there is none. */
std::string generation_current(const std::string &index);

/* Where the link is missing and a whole generation is there, make the link:
 * nothing that was committed is ever swept away. Fails for what is no link. */
bool generation_adopt(const std::string &index, gz_err *err);

/* The name that follows. */
std::string generation_next(const std::string &name);

/* Remove every generation but keep, and unfinished work. */
bool generation_sweep(const std::string &index, const std::string &keep,
		      gz_err *err);

/* A number in user metadata; 0 where there is none. */
uint64_t meta_number(const Xapian::Database &db, const char *name);

/* We commit by size and time; Xapian must not by number of changes. Call
 * before a database is opened for writing. */
void forbid_implicit_commits();

/* Refuse a database of another schema: throws failure. */
void require_schema(const Xapian::Database &db, const std::string &index);

#endif
