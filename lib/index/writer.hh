/* writer.hh - what the writer's files share. */
#ifndef GZ_WRITER_HH
#define GZ_WRITER_HH

#include <string>
#include <vector>

#include "shim.hh"

struct gz_writer {
	std::string path;      /* of the index */
	std::string workspace; /* in it */
	std::string generation;
	int lock = -1;
	Xapian::Database reader;       /* the last commit; empty: none yet */
	Xapian::WritableDatabase live; /* open after a small change */
	bool is_live = false;
	uint32_t lowest = 0; /* docid ever given; DOCID_TOP: none */
};

/* What the next commit will be. */
uint64_t next_revision(const gz_writer *w);

/* After a change: the metadata that goes with it. */
void stamp_change(Xapian::WritableDatabase &db, const gz_writer *w,
		  const gz_change *change);

/* Write the change into the current generation. */
bool write_into(gz_writer *w, const gz_change *change, gz_err *err);

/* Merge the change with the current generation into a new one, swap. */
bool write_beside(gz_writer *w, const gz_change *change, gz_err *err);

/* Look at the current generation afresh. */
void reread(gz_writer *w);

#endif
