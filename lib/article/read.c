/* read.c - from a file to its articles. See gz/article.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fields.h"
#include "reader.h"

#define HEAD_SIZE ((size_t)64 << 10) /* bytes that tell a format */

bool reader_skip(struct gz_reader *r)
{
	if (!r->skip)
		return false;
	r->skip--;
	return true;
}

bool reader_failed(struct gz_reader *r, unsigned long line, const char *fmt,
		   ...)
{
	char reason[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(reason, sizeof(reason), fmt, ap);
	va_end(ap);
	return r->sink->failed(r->sink->arg, r->path, line, reason);
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
}

bool reader_article(struct gz_reader *r, struct gz_article *a,
		    unsigned long line)
{
	struct gz_err err;
	bool more;

	complete(r, a);
	fields_limit(a);
	if (gz_article_identify(a, &err))
		more = r->sink->article(r->sink->arg, a, line);
	else
		more = reader_failed(r, line, "%s", err.text);
	gz_article_clear(a);
	return more;
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
 * pipe the others may be hours away. */
static size_t fill_head(struct input *in)
{
	size_t len = input_fill(in, 1);

	while (len < HEAD_SIZE && !in->end && !has_line(input_data(in), len))
		len = input_fill(in, len + 1);
	return len;
}

static bool choose(struct gz_reader *r, const char *name, struct gz_err *err)
{
	size_t len = fill_head(&r->in);
	const char *head = input_data(&r->in), *kind;
	char names[160];

	if (!len && r->in.broken.code != GZ_OK)
		return gz_fail(err, GZ_DATA, "%s: %s", r->path,
			       r->in.broken.text);
	if (!len)
		return refuse(r->path, "an empty file", err);
	kind = foreign_kind(head, len);
	if (kind)
		return refuse(r->path, kind, err);
	if (name && strcmp(name, "auto") != 0) {
		list_formats(names, sizeof(names));
		r->format = find(name);
		return r->format ||
		       gz_fail(err, GZ_USAGE,
			       "%s: no such format; there are %s", name, names);
	}
	r->format = recognise(head, len);
	return r->format || refuse(r->path, foreign_rest(head, len), err);
}

bool gz_articles_read(const char *path, const struct gz_read_options *options,
		      unsigned long skip, const struct gz_sink *sink,
		      struct gz_err *err)
{
	struct gz_reader r = {
		.path = path, .options = options, .sink = sink, .skip = skip
	};
	bool ok = input_open(&r.in, path, err) &&
		  choose(&r, options ? options->format : NULL, err) &&
		  r.format->read(&r, err);

	input_close(&r.in);
	return ok;
}
