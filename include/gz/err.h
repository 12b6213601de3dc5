/* gz/err.h - how a failure travels.
 *
 * A function that can fail takes a struct gz_err * as its last argument and
 * returns false or NULL when it fails. The callee fills *err once; callers
 * pass it up untouched; only main() and the HTTP router turn the code into an
 * exit status or an HTTP status.
 */
#ifndef GZ_ERR_H
#define GZ_ERR_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

enum gz_code {
	GZ_OK = 0,
	GZ_USAGE,   /* the request is malformed: a query, an option, a date */
	GZ_MISSING, /* no such file, index or article */
	GZ_BUSY,    /* another writer holds the index: try again later */
	GZ_DATA,    /* a file or the index is damaged or of a foreign kind */
	GZ_SYSTEM,  /* the machine said no: disk, memory, network */
	GZ_GONE,    /* an article that was there and has been removed */
};

struct gz_err {
	enum gz_code code;
	char text[400]; /* one sentence for a person, no newline, UTF-8 */
};

/* Fill *err and return false, so that a failing path is one line:
 *     return gz_fail(err, GZ_MISSING, "%s: no such index", path);
 * err may be NULL when the caller does not care why. */
bool gz_fail(struct gz_err *err, enum gz_code code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#ifdef __cplusplus
}
#endif
#endif
