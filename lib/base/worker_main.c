/* worker_main.c - the life of a worker process. See gz/worker.h. */
#include "spawner.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "frame.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MEMORY_LIMIT 0 /* a sanitizer's shadow takes terabytes */
#else
#define MEMORY_LIMIT 1
#endif

struct gz_answer {
	int socket;
	timer_t timer;
	unsigned cpu_ms;
};

/* All of iov, or the owner is gone and so are we. */
static void send_frame(int socket, enum gz_job_state state, const void *bytes,
		       size_t len)
{
	struct frame head = { .len = len, .state = state };
	struct iovec iov[2] = { { &head, sizeof(head) },
				{ (void *)(uintptr_t)bytes, len } };
	struct msghdr msg = { .msg_iov = iov, .msg_iovlen = 2 };
	size_t left = sizeof(head) + len;

	while (left) {
		ssize_t sent = sendmsg(socket, &msg, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			_exit(0);
		left -= (size_t)sent;
		for (size_t n = (size_t)sent, i = 0; n && i < 2; i++) {
			size_t here = n < iov[i].iov_len ? n : iov[i].iov_len;

			iov[i].iov_base = (char *)iov[i].iov_base + here;
			iov[i].iov_len -= here;
			n -= here;
		}
	}
}

/* SIGXCPU, whose default is death, after cpu_ms of this process's own time;
 * 0 disarms. */
static void arm(const struct gz_answer *answer, unsigned cpu_ms)
{
	const struct itimerspec at = {
		.it_value = { cpu_ms / 1000, cpu_ms % 1000 * 1000000L }
	};

	timer_settime(answer->timer, 0, &at, NULL);
}

void gz_answer_part(struct gz_answer *to, const void *bytes, size_t len)
{
	send_frame(to->socket, GZ_JOB_PART, bytes, len);
	arm(to, to->cpu_ms);
}

/* len bytes, or the owner has closed and we end. */
static void receive(int socket, void *to, size_t len)
{
	char *at = to;

	while (len) {
		ssize_t got = recv(socket, at, len, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			_exit(0);
		at += got;
		len -= (size_t)got;
	}
}

static void confine(const struct gz_worker_spec *spec)
{
	const struct rlimit none = { 0, 0 };
	const struct rlimit space = { spec->memory, spec->memory };

	setrlimit(RLIMIT_CORE, &none);
	/* Of its own memory; postings files are mapped whole beside it. */
	if (spec->memory && MEMORY_LIMIT)
		setrlimit(RLIMIT_DATA, &space);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, spec->name);
}

void worker_main(const struct gz_worker_spec *spec, int socket)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
				  .sigev_signo = SIGXCPU };
	struct gz_answer answer = { .socket = socket, .cpu_ms = spec->cpu_ms };
	struct gz_buf job = { 0 }, end = { 0 };
	void *state;

	confine(spec);
	gz_keep_memory(); /* jobs are much alike */
	state = spec->begin ? spec->begin(spec->arg) : NULL;
	timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &answer.timer);
	for (;;) {
		struct frame head;

		receive(socket, &head, sizeof(head));
		gz_buf_clear(&job);
		receive(socket, gz_buf_room(&job, head.len), head.len);
		job.data[head.len] = '\0';
		gz_buf_clear(&end);
		arm(&answer, spec->cpu_ms);
		spec->work(state, job.data, head.len, &answer, &end);
		arm(&answer, 0);
		send_frame(socket, GZ_JOB_DONE, end.data, end.len);
	}
}
