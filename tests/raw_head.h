/* raw_head.h - the head of a request cut up in place, as libmicrohttpd 0.9.75
 * does: at LF, with NULs over the line ends, values cut at NUL. */
#ifndef RAW_HEAD_H
#define RAW_HEAD_H

#include <string.h>

#include "../server/intake.h"

struct raw_head {
	struct intake intake;
	struct gate_request request;
	const char *target;
};

/* The line at *at, NUL-terminated; *at moves behind it. NULL: no whole line. */
static inline char *raw_line(char **at, char *end)
{
	char *line = *at, *lf = memchr(line, '\n', (size_t)(end - line));

	if (!lf)
		return NULL;
	*at = lf + 1;
	*lf = '\0';
	if (lf > line && lf[-1] == '\r')
		lf[-1] = '\0';
	return line;
}

/* "Name: value": false where there is no colon, which the library refuses. */
static inline bool raw_field(struct intake *in, char *line)
{
	char *colon = strchr(line, ':'), *value;

	if (!colon)
		return false;
	*colon = '\0';
	value = colon + 1 + strspn(colon + 1, " \t");
	intake_field(in, line, strlen(line), value, strlen(value));
	return true;
}

/* A copy of a head to read, with the beginning of another one behind. */
static inline char *raw_copy(const void *bytes, size_t len)
{
	struct gz_buf copy = { 0 };

	gz_buf_add(&copy, bytes, len);
	gz_buf_puts(&copy, "GET /");
	return gz_buf_take(&copy);
}

/* Read the head in the first len bytes of a raw_copy(), which is overwritten.
 * False where the library itself would refuse it. raw_free() in any case. */
static inline bool raw_read(struct raw_head *h, char *bytes, size_t len)
{
	char *at = bytes, *end = bytes + len, *line, *blank, *version;

	*h = (struct raw_head){ 0 };
	line = raw_line(&at, end);
	blank = line ? strchr(line, ' ') : NULL;
	version = blank ? strrchr(blank + 1, ' ') : NULL;
	if (!version)
		return false;
	*blank = *version++ = '\0';
	h->target = blank + 1;
	intake_begin(&h->intake, true, line, h->target, strlen(h->target),
		     version);
	while ((line = raw_line(&at, end)) && *line)
		if (!raw_field(&h->intake, line))
			return false;
	if (!line)
		return false;
	h->request = intake_end(&h->intake, bytes, version);
	return true;
}

static inline void raw_free(struct raw_head *h)
{
	intake_free(&h->intake);
}

#endif
