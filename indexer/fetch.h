/* fetch.h - feeds over HTTP, several at once; the only header of what knows
 * libcurl.
 *
 * A fetch takes at most 10 seconds to connect, 60 in all, 5 redirects, and 8
 * MB of answer, unpacked; http and https only. A feed on the internet cannot
 * redirect to an address of our own network, whose pages are not for all. */
#ifndef FETCH_H
#define FETCH_H

#include "gz/spool.h"

struct fetch_request {
	const char *url, *agent;
	const char *etag, *modified; /* of last time, or NULL */
};

struct fetch_answer {
	long status;		    /* 0: none came */
	char error[400];	    /* what went wrong, or "" */
	char etag[256];		    /* or "" */
	char modified[64];	    /* or "" */
	long long retry_after;	    /* seconds, or 0 */
	long long max_age;	    /* likewise */
	struct gz_spool_entry body; /* begun where there is one; status 200 */
	size_t bytes;		    /* of it */
	char head[64];		    /* its beginning, NUL-terminated */
};

/* Lives as long as the process. */
struct fetcher;
struct fetcher *fetcher_open(struct gz_spool *spool, struct gz_err *err);

/* Begin; arg is handed back with the answer. */
void fetch_begin(struct fetcher *f, const struct fetch_request *request,
		 void *arg);

/* Wait at most timeout_ms for answers, and hand each to fn, who commits or
 * aborts the body. */
typedef void fetch_fn(void *owner, void *arg, struct fetch_answer *answer);
void fetch_run(struct fetcher *f, int timeout_ms, fetch_fn *fn, void *owner);

#endif
