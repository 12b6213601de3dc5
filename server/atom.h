/* atom.h - a search as a feed (RFC 4287), to be followed in a reader; paged as
 * RFC 5005 says. */
#ifndef SERVER_ATOM_H
#define SERVER_ATOM_H

#include "render.h"

/* Append the page of f. The feed's id is that of the search here, an entry's that
 * of its article here: both stay the same for as long as public-url does. */
void atom_feed(const char *site, const struct found *f, struct gz_buf *out);

#endif
