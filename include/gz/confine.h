/* gz/confine.h - give up rights that this process does not need, for good.
 *
 * For workers, which look at foreign bytes: whoever takes one over can neither
 * run a program, open a connection, look into another process nor write where
 * the worker has nothing to write. (seccomp(2) by libseccomp; landlock(7).)
 * Where the kernel has not got it, nothing happens.
 */
#ifndef GZ_CONFINE_H
#define GZ_CONFINE_H

#ifdef __cplusplus
extern "C" {
#endif

/* No programs, sockets, signals to others, tracing, mounts, keys, io_uring: the
 * calls fail with EPERM. Threads made before keep their rights. */
void gz_confine_calls(void);

/* No file is written, made, renamed, removed or executed but below folder;
 * NULL: nowhere. What is open stays open, and may be written. */
void gz_confine_writes(const char *folder);

#ifdef __cplusplus
}
#endif
#endif
