/* spawner.c - the process that forks worker processes. See spawner.h. */
#include "spawner.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* From the owner: spawn (pid 0) or kill that pid. */
struct order {
	pid_t kill;
};

/* Workers alive, so that a pid the kernel has reused is never killed. */
struct brood {
	pid_t *pid;
	size_t count, size;
};

static void brood_add(struct brood *b, pid_t pid)
{
	if (b->count == b->size) {
		b->size = b->size ? b->size * 2 : 8;
		b->pid = gz_realloc(b->pid, b->size * sizeof(pid_t));
	}
	b->pid[b->count++] = pid;
}

static size_t brood_find(const struct brood *b, pid_t pid)
{
	size_t i = 0;

	while (i < b->count && b->pid[i] != pid)
		i++;
	return i;
}

static void brood_reap(struct brood *b)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
		size_t i = brood_find(b, pid);

		if (i < b->count)
			b->pid[i] = b->pid[--b->count];
	}
}

/* Hand fd and pid to the owner; fd < 0: it did not work, errno in pid. */
static void reply(int control, int fd, pid_t pid)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} space = { { 0 } };
	struct iovec iov = { &pid, sizeof(pid) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (fd >= 0) {
		struct cmsghdr *c = &space.align;

		msg.msg_control = space.bytes;
		msg.msg_controllen = sizeof(space.bytes);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	}
	if (sendmsg(control, &msg, MSG_NOSIGNAL) < 0)
		_exit(0); /* the owner is gone */
}

static void child_main(const struct gz_worker_spec *spec, int control,
		       int signals, int socket)
{
	sigset_t none;

	close(control);
	close(signals);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	worker_main(spec, socket);
}

static void spawn(const struct gz_worker_spec *spec, int control, int signals,
		  struct brood *b)
{
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
		reply(control, -1, -errno);
		return;
	}
	pid = fork();
	if (pid == 0) {
		close(pair[0]);
		child_main(spec, control, signals, pair[1]);
	}
	close(pair[1]);
	if (pid > 0)
		brood_add(b, pid);
	reply(control, pid > 0 ? pair[0] : -1, pid > 0 ? pid : -errno);
	close(pair[0]);
}

static void obey(const struct gz_worker_spec *spec, int control, int signals,
		 struct brood *b)
{
	struct order order;
	ssize_t got = recv(control, &order, sizeof(order), 0);

	if (got != (ssize_t)sizeof(order)) {
		for (size_t i = 0; i < b->count; i++)
			kill(b->pid[i], SIGKILL);
		_exit(0);
	}
	brood_reap(b); /* first, so that no order meets a reused pid */
	if (!order.kill)
		spawn(spec, control, signals, b);
	else if (brood_find(b, order.kill) < b->count)
		kill(order.kill, SIGKILL);
}

/* Only the owner ends us: a terminal's Ctrl-C reaches the whole group, and
 * jobs under way may still be wanted. */
static void ignore_signals(void)
{
	static const int ignored[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };

	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
	signal(SIGCHLD, SIG_DFL);
}

static void spawner_main(const struct gz_worker_spec *spec, int control)
{
	struct brood brood = { 0 };
	struct signalfd_siginfo info;
	struct pollfd on[2] = { { .fd = control, .events = POLLIN },
				{ .events = POLLIN } };
	sigset_t child;

	ignore_signals();
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_SETMASK, &child, NULL);
	on[1].fd = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
	prctl(PR_SET_NAME, spec->name);
	for (;;) {
		if (poll(on, 2, -1) < 0)
			continue;
		if (on[1].revents && read(on[1].fd, &info, sizeof(info)) > 0)
			brood_reap(&brood);
		if (on[0].revents)
			obey(spec, control, on[1].fd, &brood);
	}
}

int spawner_start(const struct gz_worker_spec *spec, struct gz_err *err)
{
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) {
		gz_fail(err, GZ_SYSTEM, "workers: %s", strerror(errno));
		return -1;
	}
	pid = fork();
	if (pid == 0) {
		close(pair[0]);
		spawner_main(spec, pair[1]);
	}
	close(pair[1]);
	if (pid < 0) {
		gz_fail(err, GZ_SYSTEM, "workers: %s", strerror(errno));
		close(pair[0]);
		return -1;
	}
	return pair[0];
}

int spawner_spawn(int control, pid_t *pid, struct gz_err *err)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} space;
	struct order order = { 0 };
	struct iovec iov = { pid, sizeof(*pid) };
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = space.bytes,
			      .msg_controllen = sizeof(space.bytes) };
	struct cmsghdr *c;
	int fd;

	*pid = -EPIPE;
	if (send(control, &order, sizeof(order), MSG_NOSIGNAL) < 0 ||
	    TEMP_FAILURE_RETRY(recvmsg(control, &msg, MSG_CMSG_CLOEXEC)) <= 0 ||
	    *pid < 0) {
		gz_fail(err, GZ_SYSTEM, "cannot start a worker process: %s",
			strerror(-*pid));
		return -1;
	}
	c = CMSG_FIRSTHDR(&msg);
	if (!c || c->cmsg_type != SCM_RIGHTS) {
		gz_fail(err, GZ_SYSTEM,
			"cannot start a worker process: "
			"too many open files");
		return -1;
	}
	memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return fd;
}

void spawner_kill(int control, pid_t pid)
{
	struct order order = { .kill = pid };

	(void)!send(control, &order, sizeof(order), MSG_NOSIGNAL);
}
