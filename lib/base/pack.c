/* pack.c - numbers and strings as bytes. See gz/pack.h. */
#include "gz/pack.h"

#include <string.h>

void gz_pack_u64(struct gz_buf *b, uint64_t n)
{
	char *at = gz_buf_room(b, 10);

	while (n >= 0x80) {
		*at++ = (char)(n | 0x80);
		n >>= 7;
	}
	*at++ = (char)n;
	b->len = (size_t)(at - b->data);
	*at = '\0';
}

void gz_pack_i64(struct gz_buf *b, int64_t n)
{
	gz_pack_u64(b, ((uint64_t)n << 1) ^ (uint64_t)(n >> 63));
}

void gz_pack_bytes(struct gz_buf *b, const void *bytes, size_t len)
{
	gz_pack_u64(b, len);
	gz_buf_add(b, bytes, len);
}

void gz_pack_str(struct gz_buf *b, const char *text)
{
	gz_pack_u64(b, text ? strlen(text) + 1 : 0);
	if (text)
		gz_buf_puts(b, text);
}

uint64_t gz_unpack_u64(struct gz_unpack *u)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 64 && u->at < u->end; shift += 7) {
		unsigned char c = *u->at++;

		if (shift == 63 && c > 1)
			break;
		n |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return n;
	}
	u->bad = true;
	u->at = u->end;
	return 0;
}

int64_t gz_unpack_i64(struct gz_unpack *u)
{
	uint64_t n = gz_unpack_u64(u);

	return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
}

static const char *take(struct gz_unpack *u, size_t len)
{
	const char *bytes = (const char *)u->at;

	if (len > (size_t)(u->end - u->at)) {
		u->bad = true;
		u->at = u->end;
		return NULL;
	}
	u->at += len;
	return bytes;
}

const char *gz_unpack_bytes(struct gz_unpack *u, size_t *len)
{
	uint64_t n = gz_unpack_u64(u);
	const char *bytes = take(u, n);

	*len = bytes ? n : 0;
	return bytes ? bytes : "";
}

char *gz_unpack_str(struct gz_unpack *u)
{
	uint64_t n = gz_unpack_u64(u);
	const char *bytes = n ? take(u, n - 1) : NULL;

	return bytes ? gz_strndup(bytes, strnlen(bytes, n - 1)) : NULL;
}

void gz_hex(const void *bytes, size_t len, char *out)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *at = bytes;

	for (; len; at++, len--) {
		*out++ = digits[*at >> 4];
		*out++ = digits[*at & 15];
	}
	*out = '\0';
}
