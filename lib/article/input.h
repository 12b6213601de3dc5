/* input.h - the bytes of a file, unpacked, through a window that moves; for
 * lib/article alone. unpack.c has the packings, input.c the rest. */
#ifndef ARTICLE_INPUT_H
#define ARTICLE_INPUT_H

#include <stdint.h>

#include "gz/buf.h"
#include "gz/err.h"

struct archive;
struct z_stream_s;

/* hardening.md section 4 */
#define INPUT_RATIO 200			     /* unpacked to packed */
#define INPUT_RATIO_FROM ((uint64_t)1 << 20) /* bytes unpacked */
#define INPUT_MEMBERS 10000		     /* empty gzip members in a row */
#define INPUT_PART_MB 256 /* what a part of a file unpacks to */

struct input {
	/* Fill room with up to size bytes as they are stored: how many, 0 at
	 * the end, -1 where that is not known, with the reason in broken. */
	long (*source)(struct input *in, char *room, size_t size);
	void *arg; /* the source's own */
	int fd;
	const char *bytes; /* in memory: what comes next */
	size_t left;
	struct gz_buf raw; /* bytes of the source, packed */
	size_t raw_at;	   /* of raw: what comes next */
	uint64_t raw_out;  /* bytes of the source read so far */
	/* Fill room with up to size bytes unpacked: how many, 0 at the end,
	 * -1 where the data is damaged. */
	long (*unpack)(struct input *in, char *room, size_t size);
	struct z_stream_s *gzip;
	struct archive *archive;
	const char *why; /* it cannot be unpacked on; NULL: it is damaged */
	unsigned empty_members;
	bool by_member;	   /* see input_by_member() */
	bool member_ended; /* nothing of the next gzip member was unpacked */
	uint64_t raw_base; /* where the member begins that is unpacked */
	uint64_t base;
	uint64_t most; /* bytes to unpack, 0: any number */
	struct gz_buf window;
	size_t at;	      /* of the window: what comes next */
	uint64_t out;	      /* bytes unpacked so far */
	bool end;	      /* the window holds all that is left */
	struct gz_err broken; /* why it ended before its end, or GZ_OK */
};

/* Open the file at path ("-": standard input). gzip, zstd and xz, also of
 * several members, are unpacked. What unpacks to over 200 times its size
 * after the first MB, or has over 10,000 empty members in a row, is broken
 * there. plain: refuse what is no regular file, or a link to one. *in is to be
 * closed in any case. */
bool input_open(struct input *in, const char *path, bool plain,
		struct gz_err *err);

/* The same of a part of a file, which source gives, or which is in memory and
 * outlives *in. If it is packed, or bound is set, it is broken where it unpacks
 * to over 256 MB. name is for the sentence. packing is "gzip", "deflate",
 * "zstd", "xz" or "plain"; NULL: what it looks like. */
bool input_open_source(struct input *in, const char *name,
		       long (*source)(struct input *in, char *room,
				      size_t size),
		       void *arg, bool bound, struct gz_err *err);
bool input_open_bytes(struct input *in, const char *name, const char *bytes,
		      size_t len, const char *packing, struct gz_err *err);
void input_close(struct input *in);

/* Get at least want bytes into the window unless the input ends before;
 * returns how many there are from input_data() on. */
size_t input_fill(struct input *in, size_t want);
static inline const char *input_data(const struct input *in)
{
	return in->window.data + in->at;
}
/* Step over len bytes, which must be in the window. */
void input_skip(struct input *in, size_t len);

/* Step over len bytes, keeping none of them; false where there are less. */
bool input_pass(struct input *in, uint64_t len);

/* Bytes before what comes next, of what the input unpacks to. */
static inline uint64_t input_position(const struct input *in)
{
	return in->out - (in->window.len - in->at);
}

/* From now on each gzip member ends the input, if gzip it is. Call while no
 * more than the first one was looked at. */
void input_by_member(struct input *in);
/* At the end of a member: add the next one to the window; where the last one
 * was damaged, the next that can be made out. False: there is none. */
bool input_next_member(struct input *in);

enum input_line {
	INPUT_END,  /* no more lines */
	INPUT_LINE, /* *line, *len: without its newline, borrowed */
	INPUT_LONG, /* over max bytes: passed over */
};
enum input_line input_line(struct input *in, size_t max, const char **line,
			   size_t *len);

/* --- between input.c and unpack.c --- */

/* Have more of the source in raw when all of it is used: how much there is. */
size_t input_fetch(struct input *in);
/* Bytes of the source that are used. */
static inline uint64_t input_used(const struct input *in)
{
	return in->raw_out - (in->raw.len - in->raw_at);
}
/* Choose in->unpack by packing's name, or by what raw begins with. */
bool unpack_open(struct input *in, const char *packing);
void unpack_close(struct input *in);
/* Make in->unpack go on behind a member: with the next one, or, after damage,
 * with what looks like one. False: the source has no more. */
bool unpack_next(struct input *in, bool damaged);

#endif
