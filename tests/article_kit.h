/* article_kit.h - files to articles, and what they gave. */
#ifndef ARTICLE_KIT_H
#define ARTICLE_KIT_H

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include "check.h"
#include "gz/article.h"

/* What a file gave: an article is "FORMAT LINE id=.. title|byline|published|
 * source|body", a failure "! LINE reason", each a line. */
struct seen {
	struct gz_buf text;
	unsigned long articles, failures, stop_after;
};

static inline const char *or_dash(const char *text)
{
	return text ? text : "-";
}

static inline bool take(void *arg, struct gz_article *a, unsigned long line)
{
	struct seen *s = arg;
	char date[32] = "-";

	if (a->dated)
		gz_date_write(&a->published, date);
	gz_buf_printf(&s->text, "%s %lu %s|", a->format, line,
		      or_dash(a->title));
	for (size_t i = 0; i < a->byline_count; i++)
		gz_buf_printf(&s->text, "%s%s", i ? "; " : "", a->byline[i]);
	gz_buf_printf(&s->text, "|%s|%s|", date, or_dash(a->source));
	for (const char *c = a->body; *c; c++)
		gz_buf_putc(&s->text, *c == '\n' ? '/' : *c);
	gz_buf_putc(&s->text, '\n');
	return ++s->articles != s->stop_after;
}

static inline bool failed(void *arg, const char *path, unsigned long line,
			  const char *reason)
{
	struct seen *s = arg;

	(void)path;
	s->failures++;
	gz_buf_printf(&s->text, "! %lu %s\n", line, reason);
	return true;
}

static inline void put(const char *path, const void *bytes, size_t len)
{
	FILE *f = fopen(path, "wb");

	CHECK(f && fwrite(bytes, 1, len, f) == len && fclose(f) == 0);
}

/* What reading path gives, articles as show writes them into its struct seen,
 * to be freed; a refusal is "!! sentence". */
static inline char *read_shown(const char *path, const char *format,
			       unsigned long skip,
			       bool (*show)(void *seen, struct gz_article *a,
					    unsigned long line))
{
	struct seen s = { 0 };
	struct gz_read_options options = { .format = format };
	struct gz_sink sink = { show, failed, &s, NULL };
	struct gz_err err;

	if (!gz_articles_read(path, &options, skip, &sink, &err)) {
		CHECK(err.code == GZ_DATA || err.code == GZ_MISSING);
		gz_buf_printf(&s.text, "!! %s\n", err.text);
	}
	return gz_buf_take(&s.text);
}

static inline char *read_file(const char *path, const char *format,
			      unsigned long skip)
{
	return read_shown(path, format, skip, take);
}

/* Check that what was read of bytes is what is wanted, and free it. */
static inline void is_given(const char *bytes, char *got, const char *want)
{
	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  %.300s\n  gave %s  not  %s", bytes, got, want);
	free(got);
}

static inline void gives(const char *bytes, size_t len, const char *format,
			 const char *want)
{
	put("in", bytes, len);
	is_given(bytes, read_file("in", format, 0), want);
}

static inline void pack(const char *path, int (*filter)(struct archive *),
			const void *bytes, size_t len)
{
	struct archive *a = archive_write_new();
	struct archive_entry *e = archive_entry_new();

	archive_entry_set_filetype(e, AE_IFREG);
	CHECK(filter(a) == ARCHIVE_OK);
	CHECK(archive_write_set_format_raw(a) == ARCHIVE_OK);
	CHECK(archive_write_open_filename(a, path) == ARCHIVE_OK);
	CHECK(archive_write_header(a, e) == ARCHIVE_OK);
	CHECK(archive_write_data(a, bytes, len) == (la_ssize_t)len);
	archive_entry_free(e);
	CHECK(archive_write_free(a) == ARCHIVE_OK);
}

static inline char *slurp(const char *path, size_t *len)
{
	struct gz_buf b = { 0 };
	FILE *f = fopen(path, "rb");
	size_t got;

	CHECK(f != NULL);
	while (f && (got = fread(gz_buf_room(&b, 65536), 1, 65536, f)))
		b.len += got;
	if (f)
		fclose(f);
	*len = b.len;
	return gz_buf_take(&b);
}

/* --- files in files: with the place of each --- */

/* An article is "PLACE|LINE|id|url|title|body", a failure "! PLACE|LINE|reason",
 * a note "# PLACE|text". */
static inline bool place_take(void *arg, struct gz_article *a,
			      unsigned long line)
{
	struct seen *s = arg;

	gz_buf_printf(&s->text, "%s|%lu|%s|%s|%s|", a->file, line,
		      *a->id == 't' || *a->id == 'u' ? "-" : a->id,
		      or_dash(a->url), or_dash(a->title));
	for (const char *c = a->body; *c; c++)
		gz_buf_putc(&s->text, *c == '\n' ? '/' : *c);
	gz_buf_putc(&s->text, '\n');
	s->articles++;
	return s->articles + s->failures != s->stop_after;
}

static inline bool place_failed(void *arg, const char *path, unsigned long line,
				const char *reason)
{
	struct seen *s = arg;

	gz_buf_printf(&s->text, "! %s|%lu|%s\n", path, line, reason);
	s->failures++;
	return s->articles + s->failures != s->stop_after;
}

static inline void place_note(void *arg, const char *path, const char *text)
{
	struct seen *s = arg;

	if (*text)
		gz_buf_printf(&s->text, "# %s|%s\n", path, text);
}

static inline char *read_places(const char *path, unsigned long skip,
				unsigned long stop_after)
{
	struct seen s = { .stop_after = stop_after };
	struct gz_sink sink = { place_take, place_failed, &s, place_note };
	struct gz_err err;

	if (!gz_articles_read(path, NULL, skip, &sink, &err))
		gz_buf_printf(&s.text, "!! %s\n", err.text);
	return gz_buf_take(&s.text);
}

static inline void places(const char *path, const char *want)
{
	is_given(path, read_places(path, 0, 0), want);
}

/* After each record, what comes with it passed over is what came behind it;
 * and after each, the reader stops when told to. */
static inline void places_resume(const char *path)
{
	char *all = read_places(path, 0, 0), *at = all;
	unsigned long n = 0;

	for (; *at == '#' || *at; at = strchr(at, '\n') + 1) {
		char *rest = read_places(path, n, 0);
		char *head = *at == '#' ? NULL : read_places(path, 0, n + 1);

		CHECK_STR(rest, at);
		CHECK(!head ||
		      (size_t)(strchr(at, '\n') + 1 - all) == strlen(head));
		n += *at != '#';
		free(rest);
		free(head);
	}
	CHECK(n > 1);
	free(all);
}

#endif
