/* log.h - the access log: one JSON object a line, one line a request. For
 * threads. */
#ifndef SERVER_LOG_H
#define SERVER_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "gz/err.h"

struct log;
/* to is a file (appended to), "-" for standard error, or "off"; with_query:
 * show what is searched for. GZ_SYSTEM if the file cannot be written. */
struct log *log_open(const char *to, bool with_query, struct gz_err *err);
void log_close(struct log *l);
/* Open the file again, after it was moved away. */
bool log_reopen(struct log *l, struct gz_err *err);

struct log_entry {
	const char *request_id, *remote, *method;
	const char *target; /* as it came, any bytes */
	unsigned status;
	size_t bytes;	   /* of the body sent */
	long long us;	   /* from the request line to the last byte */
	const char *cache; /* "hit", "miss", "304"; NULL: not cached */
	bool aborted;	   /* the client left before the end */
};
void log_request(struct log *l, const struct log_entry *e);

#endif
