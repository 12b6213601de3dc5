/* body.c - streaming bodies: gzip, sizes, the first byte. See body.h. */
#include "body.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "gz/buf.h"

#ifdef GZ_SMALL
#define ROOM 7
#else
#define ROOM (64 << 10) /* bytes unpacked at a time */
#endif
#define WINDOW_GZIP (15 + 16)
#define RATIO 200	     /* no text is packed better than that */
#define RATIO_FROM (1 << 20) /* bytes, below which it does not matter */
#define MEMBERS 10000	     /* of a gzip stream */

struct body {
	struct body_spec spec;
	size_t bytes;	/* unpacked, so far */
	size_t article; /* of the article under way */
	bool begun;	/* its first byte was seen */

	/* where in the JSON it is, unless spec.lines */
	unsigned depth, between; /* between: the depth between articles */
	bool in_string, escaped;

	z_stream z;
	size_t packed; /* bytes of gzip taken */
	unsigned members;
	bool in_member;
	unsigned char room[ROOM];
};

struct body *body_open(const struct body_spec *spec)
{
	struct body *b = gz_alloc(sizeof(*b));

	b->spec = *spec;
	if (spec->gzip && inflateInit2(&b->z, WINDOW_GZIP) != Z_OK)
		abort(); /* out of memory, which ends a process everywhere */
	return b;
}

void body_close(struct body *b)
{
	if (!b)
		return;
	if (b->spec.gzip)
		inflateEnd(&b->z);
	free(b);
}

/* ---- plain bytes -------------------------------------------------------- */

/* The first byte that is no blank must begin an object or a list. The mark of
 * UTF-8 (its three bytes in any order, which gazette will tell) is passed
 * over. */
static bool begin(struct body *b, const char *text, size_t len,
		  struct gate_fault *fault)
{
	size_t i = 0;

	while (i < len && text[i] && strchr(" \t\r\n\xef\xbb\xbf", text[i]))
		i++;
	if (i == len)
		return true;
	b->begun = true;
	b->between = text[i] == '[';
	b->spec.lines &= text[i] == '{';
	return text[i] == '{' || text[i] == '[' ||
	       gate_fail(fault, "bad-body",
			 "The body begins neither with { nor with [, so it is "
			 "not JSON.");
}

/* Step over c, outside and inside of strings. */
static void step(struct body *b, char c)
{
	if (b->in_string) {
		b->in_string = b->escaped || c != '"';
		b->escaped = !b->escaped && c == '\\';
	} else if (c == '"') {
		b->in_string = true;
	} else if (c == '{' || c == '[') {
		b->depth++;
	} else if ((c == '}' || c == ']') && b->depth) {
		b->depth--;
	}
}

/* Count what the article under way has, over all of len bytes; false: one of
 * them has too many. */
static bool count_values(struct body *b, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		step(b, text[i]);
		b->article++;
		if (b->article > b->spec.most_article)
			return false;
		if (b->depth <= b->between && !b->in_string)
			b->article = 0;
	}
	return true;
}

static bool count_lines(struct body *b, const char *text, size_t len)
{
	const char *end;

	while ((end = memchr(text, '\n', len))) {
		b->article += (size_t)(end - text);
		if (b->article > b->spec.most_article)
			return false;
		b->article = 0;
		len -= (size_t)(end + 1 - text);
		text = end + 1;
	}
	b->article += len;
	return b->article <= b->spec.most_article;
}

static bool take_plain(struct body *b, const char *text, size_t len,
		       struct gate_fault *fault)
{
	b->bytes += len;
	if (b->bytes > b->spec.most)
		return gate_fail(fault, "body-too-large",
				 "A request brings %zu bytes at most, "
				 "unpacked; send the rest in another one.",
				 b->spec.most);
	if (!b->begun && !begin(b, text, len, fault))
		return false;
	if (!(b->spec.lines ? count_lines : count_values)(b, text, len))
		return gate_fail(fault, "body-too-large",
				 "An article has %zu bytes at most.",
				 b->spec.most_article);
	fault->code = NULL;
	return b->spec.sink(b->spec.arg, text, len);
}

/* ---- gzip --------------------------------------------------------------- */

static bool unpack_fail(const struct body *b, struct gate_fault *fault)
{
	return gate_fail(fault, "bad-body",
			 "The body is not gzip at byte %zu, though "
			 "Content-Encoding says so.",
			 b->packed + 1);
}

static bool next_member(struct body *b, struct gate_fault *fault)
{
	if (b->in_member)
		return true;
	b->in_member = true;
	if (++b->members > MEMBERS)
		return gate_fail(fault, "body-too-large",
				 "A gzip body has %d members at most.",
				 MEMBERS);
	return inflateReset(&b->z) == Z_OK;
}

static bool honest(const struct body *b, struct gate_fault *fault)
{
	if (b->bytes <= RATIO_FROM || b->bytes / RATIO <= b->packed)
		return true;
	return gate_fail(fault, "body-too-large",
			 "The body unpacks to more than %d times its size.",
			 RATIO);
}

/* Unpack as much as there is room for. */
static bool unpack(struct body *b, struct gate_fault *fault)
{
	uInt before = b->z.avail_in;
	int rc;

	if (!next_member(b, fault))
		return false;
	b->z.next_out = b->room;
	b->z.avail_out = ROOM;
	rc = inflate(&b->z, Z_NO_FLUSH);
	if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
		return unpack_fail(b, fault);
	b->packed += before - b->z.avail_in;
	b->in_member = rc != Z_STREAM_END;
	return take_plain(b, (const char *)b->room, ROOM - b->z.avail_out,
			  fault) &&
	       honest(b, fault);
}

static bool take_gzip(struct body *b, const void *bytes, size_t len,
		      struct gate_fault *fault)
{
	b->z.next_in = (Bytef *)(uintptr_t)bytes;
	b->z.avail_in = (uInt)len;
	/* with the room full there may be more, even with no input left */
	b->z.avail_out = 1;
	while (b->z.avail_in || (b->in_member && !b->z.avail_out))
		if (!unpack(b, fault))
			return false;
	return true;
}

/* ---- both --------------------------------------------------------------- */

bool body_take(struct body *b, const void *bytes, size_t len,
	       struct gate_fault *fault)
{
	return (b->spec.gzip ? take_gzip
			     : (bool (*)(struct body *, const void *, size_t,
					 struct gate_fault *))take_plain)(
		b, bytes, len, fault);
}

bool body_end(struct body *b, struct gate_fault *fault)
{
	if (b->in_member)
		return gate_fail(fault, "bad-body",
				 "The gzip of the body is cut short.");
	return b->begun ||
	       gate_fail(fault, "bad-body", "The body has no article in it.");
}
