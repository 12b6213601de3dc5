/* http.c - libmicrohttpd, and what must be known of it. See http.h.
 *
 * Bookworm's 0.9.75 accepts lines that end in a bare LF, headers continued
 * on the next line, NUL, doubled Content-Length and more; its own strict mode
 * does not help. So all it says of a request is checked by gate.c in the
 * first call for that request, and what fails, or had a body, is the last on
 * its connection.
 */
#include "http.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "gz/clock.h"
#include "intake.h"

#define LARGE (64 << 10) /* a body that may not fit a socket's buffer */
#define STREAM_BLOCK (64u << 10)
#define THREADS 2 /* they only shuffle bytes: workers do the work */

enum phase {
	PHASE_TARGET, /* the request line was read */
	PHASE_BODY,   /* the headers passed; what body there is comes */
	PHASE_ANSWER, /* the answer is there, or will be when resumed */
};

struct http {
	struct http_spec spec;
	struct MHD_Daemon *daemon;
	atomic_bool stopping;
};

/* A connection. It owns its request too: MHD says nothing of the end of one
 * that it gave up between the request line and the first call. */
struct line {
	struct conn *conn;
	struct exchange *exchange; /* NULL: none under way */
};

/* A request with what the library side needs. */
struct exchange {
	struct request request; /* first: ready() gets a pointer to it */
	struct http *http;
	struct MHD_Connection *connection;
	enum phase phase;
	const char *target; /* in MHD's buffer, until the first call */
	size_t target_len;
	bool close;
	long long began; /* us */
	unsigned status; /* 0: not answered */
	size_t sent;
};

/* ---- the gate ----------------------------------------------------------- */

/* From 1.0 on MHD looks at line ends itself, and keeps its buffer in another
 * way. */
#define CHECK_LINES (MHD_VERSION < 0x01000000)

static enum MHD_Result see(void *cls, enum MHD_ValueKind kind, const char *name,
			   size_t name_len, const char *value, size_t value_len)
{
	(void)kind;
	intake_field(cls, name, name_len, value, value_len);
	return MHD_YES;
}

static void refuse(struct exchange *x, const char *code, const char *detail)
{
	x->close = true;
	front_refuse(x->http->spec.front, &x->request, code, detail);
}

static bool pass_size(const struct exchange *x, struct gate_fault *fault)
{
	size_t most = x->http->spec.gate.target;

	if (strlen(x->request.raw) <= most)
		return true;
	return gate_fail(fault, "target-too-long",
			 "An address has %zu bytes at most.", most);
}

static bool pass_target(struct exchange *x, struct gate_fault *fault)
{
	return gate_target(x->request.raw, strlen(x->request.raw),
			   &x->request.target, fault);
}

/* Everything that can be known before the body. */
static void pass(struct exchange *x, const struct gate_request *q,
		 struct gate_body *body)
{
	struct request *r = &x->request;
	struct gate_fault fault;

	if (!pass_size(x, &fault) ||
	    !gate_headers(&x->http->spec.gate, q, body, &fault) ||
	    !pass_target(x, &fault)) {
		metrics_add(x->http->spec.metrics, METRIC_GATE_REFUSED, 1);
		refuse(x, fault.code, fault.detail);
		return;
	}
	intake_fields(r, q);
	x->close |= body->any;
	if (limit_over(r->conn))
		refuse(x, "too-many-connections", NULL);
	else
		front_head(x->http->spec.front, r, body);
}

/* ---- answers ------------------------------------------------------------ */

static void drop_answer(void *answer)
{
	answer_drop(answer);
}

/* MHD's timeout, for silence. Of an answer that fills the socket's buffer a
 * slow reader takes nothing visible for a while: write_ms alone counts. */
static void set_patience(struct MHD_Connection *c, unsigned ms)
{
	MHD_set_connection_option(c, MHD_CONNECTION_OPTION_TIMEOUT,
				  (ms + 999) / 1000);
}

/* Bytes of a stream. When they are used up the connection is suspended until
 * the next part is there. */
static ssize_t read_stream(void *cls, uint64_t at, char *out, size_t room)
{
	struct exchange *x = cls;
	const struct http_spec *spec = &x->http->spec;
	size_t len = room;

	(void)at;
	switch (stream_take(x->request.stream, out, &len)) {
	case STREAM_BYTES:
		limit_due(spec->limits, x->request.conn, spec->write_ms);
		x->sent += len;
		return (ssize_t)len;
	case STREAM_EMPTY:
		limit_due(spec->limits, x->request.conn, 0);
		MHD_suspend_connection(x->connection);
		front_next(spec->front, &x->request);
		return 0;
	case STREAM_ENDED:
		return MHD_CONTENT_READER_END_OF_STREAM;
	case STREAM_BROKEN:
		break;
	}
	return MHD_CONTENT_READER_END_WITH_ERROR;
}

static struct MHD_Response *make_response(struct exchange *x,
					  const struct front_reply *reply)
{
	if (x->request.stream)
		return MHD_create_response_from_callback(
			MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream, x, NULL);
	return MHD_create_response_from_buffer_with_free_callback_cls(
		reply->body->len, reply->body->data, drop_answer,
		answer_hold(x->request.answer));
}

static enum MHD_Result respond(struct exchange *x)
{
	struct http *h = x->http;
	struct request *r = &x->request;
	struct front_reply reply;
	struct MHD_Response *response;
	enum MHD_Result rc;

	front_reply(h->spec.front, r, &reply);
	response = make_response(x, &reply);
	assert(response);
	for (size_t i = 0; i < reply.header_count; i++)
		MHD_add_response_header(response, reply.header[i].name,
					reply.header[i].value);
	if (x->close || h->stopping)
		MHD_add_response_header(response, "Connection", "close");
	x->phase = PHASE_ANSWER;
	x->status = reply.status;
	x->sent = r->head || r->stream ? 0 : reply.body->len;
	limit_due(h->spec.limits, r->conn, h->spec.write_ms);
	if (x->sent > LARGE || r->stream)
		set_patience(x->connection, h->spec.write_ms);
	rc = MHD_queue_response(x->connection, reply.status, response);
	MHD_destroy_response(response);
	return rc;
}

static void ready(struct request *r)
{
	struct exchange *x = (struct exchange *)(void *)r;

	MHD_resume_connection(x->connection);
}

/* ---- what MHD calls ----------------------------------------------------- */

static struct line *line_of(struct MHD_Connection *c)
{
	return MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
		->socket_context;
}

static void drop_exchange(struct line *line)
{
	if (line->exchange)
		request_clear(&line->exchange->request);
	free(line->exchange);
	line->exchange = NULL;
}

static void *on_target(void *cls, const char *target, struct MHD_Connection *c)
{
	struct http *h = cls;
	struct exchange *x = gz_alloc(sizeof(*x));
	struct line *line = line_of(c);

	drop_exchange(line);
	line->exchange = x;
	x->http = h;
	x->connection = c;
	x->began = gz_clock_us();
	x->target = target;
	x->target_len = strlen(target);
	x->request.conn = line->conn;
	x->request.ready = ready;
	x->request.raw = gz_strndup(target,
				    strnlen(target, h->spec.gate.target + 1));
	intake_id(x->request.id);
	return x;
}

static enum MHD_Result on_headers(struct exchange *x, const char *method,
				  const char *version)
{
	struct gate_body body = { 0 };
	struct gate_request q;
	struct intake in;

	metrics_add(x->http->spec.metrics, METRIC_ACTIVE, 1);
	intake_method(&x->request, method);
	x->close = !limit_request(x->http->spec.limits, x->request.conn);
	intake_begin(&in, CHECK_LINES, method, x->target, x->target_len,
		     version);
	MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, see, &in);
	q = intake_end(&in, method, version);
	pass(x, &q, &body);
	intake_free(&in);
	x->phase = PHASE_BODY;
	limit_due(x->http->spec.limits, x->request.conn, x->http->spec.body_ms);
	return x->request.answer && !x->request.body_most ? respond(x)
							  : MHD_YES;
}

/* Too much can come in chunks only, and MHD can send no answer in the middle
 * of them. */
static enum MHD_Result on_body(struct exchange *x, const char *bytes,
			       size_t *size)
{
	front_body(&x->request, bytes, *size);
	*size = 0;
	return x->request.body > x->request.body_most ? MHD_NO : MHD_YES;
}

static enum MHD_Result on_end(struct exchange *x)
{
	struct http *h = x->http;

	if (x->request.answer || front_answer(h->spec.front, &x->request))
		return respond(x);
	x->phase = PHASE_ANSWER;
	limit_due(h->spec.limits, x->request.conn, 0);
	MHD_suspend_connection(x->connection);
	front_wait(h->spec.front, &x->request);
	return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c,
				  const char *url, const char *method,
				  const char *version, const char *upload,
				  size_t *size, void **state)
{
	struct exchange *x = *state;

	(void)cls, (void)c, (void)url;
	switch (x->phase) {
	case PHASE_TARGET:
		return on_headers(x, method, version);
	case PHASE_BODY:
		return *size ? on_body(x, upload, size) : on_end(x);
	case PHASE_ANSWER:
		break;
	}
	if (*size == 0)
		return respond(x);
	*size = 0; /* a body behind an early answer */
	return MHD_YES;
}

static void finish(struct exchange *x, bool aborted)
{
	const struct http_spec *spec = &x->http->spec;
	const struct request *r = &x->request;
	const struct log_entry e = {
		.request_id = r->id,
		.remote = limit_peer(r->conn),
		.method = r->method,
		.target = r->raw,
		.status = x->status,
		.bytes = x->sent,
		.us = gz_clock_us() - x->began,
		.cache = r->cached,
		.aborted = aborted,
	};

	metrics_add(spec->metrics, METRIC_ACTIVE, -1);
	metrics_request(spec->metrics, r->route, e.status, e.us);
	log_request(spec->log, &e);
}

static void on_done(void *cls, struct MHD_Connection *c, void **state,
		    enum MHD_RequestTerminationCode how)
{
	struct http *h = cls;
	struct line *line = line_of(c);
	struct exchange *x = *state;

	*state = NULL;
	if (!x)
		return;
	if (x->phase != PHASE_TARGET)
		finish(x, how != MHD_REQUEST_TERMINATED_COMPLETED_OK);
	limit_due(h->spec.limits, line->conn,
		  h->spec.idle_ms + h->spec.header_ms);
	if (x->sent > LARGE || x->request.stream)
		set_patience(c, h->spec.idle_ms);
	drop_exchange(line);
}

static struct line *line_open(struct http *h, struct MHD_Connection *c)
{
	struct line *line = gz_alloc(sizeof(*line));
	int fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)
			 ->connect_fd;
	const struct sockaddr *peer =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
			->client_addr;

	line->conn = limit_connect(h->spec.limits, fd, peer, h->spec.header_ms);
	return line;
}

static void on_connection(void *cls, struct MHD_Connection *c, void **context,
			  enum MHD_ConnectionNotificationCode what)
{
	struct http *h = cls;
	struct line *line = *context;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = line_open(h, c);
		return;
	}
	drop_exchange(line);
	limit_disconnect(h->spec.limits, line->conn);
	free(line);
}

/* Targets are decoded by gate.c: a NUL or "+" must not be lost before. */
static size_t keep_raw(void *cls, struct MHD_Connection *c, char *text)
{
	(void)cls, (void)c;
	return strlen(text);
}

/* Refusals are counted and answered; MHD's own prose would fill the log. */
static void keep_quiet(void *cls, const char *fmt, va_list ap)
{
	(void)cls, (void)fmt, (void)ap;
}

/* ---- the daemon --------------------------------------------------------- */

/* Room for a target that is too long, so that the refusal is ours: the
 * library's own is a bare page. Only touched memory is taken. */
#define OVERLONG (128u << 10)

struct http *http_open(const struct http_spec *spec, struct gz_err *err)
{
	const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD |
			       MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
			       MHD_USE_ERROR_LOG;
	struct http *h = gz_alloc(sizeof(*h));

	h->spec = *spec;
	h->daemon = MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, h, MHD_OPTION_EXTERNAL_LOGGER,
		keep_quiet, NULL, MHD_OPTION_LISTEN_SOCKET, spec->socket,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, h,
		MHD_OPTION_UNESCAPE_CALLBACK, keep_raw, NULL,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
		MHD_OPTION_NOTIFY_COMPLETED, on_done, h,
		MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
		/* split evenly over the threads, but filled unevenly */
		MHD_OPTION_CONNECTION_LIMIT, 2 * spec->connections + 64,
		MHD_OPTION_CONNECTION_TIMEOUT, (spec->idle_ms + 999) / 1000,
		/* half of it is the buffer that headers are read into: they
		 * must fit, so that intake.c sees the blank line */
		MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		2 * (spec->gate.bytes + 4096 + OVERLONG), MHD_OPTION_END);
	if (h->daemon)
		return h;
	gz_fail(err, GZ_SYSTEM,
		"the HTTP library does not start: too few "
		"file descriptors, threads or memory");
	free(h);
	return NULL;
}

void http_quiesce(struct http *h)
{
	h->stopping = true;
	if (MHD_quiesce_daemon(h->daemon) != MHD_INVALID_SOCKET)
		shutdown(h->spec.socket, SHUT_RDWR);
}

void http_close(struct http *h)
{
	if (!h)
		return;
	MHD_stop_daemon(h->daemon);
	if (h->stopping)
		close(h->spec.socket);
	free(h);
}
