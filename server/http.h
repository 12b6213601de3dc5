/* http.h - the HTTP library, wrapped: sockets in, requests through the gate
 * to the front, answers out. http.c is the only file that knows it.
 */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include "front.h"

struct http_spec {
	int socket; /* listening; http_close() closes it */
	struct front *front;
	struct limits *limits;
	struct metrics *metrics;
	struct log *log;
	struct gate_limits gate;
	unsigned connections; /* soft limit, see limit.h */
	unsigned header_ms, body_ms, write_ms, idle_ms;
};

struct http;
struct http *http_open(const struct http_spec *spec, struct gz_err *err);

/* Take no more connections and end each one after its request. */
void http_quiesce(struct http *h);

/* End all connections. No request may wait in the queue any more. */
void http_close(struct http *h);

#endif
