/* box.c - tar and zip archives: every file in one is read as a file of its
 * own. See reader.h. */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "reader.h"

#define KINDS 16 /* that are counted apart of what is passed over */
#define ALIVE ((uint64_t)64 << 20) /* bytes passed over in silence */

struct box {
	struct gz_reader *r;
	struct archive *archive;
	size_t given;  /* of the window, to libarchive */
	bool zip;      /* its files are packed each */
	uint64_t used; /* of the archive where the file begins */
	unsigned long read;
	bool lost;	/* where the next file begins */
	uint64_t alive; /* what was unpacked when that was said */
	struct {
		const char *kind;
		unsigned long count;
	} passed[KINDS];
};

/* --- recognising ---------------------------------------------------------- */

#define TAR_BLOCK 512
#define TAR_SUM 148 /* where the checksum stands, in octal, 8 bytes */

/* The checksum holds: so had tar before "ustar". */
static bool is_tar(const char *head, size_t len)
{
	unsigned long sum = 0, want;
	char octal[9] = "";

	if (len < TAR_BLOCK || !*head)
		return false;
	memcpy(octal, head + TAR_SUM, 8);
	want = strtoul(octal, NULL, 8);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += i >= TAR_SUM && i < TAR_SUM + 8 ? ' '
						       : (unsigned char)head[i];
	return want && sum == want;
}

static bool is_zip(const char *head, size_t len)
{
	return len >= 4 && (memcmp(head, "PK\3\4", 4) == 0 ||
			    memcmp(head, "PK\5\6", 4) == 0);
}

bool box_recognise(const char *head, size_t len)
{
	return is_zip(head, len) || is_tar(head, len);
}

/* --- opening -------------------------------------------------------------- */

/* libarchive's reader: what it got before is used by now. */
static la_ssize_t give(struct archive *a, void *arg, const void **bytes)
{
	struct box *b = arg;
	struct input *in = &b->r->in;

	(void)a;
	if (in->out - b->alive > ALIVE) {
		b->alive = in->out;
		reader_alive(b->r);
	}
	input_skip(in, b->given);
	b->given = input_fill(in, 1);
	*bytes = input_data(in);
	return (la_ssize_t)b->given;
}

static bool open_box(struct box *b)
{
	struct input *in = &b->r->in;

	b->zip = is_zip(input_data(in), input_fill(in, 4));
	b->archive = archive_read_new();
	return b->archive &&
	       (b->zip ? archive_read_support_format_zip_streamable(b->archive)
		       : archive_read_support_format_tar(b->archive)) >=
		       ARCHIVE_WARN &&
	       archive_read_open(b->archive, b, NULL, give, NULL) >=
		       ARCHIVE_WARN;
}

/* --- a file in it --------------------------------------------------------- */

static uint64_t used(const struct box *b)
{
	return (uint64_t)archive_filter_bytes(b->archive, 0);
}

/* The bytes of the file under way, for its input. */
static long give_entry(struct input *in, char *room, size_t size)
{
	struct box *b = in->arg;
	la_ssize_t got = archive_read_data(b->archive, room, size);
	uint64_t out = in->raw_out + (got > 0 ? (uint64_t)got : 0);

	if (got < 0)
		gz_fail(&in->broken, GZ_DATA, "damaged at byte %llu of it: %s",
			(unsigned long long)in->raw_out,
			archive_error_string(b->archive));
	else if (b->zip && out > INPUT_RATIO_FROM &&
		 out / INPUT_RATIO > used(b) - b->used)
		gz_fail(&in->broken, GZ_DATA,
			"unpacks to over 200 times its size, at byte %llu of "
			"what it unpacks to",
			(unsigned long long)out);
	return in->broken.code == GZ_OK ? got : -1;
}

static void pass(struct box *b, const char *kind)
{
	for (size_t i = 0; i < KINDS; i++) {
		if (b->passed[i].kind && b->passed[i].kind != kind)
			continue;
		b->passed[i].kind = kind;
		b->passed[i].count++;
		return;
	}
}

/* What a walked folder leaves out too, and what Macs put beside. */
static bool is_hidden(const char *name)
{
	for (const char *at = name; at; at = strchr(at, '/')) {
		at += *at == '/';
		if (*at == '.' && at[1] && at[1] != '/' &&
		    strncmp(at, "../", 3) != 0)
			return true;
	}
	return strncmp(name, "__MACOSX/", 9) == 0;
}

/* "archive.tar/inner/name.html"; a name is never a way to anywhere. */
static char *entry_path(const struct box *b, const char *name)
{
	struct gz_buf path = { 0 };
	char *clean;

	while (strncmp(name, "./", 2) == 0 || *name == '/')
		name += *name == '/' ? 1 : 2;
	clean = field_clean(name, strlen(name));
	gz_buf_printf(&path, "%s/%s", b->r->path, clean ? clean : "");
	free(clean);
	return gz_buf_take(&path);
}

static void read_entry(struct box *b, const char *name)
{
	char *path = entry_path(b, name);
	struct gz_reader inner = { .path = path, .depth = IN_ARCHIVE };
	const struct gz_read_options *o = b->r->options;
	const char *kind = NULL;
	struct gz_err err;

	b->used = used(b);
	if (input_open_source(&inner.in, path, give_entry, b, b->zip, &err)) {
		kind = reader_inside(b->r, &inner, o ? o->format : NULL);
	} else {
		input_close(&inner.in);
		if (!reader_skip(b->r))
			reader_failed(b->r, 0, "%s", err.text);
	}
	if (kind)
		pass(b, kind);
	b->read += !kind;
	free(path);
}

static void entry(struct box *b, struct archive_entry *e)
{
	const char *name = archive_entry_pathname_utf8(e);

	if (!name)
		name = archive_entry_pathname(e);
	if (!name)
		name = "?";
	if (archive_entry_filetype(e) != AE_IFREG || is_hidden(name))
		return;
	read_entry(b, name);
}

/* --- all of them ---------------------------------------------------------- */

static void list_passed(const struct box *b, char *out, size_t size)
{
	size_t at = 0;

	*out = '\0';
	for (size_t i = 0; i < KINDS && b->passed[i].kind && at < size; i++)
		at += (size_t)snprintf(out + at, size - at, "%s%s (%lu)",
				       i ? ", " : "", b->passed[i].kind,
				       b->passed[i].count);
}

/* At the header of a file, or at what should be one: libarchive steps over it
 * in blocks, and that is told once. */
static void step(struct box *b, int status, struct archive_entry *e)
{
	bool lost = status == ARCHIVE_RETRY;

	if (!lost)
		entry(b, e);
	else if (!b->lost && !reader_skip(b->r))
		reader_failed(b->r, 0,
			      "the archive is damaged before byte %llu; going "
			      "on with the next file in it",
			      (unsigned long long)used(b));
	b->read += lost;
	b->lost = lost;
}

/* It ended before its end: say why and where. */
static void damaged(struct box *b)
{
	const struct input *in = &b->r->in;
	const char *why = archive_error_string(b->archive);

	if (reader_skip(b->r))
		return;
	if (in->broken.code != GZ_OK)
		why = in->broken.text;
	reader_failed(b->r, 0,
		      "the archive is damaged at byte %llu, and what follows "
		      "is lost: %s",
		      (unsigned long long)used(b),
		      why ? why : "it ends in the middle");
}

/* Whether anything in it was there to read. */
static bool finish(const struct box *b, struct gz_err *err)
{
	const struct gz_sink *sink = b->r->sink;
	char passed[300], note[340];

	list_passed(b, passed, sizeof(passed));
	snprintf(note, sizeof(note), "passed over: %s", passed);
	if (b->read && *passed && sink->note && !b->r->stopped)
		sink->note(sink->arg, b->r->path, note);
	return b->read ||
	       gz_fail(err, GZ_DATA, "%s: an archive without an article%s%s",
		       b->r->path, *passed ? ": " : "", passed);
}

bool box_read(struct gz_reader *r, struct gz_err *err)
{
	struct box b = { .r = r };
	struct archive_entry *e;
	int status = ARCHIVE_FATAL;
	bool ok;

	if (r->depth != IN_FILE)
		return gz_fail(err, GZ_DATA,
			       "%s: an archive in an archive, which is not "
			       "read; unpack the outer one",
			       r->path);
	if (open_box(&b))
		while (!r->stopped &&
		       (status = archive_read_next_header(b.archive, &e)) !=
			       ARCHIVE_EOF &&
		       status != ARCHIVE_FATAL)
			step(&b, status, e);
	if (status == ARCHIVE_FATAL) {
		damaged(&b);
		b.read++;
	}
	ok = finish(&b, err);
	archive_read_free(b.archive);
	return ok;
}
