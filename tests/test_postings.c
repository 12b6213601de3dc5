/* test_postings.c - random articles in postings files and out again, against
 * a plain model. */
#include "postings_kit.h"

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

static bool reads(struct gz_places *p, const struct model *m, uint32_t t,
		  uint32_t row)
{
	uint32_t want[MOST_PLACES];
	size_t count = places_in(m, t, row, want);

	return gz_places_read(p, row) == count &&
	       (!count || !memcmp(p->place, want, count * sizeof(*want)));
}

/* All rows; then some, further and further apart; then in any order. */
static void places_are(const struct gz_files *files, const struct model *m)
{
	struct gz_places p;
	struct gz_list l;
	char term[300];

	for (uint32_t t = 0; t < TERMS && files->rows; t++) {
		gz_list_open(&l, files, term, spell(t, term));
		gz_places_begin(&p, &l);
		for (uint32_t row = 0; row < files->rows; row++)
			CHECK(reads(&p, m, t, row));
		for (uint32_t row = 0, k = 0; row < files->rows; row += k++)
			CHECK(reads(&p, m, t, row));
		for (int i = 0; i < 100; i++)
			CHECK(reads(&p, m, t, random_below(files->rows)));
		gz_places_end(&p);
		gz_list_free(&l);
	}
}

static void no_places(const struct gz_list *l, uint32_t rows)
{
	struct gz_places p;

	gz_places_begin(&p, l);
	for (uint32_t row = 0; row < rows; row++)
		CHECK(gz_places_read(&p, row) == 0);
	gz_places_end(&p);
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
	no_places(&l, files->rows);
	gz_list_free(&l);
	gz_list_sum(&l, files, NULL, 0);
	CHECK(l.rows == 0 && l.blocks == 0);
	gz_list_free(&l);
}

static void articles_are(const struct gz_postings *p, const struct model *m)
{
	uint32_t first = gz_postings_first(p);

	for (uint32_t r = first; r < gz_postings_end(p); r++) {
		CHECK(gz_postings_lengths(p)[r - first] == m->length[r]);
		CHECK(gz_postings_bodies(p)[r - first] == m->body[r]);
	}
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
	places_are(&f.files, &m);
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
	places_are(&f.files, &m);
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
		to->body[n] = m->body[row];
		to->origin[n] = m->origin[row];
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
	places_are(&files, &want);
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
		gz_inverter_row(v, row, 10, 0);
		for (size_t i = count; i-- > 0;)
			if (row <= i % 3)
				gz_inverter_post(
					v,
					gz_inverter_term(v, word[i],
							 strlen(word[i])),
					1, NULL, 0);
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
	remove_files();
	return check_done();
}
