/* fuzz_postings.c - any bytes as a postings file, or as edits to a good one
 * whose checksums are then made to fit: whatever it says, nothing is read
 * outside it, and lists keep their promises. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

#include "../lib/postings/file.h"

enum {
	ROWS = 3 * GZ_BLOCK + 5,
	FIRST = GZ_BLOCK / 2,
	TERMS = 40,
};

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

/* ---- the file ---- */

static void make_good(const char *path)
{
	struct gz_inverter *v = gz_inverter_new();
	uint32_t place[6] = { 0 };
	char term[20];

	for (uint32_t row = ROWS; row-- > FIRST;) {
		gz_inverter_row(v, row, 1 + row * 31 % 700, row % 7);
		for (uint32_t t = 1; t <= TERMS; t++) {
			int len = sprintf(term, "term%u", t * t * t);
			size_t count = t % 4 ? 1 + row % 6 : 0;

			for (uint32_t i = 1; i < 6; i++)
				place[i] = i * (row % 90) + i;
			if (row * 7 % t == 0)
				gz_inverter_post(
					v,
					gz_inverter_term(v, term, (size_t)len),
					1 + row % (t % 4 + 1), place, count);
		}
	}
	demand(gz_inverter_write(v, path, NULL));
	gz_inverter_free(v);
}

static void read_good(struct gz_buf *out)
{
	char path[] = "/tmp/fuzz_postings.XXXXXX";
	struct gz_postings *p;

	demand(close(mkstemp(path)) == 0);
	make_good(path);
	p = gz_postings_open(path, NULL);
	demand(p && gz_postings_check(p, NULL, NULL));
	gz_buf_add(out, p->map, p->header->size);
	gz_postings_close(p);
	unlink(path);
}

/* The first byte chooses what is done; then each edit: where, two bytes, and
 * what to put there. */
static void edit(struct gz_buf *file, const unsigned char *data, size_t size)
{
	struct header h;

	for (; size >= 3; data += 3, size -= 3)
		file->data[(data[0] << 8 | data[1]) % file->len] =
			(char)data[2];
	memcpy(&h, file->data, sizeof(h));
	h.self = XXH3_64bits(&h, offsetof(struct header, self));
	memcpy(file->data, &h, sizeof(h));
}

/* ---- what is done with it ---- */

static void list(const struct gz_files *files, const char *term, size_t len,
		 struct gz_list *l)
{
	unsigned sum = 0;

	gz_list_open(l, files, term, len);
	for (uint32_t i = 0; i < l->blocks; i++) {
		const struct gz_list_block *b = &l->block[i];

		demand(b->count >= 1 && b->count <= GZ_BLOCK);
		demand(!b->bits == (b->count <= GZ_BLOCK / 8));
		demand(!b->bits != !b->low);
		demand(l->slot[l->number[i]] == i + 1);
		demand(i == 0 || l->number[i] > l->number[i - 1]);
		for (unsigned k = 0; k < GZ_BLOCK; k++)
			sum += b->tf[k];
		for (unsigned k = 0; b->bits && k < GZ_BLOCK / 8; k++)
			sum += b->bits[k];
		for (unsigned k = 0; b->low && k < b->count; k++)
			demand(b->low[k] <= GZ_BLOCK - 1);
	}
	for (uint32_t row = 0; row < files->rows; row += 3)
		sum += gz_list_tf(l, row);
	demand(sum < UINT32_MAX);
}

/* Now from the front, now from the back. */
static void places(const struct gz_list *l, uint32_t rows)
{
	struct gz_places p;

	gz_places_begin(&p, l);
	for (uint32_t row = 0; row < rows; row += 1 + row % 5) {
		size_t n = gz_places_read(&p, row % 2 ? row : rows - 1 - row);

		demand(n <= p.size);
		for (size_t i = 1; i < n; i++)
			demand(p.place[i] >= p.place[i - 1]);
	}
	gz_places_end(&p);
}

static void lists(const struct gz_files *files)
{
	struct gz_list l[8], sum;
	struct gz_terms t;
	size_t n = 0;

	gz_terms_begin(&t, files->file[0], "t", 1);
	while (gz_terms_next(&t)) {
		demand(t.len <= 255 && t.term[t.len] == '\0');
		if (n == 8)
			gz_list_free(&l[--n]);
		list(files, t.term, t.len, &l[n]);
		places(&l[n++], files->rows);
	}
	gz_terms_end(&t);
	gz_list_sum(&sum, files, l, n);
	demand(sum.rows <= files->rows);
	gz_list_free(&sum);
	while (n)
		gz_list_free(&l[--n]);
}

static void use(const struct gz_postings *p, const char *path)
{
	uint32_t first = gz_postings_first(p), end = gz_postings_end(p);
	uint32_t *length = gz_alloc(end * sizeof(*length));
	struct gz_files files = { &p, 1, end, length };

	for (uint32_t row = first; row < end; row++)
		length[row] = gz_postings_lengths(p)[row - first];
	lists(&files);
	if (path && gz_postings_merge(&p, 1, NULL, 0, end, path, NULL)) {
		struct gz_postings *merged = gz_postings_open(path, NULL);

		demand(merged != NULL);
		gz_postings_close(merged);
	}
	free(length);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static struct gz_buf good;
	static char merged[] = "/tmp/fuzz_postings.XXXXXX";
	struct gz_buf file = { 0 };
	struct gz_postings *p;
	char path[40];
	int fd = memfd_create("postings", 0);

	if (!good.len) {
		read_good(&good);
		demand(close(mkstemp(merged)) == 0);
	}
	if (size && *data & 1) {
		gz_buf_add(&file, good.data, good.len);
		edit(&file, data + 1, size - 1);
	} else {
		gz_buf_add(&file, data, size);
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	demand(write(fd, file.data, file.len) == (ssize_t)file.len);
	p = gz_postings_open(path, NULL);
	if (p) {
		gz_postings_check(p, NULL, NULL);
		if (gz_postings_end(p) < 1 << 20)
			use(p, size && *data & 2 ? merged : NULL);
		gz_postings_close(p);
	}
	gz_buf_free(&file);
	close(fd);
	unlink(merged);
	return 0;
}
