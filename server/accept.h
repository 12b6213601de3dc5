/* accept.h - what a client would rather have: Accept and Accept-Encoding
 * (RFC 9110 sections 12.4 and 12.5). */
#ifndef SERVER_ACCEPT_H
#define SERVER_ACCEPT_H

/* How much the media type ("text/html") is wanted, in thousandths, 0: not at
 * all. The most specific range of the header counts: the type itself, then
 * "text/x", then any. 1000 without a header. */
int accept_media(const char *header, const char *type);

/* The same for a content coding ("gzip"). 0 without a header or without a
 * mention, as only what is asked for should be encoded. */
int accept_coding(const char *header, const char *coding);

#endif
