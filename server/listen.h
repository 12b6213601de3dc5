/* listen.h - the listening socket. */
#ifndef SERVER_LISTEN_H
#define SERVER_LISTEN_H

#include "gz/err.h"

/* Listen on "ADDR:PORT", "[IPV6]:PORT" or "NAME:PORT"; port 0 is any free
 * one. Returns the socket, or -1: GZ_USAGE for what is no address, GZ_SYSTEM
 * when it is taken or not ours. url gets "http://ADDR:PORT/" as bound. */
int listen_open(const char *where, int backlog, char url[128],
		struct gz_err *err);

#endif
