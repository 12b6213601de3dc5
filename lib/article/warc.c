/* warc.c - crawls: the pages in WARC and ARC files. See reader.h and warc.h.
 *
 * A record's length is believed where a record, or nothing, follows it there.
 * Else, and behind what is damaged, reading goes on with the next record that
 * can be made out: in a gzip file at the next member, else at the next line
 * that begins one. The time of the crawl is not when a page was published and
 * is left alone. */
#include "warc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "reader.h"

#define ALIVE ((uint64_t)64 << 20) /* bytes passed over in silence */
#define PEEK 64 /* bytes behind a record, to see what follows */

struct warc {
	struct gz_reader *r;
	bool arc;
	bool lost; /* what does not belong here was told; seek in silence */
	unsigned long passed;
	struct warc_head head;
	size_t head_size;
};

/* --- telling -------------------------------------------------------------- */

static void fail(struct warc *w, const char *why)
{
	if (!reader_skip(w->r))
		reader_failed(w->r, 0, "%s", why);
}

/* Once for all that is between two good records. */
static void tell_lost(struct warc *w, const char *why)
{
	if (!w->lost && !w->r->stopped)
		fail(w, why);
	w->lost = true;
}

/* --- what is in a record -------------------------------------------------- */

/* The types that hold articles. Of HTML the type is believed; the others are
 * what they look like. */
static const char *const types[] = {
	"text/html",
	"application/xhtml+xml",
	"text/plain",
	"application/json",
	"application/ld+json",
	"application/feed+json",
	"application/x-ndjson",
	"application/xml",
	"text/xml",
	"application/rss+xml",
	"application/atom+xml",
	"application/rdf+xml",
};
#define HTML_TYPES 2

/* What servers have for machines, as text. */
static const char *const machines[] = { "/robots.txt",	 "/ads.txt",
					"/app-ads.txt",	 "/humans.txt",
					"/security.txt", "/llms.txt" };

static int type_of(const char *type)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i], type) == 0)
			return (int)i;
	return -1;
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	return len >= n && strcmp(text + len - n, end) == 0;
}

static bool is_web(const char *url)
{
	return url && (strncasecmp(url, "http://", 7) == 0 ||
		       strncasecmp(url, "https://", 8) == 0);
}

/* Most JSON of a crawl is what scripts talk with their servers. */
static bool is_story(const char *type, const char *body, size_t len)
{
	return strcmp(type, "application/json") != 0 ||
	       memmem(body, len, "\"headline\"", 10) ||
	       memmem(body, len, "jsonfeed.org", 12);
}

/* The format to read it in, "auto", or NULL: it is none of ours. */
static const char *format_of(const struct warc_head *head,
			     const struct http_head *h)
{
	int type = type_of(h->type ? h->type : "text/html");

	if (type < 0 || (h->status && h->status != 200) || !is_web(head->url))
		return NULL;
	for (size_t i = 0; i < sizeof(machines) / sizeof(*machines); i++)
		if (type >= HTML_TYPES && ends_with(head->url, machines[i]))
			return NULL;
	return type < HTML_TYPES ? "html" : "auto";
}

static const char *packing_of(const struct http_head *h, const char *body,
			      size_t len)
{
	const char *name = h->encoding ? h->encoding : "";

	if (strcmp(name, "gzip") == 0 || strcmp(name, "x-gzip") == 0) /* or not,
				as some crawlers store it unpacked */
		return len >= 2 && memcmp(body, "\x1f\x8b", 2) == 0 ? "gzip"
								    : "plain";
	if (strcmp(name, "deflate") == 0)
		return len && *body == '<' ? "plain" : "deflate";
	if (strcmp(name, "zstd") == 0)
		return "zstd";
	return !*name || strcmp(name, "identity") == 0 || strchr("<{[", *body)
		       ? "plain"
		       : NULL;
}

static void read_body(struct warc *w, const struct http_head *h,
		      const char *format, const char *body, size_t len)
{
	struct gz_reader *r = w->r;
	struct gz_reader inner = { .path = r->path,
				   .depth = IN_RECORD,
				   .url = w->head.url,
				   .charset = h->charset,
				   .record = r->record,
				   .at = r->at };
	const char *packing = len ? packing_of(h, body, len) : "plain";
	struct gz_err err;
	char why[80];

	if (!packing) {
		snprintf(why, sizeof(why), "packed by %.40s, which is not read",
			 h->encoding);
		fail(w, why);
	} else if (input_open_bytes(&inner.in, r->path, body, len, packing,
				    &err)) {
		reader_inside(r, &inner, format);
	} else {
		input_close(&inner.in);
		fail(w, "the compressed page is damaged from its beginning");
	}
}

/* The record's content: all of it, or, with too_long, its beginning. */
static void read_content(struct warc *w, const char *text, size_t len,
			 bool too_long)
{
	struct http_head h = { 0 };
	struct gz_buf whole = { 0 };
	const char *format = NULL;

	if (w->head.resource)
		http_type_read(w->head.type, &h);
	if (w->head.resource || http_head_read(text, len, &h))
		format = format_of(&w->head, &h);
	else if (is_web(w->head.url))
		fail(w, "no answer of a server in it");
	if (format && h.type && !h.encoding &&
	    !is_story(h.type, text + h.size, len - h.size))
		format = NULL;
	if (format && too_long)
		fail(w, "over 8 MB, which is too much for one article");
	else if (format && h.chunked &&
		 http_dechunk(text + h.size, len - h.size, &whole))
		read_body(w, &h, format, whole.data, whole.len);
	else if (format)
		read_body(w, &h, format, text + h.size, len - h.size);
	gz_buf_free(&whole);
	http_head_free(&h);
}

/* --- from record to record ------------------------------------------------ */

/* Bytes of line ends, which are not of a record, at at in the window. */
static size_t blank(struct input *in, size_t at)
{
	size_t have = input_fill(in, at + PEEK), n = 0;
	const char *text = input_data(in);

	while (n < PEEK && at + n < have && strchr("\r\n", text[at + n]) &&
	       text[at + n])
		n++;
	return n;
}

/* Whether at at, in the window, a record ends: with the two line ends that it
 * has to have there, or with what follows. */
static bool ends(struct warc *w, size_t at)
{
	struct input *in = &w->r->in;
	size_t next = at + blank(in, at), have = input_fill(in, next + 8);
	const char *text = input_data(in);

	return have == next ||
	       (next - at >= 4 && memcmp(text + at, "\r\n\r\n", 4) == 0) ||
	       (have > next && warc_begins(text + next, have - next, w->arc));
}

/* Step to the next record, at least from bytes on, or to the end. */
static void seek(struct warc *w, size_t from)
{
	struct input *in = &w->r->in;
	const char *found;
	size_t have;

	input_skip(in, from);
	while ((have = input_fill(in, WARC_HEAD_MAX))) {
		/* an ARC record is only made out where a member begins */
		found = w->arc ? NULL : warc_find(input_data(in), have);
		if (found) {
			input_skip(in, (size_t)(found - input_data(in)));
			return;
		}
		/* a mark may be cut by the end */
		input_skip(in, in->end || have < 16 ? have : have - 16);
	}
}

/* A record that does not end where it says. */
static void wrong_length(struct warc *w)
{
	const struct input *in = &w->r->in;
	size_t have = in->window.len - in->at - w->head_size;

	if (in->broken.code != GZ_OK)
		tell_lost(w, in->broken.text);
	else if (have < w->head.length)
		tell_lost(w, "cut short, or its Content-Length is wrong");
	else
		tell_lost(w, "its Content-Length is wrong");
	seek(w, w->head_size);
}

/* Where the record ends that says it does at end. One of several gzip members
 * is against the rules and there all the same; where a member ends before, and
 * none or another record follows, it is the length that is wrong. */
static size_t record_end(struct warc *w, size_t end)
{
	struct input *in = &w->r->in;
	size_t have = input_fill(in, end), was;

	if (!in->by_member || have >= end ||
	    warc_find(input_data(in) + w->head_size, have - w->head_size))
		return end;
	while (have < end && in->broken.code == GZ_OK) {
		was = have;
		if (!input_next_member(in))
			return was;
		have = input_fill(in, end);
		if (warc_begins(input_data(in) + was, have - was, w->arc))
			return was;
	}
	return end;
}

/* One that fits into memory. */
static void read_record(struct warc *w)
{
	struct input *in = &w->r->in;
	size_t end = record_end(w, w->head_size + (size_t)w->head.length);

	if (input_fill(in, end) < end || !ends(w, end)) {
		wrong_length(w);
		return;
	}
	w->lost = false;
	read_content(w, input_data(in) + w->head_size, end - w->head_size,
		     false);
	input_skip(in, end);
}

static bool pass_bytes(struct warc *w, uint64_t len)
{
	for (; len > ALIVE; len -= ALIVE) {
		if (!input_pass(&w->r->in, ALIVE))
			return false;
		reader_alive(w->r);
	}
	return input_pass(&w->r->in, len);
}

/* One that does not, or is none of ours. */
static void pass_record(struct warc *w)
{
	struct input *in = &w->r->in;
	bool ours = w->head.response || w->head.resource;
	size_t have = input_fill(in, w->head_size + (ours ? WARC_HEAD_MAX : 1));

	if (ours)
		have = input_fill(in, w->head_size + WARC_RECORD_MAX);
	if (in->end && have - w->head_size < w->head.length) {
		wrong_length(w);
		return;
	}
	w->lost = false;
	if (ours)
		read_content(w, input_data(in) + w->head_size, WARC_HEAD_MAX,
			     true);
	input_skip(in, w->head_size);
	if (w->passed++ % 256 == 0)
		reader_alive(w->r);
	if (!pass_bytes(w, w->head.length)) {
		tell_lost(w, in->broken.code != GZ_OK
				     ? in->broken.text
				     : "cut short, or its Content-Length is "
				       "wrong");
	} else if (!ends(w, 0)) {
		tell_lost(w, "its Content-Length is wrong");
		seek(w, 0);
	}
}

/* At the beginning of a record. */
static void take_record(struct warc *w)
{
	struct input *in = &w->r->in;
	size_t have = input_fill(in, WARC_HEAD_MAX);
	const char *why = "its header is cut short or over 64 kB";

	have = have < WARC_HEAD_MAX ? have : WARC_HEAD_MAX;
	w->head_size = warc_head_size(input_data(in), have, w->arc);
	if (w->head_size)
		why = warc_head_read(input_data(in), w->head_size, w->arc,
				     &w->head);
	if (why) {
		tell_lost(w, in->broken.code != GZ_OK && !w->head_size
				     ? in->broken.text
				     : why);
		seek(w, w->head_size ? w->head_size : 1);
	} else if ((w->head.response || w->head.resource) &&
		   w->head.length <= WARC_RECORD_MAX) {
		read_record(w);
	} else {
		pass_record(w);
	}
	warc_head_free(&w->head);
}

/* Where the record stands: of a gzip file the member, which can be unpacked
 * from there. */
static uint64_t position(const struct input *in)
{
	return in->by_member ? in->raw_base : input_position(in);
}

/* Take the next one of this member. False at its end. */
static bool next_record(struct warc *w)
{
	struct gz_reader *r = w->r;
	bool begins;
	size_t n;

	while ((n = blank(&r->in, 0)))
		input_skip(&r->in, n);
	if (!input_fill(&r->in, 8)) {
		if (r->in.broken.code != GZ_OK)
			tell_lost(w, r->in.broken.text);
		return false;
	}
	begins = warc_begins(input_data(&r->in), input_fill(&r->in, 8), w->arc);
	r->record += begins || !w->lost;
	r->at = position(&r->in);
	if (begins) {
		take_record(w);
	} else {
		tell_lost(w, r->in.broken.code != GZ_OK
				     ? r->in.broken.text
				     : "no record where one must begin");
		seek(w, 0);
	}
	return !r->stopped;
}

bool warc_recognise(const char *head, size_t len)
{
	return warc_begins(head, len, false) ||
	       (len >= 11 && memcmp(head, "filedesc://", 11) == 0);
}

bool warc_read(struct gz_reader *r, struct gz_err *err)
{
	struct warc w = { .r = r };

	if (r->depth == IN_RECORD)
		return gz_fail(err, GZ_DATA,
			       "%s: a crawl in a record, which is not read",
			       r->path);
	w.arc = *input_data(&r->in) == 'f';
	input_by_member(&r->in);
	do {
		while (next_record(&w))
			;
		input_pass(&r->in, input_fill(&r->in, 1)); /* under 8 bytes */
	} while (!r->stopped && input_next_member(&r->in));
	return true;
}
