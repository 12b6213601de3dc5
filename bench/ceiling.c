/* ceiling.c - what the machine and libmicrohttpd give when a search costs
 * nothing: the same JSON of BYTES bytes to every request, on 127.0.0.1, by as
 * many threads as there are processors, until it is killed.
 *
 *   ceiling PORT BYTES */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum MHD_Result answer(void *arg, struct MHD_Connection *c,
			      const char *url, const char *method,
			      const char *version, const char *upload,
			      size_t *upload_size, void **request)
{
	static int whole;

	(void)url, (void)method, (void)version;
	(void)upload, (void)upload_size;
	if (!*request) { /* the first call has headers only */
		*request = &whole;
		return MHD_YES;
	}
	return MHD_queue_response(c, MHD_HTTP_OK, arg);
}

static struct MHD_Response *make_reply(size_t size)
{
	char *text = malloc(size);
	struct MHD_Response *reply;

	if (!text)
		return NULL;
	memset(text, 'x', size);
	for (size_t i = 0; i < 5; i++)
		text[i] = "{\"\":\""[i];
	text[size - 2] = '"';
	text[size - 1] = '}';
	reply = MHD_create_response_from_buffer(size, text,
						MHD_RESPMEM_MUST_FREE);
	MHD_add_response_header(reply, "Content-Type", "application/json");
	return reply;
}

int main(int argc, char **argv)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	size_t size = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct MHD_Response *reply;

	if (size < 10) {
		fputs("usage: ceiling PORT BYTES\n", stderr);
		return 2;
	}
	address.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10));
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	reply = make_reply(size);
	if (!reply ||
	    !MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL,
			      answer, reply, MHD_OPTION_SOCK_ADDR, &address,
			      MHD_OPTION_THREAD_POOL_SIZE, (unsigned)processors,
			      MHD_OPTION_END)) {
		perror("ceiling");
		return 1;
	}
	pause();
	return 0;
}
