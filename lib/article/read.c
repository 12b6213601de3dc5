/* read.c - from a file to its articles. See gz/article.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fields.h"
#include "gz/recurring.h"
#include "reader.h"

#define HEAD_SIZE ((size_t)64 << 10) /* bytes that tell a format */

#define ALIVE 256 /* records passed over in silence */

void reader_alive(struct gz_reader *r)
{
	if (r->sink->note)
		r->sink->note(r->sink->arg, r->path, "");
}

bool reader_skip(struct gz_reader *r)
{
	if (!r->skip)
		return false;
	if (r->skip-- % ALIVE == 0)
		reader_alive(r);
	return true;
}

/* "record at byte 5120: ", where a record is read. */
static int say_position(const struct gz_reader *r, char *out, size_t size)
{
	return r->record ? snprintf(out, size, "record at byte %llu: ",
				    (unsigned long long)r->at)
			 : 0;
}

bool reader_failed(struct gz_reader *r, unsigned long line, const char *fmt,
		   ...)
{
	char reason[440];
	int used = say_position(r, reason, sizeof(reason));
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(reason + used, sizeof(reason) - (size_t)used, fmt, ap);
	va_end(ap);
	if (!r->sink->failed(r->sink->arg, r->path,
			     r->record ? r->record : line, reason))
		r->stopped = true;
	return !r->stopped;
}

static void complete(struct gz_reader *r, struct gz_article *a)
{
	const struct gz_read_options *o = r->options;

	if (!a->body)
		a->body = gz_strdup("");
	if (!a->file)
		a->file = gz_strdup(r->path);
	a->format = r->format->name;
	if (o)
		field_fill(&a->source, o->source);
	if (o && o->published && !a->dated) {
		a->published = *o->published;
		a->dated = true;
	}
	if (o && o->recurring)
		gz_recurring_drop(o->recurring, a);
}

bool reader_article(struct gz_reader *r, struct gz_article *a,
		    unsigned long line)
{
	struct gz_err err;

	complete(r, a);
	fields_limit(a);
	if (!gz_article_identify(a, &err))
		reader_failed(r, line, "%s", err.text);
	else if (!r->sink->article(r->sink->arg, a,
				   r->record ? r->record : line))
		r->stopped = true;
	gz_article_clear(a);
	return !r->stopped;
}

bool reader_whole(struct gz_reader *r, size_t max, const char **bytes,
		  size_t *len, struct gz_err *err)
{
	*len = input_fill(&r->in, max + 1);
	*bytes = input_data(&r->in);
	if (r->in.broken.code != GZ_OK)
		return gz_fail(err, GZ_DATA, "%s", r->in.broken.text);
	if (*len > max)
		return gz_fail(err, GZ_DATA,
			       "over %zu MB, which is too much for one article",
			       max >> 20);
	return true;
}

/* "jsonl, json, text, html" for the sentence that says what would do. */
static void list_formats(char *out, size_t size)
{
	size_t at = 0;

	for (const struct gz_format *f = gz_formats(); f->name; f++)
		at += (size_t)snprintf(out + at, size - at, "%s%s",
				       at ? ", " : "", f->name);
}

static bool refuse(const char *path, const char *kind, struct gz_err *err)
{
	char names[160];

	list_formats(names, sizeof(names));
	return gz_fail(err, GZ_DATA, "%s: %s, not an article; gazette reads %s",
		       path, kind, names);
}

static const struct gz_format *find(const char *name)
{
	const struct gz_format *f = gz_formats();

	while (f->name && strcmp(f->name, name) != 0)
		f++;
	return f->name ? f : NULL;
}

static const struct gz_format *recognise(const char *head, size_t len)
{
	const struct gz_format *f = gz_formats();

	while (f->name && !f->recognise(head, len))
		f++;
	return f->name ? f : NULL;
}

static bool has_line(const char *head, size_t len)
{
	return memchr(head, '\n', len) && jsonl_recognise(head, len) &&
	       !json_recognise(head, len);
}

/* Get enough to tell the format. Of articles a line the first line is: on a
 * pipe the others may be hours away; and of a crawl the first record, behind
 * which its next packing begins. */
static size_t fill_head(struct input *in)
{
	size_t len = input_fill(in, 1);

	while (len < HEAD_SIZE && !in->end && !has_line(input_data(in), len) &&
	       !warc_recognise(input_data(in), len))
		len = input_fill(in, len + 1);
	return len;
}

static bool by_name(struct gz_reader *r, const char *name, struct gz_err *err)
{
	char names[160];

	r->format = find(name);
	list_formats(names, sizeof(names));
	return r->format ||
	       gz_fail(err, GZ_USAGE, "%s: no such format; there are %s", name,
		       names);
}

/* Read all of r->in. *kind is set where it is nothing to read. */
static bool read_all(struct gz_reader *r, const char *name, const char **kind,
		     struct gz_err *err)
{
	size_t len = fill_head(&r->in);
	const char *head = input_data(&r->in);

	if (!len && r->in.broken.code != GZ_OK)
		return gz_fail(err, GZ_DATA, "%s: %s", r->path,
			       r->in.broken.text);
	*kind = len ? foreign_kind(head, len) : "an empty file";
	if (*kind)
		return refuse(r->path, *kind, err);
	if (r->depth != IN_RECORD && box_recognise(head, len))
		return box_read(r, err);
	if (!name || strcmp(name, "auto") == 0)
		r->format = recognise(head, len);
	else if (!by_name(r, name, err))
		return false;
	if (!r->format) {
		*kind = foreign_rest(head, len);
		return refuse(r->path, *kind, err);
	}
	return r->format->read(r, err);
}

bool gz_articles_read(const char *path, const struct gz_read_options *options,
		      unsigned long skip, const struct gz_sink *sink,
		      struct gz_err *err)
{
	struct gz_reader r = {
		.path = path, .options = options, .sink = sink, .skip = skip
	};
	const char *kind;
	bool ok = input_open(&r.in, path, options && options->plain, err) &&
		  read_all(&r, options ? options->format : NULL, &kind, err);

	input_close(&r.in);
	return ok;
}

/* A sentence that begins with the path stands without it. */
static const char *without_path(const char *text, const char *path)
{
	size_t len = strlen(path);

	return strncmp(text, path, len) == 0 && text[len] == ':'
		       ? text + len + 2
		       : text;
}

const char *reader_inside(struct gz_reader *r, struct gz_reader *inner,
			  const char *format)
{
	const char *kind = NULL;
	struct gz_err err;

	inner->options = r->options;
	inner->sink = r->sink;
	inner->skip = r->skip;
	if (!read_all(inner, format, &kind, &err) && !kind &&
	    !reader_skip(inner))
		reader_failed(inner, 0, "%s",
			      without_path(err.text, inner->path));
	r->skip = inner->skip;
	r->stopped = inner->stopped;
	input_close(&inner->in);
	return kind;
}
