/* feed_state.h - what is known of each feed. See feeds.h. */
#ifndef FEED_STATE_H
#define FEED_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "gz/err.h"

#define FEED_NEVER INT64_MAX

struct feed {
	char *url;
	char *host;	   /* as in the URL, with its port */
	int64_t due;	   /* seconds since 1970; FEED_NEVER: it is gone */
	unsigned failures; /* in a row */
	char etag[256], modified[64]; /* or "" */
	bool listed;		      /* in the list of feeds, still */
	bool under_way;
};

struct feed_state {
	char *path; /* of the file */
	struct feed *feed;
	size_t count, size;
};

/* Read the file; what is not there, or no line of it, is passed over. */
void feed_state_read(struct feed_state *s, const char *path);
/* Write the feeds that are listed: all or nothing, durably. */
bool feed_state_write(const struct feed_state *s, struct gz_err *err);

/* The feed at url, which is added if it is not there. */
struct feed *feed_state_find(struct feed_state *s, const char *url);

#endif
