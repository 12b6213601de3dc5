/* gz/spool.h - a folder through which articles are handed over so that none
 * is lost, after D. J. Bernstein's maildir (cr.yp.to/proto/maildir.html):
 *
 *     SPOOL/tmp/     being written
 *     SPOOL/new/     whole and safe; waits to be taken in
 *     SPOOL/cur/     NAME is in the index, as NAME.result says
 *     SPOOL/failed/  nothing of NAME went in, as NAME.why says
 *
 * Who hands over writes in tmp/ and commits into new/: from then on the entry
 * survives a crash and a power cut. Anything of any name that is moved into
 * new/ is taken; names that begin with a dot are left alone. An entry holds
 * articles of any format, or, if its name ends in GZ_SPOOL_REMOVE, a JSON
 * object {"remove":"ID"} a line for what is to leave the index.
 *
 * One handle serves any number of threads.
 */
#ifndef GZ_SPOOL_H
#define GZ_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "gz/buf.h"
#include "gz/err.h"

#ifdef __cplusplus
extern "C" {
#endif

#define GZ_SPOOL_NAME 256 /* bytes of a name, with its NUL */
#define GZ_SPOOL_REMOVE ".remove"

enum gz_spool_folder {
	GZ_SPOOL_TMP,
	GZ_SPOOL_NEW,
	GZ_SPOOL_CUR,
	GZ_SPOOL_FAILED,
	GZ_SPOOL_FOLDERS
};

struct gz_spool;

/* Open the spool at path; it and its folders are made (0700) where they are
 * not there. GZ_SYSTEM: cannot be made or opened. */
struct gz_spool *gz_spool_open(const char *path, struct gz_err *err);
/* NULL is allowed. */
void gz_spool_close(struct gz_spool *s);

/* As it was opened. */
const char *gz_spool_path(const struct gz_spool *s);

/* ---- handing over -------------------------------------------------------- */

/* What new/ and tmp/ hold. */
struct gz_spool_usage {
	size_t files;
	uint64_t bytes;
};
#define GZ_SPOOL_FILES 100000 /* what they are usually */
#define GZ_SPOOL_BYTES (UINT64_C(1) << 30)
struct gz_spool_limits {
	size_t files;	   /* the most that may wait */
	uint64_t bytes;	   /* likewise */
	uint64_t min_free; /* bytes of the disk that are to stay free */
};

/* Is there room for one more entry of so many bytes? GZ_BUSY, with a sentence,
 * if not. Cheap: the folders are counted anew at most once a second. */
bool gz_spool_has_room(struct gz_spool *s, const struct gz_spool_limits *limits,
		       uint64_t bytes, struct gz_err *err);

/* What waits, as has_room counts it. GZ_SYSTEM: new/ cannot be read. */
bool gz_spool_usage(struct gz_spool *s, struct gz_spool_usage *usage,
		    struct gz_err *err);

/* An entry being written, or waiting, under a name that no other has: time,
 * process, counter, random number, suffix. */
struct gz_spool_entry {
	int fd; /* to write to; -1: none */
	char name[GZ_SPOOL_NAME];
};

/* Begin an entry in tmp/; suffix is "", GZ_SPOOL_REMOVE, or what helps a
 * person, such as ".xml". */
bool gz_spool_begin(struct gz_spool *s, const char *suffix,
		    struct gz_spool_entry *e, struct gz_err *err);
/* Make it durable and move it into new/: true means that it is safe. False
 * means that it is gone. Either way e->fd is closed. */
bool gz_spool_commit(struct gz_spool *s, struct gz_spool_entry *e,
		     struct gz_err *err);
/* Drop it, wherever its writing failed. One that is { 0 }, was not begun, or
 * has ended, is passed over. */
void gz_spool_abort(struct gz_spool *s, struct gz_spool_entry *e);

/* ---- what became of it ---------------------------------------------------- */

enum gz_spool_state {
	GZ_SPOOL_GONE,	  /* never heard of, or cleaned away since */
	GZ_SPOOL_WAITING, /* in new/ */
	GZ_SPOOL_DONE, /* in the index; result has the lines of NAME.result */
	GZ_SPOOL_REFUSED, /* nothing went in; why is the sentence of NAME.why,
			     result may have lines */
};

/* Look up the entry of that name, which may come from anywhere: what is no
 * name is GZ_SPOOL_GONE. result and why get bytes appended; either may be
 * NULL. NAME.result is NDJSON, a line a record,
 *     {"line":1,"status":"added","id":"..."}
 *     {"line":2,"status":"failed","reason":"..."}
 * where status is added, replaced, unchanged, removed or failed, and a last
 * line with the number of each, and the state of the index that has them:
 *     {"added":1,"replaced":0,"unchanged":0,"removed":0,"failed":1,
 *      "revision":7,"time":"2018-05-01T10:00:00Z"} */
enum gz_spool_state gz_spool_verdict(struct gz_spool *s, const char *name,
				     struct gz_buf *result, struct gz_buf *why);

/* ---- taking in ------------------------------------------------------------ */

enum gz_spool_kind {
	GZ_SPOOL_FILE,
	GZ_SPOOL_LINKED,  /* a file with another name elsewhere */
	GZ_SPOOL_FOREIGN, /* a folder, link, pipe, device: not to be opened */
};

/* What lies in new/ under a name. */
struct gz_spool_item {
	char *name;
	enum gz_spool_kind kind;
	uint64_t bytes;
	int64_t arrived; /* nanoseconds since 1970: put into new/ */
	int64_t written; /* likewise: written last */
	dev_t device;
	ino_t inode;
};
struct gz_spool_list {
	struct gz_spool_item *item;
	size_t count, size;
	size_t left; /* of new/, and not in the list */
};

/* Who takes in holds the spool for himself until it is closed. GZ_BUSY: another
 * does. Children forked afterwards would hold it too. */
bool gz_spool_lock(struct gz_spool *s, struct gz_err *err);

/* The most that have waited longest in new/, in order of arrival; nothing is
 * opened. What has an odd name is renamed as gz_spool_name_for() says, and
 * counts as left. */
bool gz_spool_list(struct gz_spool *s, size_t most, struct gz_spool_list *list,
		   struct gz_err *err);
void gz_spool_list_free(struct gz_spool_list *list);

/* The name under which an entry can lie in folder: its own, if it is printable
 * UTF-8 of at most 160 bytes, does not end as verdicts do and is not taken;
 * else one like it. */
void gz_spool_name_for(struct gz_spool *s, enum gz_spool_folder folder,
		       const char *name, char out[GZ_SPOOL_NAME]);

/* Move e, begun with gz_spool_begin(), to name in folder, over what is there:
 * for verdicts. What is in it is durable with sync, or after
 * gz_spool_sync_all(). As gz_spool_commit() otherwise. */
bool gz_spool_place(struct gz_spool *s, struct gz_spool_entry *e,
		    enum gz_spool_folder folder, const char *name, bool sync,
		    struct gz_err *err);

/* Does the item lie in new/ as it was listed: not gone, not replaced by
 * another, not written to? */
bool gz_spool_is_still(struct gz_spool *s, const struct gz_spool_item *item);

/* Move an item out of new/, as name in folder. One that is not still as it was
 * listed stays, and *moved is false. */
bool gz_spool_move(struct gz_spool *s, const struct gz_spool_item *item,
		   enum gz_spool_folder folder, const char *name, bool *moved,
		   struct gz_err *err);

/* Make what was placed in or moved to folder durable. */
bool gz_spool_sync(struct gz_spool *s, enum gz_spool_folder folder,
		   struct gz_err *err);

/* Make all durable that was placed, by one system call: for many. It waits for
 * whatever else is written to that disk. */
bool gz_spool_sync_all(struct gz_spool *s, struct gz_err *err);

/* Remove what has lain in cur/ for keep seconds, and in tmp/ for 36 hours. */
void gz_spool_clean(struct gz_spool *s, long long keep);

#ifdef __cplusplus
}
#endif
#endif
