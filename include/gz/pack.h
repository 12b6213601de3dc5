/* gz/pack.h - numbers and strings as bytes: between processes, in records.
 *
 * Numbers are LEB128 varints (7 bits a byte, low bits first, as in DWARF and
 * Protocol Buffers), signed ones zigzag-coded first; a string is its length
 * as a varint, then its bytes. The reader never runs past the end: what is
 * cut short or malformed reads as 0 or "" and sets bad, which the caller
 * tests once at the end.
 */
#ifndef GZ_PACK_H
#define GZ_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "gz/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

void gz_pack_u64(struct gz_buf *b, uint64_t n);
void gz_pack_i64(struct gz_buf *b, int64_t n);
void gz_pack_bytes(struct gz_buf *b, const void *bytes, size_t len);
/* NULL is kept apart from "". */
void gz_pack_str(struct gz_buf *b, const char *text);

struct gz_unpack {
	const unsigned char *at, *end;
	bool bad;
};

uint64_t gz_unpack_u64(struct gz_unpack *u);
int64_t gz_unpack_i64(struct gz_unpack *u);
/* The bytes themselves, borrowed from the input; *len gets how many. */
const char *gz_unpack_bytes(struct gz_unpack *u, size_t *len);
/* A copy with a NUL behind it (bytes after an inner NUL are cut off), or
 * NULL; free with free(). */
char *gz_unpack_str(struct gz_unpack *u);

/* Bytes as lower-case hexadecimal digits, two each, and a NUL, into out. */
void gz_hex(const void *bytes, size_t len, char *out);

#ifdef __cplusplus
}
#endif
#endif
