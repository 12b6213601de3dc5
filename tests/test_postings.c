/* test_postings.c - random articles in postings files and out again, against
 * a plain model; files that are damaged. */
#include "gz/places.h"
#include "gz/postings.h"

#include "check.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

static char dir[] = "/tmp/test_postings.XXXXXX";

static const char *path_of(const char *name)
{
	static char path[4][80];
	static int i;

	i = (i + 1) % 4;
	snprintf(path[i], sizeof(path[i]), "%s/%s", dir, name);
	return path[i];
}

static uint32_t random_below(uint32_t n)
{
	static uint64_t state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 16) % n);
}

/* ---- the model: tf by term and row ---- */

enum {
	TERMS = 60,
	ROWS = GZ_BLOCK * 12 + 3,
};

struct model {
	uint32_t first, end; /* rows [first, end) are in it */
	uint32_t length[ROWS];
	char places[ROWS][12];
	uint16_t tf[TERMS][ROWS];
};

/* Term 0 is in all, term 1 in half, and so on; lists of all kinds. Some have
 * a long beginning in common, and some are the beginning of others. */
static size_t spell(uint32_t term, char *out)
{
	static const char *const front[] = { "", "Z",
					     "Qhttp://www.example.org/2017/",
					     "taxes and spending", "tax" };

	return (size_t)sprintf(out, "%s%u%.*s", front[term % 5], term * 7919,
			       (int)(term * 4), /* the last ones are long */
			       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			       "xxxxxxxxx");
}

static uint32_t random_tf(uint32_t term)
{
	if (term % 3 == 0)
		return 1;
	if (random_below(50) == 0)
		return 250 + random_below(10);
	return 1 + random_below(4);
}

static void invent(struct model *m, uint32_t first, uint32_t end)
{
	memset(m, 0, sizeof(*m));
	m->first = first;
	m->end = end;
	for (uint32_t row = first; row < end; row++) {
		if (random_below(10) == 0 && row != first && row + 1 != end)
			continue;
		m->length[row] = random_below(4) ? 1 + random_below(2000)
						 : random_below(3);
		snprintf(m->places[row], sizeof(m->places[row]), "%.*s",
			 (int)random_below(8), "places!");
		for (uint32_t t = 0; t < TERMS; t++)
			if (random_below(1 + t * t / 2) == 0)
				m->tf[t][row] = (uint16_t)random_tf(t);
	}
}

static bool exists(const struct model *m, uint32_t row)
{
	if (row == m->first || row + 1 == m->end || m->length[row] ||
	    *m->places[row])
		return true;
	for (uint32_t t = 0; t < TERMS; t++)
		if (m->tf[t][row])
			return true;
	return false;
}

static void write_model(const struct model *m, uint32_t first, uint32_t end,
			const char *path)
{
	struct gz_inverter *v = gz_inverter_new();
	char term[300];

	for (uint32_t row = end; row-- > first;) {
		if (!exists(m, row))
			continue;
		gz_inverter_row(v, row, m->length[row], m->places[row],
				strlen(m->places[row]));
		for (uint32_t t = 0; t < TERMS; t++) {
			size_t len = spell(t, term);

			gz_inverter_post(v, gz_inverter_term(v, term, len),
					 m->tf[t][row]);
		}
	}
	CHECK(gz_inverter_write(v, path, NULL));
	gz_inverter_free(v);
}

/* ---- an index: the model in several files ---- */

struct fixture {
	const struct gz_postings *file[16];
	struct gz_files files;
};

static void open_files(struct fixture *f, const struct model *m,
		       const uint32_t *bound, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *path = path_of(
			(const char[]){ (char)('0' + i), 0 });

		write_model(m, bound[i], bound[i + 1], path);
		f->file[i] = gz_postings_open(path, NULL);
		CHECK(f->file[i] != NULL);
	}
	f->files = (struct gz_files){ f->file, count, bound[count], m->length };
}

static void close_files(struct fixture *f)
{
	for (size_t i = 0; i < f->files.count; i++)
		gz_postings_close((struct gz_postings *)f->file[i]);
}

static uint32_t expected_tf(const struct model *m, uint32_t t, uint32_t row)
{
	return m->tf[t][row] < GZ_MOST_TF ? m->tf[t][row] : GZ_MOST_TF;
}

/* ---- lists ---- */

static unsigned nth_row(const struct gz_list_block *b, unsigned n)
{
	if (b->low)
		return b->low[n];
	for (unsigned low = 0; low < GZ_BLOCK; low++)
		if (b->bits[low / 8] >> low % 8 & 1 && n-- == 0)
			return low;
	return GZ_BLOCK;
}

static bool is_block(const struct gz_list *l, uint32_t i,
		     const uint32_t *length, const uint32_t *tf, uint32_t rows)
{
	const struct gz_list_block *b = &l->block[i];
	uint32_t most = 0, first = l->number[i] * GZ_BLOCK;
	unsigned n = 0;
	uint8_t least = 255;

	if (!b->low == !b->bits || l->slot[l->number[i]] != i + 1)
		return false;
	if ((b->bits != NULL) != (b->count > GZ_BLOCK / 8))
		return false;
	for (uint32_t row = first; row < first + GZ_BLOCK && row < rows;
	     row++) {
		uint8_t code;

		if (!tf[row])
			continue;
		if (n >= b->count || nth_row(b, n) != row - first ||
		    b->tf[n] != tf[row] || gz_list_tf(l, row) != tf[row])
			return false;
		n++;
		code = gz_ratio_code(length[row], tf[row]);
		if (gz_ratio(b->least_ratio) >
		    (double)length[row] / (double)tf[row])
			return false;
		most = tf[row] > most ? tf[row] : most;
		least = code < least ? code : least;
	}
	return n == b->count && b->most_tf == most && b->least_ratio == least;
}

/* Is it the list of those that have a tf? */
static bool is_list(const struct gz_list *l, const uint32_t *length,
		    const uint32_t *tf, uint32_t rows)
{
	uint32_t all = 0, blocks = 0;

	for (uint32_t first = 0; first < rows; first += GZ_BLOCK) {
		uint32_t before = all;

		for (uint32_t r = first; r < first + GZ_BLOCK && r < rows; r++)
			all += tf[r] > 0;
		if (all == before) {
			if (l->slot[first / GZ_BLOCK])
				return false;
			continue;
		}
		if (blocks >= l->blocks ||
		    l->number[blocks] != first / GZ_BLOCK ||
		    !is_block(l, blocks, length, tf, rows))
			return false;
		blocks++;
	}
	return l->rows == all && l->blocks == blocks;
}

static void lists_are(const struct gz_files *files, const struct model *m)
{
	struct gz_list l;
	uint32_t tf[ROWS];
	char term[300];

	for (uint32_t t = 0; t < TERMS; t++) {
		size_t len = spell(t, term);

		for (uint32_t row = 0; row < files->rows; row++)
			tf[row] = expected_tf(m, t, row);
		gz_list_open(&l, files, term, len);
		CHECK(is_list(&l, files->length, tf, files->rows));
		gz_list_free(&l);
	}
	memset(tf, 0, sizeof(tf));
	gz_list_open(&l, files, "nothing has this", 16);
	CHECK(is_list(&l, files->length, tf, files->rows));
	gz_list_free(&l);
}

static void sums_are(const struct gz_files *files, const struct model *m)
{
	struct gz_list one[TERMS], l;
	uint32_t tf[ROWS] = { 0 }, first = random_below(TERMS / 2);
	char term[300];

	for (uint32_t t = first; t < TERMS; t++) {
		gz_list_open(&one[t], files, term, spell(t, term));
		for (uint32_t row = 0; row < files->rows; row++) {
			tf[row] += expected_tf(m, t, row);
			if (tf[row] > GZ_MOST_TF)
				tf[row] = GZ_MOST_TF;
		}
	}
	gz_list_sum(&l, files, one + first, TERMS - first);
	for (uint32_t t = first; t < TERMS; t++)
		gz_list_free(&one[t]);
	CHECK(is_list(&l, files->length, tf, files->rows));
	gz_list_free(&l);
	gz_list_sum(&l, files, NULL, 0);
	CHECK(l.rows == 0 && l.blocks == 0);
	gz_list_free(&l);
}

static void articles_are(const struct gz_postings *p, const struct model *m)
{
	const unsigned char *bytes;
	size_t len;

	for (uint32_t r = gz_postings_first(p); r < gz_postings_end(p); r++) {
		size_t want = strlen(m->places[r]);
		bool any = gz_postings_places(p, r, &bytes, &len);

		CHECK(gz_postings_lengths(p)[r - gz_postings_first(p)] ==
		      m->length[r]);
		CHECK(any == (want > 0));
		CHECK(!any ||
		      (len == want && !memcmp(bytes, m->places[r], len)));
	}
	CHECK(!gz_postings_places(p, gz_postings_end(p), &bytes, &len));
}

static void print_line(void *arg, const char *line)
{
	(void)arg;
	puts(line);
}

static void one_file(uint32_t first, uint32_t end)
{
	static struct model m;
	const uint32_t bound[] = { first, end };
	struct fixture f;

	invent(&m, first, end);
	open_files(&f, &m, bound, 1);
	CHECK(gz_postings_first(f.file[0]) == first);
	CHECK(gz_postings_end(f.file[0]) == end);
	CHECK(gz_postings_check(f.file[0], print_line, NULL));
	articles_are(f.file[0], &m);
	lists_are(&f.files, &m);
	sums_are(&f.files, &m);
	close_files(&f);
}

static void several_files(void)
{
	/* Three in one block, one at its edge, the others across. */
	static const uint32_t bound[] = { 0,
					  1,
					  GZ_BLOCK / 2,
					  GZ_BLOCK - 1,
					  2 * GZ_BLOCK,
					  3 * GZ_BLOCK + 1,
					  8 * GZ_BLOCK - 1,
					  ROWS };
	static struct model m;
	struct fixture f;

	invent(&m, 0, ROWS);
	open_files(&f, &m, bound, 7);
	for (size_t i = 0; i < f.files.count; i++) {
		CHECK(gz_postings_check(f.file[i], print_line, NULL));
		articles_are(f.file[i], &m);
	}
	lists_are(&f.files, &m);
	sums_are(&f.files, &m);
	close_files(&f);
}

static void nothing(void)
{
	struct gz_inverter *v = gz_inverter_new();
	struct gz_files files = { 0 };
	const struct gz_postings *p;
	struct gz_list l;
	struct gz_terms t;

	CHECK(gz_inverter_write(v, path_of("nothing"), NULL));
	gz_inverter_free(v);
	p = gz_postings_open(path_of("nothing"), NULL);
	CHECK(p && gz_postings_first(p) == gz_postings_end(p));
	CHECK(gz_postings_check(p, print_line, NULL));
	files.file = &p;
	files.count = 1;
	gz_list_open(&l, &files, "word", 4);
	CHECK(l.rows == 0 && l.blocks == 0);
	gz_list_free(&l);
	gz_terms_begin(&t, p, "", 0);
	CHECK(!gz_terms_next(&t));
	gz_terms_end(&t);
	CHECK(gz_postings_merge(&p, 1, NULL, 5, 9, path_of("merged"), NULL));
	gz_postings_close((struct gz_postings *)p);
	p = gz_postings_open(path_of("merged"), NULL);
	CHECK(p && gz_postings_first(p) == 5 && gz_postings_end(p) == 9);
	CHECK(gz_postings_check(p, print_line, NULL));
	gz_postings_close((struct gz_postings *)p);
}

/* ---- merging ---- */

/* What the model becomes when its rows are renumbered. */
static void renumber(struct model *to, const struct model *m,
		     const uint32_t *new_row, uint32_t first, uint32_t end)
{
	memset(to, 0, sizeof(*to));
	to->first = first;
	to->end = end;
	for (uint32_t row = m->first; row < m->end; row++) {
		uint32_t n = new_row ? new_row[row] : row;

		if (n == GZ_ROW_NONE)
			continue;
		to->length[n] = m->length[row];
		memcpy(to->places[n], m->places[row], sizeof(to->places[n]));
		for (uint32_t t = 0; t < TERMS; t++)
			to->tf[t][n] = m->tf[t][row];
	}
}

static void merged(const struct model *m, const struct fixture *f,
		   const uint32_t *new_row, uint32_t first, uint32_t end)
{
	static struct model want;
	const struct gz_postings *p;
	struct gz_files files = { &p, 1, end, want.length };

	renumber(&want, m, new_row, first, end);
	CHECK(gz_postings_merge(f->file, f->files.count, new_row, first, end,
				path_of("merged"), NULL));
	p = gz_postings_open(path_of("merged"), NULL);
	CHECK(p && gz_postings_first(p) == first && gz_postings_end(p) == end);
	CHECK(gz_postings_check(p, print_line, NULL));
	articles_are(p, &want);
	lists_are(&files, &want);
	gz_postings_close((struct gz_postings *)p);
}

/* Number some, in no order; how many. */
static uint32_t shuffle(uint32_t *new_row, uint32_t rows)
{
	uint32_t n = 0;

	for (uint32_t row = 0; row < rows; row++) {
		uint32_t other = random_below(row + 1);

		new_row[row] = new_row[other];
		new_row[other] = random_below(4) ? n++ : GZ_ROW_NONE;
	}
	return n;
}

static void merging(void)
{
	static const uint32_t bound[] = {
		0, 5, GZ_BLOCK + 3, 2 * GZ_BLOCK, 7 * GZ_BLOCK + 1, ROWS
	};
	static struct model m;
	uint32_t new_row[ROWS], n = 3;
	struct fixture f;

	invent(&m, 0, ROWS);
	open_files(&f, &m, bound, 5);
	merged(&m, &f, NULL, 0, ROWS);
	for (uint32_t row = 0; row < ROWS; row++)
		new_row[row] = random_below(3) ? n++ : GZ_ROW_NONE;
	merged(&m, &f, new_row, 0, n);
	merged(&m, &f, new_row, 3, n + 2 < ROWS ? n + 2 : n);
	n = shuffle(new_row, ROWS);
	merged(&m, &f, new_row, 0, n);
	for (uint32_t row = 0; row < ROWS; row++)
		new_row[row] = GZ_ROW_NONE;
	merged(&m, &f, new_row, 0, 0);
	close_files(&f);
}

/* ---- vocabulary ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void prefixes_are(const struct gz_postings *p, char **word, size_t count,
			 const char *prefix)
{
	struct gz_terms t;
	size_t len = strlen(prefix);

	gz_terms_begin(&t, p, prefix, len);
	for (size_t i = 0; i < count; i++)
		if (!strncmp(word[i], prefix, len)) {
			CHECK(gz_terms_next(&t));
			CHECK_STR(t.term ? t.term : "", word[i]);
			CHECK(t.len == strlen(word[i]) && t.rows == 1 + i % 3);
		}
	CHECK(!gz_terms_next(&t));
	CHECK(!gz_terms_next(&t));
	gz_terms_end(&t);
}

static struct gz_postings *write_words(char **word, size_t count)
{
	struct gz_inverter *v = gz_inverter_new();

	for (uint32_t row = 3; row-- > 0;) {
		gz_inverter_row(v, row, 10, "", 0);
		for (size_t i = count; i-- > 0;)
			if (row <= i % 3)
				gz_inverter_post(
					v,
					gz_inverter_term(v, word[i],
							 strlen(word[i])),
					1);
	}
	CHECK(gz_inverter_write(v, path_of("words"), NULL));
	gz_inverter_free(v);
	return gz_postings_open(path_of("words"), NULL);
}

/* All strings of up to so many of a and b, and their like. */
static size_t all_words(char **word)
{
	size_t n = 0;

	for (unsigned len = 1; len <= 7; len++)
		for (unsigned bits = 0; bits < 1u << len; bits++) {
			char *w = word[n++] = gz_alloc(len + 1);

			for (unsigned i = 0; i < len; i++)
				w[i] = bits >> i & 1 ? 'b' : '\xc3';
		}
	qsort(word, n, sizeof(*word), by_text);
	return n;
}

static void vocabulary(void)
{
	static const char *const prefix[] = { "",     "a",	 "b",
					      "bb",   "bbbbbbb", "c",
					      "\xc3", "b\xc3",	 "bbbbbbbb",
					      "\xff" };
	char *word[256];
	size_t count = all_words(word);
	struct gz_postings *p = write_words(word, count);

	CHECK(p && gz_postings_check(p, print_line, NULL));
	for (size_t i = 0; i < sizeof(prefix) / sizeof(*prefix); i++)
		prefixes_are(p, word, count, prefix[i]);
	gz_postings_close(p);
	for (size_t i = 0; i < count; i++)
		free(word[i]);
}

/* ---- failures ---- */

static size_t read_file(const char *path, unsigned char *bytes, size_t size)
{
	FILE *f = fopen(path, "rb");
	size_t len = f ? fread(bytes, 1, size, f) : 0;

	if (f)
		fclose(f);
	return len;
}

static void write_file(const char *path, const void *bytes, size_t len)
{
	FILE *f = fopen(path, "wb");

	CHECK(f && fwrite(bytes, 1, len, f) == len);
	if (f)
		fclose(f);
}

static uint32_t touch_list(const struct gz_list *l, uint32_t rows)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < l->blocks; i++) {
		const struct gz_list_block *b = &l->block[i];

		CHECK(l->number[i] * GZ_BLOCK < rows);
		CHECK(l->slot[l->number[i]] == i + 1);
		for (unsigned k = 0; k < b->count; k++)
			sum += b->tf[k] + (b->low ? b->low[k] : 0);
		if (b->bits)
			sum += b->bits[GZ_BLOCK / 8 - 1];
	}
	return sum;
}

/* Do with a file all that can be done with it. */
static void use(const struct gz_postings *p)
{
	uint32_t end = gz_postings_end(p);
	uint32_t *length = gz_alloc(end * sizeof(*length));
	struct gz_files files = { &p, 1, end, length };
	const unsigned char *bytes;
	struct gz_terms t;
	size_t len;

	for (uint32_t r = gz_postings_first(p); r < end; r++) {
		length[r] = gz_postings_lengths(p)[r - gz_postings_first(p)];
		if (gz_postings_places(p, r, &bytes, &len) && len)
			CHECK(bytes[0] + bytes[len - 1] >= 0);
	}
	gz_terms_begin(&t, p, "", 0);
	while (gz_terms_next(&t)) {
		struct gz_list l;

		gz_list_open(&l, &files, t.term, t.len);
		touch_list(&l, end);
		gz_list_free(&l);
	}
	gz_terms_end(&t);
	gz_postings_merge(&p, 1, NULL, 0, end, path_of("merged"), NULL);
	free(length);
}

static void one_damage(const unsigned char *bytes, size_t len)
{
	struct gz_err err = { 0 };
	struct gz_postings *p;

	write_file(path_of("damaged"), bytes, len);
	p = gz_postings_open(path_of("damaged"), &err);
	if (!p) {
		CHECK(err.code == GZ_DATA && *err.text);
		return;
	}
	CHECK(!gz_postings_check(p, NULL, NULL));
	use(p);
	gz_postings_close(p);
}

static void damage(void)
{
	static struct model m;
	static unsigned char bytes[1 << 20];
	size_t len;

	invent(&m, 3, 3 * GZ_BLOCK + 5);
	write_model(&m, 3, 3 * GZ_BLOCK + 5, path_of("good"));
	len = read_file(path_of("good"), bytes, sizeof(bytes));
	CHECK(len > 1000 && len < sizeof(bytes));
	for (size_t i = 0; i < len;
	     i += 1 + random_below((uint32_t)len / 500)) {
		unsigned char was = bytes[i];

		bytes[i] = (unsigned char)(was + 1 + random_below(255));
		one_damage(bytes, len);
		bytes[i] = (unsigned char)(was ^ 0x80);
		one_damage(bytes, len);
		bytes[i] = was;
	}
	for (size_t i = 0; i < len; i += 1 + random_below((uint32_t)len / 50))
		one_damage(bytes, i);
}

static void refusals(void)
{
	struct gz_inverter *v = gz_inverter_new();
	struct gz_err err = { 0 };

	CHECK(!gz_postings_open(path_of("missing"), &err));
	CHECK(err.code == GZ_MISSING);
	write_file(path_of("empty"), "", 0);
	CHECK(!gz_postings_open(path_of("empty"), &err));
	CHECK(err.code == GZ_DATA);
	CHECK(!gz_postings_open(dir, &err));
	CHECK(!gz_inverter_write(v, path_of("no/such/folder"), &err));
	CHECK(err.code == GZ_SYSTEM && strstr(err.text, "no/such/folder"));
	CHECK(!gz_inverter_write(v, "/dev/full/x", NULL));
	gz_inverter_free(v);
}

static void ratios(void)
{
	for (uint32_t length = 0; length < 70000; length += 1 + length / 50)
		for (uint32_t tf = 1; tf <= 255; tf++) {
			uint8_t code = gz_ratio_code(length, tf);
			double ratio = (double)length / tf;

			CHECK(gz_ratio(code) <= ratio);
			CHECK(code == 255 || gz_ratio(code + 1) > ratio);
		}
	CHECK(gz_ratio_code(UINT32_MAX, 1) == 255);
	CHECK(gz_ratio(16) == 2 && gz_ratio_code(2, 1) == 16);
}

/* ---- places ---- */

static void places_of(size_t forms, uint32_t most)
{
	struct gz_place_list *list = gz_alloc((forms + 1) * sizeof(*list));
	uint32_t *place = gz_alloc((forms * most + 1) * sizeof(*place));
	uint32_t *out = gz_alloc(5 * (size_t)most * sizeof(*out)), *at = place;
	const unsigned char *bytes;
	struct gz_buf block = { 0 };
	struct gz_places p;

	for (size_t i = 0; i < forms; i++) {
		uint32_t next = random_below(300);

		list[i].hash = gz_places_hash((const char *)&i, sizeof(i));
		list[i].count = 1 + random_below(most);
		list[i].place = at;
		for (size_t k = 0; k < list[i].count; k++) {
			*at++ = next;
			next += 1 + random_below(random_below(9) ? 50 : 99999);
		}
	}
	gz_buf_puts(&block, "before");
	gz_places_write(list, forms, 7, 300000, &block);
	CHECK(gz_places_open(&p, block.data + 6, block.len - 6));
	CHECK(p.body == 7 && p.byline == 300000 && p.forms == forms);
	for (size_t i = 0; i < forms; i++) {
		size_t len = gz_places_list(&p, list[i].hash, &bytes);
		size_t n = gz_places_read(bytes, len, 0, UINT32_MAX, out);
		size_t before = 0;

		CHECK(n == list[i].count && len >= n);
		CHECK(!memcmp(out, list[i].place, n * sizeof(*out)));
		while (before < n && list[i].place[before] < 7)
			before++;
		CHECK(gz_places_read(bytes, len, 0, 7, out) == before);
		CHECK(gz_places_read(bytes, len, 7, UINT32_MAX, out) ==
		      n - before);
	}
	gz_buf_free(&block);
	free(list);
	free(place);
	free(out);
}

static void damaged_places(void)
{
	const uint32_t place[] = { 1, 5, 9 };
	struct gz_place_list list[3];
	struct gz_buf block = { 0 };
	const unsigned char *bytes;
	struct gz_places p;
	uint32_t out[300];

	for (size_t i = 0; i < 3; i++)
		list[i] = (struct gz_place_list){
			gz_places_hash((const char *)&i, sizeof(i)), place, 3
		};
	gz_places_write(list, 3, 4, 9, &block);
	for (size_t i = 0; i < block.len * 256; i++) {
		size_t len = random_below(2) ? block.len : i % block.len;
		char *copy = gz_strndup("", 0), was = block.data[i / 256];

		block.data[i / 256] = (char)i;
		copy = gz_realloc(copy, len);
		memcpy(copy, block.data, len);
		block.data[i / 256] = was;
		gz_places_open(&p, copy, len);
		for (size_t k = 0; k < 3; k++) {
			size_t size = gz_places_list(&p, list[k].hash, &bytes);

			if (size)
				CHECK(gz_places_read(bytes, size, 0, 99, out) <=
				      size);
		}
		free(copy);
	}
	gz_buf_free(&block);
}

static void remove_files(void)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d)))
		unlink(path_of(e->d_name));
	if (d)
		closedir(d);
	CHECK(rmdir(dir) == 0);
}

int main(void)
{
	CHECK(mkdtemp(dir) != NULL);
	one_file(0, 1);
	one_file(0, ROWS);
	one_file(5 * GZ_BLOCK, 9 * GZ_BLOCK);
	one_file(5 * GZ_BLOCK + 3, 9 * GZ_BLOCK - 1);
	several_files();
	nothing();
	merging();
	vocabulary();
	damage();
	refusals();
	ratios();
	for (size_t n = 0; n < 20; n++)
		places_of(n, 5);
	places_of(250, 5);
	places_of(590, 3);
	places_of(700, 3);
	places_of(2, 300);
	places_of(2, 40000);
	places_of(9000, 1);
	damaged_places();
	remove_files();
	return check_done();
}
