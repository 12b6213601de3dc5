/* key.h - who may put articles in and take them out: the keys of a file, and
 * how often each may be used.
 *
 * The file has a key a line, 16 to 256 characters as RFC 6750 allows them in
 * "Authorization: Bearer KEY"; what begins with "#" is a comment. Only hashes
 * (SHA-256) are kept, and compared in the same time whatever is sent. No key
 * is ever part of a message. For threads.
 */
#ifndef SERVER_KEY_H
#define SERVER_KEY_H

#include <stdbool.h>

#include "gz/err.h"

struct key_spec {
	const char *file; /* borrowed; NULL: no key opens anything */
	unsigned rate;	  /* uses of one key in a second; 0: any number */
	unsigned burst;	  /* uses at once of one that was not used lately */
};

/* GZ_USAGE names the file and the line if it cannot be read, if everyone on
 * this machine can, or if a line is no key. */
struct keys *keys_open(const struct key_spec *spec, struct gz_err *err);
void keys_close(struct keys *k);

/* Read the file again; those before stay if that fails. */
bool keys_reload(struct keys *k, struct gz_err *err);

enum key_verdict {
	KEY_GOOD,
	KEY_NONE,    /* there is no key: nothing may be done */
	KEY_MISSING, /* none was sent */
	KEY_WRONG,   /* what was sent is none */
	KEY_USED_UP, /* it was used too often */
};

/* What the value of an Authorization header (NULL: not sent) allows. A good
 * key is spent; *wait_s is how many seconds a used up one needs. */
enum key_verdict keys_spend(struct keys *k, const char *authorization,
			    unsigned *wait_s);

#endif
