/* ingest.h - from files to the index: read, arrange, build, commit. */
#ifndef INGEST_H
#define INGEST_H

#include "batch.h"
#include "gz/option.h"
#include "progress.h"
#include "walk.h"

/* What a run of gazette add has done. */
struct tally {
	size_t added, replaced, unchanged, failed;
	uint64_t words;
};

struct ingest {
	const struct gz_options *options;
	struct gz_workers *workers;
	struct gz_writer *writer;
	struct files files;
	size_t next_file;	 /* to be read */
	size_t reading;		 /* files being read */
	struct read *broken_off; /* by a crash; to be gone on with */
	bool stopped;		 /* by a signal: no more is read */
	bool waits;	    /* some input may pause: commit by time and size */
	struct batch batch; /* read, and not yet in the index */
	struct progress progress;
	struct tally tally;
	struct gz_err err; /* what must end the run; GZ_OK: nothing */
};

/* Read all of in->files into the index. False with *err where the run had to
 * end; in->tally says what is in by then, and is on disk. */
bool ingest_run(struct ingest *in, struct gz_err *err);

/* A job given to a worker, and who hears of it. */
struct job {
	void (*heard)(struct ingest *in, struct job *job,
		      enum gz_job_state state, const char *bytes, size_t len);
};

/* Wait for workers, at most timeout_ms, and pass on what they say. */
bool ingest_wait(struct ingest *in, int timeout_ms, struct gz_err *err);

/* Tell of one article, or one file (line 0), that does not go in. */
void ingest_failed(struct ingest *in, const char *path, unsigned long line,
		   const char *reason);

/* Tell what is no failure; "" is nothing to tell. */
void ingest_note(struct ingest *in, const char *path, const char *text);

/* Give files to idle workers. */
void read_some(struct ingest *in);

/* Make the batch part of the index, durably, and begin a new one. */
bool install(struct ingest *in, struct gz_err *err);

#endif
