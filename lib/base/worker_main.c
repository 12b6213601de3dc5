/* worker_main.c - the life of a worker process. See gz/worker.h. */
#include "spawner.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "frame.h"
#include "gz/confine.h"

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
	if (!frame_send(to->socket, GZ_JOB_PART, bytes, len))
		_exit(0); /* the owner is gone, and so are we */
	arm(to, to->cpu_ms);
}

/* The next job, whole, in *in; the owner gives one at a time. Its bytes stand
 * behind the head. When the owner has closed we end. */
static void receive(int socket, struct gz_buf *in)
{
	struct frame head = { 0 };

	gz_buf_clear(in);
	while (in->len < sizeof(head) + head.len) {
		size_t room = 4096 + head.len;
		ssize_t got = recv(socket, gz_buf_room(in, room), room, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			_exit(0);
		in->len += (size_t)got;
		if (in->len >= sizeof(head))
			memcpy(&head, in->data, sizeof(head));
	}
	in->data[in->len] = '\0';
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
	gz_confine_calls();
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
		const size_t head = sizeof(struct frame);

		receive(socket, &job);
		gz_buf_clear(&end);
		arm(&answer, spec->cpu_ms);
		spec->work(state, job.data + head, job.len - head, &answer,
			   &end);
		arm(&answer, 0);
		if (!frame_send(socket, GZ_JOB_DONE, end.data, end.len))
			_exit(0);
	}
}
