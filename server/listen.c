/* listen.c - from "127.0.0.1:8080" to a listening socket. See listen.h. */
#include "listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Split where into its parts, without the brackets of IPv6. */
static bool split(const char *where, char host[256], char port[8],
		  struct gz_err *err)
{
	const char *colon = strrchr(where, ':');
	size_t len = colon ? (size_t)(colon - where) : 0;
	bool bracketed = len > 2 && where[0] == '[' && where[len - 1] == ']';
	char *end = NULL;
	long number = colon ? strtol(colon + 1, &end, 10) : -1;

	if (!len || len > 255 || (!bracketed && memchr(where, ':', len)) ||
	    !colon[1] || *end || number < 0 || number > 65535)
		return gz_fail(err, GZ_USAGE,
			       "listen: %s is no address; write "
			       "127.0.0.1:8080 or [::1]:8080",
			       where);
	snprintf(host, 256, "%.*s", (int)(bracketed ? len - 2 : len),
		 where + bracketed);
	snprintf(port, 8, "%ld", number);
	return true;
}

static int bind_to(const struct addrinfo *at)
{
	const int on = 1;
	int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int saved;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	/* what is accepted inherits it */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (at->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, at->ai_addr, at->ai_addrlen) == 0)
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

static void write_url(int fd, char url[128])
{
	struct sockaddr_storage at = { 0 };
	socklen_t len = sizeof(at);
	char host[64] = "?", port[8] = "?";

	if (getsockname(fd, (struct sockaddr *)&at, &len) == 0)
		getnameinfo((struct sockaddr *)&at, len, host, sizeof(host),
			    port, sizeof(port),
			    NI_NUMERICHOST | NI_NUMERICSERV);
	if (at.ss_family == AF_INET6)
		snprintf(url, 128, "http://[%s]:%s/", host, port);
	else
		snprintf(url, 128, "http://%s:%s/", host, port);
}

static int fail(const char *where, struct gz_err *err)
{
	gz_fail(err, GZ_SYSTEM, "cannot listen on %s: %s%s", where,
		strerror(errno),
		errno == EADDRINUSE
			? "; is another gazetted running? Choose another port "
			  "with --listen"
			: "");
	return -1;
}

int listen_open(const char *where, int backlog, char url[128],
		struct gz_err *err)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
					.ai_flags = AI_PASSIVE |
						    AI_NUMERICSERV };
	struct addrinfo *found = NULL;
	char host[256], port[8];
	int fd, rc;

	if (!split(where, host, port, err))
		return -1;
	rc = getaddrinfo(host, port, &hints, &found);
	if (rc != 0) {
		gz_fail(err, GZ_USAGE, "listen: %s: %s", where,
			gai_strerror(rc));
		return -1;
	}
	fd = bind_to(found);
	freeaddrinfo(found);
	if (fd < 0)
		return fail(where, err);
	if (listen(fd, backlog) < 0) {
		fail(where, err);
		close(fd);
		return -1;
	}
	write_url(fd, url);
	return fd;
}
