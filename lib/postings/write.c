/* write.c - writes one postings file. See write.h and file.h. */
#include "write.h"

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
	uint64_t offset = 0;

	begin_part(w, PART_OFFSETS);
	out_put(&w->out, &offset, sizeof(offset));
	for (uint32_t i = 0; i < rows; i++) {
		struct article a = article(arg, first + i);

		length[i] = a.length;
		offset += a.len;
		out_put(&w->out, &offset, sizeof(offset));
	}
	end_part(w, PART_OFFSETS);
	begin_part(w, PART_PLACES);
	for (uint32_t i = 0; i < rows; i++) {
		struct article a = article(arg, first + i);

		out_put(&w->out, a.places, a.len);
	}
	end_part(w, PART_PLACES);
	put_part(w, PART_LENGTHS, length, rows * sizeof(*length));
	w->rows.length = length;
	begin_part(w, PART_POSTINGS);
}

static void begin_group(struct writer *w, const void *term, size_t len)
{
	uint64_t key = term_key(term, len), at = w->dictionary.size;
	uint32_t start = (uint32_t)at;
	struct gz_buf offset = { 0 };

	if (at > UINT32_MAX)
		w->out.error = EFBIG;
	gz_buf_add(&w->keys, &key, sizeof(key));
	gz_buf_add(&w->groups, &start, sizeof(start));
	gz_pack_u64(&offset, w->out.size - w->header.part[PART_POSTINGS].start);
	out_put(&w->dictionary, offset.data, offset.len);
	gz_buf_free(&offset);
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

static void put_list(struct writer *w, size_t count, bool dense)
{
	struct gz_buf how = { 0 };

	if (count == 1 && !dense) {
		unsigned char size = (unsigned char)w->coded.len;

		out_put(&w->dictionary, &size, 1);
		out_put(&w->dictionary, w->coded.data, w->coded.len);
		return;
	}
	gz_pack_u64(&how, 2 * ((uint64_t)count + 2) + dense);
	gz_pack_u64(&how, w->coded.len);
	out_put(&w->dictionary, how.data, how.len);
	gz_buf_free(&how);
	out_put(&w->out, w->coded.data, w->coded.len);
}

void writer_term(struct writer *w, const void *term, size_t len,
		 const struct posting *p, size_t count)
{
	bool dense;

	gz_buf_clear(&w->coded);
	dense = postings_encode(p, count, &w->rows, &w->coded);
	if (w->header.terms % GROUP == 0)
		begin_group(w, term, len);
	put_front(w, term, len);
	put_list(w, count, dense);
	w->header.terms++;
	w->header.postings += count;
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
