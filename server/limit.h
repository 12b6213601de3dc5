/* limit.h - who may have how much: connections, searches a second, time.
 *
 * Every connection is registered here with the moment by which it must have
 * got on; a thread of this module shuts down those that have not. The HTTP
 * library's own timeout ends silent clients only, not slow ones.
 *
 * Addresses are counted whole for IPv4 and by /64 for IPv6. 127.0.0.1 and
 * ::1, where the owner or a proxy sits, have no limits of their own. For
 * threads.
 */
#ifndef SERVER_LIMIT_H
#define SERVER_LIMIT_H

#include <stdbool.h>
#include <sys/socket.h>

#include "gz/err.h"
#include "metrics.h"

struct limit_spec {
	unsigned connections, per_ip;
	unsigned rate, burst; /* searches of one address; rate 0: any */
	unsigned keepalive;   /* requests of one connection */
};

struct limits;
struct limits *limit_open(const struct limit_spec *spec,
			  struct metrics *metrics, struct gz_err *err);
void limit_close(struct limits *l);

/* A connection. */
struct conn;
struct conn *limit_connect(struct limits *l, int fd,
			   const struct sockaddr *peer, unsigned first_ms);
/* Before fd is closed. */
void limit_disconnect(struct limits *l, struct conn *c);

/* The connection must get on within ms; 0: it waits for us, not we for it. */
void limit_due(struct limits *l, struct conn *c, unsigned ms);

/* The address, as text. */
const char *limit_peer(const struct conn *c);
/* One over the limits: its first request is refused and it is closed. */
bool limit_over(const struct conn *c);
/* Count a request; false: it is the last that the connection may carry. */
bool limit_request(struct limits *l, struct conn *c);
/* Count a search; false: the address has used up its rate. */
bool limit_search(struct limits *l, struct conn *c);

#endif
