/* input.h - the bytes of a file, unpacked, through a window that moves; for
 * lib/article alone. */
#ifndef ARTICLE_INPUT_H
#define ARTICLE_INPUT_H

#include <stdint.h>

#include "gz/buf.h"
#include "gz/err.h"

struct archive;
struct z_stream_s;

struct input {
	int fd;
	struct gz_buf raw; /* bytes of the file, packed */
	size_t raw_at;	   /* of raw: what comes next */
	uint64_t raw_out;  /* bytes of the file read so far */
	/* Fill room with up to size bytes unpacked: how many, 0 at the end,
	 * -1 where the data is damaged. */
	long (*unpack)(struct input *in, char *room, size_t size);
	struct z_stream_s *gzip;
	struct archive *archive;
	struct gz_buf window;
	size_t at;	      /* of the window: what comes next */
	uint64_t out;	      /* bytes unpacked so far */
	bool end;	      /* the window holds all that is left */
	struct gz_err broken; /* why it ended before its end, or GZ_OK */
};

/* Open the file at path ("-": standard input). gzip, zstd and xz, also of
 * several members, are unpacked. What unpacks to over 200 times its size
 * after the first MB is broken there. *in is to be closed in any case. */
bool input_open(struct input *in, const char *path, struct gz_err *err);
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

enum input_line {
	INPUT_END,  /* no more lines */
	INPUT_LINE, /* *line, *len: without its newline, borrowed */
	INPUT_LONG, /* over max bytes: passed over */
};
enum input_line input_line(struct input *in, size_t max, const char **line,
			   size_t *len);

#endif
