/* test_postings_damage.c - postings files that are damaged, missing, too great
 * or cannot be written. */
#include "postings_kit.h"

#include <signal.h>
#include <sys/resource.h>

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

static uint32_t touch_places(const struct gz_list *l, uint32_t rows)
{
	struct gz_places p;
	uint32_t sum = 0;

	gz_places_begin(&p, l);
	for (uint32_t row = 0; row < rows; row += 1 + random_below(9)) {
		size_t n = gz_places_read(&p, row);

		for (size_t i = 0; i < n; i++)
			sum += p.place[i];
	}
	gz_places_end(&p);
	return sum;
}

/* Do with a file all that can be done with it. */
static void use(const struct gz_postings *p)
{
	uint32_t end = gz_postings_end(p);
	uint32_t *length = gz_alloc(end * sizeof(*length));
	struct gz_files files = { &p, 1, end, length };
	struct gz_terms t;

	for (uint32_t r = gz_postings_first(p); r < end; r++)
		length[r] = gz_postings_lengths(p)[r - gz_postings_first(p)];
	gz_terms_begin(&t, p, "", 0);
	while (gz_terms_next(&t)) {
		struct gz_list l;

		gz_list_open(&l, &files, t.term, t.len);
		touch_list(&l, end);
		touch_places(&l, end);
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
	CHECK(len > 500 && len < sizeof(bytes));
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

/* A disk that is full is as good as a limit. */
static void no_room(void)
{
	static struct model m;
	struct rlimit was, less;
	struct gz_inverter *v = gz_inverter_new();
	struct gz_err err = { 0 };

	invent(&m, 0, 2 * GZ_BLOCK);
	for (uint32_t row = 2 * GZ_BLOCK; row-- > 0;) {
		gz_inverter_row(v, row, 1, 0);
		gz_inverter_post(v, gz_inverter_term(v, "word", 4), 1, NULL, 0);
	}
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	less = was;
	less.rlim_cur = 300;
	CHECK(setrlimit(RLIMIT_FSIZE, &less) == 0);
	CHECK(!gz_inverter_write(v, path_of("full"), &err));
	CHECK(setrlimit(RLIMIT_FSIZE, &was) == 0);
	CHECK(err.code == GZ_SYSTEM && strstr(err.text, "full: "));
	CHECK(access(path_of("full"), F_OK) != 0);
	CHECK(gz_inverter_write(v, path_of("full"), &err));
	gz_inverter_free(v);
}

#ifdef GZ_SMALL
/* More blocks than a dense list can number. */
static void long_file(void)
{
	enum {
		FAR = 70000 * GZ_BLOCK
	};
	struct gz_inverter *v = gz_inverter_new();
	uint32_t *length = gz_alloc((FAR + 1) * sizeof(*length));
	const struct gz_postings *p;
	struct gz_files files = { &p, 1, FAR + 1, length };
	struct gz_list l;

	for (uint32_t row = FAR;; row -= FAR) {
		for (uint32_t i = 0; i < 5; i++) {
			gz_inverter_row(v, row - i + (row ? 0 : 4), 1, 0);
			gz_inverter_post(v, gz_inverter_term(v, "a", 1), 1,
					 NULL, 0);
		}
		if (row == 0)
			break;
	}
	CHECK(gz_inverter_write(v, path_of("long"), NULL));
	gz_inverter_free(v);
	p = gz_postings_open(path_of("long"), NULL);
	CHECK(p && gz_postings_check(p, print_line, NULL));
	gz_list_open(&l, &files, "a", 1);
	CHECK(l.rows == 10 && l.blocks == 3);
	CHECK(gz_list_tf(&l, FAR) == 1 && gz_list_tf(&l, 5) == 0);
	gz_list_free(&l);
	gz_postings_close((struct gz_postings *)p);
	free(length);
}
#endif

int main(void)
{
	CHECK(mkdtemp(dir) != NULL);
	damage();
	refusals();
	no_room();
#ifdef GZ_SMALL
	long_file();
#endif
	remove_files();
	return check_done();
}
