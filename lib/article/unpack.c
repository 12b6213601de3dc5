/* unpack.c - gzip, zstd, xz. See input.h. */
#include <archive.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "input.h"

static long take_plain(struct input *in, char *room, size_t size)
{
	size_t have = input_fetch(in);

	size = have < size ? have : size;
	if (size)
		memcpy(room, in->raw.data + in->raw_at, size);
	in->raw_at += size;
	return in->broken.code == GZ_OK ? (long)size : -1;
}

static bool open_plain(struct input *in)
{
	in->unpack = take_plain;
	return true;
}

/* --- gzip (RFC 1952): zlib and not libarchive, which checks no CRC -------- */

/* Behind a member: get ready for the next one. */
static bool end_member(struct input *in)
{
	in->empty_members = in->gzip->total_out ? 0 : in->empty_members + 1;
	in->member_ended = true;
	if (in->empty_members > INPUT_MEMBERS)
		in->why = "over 10000 empty gzip members in a row";
	else if (!input_fetch(in))
		in->unpack = take_plain; /* nothing is left */
	return !in->why && inflateReset(in->gzip) == Z_OK;
}

/* Unpack some; false at the end of what there is, or of a member by_member. */
static bool inflate_some(struct input *in, bool *damaged)
{
	z_stream *z = in->gzip;
	uInt room = z->avail_out;
	int done;

	*damaged = !input_fetch(in);
	if (*damaged)
		return false;
	z->next_in = (Bytef *)in->raw.data + in->raw_at;
	z->avail_in = (uInt)(in->raw.len - in->raw_at);
	done = inflate(z, Z_NO_FLUSH);
	in->raw_at = in->raw.len - z->avail_in;
	if (done == Z_STREAM_END)
		*damaged = !end_member(in);
	else /* what it gave first, damage then */
		*damaged = done != Z_OK && z->avail_out == room;
	return !*damaged && in->unpack != take_plain &&
	       !(in->by_member && in->member_ended);
}

static long take_gzip(struct input *in, char *room, size_t size)
{
	z_stream *z = in->gzip;
	bool damaged = false;

	if (in->by_member && in->member_ended)
		return 0;
	in->member_ended = false;
	z->next_out = (Bytef *)room;
	z->avail_out = (uInt)size;
	while (z->avail_out == size && inflate_some(in, &damaged))
		;
	return damaged && z->avail_out == size ? -1
					       : (long)(size - z->avail_out);
}

static bool open_zlib(struct input *in, int window)
{
	in->unpack = take_gzip;
	in->gzip = gz_alloc(sizeof(*in->gzip));
	return inflateInit2(in->gzip, window) == Z_OK;
}

static bool open_gzip(struct input *in)
{
	return open_zlib(in, 16 + MAX_WBITS);
}

/* What HTTP calls so is zlib's format (RFC 9110) or, from some servers,
 * deflate with nothing around it. */
static bool open_deflate(struct input *in)
{
	const unsigned char *head = (const unsigned char *)in->raw.data;
	bool bare = in->raw.len < 2 || (head[0] & 0x0f) != 8 ||
		    (head[0] << 8 | head[1]) % 31;

	return open_zlib(in, bare ? -MAX_WBITS : MAX_WBITS);
}

/* Step to what looks like the head of a member behind the one under way: it may
 * be among what was unpacked as part of that, if that was cut short. */
static bool find_member(struct input *in)
{
	uint64_t first = in->raw_out - in->raw.len;

	in->raw_at = in->raw_base < first ? 0
					  : (size_t)(in->raw_base - first) + 1;
	for (; input_fetch(in); in->raw_at++) {
		const char *at = in->raw.data + in->raw_at;
		size_t have = in->raw.len - in->raw_at;

		at = memchr(at, '\x1f', have);
		if (!at) {
			in->raw_at = in->raw.len - 1;
			continue;
		}
		in->raw_at = (size_t)(at - in->raw.data);
		/* one cut by the end of raw is tried */
		have = in->raw.len - in->raw_at;
		if ((have < 2 || at[1] == '\x8b') &&
		    (have < 3 || at[2] == '\x08') &&
		    (have < 4 || (unsigned char)at[3] < 0x20))
			return true;
	}
	return false;
}

bool unpack_next(struct input *in, bool damaged)
{
	if (in->unpack != take_gzip || (damaged && !find_member(in)))
		return false;
	in->member_ended = false;
	in->empty_members = 0;
	in->why = NULL;
	return input_fetch(in) && inflateReset(in->gzip) == Z_OK;
}

/* --- zstd, xz ------------------------------------------------------------- */

static la_ssize_t give_raw(struct archive *a, void *arg, const void **bytes)
{
	struct input *in = arg;
	size_t have = input_fetch(in);

	(void)a;
	*bytes = in->raw.data + in->raw_at;
	in->raw_at = in->raw.len;
	return (la_ssize_t)have;
}

static long take_archive(struct input *in, char *room, size_t size)
{
	return archive_read_data(in->archive, room, size);
}

static bool open_archive(struct input *in)
{
	struct archive_entry *entry;

	in->unpack = take_archive;
	in->archive = archive_read_new();
	return in->archive &&
	       archive_read_support_filter_zstd(in->archive) >= ARCHIVE_WARN &&
	       archive_read_support_filter_xz(in->archive) >= ARCHIVE_WARN &&
	       archive_read_support_format_raw(in->archive) >= ARCHIVE_WARN &&
	       archive_read_open(in->archive, in, NULL, give_raw, NULL) >=
		       ARCHIVE_WARN &&
	       archive_read_next_header(in->archive, &entry) >= ARCHIVE_WARN;
}

/* --- all ------------------------------------------------------------------ */

static const struct {
	const char *name;
	const char *magic; /* NULL: by name only */
	size_t len;
	bool (*open)(struct input *in);
} packings[] = {
	{ "gzip", "\x1f\x8b", 2, open_gzip },
	{ "zstd", "\x28\xb5\x2f\xfd", 4, open_archive },
	{ "xz",
	  "\xfd"
	  "7zXZ",
	  5, open_archive },
	{ "deflate", NULL, 0, open_deflate },
	{ "plain", "", 0, open_plain },
};

static bool is_packing(const struct input *in, size_t i, const char *name)
{
	if (name)
		return strcmp(packings[i].name, name) == 0;
	return packings[i].magic && in->raw.len >= packings[i].len &&
	       (!packings[i].len ||
		memcmp(in->raw.data, packings[i].magic, packings[i].len) == 0);
}

bool unpack_open(struct input *in, const char *packing)
{
	size_t i = 0;

	while (!is_packing(in, i, packing))
		i++;
	return packings[i].open(in);
}

void unpack_close(struct input *in)
{
	if (in->archive)
		archive_read_free(in->archive);
	if (in->gzip)
		inflateEnd(in->gzip);
	free(in->gzip);
}
