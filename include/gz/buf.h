/* gz/buf.h - memory that cannot fail, and bytes that grow.
 *
 * Out of memory ends the process: inputs are bounded before they are read,
 * and the processes that read foreign bytes are workers that get replaced.
 * So nothing here returns NULL or an error.
 */
#ifndef GZ_BUF_H
#define GZ_BUF_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* malloc, zeroed; realloc; strdup; strndup - or abort(). Free with free(). */
void *gz_alloc(size_t size);
void *gz_realloc(void *old, size_t size);
char *gz_strdup(const char *text);
char *gz_strndup(const char *text, size_t len);

/* From now on this process keeps memory that is freed, up to 256 MB of it, for
 * the next who wants it: to get it from the system anew costs more than to
 * fill it. For processes whose work comes in like pieces. */
void gz_keep_memory(void);

/* Growing bytes. Begin with { 0 }; data is NULL until something is added and
 * from then on has a NUL behind its len bytes, which len does not count. */
struct gz_buf {
	char *data;
	size_t len;
	size_t size; /* bytes allocated */
};

void gz_buf_add(struct gz_buf *b, const void *bytes, size_t len);
void gz_buf_puts(struct gz_buf *b, const char *text);
void gz_buf_putc(struct gz_buf *b, char c);
void gz_buf_printf(struct gz_buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Make room for len more bytes and return where they go; the caller writes
 * there and adds to b->len itself. */
char *gz_buf_room(struct gz_buf *b, size_t len);

/* Set len to 0 and keep the memory. */
void gz_buf_clear(struct gz_buf *b);

/* Release the memory; *b is { 0 } again. */
void gz_buf_free(struct gz_buf *b);

/* Hand the bytes over as a NUL-terminated string ("" when empty), to be
 * freed with free(); *b is { 0 } again. */
char *gz_buf_take(struct gz_buf *b);

#ifdef __cplusplus
}
#endif
#endif
