/* fuzz_gate.c - any bytes as the head of a request: what the gate lets
 * through has one meaning; what it refuses has a code and a sentence. */
#include <stdlib.h>
#include <strings.h>

#include "../server/problem.h"
#include "gz/utf8.h"
#include "raw_head.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static const struct gate_limits limits = { .target = 8192,
					   .headers = 64,
					   .bytes = 16384 };

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static void told(const struct gate_fault *fault)
{
	demand(problem_find(fault->code));
	demand(*fault->detail &&
	       gz_utf8_valid(fault->detail, strlen(fault->detail)));
}

static void one_meaning(const struct gate_request *q,
			const struct gate_body *body)
{
	size_t hosts = 0, framings = 0;

	for (size_t i = 0; i < q->header_count; i++) {
		const char *name = q->header[i].name;

		hosts += strcasecmp(name, "Host") == 0;
		framings += strcasecmp(name, "Content-Length") == 0 ||
			    strcasecmp(name, "Transfer-Encoding") == 0;
		demand(!strpbrk(name, " \t\r\n:") && *name);
		demand(!strpbrk(q->header[i].value, "\r\n\x7f"));
	}
	demand(hosts <= 1 && framings <= 1 && (framings || !body->any));
	demand(hosts == 1 || strcmp(q->version, "HTTP/1.0") == 0);
}

static void whole(const char *text)
{
	demand(gz_utf8_valid(text, strlen(text)));
}

static void target(const char *text)
{
	struct gate_target t;
	struct gate_fault fault;

	if (!gate_target(text, strlen(text), &t, &fault)) {
		told(&fault);
		demand(!t.path && !t.param && !t.raw_path);
		return;
	}
	whole(t.path);
	demand(*t.path == '/' && !strstr(t.path, "/../"));
	demand(!strpbrk(t.path, "\r\n\t\x7f"));
	demand(t.param_count <= GATE_PARAMS);
	for (size_t i = 0; i < t.param_count; i++) {
		whole(t.param[i].name);
		whole(t.param[i].value);
	}
	gate_target_clear(&t);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *copy = raw_copy(data, size), *text;
	struct gate_fault fault;
	struct gate_body body;
	struct raw_head h;

	text = gz_strndup((const char *)data, size);
	target(text);
	free(text);
	if (raw_read(&h, copy, size)) {
		if (gate_headers(&limits, &h.request, &body, &fault))
			one_meaning(&h.request, &body);
		else
			told(&fault);
		target(h.target);
	}
	raw_free(&h);
	free(copy);
	return 0;
}
