/* frame.c - frames over a worker's socket. See frame.h. */
#include "frame.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* Step over what of iov was sent. */
static void advance(struct iovec iov[2], size_t sent)
{
	for (size_t i = 0; i < 2; i++) {
		size_t here = sent < iov[i].iov_len ? sent : iov[i].iov_len;

		iov[i].iov_base = (char *)iov[i].iov_base + here;
		iov[i].iov_len -= here;
		sent -= here;
	}
}

/* In one message, so that the other end wakes once. */
bool frame_send(int socket, uint32_t state, const void *bytes, size_t len)
{
	struct frame head = { .len = (uint32_t)len, .state = state };
	struct iovec iov[2] = { { &head, sizeof(head) },
				{ (void *)(uintptr_t)bytes, len } };
	const struct msghdr msg = { .msg_iov = iov, .msg_iovlen = 2 };
	size_t left = sizeof(head) + len;

	while (left) {
		ssize_t sent = sendmsg(socket, &msg, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return false;
		left -= (size_t)sent;
		advance(iov, (size_t)sent);
	}
	return true;
}
