/* write.c - writes one postings file. See write.h and file.h. */
#include "write.h"

#include "places.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

static void begin_part(struct writer *w, enum part part)
{
	out_align(&w->out);
	w->header.part[part].start = w->out.size;
}

static void end_part(struct writer *w, enum part part)
{
	w->header.part[part].size = w->out.size - w->header.part[part].start;
}

static void put_part(struct writer *w, enum part part, const void *bytes,
		     size_t len)
{
	begin_part(w, part);
	out_put(&w->out, bytes, len);
	end_part(w, part);
}

static void open_aside(struct writer *w, const char *path)
{
	struct gz_buf name = { 0 };

	gz_buf_printf(&name, "%s~", path);
	out_aside(&w->dictionary, name.data);
	gz_buf_free(&name);
}

void writer_open(struct writer *w, const char *path, uint32_t first,
		 uint32_t end)
{
	*w = (struct writer){ .header = { .magic = FILE_MAGIC,
					  .first = first,
					  .end = end,
					  .block = GZ_BLOCK,
					  .group = GROUP },
			      .rows = { .first = first, .end = end } };
	out_open(&w->out, path);
	open_aside(w, path);
	w->out.size = sizeof(w->header);
	if (!w->out.error && lseek(w->out.fd, sizeof(w->header), SEEK_SET) < 0)
		w->out.error = errno;
}

void writer_rows(struct writer *w,
		 struct article (*article)(void *arg, uint32_t row), void *arg)
{
	uint32_t first = w->rows.first, rows = w->rows.end - first;
	uint32_t *length = gz_alloc(rows * sizeof(*length));
	uint32_t *body = gz_alloc(rows * sizeof(*body));

	for (uint32_t i = 0; i < rows; i++) {
		struct article a = article(arg, first + i);

		length[i] = a.length;
		body[i] = a.body;
	}
	put_part(w, PART_LENGTHS, length, rows * sizeof(*length));
	put_part(w, PART_BODIES, body, rows * sizeof(*body));
	free(body);
	w->rows.length = length;
	begin_part(w, PART_POSTINGS);
}

static void begin_group(struct writer *w, const void *term, size_t len)
{
	uint64_t key = term_key(term, len), at = w->dictionary.size;
	uint32_t start = (uint32_t)at;
	unsigned char offset[MOST_VARINT], *end;

	if (at > UINT32_MAX)
		w->out.error = EFBIG;
	gz_buf_add(&w->keys, &key, sizeof(key));
	gz_buf_add(&w->groups, &start, sizeof(start));
	end = put_varint(offset,
			 w->out.size - w->header.part[PART_POSTINGS].start);
	out_put(&w->dictionary, offset, (size_t)(end - offset));
	w->last_len = 0;
}

static size_t shared_with_last(const struct writer *w,
			       const unsigned char *term, size_t len)
{
	size_t n = 0;

	while (n < len && n < w->last_len && term[n] == w->last[n])
		n++;
	return n;
}

static void put_front(struct writer *w, const unsigned char *term, size_t len)
{
	size_t shared = shared_with_last(w, term, len), fresh = len - shared;
	unsigned char front[3];
	size_t n = 1;

	front[0] = (unsigned char)((shared < 15 ? shared : 15) |
				   (fresh < 15 ? fresh : 15) << 4);
	if (shared >= 15)
		front[n++] = (unsigned char)(shared - 15);
	if (fresh >= 15)
		front[n++] = (unsigned char)(fresh - 15);
	out_put(&w->dictionary, front, n);
	out_put(&w->dictionary, term + shared, fresh);
	memcpy(w->last + shared, term + shared, fresh);
	w->last_len = len;
}

static void put_inline(struct writer *w, const struct span *places)
{
	size_t size = w->coded.len + (places ? places->size : 0);
	unsigned char how = (unsigned char)(2 * size + (places != NULL));

	out_put(&w->dictionary, &how, 1);
	out_put(&w->dictionary, w->coded.data, w->coded.len);
	if (places)
		out_put(&w->dictionary, places->at, places->size);
}

static void add_sample(struct writer *w, uint64_t at)
{
	uint32_t start = (uint32_t)at;

	if (at > UINT32_MAX)
		w->out.error = EFBIG;
	gz_buf_add(&w->table, &start, sizeof(start));
}

/* The bytes of all, without the table. */
static uint64_t put_places(struct writer *w, const struct span *s, size_t count)
{
	uint64_t size = 0;
	uint32_t n = 0;

	gz_buf_clear(&w->table);
	for (; s && count; count--, s++) {
		const unsigned char *at = s->at, *end = at + s->size;

		for (; at < end; at = places_next(at), n++)
			if (n && n % PLACES_EVERY == 0)
				add_sample(w, size + (size_t)(at - s->at));
		out_put(&w->out, s->at, s->size);
		size += s->size;
	}
	out_put(&w->out, w->table.data, w->table.len);
	return size;
}

static void put_apart(struct writer *w, const struct list *l, bool dense)
{
	unsigned char how[3 * MOST_VARINT], *end = how;
	uint64_t rows_less_one = l->count - 1;

	out_put(&w->out, w->coded.data, w->coded.len);
	end = put_varint(end, LEAST_APART + 4 * rows_less_one +
				      2u * (l->spans > 0) + dense);
	end = put_varint(end, w->coded.len);
	if (l->spans)
		end = put_varint(end, put_places(w, l->span, l->spans));
	out_put(&w->dictionary, how, (size_t)(end - how));
}

static void put_list(struct writer *w, const struct list *l, bool dense)
{
	const struct span *places = l->spans ? l->span : NULL;
	size_t size = places ? places->size : 0;

	if (l->count == 1 && w->coded.len + size <= MOST_INLINE)
		put_inline(w, places);
	else
		put_apart(w, l, dense);
}

void writer_term(struct writer *w, const void *term, size_t len,
		 const struct list *l)
{
	bool dense;

	gz_buf_clear(&w->coded);
	dense = postings_encode(l->posting, l->count, &w->rows, &w->coded);
	if (w->header.terms % GROUP == 0)
		begin_group(w, term, len);
	put_front(w, term, len);
	put_list(w, l, dense);
	w->header.terms++;
	w->header.postings += l->count;
}

static void put_rest(struct writer *w)
{
	static const unsigned char zeros[GZ_BLOCK];

	out_put(&w->out, zeros, sizeof(zeros));
	end_part(w, PART_POSTINGS);
	begin_part(w, PART_DICTIONARY);
	out_copy(&w->out, &w->dictionary);
	end_part(w, PART_DICTIONARY);
	put_part(w, PART_KEYS, w->keys.data, w->keys.len);
	put_part(w, PART_GROUPS, w->groups.data, w->groups.len);
}

static void put_header(struct writer *w)
{
	struct header *h = &w->header;

	h->size = w->out.size;
	h->rest = out_sum(&w->out);
	h->self = XXH3_64bits(h, offsetof(struct header, self));
	if (pwrite(w->out.fd, h, sizeof(*h), 0) != (ssize_t)sizeof(*h))
		w->out.error = errno ? errno : EIO;
}

static void release(struct writer *w)
{
	out_close(&w->out);
	out_close(&w->dictionary);
	gz_buf_free(&w->keys);
	gz_buf_free(&w->groups);
	gz_buf_free(&w->coded);
	gz_buf_free(&w->table);
	free((void *)w->rows.length);
}

bool writer_close(struct writer *w, struct gz_err *err)
{
	bool ok = true;

	put_rest(w);
	if (out_flush(&w->out))
		put_header(w);
	if (w->out.error) {
		ok = gz_fail(err, GZ_SYSTEM, "%s: %s", w->out.path,
			     strerror(w->out.error));
		unlink(w->out.path);
	}
	release(w);
	return ok;
}

bool writer_drop(struct writer *w, const char *damaged, struct gz_err *err)
{
	unlink(w->out.path);
	release(w);
	return gz_fail(err, GZ_DATA, "%s: it is damaged", damaged);
}
