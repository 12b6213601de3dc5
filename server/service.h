/* service.h - everything a running daemon consists of. */
#ifndef SERVER_SERVICE_H
#define SERVER_SERVICE_H

#include <stdatomic.h>

#include "http.h"
#include "post.h"

struct service {
	struct gz_options *options;
	struct metrics *metrics;
	struct statics *statics;
	struct log *log;
	struct limits *limits;
	struct queue *queue;
	struct posts *posts;
	struct front *front;
	struct http *http;
	char url[128];	    /* that is listened on */
	char *base;	    /* what an absolute address begins with */
	atomic_bool failed; /* the pool: SIGTERM was raised */
};

/* Open all of it as s->options say. The worker pool comes first, while there
 * is one thread and no socket: its processes inherit what this one has. On
 * failure close it with service_close() all the same. */
bool service_open(struct service *s, struct gz_err *err);

/* Stop what is under way, close all and free the options. */
void service_close(struct service *s);

#endif
