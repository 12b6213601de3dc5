/* spawner.h - the process that forks worker processes. Private to lib/base.
 *
 * It is forked before its owner has threads, locks or databases, has one
 * thread itself, and so can fork at any later time without inheriting
 * anything half done. It ends, and kills its workers, when its owner closes
 * the control socket or dies. */
#ifndef SPAWNER_H
#define SPAWNER_H

#include <sys/types.h>

#include "gz/worker.h"

/* Fork the spawner; returns its control socket, or -1 with *err. */
int spawner_start(const struct gz_worker_spec *spec, struct gz_err *err);

/* Fork one worker: its socket, and *pid for spawner_kill(). -1 with *err. */
int spawner_spawn(int control, pid_t *pid, struct gz_err *err);

/* Kill the worker at once, if it still lives. */
void spawner_kill(int control, pid_t pid);

/* The life of a worker process on its socket: never returns. */
void worker_main(const struct gz_worker_spec *spec, int socket)
	__attribute__((noreturn));

#endif
