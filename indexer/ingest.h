/* ingest.h - from files to the index: read, arrange, build, commit. */
#ifndef INGEST_H
#define INGEST_H

#include "batch.h"
#include "gz/option.h"
#include "progress.h"
#include "walk.h"

/* What a run of gazette add has done. */
struct tally {
	size_t fate[FATES];
	uint64_t words;
};

/* What became of one record, or of a whole file. */
struct outcome {
	uint32_t file;
	unsigned long line; /* 0: none to name */
	enum fate fate;
	const char *id;	    /* NULL: not known */
	const char *reason; /* FATE_FAILED alone */
};
struct ingest;
/* Somebody who wants to hear of each. What was told is in the index once the
 * install() under way, or the next one, has returned true. */
struct ingest_ear {
	void (*told)(struct ingest *in, const struct outcome *o);
	void (*ended)(struct ingest *in, uint32_t file); /* all of it is read */
};

struct ingest {
	const struct gz_options *options;
	struct gz_workers *workers;
	struct gz_writer *writer;
	const struct ingest_ear *ear; /* NULL: nobody */
	struct files files;
	bool plain;	  /* files are not ours: only regular ones are opened */
	uint32_t base;	  /* number of the first of files; see ingest_file() */
	size_t next_file; /* of files, to be read */
	size_t reading;	  /* files being read */
	struct read *given;	 /* to workers */
	struct read *broken_off; /* by a crash; to be gone on with */
	bool stopped;		 /* by a signal: no more is read */
	bool waits;	    /* some input may pause: commit by time and size */
	struct batch batch; /* read, and not yet in the index */
	struct names later; /* see batch_arrange() */
	struct progress progress;
	struct tally tally;
	struct gz_err err; /* what must end the run; GZ_OK: nothing */
};

/* Read all of in->files into the index. False with *err where the run had to
 * end; in->tally says what is in by then, and is on disk. */
bool ingest_run(struct ingest *in, struct gz_err *err);

/* For who brings the files himself. From ingest_signals() on, a SIGINT or
 * SIGTERM sets in->stopped at the next ingest_stopped(). */
void ingest_signals(void);
bool ingest_signalled(void);
bool ingest_stopped(struct ingest *in);
/* Is it time to install() the batch? */
bool ingest_due(const struct ingest *in);

/* Files are numbered as they come, for good; those in front that are done
 * with may be dropped from in->files, which moves in->base on. */
static inline const struct file *ingest_file(const struct ingest *in,
					     uint32_t number)
{
	return &in->files.file[number - in->base];
}

/* A job given to a worker, and who hears of it. */
struct job {
	void (*heard)(struct ingest *in, struct job *job,
		      enum gz_job_state state, const char *bytes, size_t len);
};

/* Wait for workers, at most timeout_ms, and pass on what they say. */
bool ingest_wait(struct ingest *in, int timeout_ms, struct gz_err *err);

/* Tell of one article, or one file (line 0), that does not go in; the path is
 * that of the file, or names a part of it. */
void ingest_failed(struct ingest *in, const char *path,
		   const struct outcome *o);

/* Tell what is no failure; "" is nothing to tell. */
void ingest_note(struct ingest *in, const char *path, const char *text);

/* Give files to idle workers. */
void read_some(struct ingest *in);
/* Forget those that are being read, once there are no workers any more. */
void read_drop(struct ingest *in);

/* Make the batch part of the index, durably, and begin a new one. */
bool install(struct ingest *in, struct gz_err *err);

#endif
