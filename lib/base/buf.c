/* buf.c - memory that cannot fail, and bytes that grow. See gz/buf.h. */
#include "gz/buf.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef GZ_SMALL
#define FIRST_SIZE 8 /* grow often, so that growing is tested */
#else
#define FIRST_SIZE 256
#endif

static void *checked(void *p)
{
	if (!p) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

void *gz_alloc(size_t size)
{
	return checked(calloc(1, size ? size : 1));
}

void *gz_realloc(void *old, size_t size)
{
	return checked(realloc(old, size ? size : 1));
}

void gz_keep_memory(void)
{
	enum {
		KEPT = 256 << 20
	};

	mallopt(M_MMAP_THRESHOLD, KEPT);
	mallopt(M_TRIM_THRESHOLD, KEPT);
}

char *gz_strndup(const char *text, size_t len)
{
	char *copy = checked(malloc(len + 1));

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *gz_strdup(const char *text)
{
	return gz_strndup(text, strlen(text));
}

char *gz_buf_room(struct gz_buf *b, size_t len)
{
	size_t need = b->len + len + 1;

	if (need > b->size) {
		size_t size = b->size ? b->size * 2 : FIRST_SIZE;

		b->size = size < need ? need : size;
		b->data = gz_realloc(b->data, b->size);
	}
	return b->data + b->len;
}

void gz_buf_add(struct gz_buf *b, const void *bytes, size_t len)
{
	char *at = gz_buf_room(b, len);

	if (len)
		memcpy(at, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void gz_buf_puts(struct gz_buf *b, const char *text)
{
	gz_buf_add(b, text, strlen(text));
}

void gz_buf_putc(struct gz_buf *b, char c)
{
	gz_buf_add(b, &c, 1);
}

void gz_buf_printf(struct gz_buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len > 0) {
		vsnprintf(gz_buf_room(b, (size_t)len), (size_t)len + 1, fmt,
			  again);
		b->len += (size_t)len;
	}
	va_end(again);
}

void gz_buf_clear(struct gz_buf *b)
{
	b->len = 0;
	if (b->data)
		b->data[0] = '\0';
}

void gz_buf_free(struct gz_buf *b)
{
	free(b->data);
	*b = (struct gz_buf){ 0 };
}

char *gz_buf_take(struct gz_buf *b)
{
	char *text = b->data ? b->data : gz_strdup("");

	*b = (struct gz_buf){ 0 };
	return text;
}
