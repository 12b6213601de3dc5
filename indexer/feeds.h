/* feeds.h - gazette watch --feeds: feeds into the spool, as they are due.
 *
 * A process of its own fetches them, since it alone reads from the network,
 * and hands over what comes as entries of the spool. What it knows of each
 * feed is kept in SPOOL/feeds.state, a line a feed of fields between tabs:
 * URL, when it is due next (seconds since 1970), failures in a row, ETag,
 * Last-Modified. Due "never" is a feed that is gone for good (410). */
#ifndef FEEDS_H
#define FEEDS_H

#include <sys/types.h>

#include "gz/option.h"

/* Start that process, before anything is open that it would keep open. It
 * ends with its parent. -1 with *err: it could not be started, or the list of
 * feeds cannot be read. */
pid_t feeds_start(const struct gz_options *options, const char *spool,
		  struct gz_err *err);
/* End it. */
void feeds_stop(pid_t pid);
/* Has it ended by itself, as it never should? */
bool feeds_died(pid_t pid);

#endif
