/* mbox.c - mailboxes (RFC 4155), quoted as mboxrd does it, and single messages.
 * See reader.h; what is in a message is mime.c's. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "mime.h"
#include "reader.h"

/* --- recognising ---------------------------------------------------------- */

/* "From ann@example.org Tue Jul 25 10:05:00 2017": who and when. Prose that
 * begins so has no time of day and year. */
static bool is_from(const char *line, size_t len)
{
	size_t i = 5, years = 0, times = 0;

	if (len < 20 || len > 300 || memcmp(line, "From ", 5) != 0)
		return false;
	for (; i + 4 <= len; i++) {
		years += strncmp(line + i, "19", 2) == 0 ||
			 strncmp(line + i, "20", 2) == 0;
		times += isdigit((unsigned char)line[i]) &&
			 line[i + 1] == ':' &&
			 isdigit((unsigned char)line[i + 2]) &&
			 isdigit((unsigned char)line[i + 3]);
	}
	return years && times;
}

/* "Name: ": how long the name is, or 0. */
static size_t field_name(const char *line, size_t len)
{
	size_t n = 0;

	while (n < len && (isalnum((unsigned char)line[n]) || line[n] == '-' ||
			   line[n] == '_'))
		n++;
	return n < len && line[n] == ':' ? n : 0;
}

/* Headers of a message as programs write them, not as people paste them: sent
 * by someone at a time, and with an id, or one hop, or as MIME. */
static bool is_message(const char *at, const char *end)
{
	static const char *const names[] = { "From",	     "Date",
					     "Message-ID",   "Received",
					     "MIME-Version", "Return-Path" };
	unsigned seen = 0;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t len = newline ? (size_t)(newline - at) : 0;
		size_t n = field_name(at, len);

		if (!n && !(len && isspace((unsigned char)*at) && seen))
			break;
		if (*at == '\r')
			break;
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			if (strlen(names[i]) == n &&
			    strncasecmp(at, names[i], n) == 0)
				seen |= 1u << i;
		at = newline + 1;
	}
	return (seen & 1) && (seen & 2) && (seen & ~3u);
}

bool mbox_recognise(const char *head, size_t len)
{
	const char *newline = memchr(head, '\n', len);
	size_t line = newline ? (size_t)(newline - head) : 0;

	if (newline && is_from(head, line))
		return field_name(newline + 1, len - line - 1) > 0;
	return is_message(head, head + len);
}

/* --- reading -------------------------------------------------------------- */

struct mbox {
	struct gz_reader *r;
	struct gz_buf message;
	bool many;     /* a mailbox */
	bool began;    /* a message is under way */
	bool blank;    /* the line before was */
	bool too_long; /* message holds its beginning */
};

static void finish(struct mbox *m)
{
	struct gz_reader *r = m->r;
	struct gz_article a = { 0 };
	struct gz_err why = { 0 };

	if (!m->began || reader_skip(r)) {
		/* nothing, or told before */
	} else if (m->too_long) {
		reader_failed(r, 0,
			      "over %zu MB, which is too much for one message",
			      LIMIT_MAIL >> 20);
	} else if (mime_article(m->message.data ? m->message.data : "",
				m->message.len, &a, &why)) {
		reader_article(r, &a, 0);
	} else {
		gz_article_clear(&a);
		reader_failed(r, 0, "%s", why.text);
	}
	gz_buf_clear(&m->message);
	m->began = m->too_long = false;
}

static void begin(struct mbox *m, uint64_t at)
{
	m->began = true;
	m->r->record++;
	m->r->at = at;
}

/* ">From " was "From " (mboxrd: one mark less). */
static size_t quoted(const struct mbox *m, const char *line, size_t len)
{
	size_t marks = 0;

	while (m->many && marks < len && line[marks] == '>')
		marks++;
	return marks && len - marks >= 5 &&
			       memcmp(line + marks, "From ", 5) == 0
		       ? 1
		       : 0;
}

static void keep(struct mbox *m, const char *line, size_t len)
{
	size_t mark = quoted(m, line, len);

	if (m->message.len + len >= LIMIT_MAIL)
		m->too_long = true;
	if (m->too_long)
		return;
	gz_buf_add(&m->message, line + mark, len - mark);
	gz_buf_putc(&m->message, '\n');
}

static void take_line(struct mbox *m, const char *line, size_t len, uint64_t at)
{
	bool from = m->many && m->blank && is_from(line, len);

	if (from)
		finish(m);
	if (!m->began)
		begin(m, at);
	if (!from)
		keep(m, line, len);
	m->blank = !len || (len == 1 && *line == '\r');
}

bool mbox_read(struct gz_reader *r, struct gz_err *err)
{
	struct mbox m = { .r = r, .blank = true };
	enum input_line kind;
	const char *line;
	uint64_t at = 0;
	size_t len;

	if (r->depth == IN_RECORD)
		return gz_fail(err, GZ_DATA,
			       "%s: a mailbox in a record, which is not read",
			       r->path);
	m.many = memcmp(input_data(&r->in), "From ",
			input_fill(&r->in, 5) < 5 ? 0 : 5) == 0;
	while (!r->stopped &&
	       (kind = input_line(&r->in, LIMIT_MAIL, &line, &len))) {
		if (kind == INPUT_LONG && !m.began)
			begin(&m, at);
		if (kind == INPUT_LONG)
			m.too_long = true;
		else
			take_line(&m, line, len, at);
		at = input_position(&r->in);
	}
	if (r->in.broken.code == GZ_OK && !r->stopped)
		finish(&m);
	else if (!r->stopped && !reader_skip(r))
		reader_failed(r, 0, "%s", r->in.broken.text);
	gz_buf_free(&m.message);
	return true;
}
