/* test_instructions.c - how many instructions a fixed load and fixed searches
 * take, against tests/data/instructions.tsv: what makes one of them take 5 %
 * more shows at once, on any machine, however busy. So does what makes it
 * less, and is to be written down there:
 *     (root=$PWD; cd "$(mktemp -d)" && "$root"/build/test_instructions --write \
 *         >"$root"/tests/data/instructions.tsv)
 * Counted by callgrind, within the function work() alone. */
#include <gnu/libc-version.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gz/index.h"

#include "check.h"

enum {
	ARTICLES = 1200,
	WORDS = 3000, /* of the language */
	ROUNDS = 20,
};

/* ---- the same articles each time ---- */

static uint64_t state = 1;

static unsigned chance(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((state >> 33) % n);
}

/* Low ones are common, about as in Zipf's law: the product of three draws. */
static void put_word(struct gz_buf *text)
{
	uint64_t n = (uint64_t)chance(WORDS) * chance(WORDS) / WORDS *
		     chance(WORDS) / WORDS;

	for (n += 5; n; n /= 24)
		gz_buf_printf(text, "%c%c", 'b' + (int)(n % 24),
			      "aeiou"[n % 5]);
	gz_buf_puts(text, chance(6) ? " " : chance(2) ? "s " : "ing ");
}

static void put_article(struct gz_segment *s, uint32_t number)
{
	struct gz_buf title = { 0 }, body = { 0 };
	char id[16];
	struct gz_err err = { 0 };
	struct gz_article a = {
		.id = id,
		.source = chance(2) ? "The Post" : "The Times",
		.dated = true,
		.published = { .at = 1500000000 - 3000 * (int64_t)number,
			       .precision = GZ_SECOND },
		.format = "jsonl",
	};

	snprintf(id, sizeof(id), "a%u", number);
	for (unsigned i = 0; i < 8; i++)
		put_word(&title);
	for (unsigned i = 100 + chance(400); i > 0; i--) {
		put_word(&body);
		gz_buf_puts(&body, i % 70 ? "" : "\n\n");
	}
	a.title = title.data;
	a.body = body.data;
	CHECK(gz_segment_put(s, number, &a, &err));
	gz_buf_free(&title);
	gz_buf_free(&body);
}

static bool load(const char *path)
{
	uint64_t words;
	struct gz_err err = { 0 };
	struct gz_writer *w = gz_writer_open(path, &err);
	uint32_t first;
	bool ok = w && gz_writer_claim(w, ARTICLES, &first, &err);
	struct gz_segment *s = ok ? gz_segment_open("segment", &err) : NULL;
	const char *const segment[] = { "segment" };
	struct gz_change change = { .segment = segment,
				    .segments = 1,
				    .articles = ARTICLES };

	for (uint32_t i = 0; s && i < ARTICLES; i++)
		put_article(s, first + i);
	ok = s && gz_segment_commit(s, &words, &err) &&
	     gz_writer_commit(w, &change, &err);
	gz_writer_close(w);
	return ok;
}

/* ---- searches ---- */

static void search(const char *const *queries, enum gz_order order, bool total)
{
	struct gz_err err = { 0 };
	struct gz_index *ix = gz_index_open("index", &err);
	struct gz_clock clock = { .now = 1500000000 };

	for (unsigned i = 0; queries[i]; i++) {
		struct gz_parse_options how = { .clock = &clock };
		struct gz_parsed p;
		struct gz_rows rows = { 0 };
		struct gz_search s = { .order = order,
				       .limit = 10,
				       .no_total = !total };

		gz_query_parse(queries[i], &how, &p);
		s.query = p.root;
		for (unsigned n = 0; n < (total ? 1 : ROUNDS); n++) {
			gz_rows_free(&rows);
			gz_search_rows(ix, &s, &rows, &err);
		}
		CHECK(rows.count > 0);
		gz_rows_free(&rows);
		gz_parsed_free(&p);
	}
	gz_index_close(ix);
}

static const char *const words[] = { "ka",	"ba", "fe ga", "ji OR la OR ne",
				     "=ka -ba", NULL };
static const char *const phrases[] = { "\"fe fe\"", "\"fe ga\"", "ji NEAR/5 la",
				       NULL };
static const char *const dates[] = { "ka date:2017-06", "fe date:2017",
				     "ka source:post", NULL };

/* Not in place of the tasks: callgrind counts what this function does. */
static __attribute__((noinline)) void work(const char *task)
{
	if (!strcmp(task, "load"))
		CHECK(load("index"));
	else if (!strcmp(task, "words"))
		search(words, GZ_BY_RELEVANCE, false);
	else if (!strcmp(task, "phrases"))
		search(phrases, GZ_BY_RELEVANCE, false);
	else if (!strcmp(task, "dates"))
		search(dates, GZ_BY_RELEVANCE, false);
	else if (!strcmp(task, "newest"))
		search(words, GZ_BY_NEWEST, false);
	else
		search(words, GZ_BY_RELEVANCE, true);
}

static const char *const tasks[] = { "load",  "words",	"phrases",
				     "dates", "newest", "totals" };
#define TASKS (sizeof(tasks) / sizeof(tasks[0]))

/* ---- counting ---- */

/* 0: it could not be counted. */
static uint64_t count(const char *program, const char *task)
{
	char command[1024], line[256];
	uint64_t n = 0;
	FILE *f;

	snprintf(command, sizeof(command),
		 "valgrind --tool=callgrind --callgrind-out-file=/dev/null "
		 "--toggle-collect=work %s %s 2>&1",
		 program, task);
	f = popen(command, "r");
	while (f && fgets(line, sizeof(line), f)) {
		char *at = strstr(line, "Collected : ");

		if (at)
			n = strtoull(at + 12, NULL, 10);
	}
	if (f)
		pclose(f);
	return n;
}

/* Another compiler or C library counts otherwise. */
static void tools(char text[128])
{
	snprintf(text, 128, "gcc-%d.%d,glibc-%s", __GNUC__, __GNUC_MINOR__,
		 gnu_get_libc_version());
}

static uint64_t stored(const char *task)
{
	char path[1024], name[128];
	const char *tests = getenv("TESTS");
	uint64_t n = 0, found = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/data/instructions.tsv",
		 tests ? tests : "tests");
	f = fopen(path, "r");
	while (f && fscanf(f, "%127s %" SCNu64, name, &n) == 2)
		if (!strcmp(name, task))
			found = n;
	if (f)
		fclose(f);
	return found;
}

static void compare(const char *task, uint64_t n)
{
	uint64_t want = stored(task);
	double change = want ? 100.0 * ((double)n / (double)want - 1) : 100;

	printf("%-8s %" PRIu64 " instructions, %+.1f %%\n", task, n, change);
	CHECK(n && change > -5 && change < 5);
}

static bool can_count(void)
{
#if !defined(__OPTIMIZE__) || defined(GZ_SMALL) ||                             \
	defined(__SANITIZE_ADDRESS__) || !defined(__x86_64__)
	return false; /* figures are for the plain build */
#else
	return system("valgrind --version >/dev/null 2>&1") == 0;
#endif
}

int main(int argc, char **argv)
{
	bool write = argc > 1 && !strcmp(argv[1], "--write");
	char program[512], with[128];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);

	if (argc > 1 && !write) {
		work(argv[1]);
		return check_failed != 0;
	}
	if (!can_count() || len < 0) {
		printf("skipped: no valgrind, or another build than plain\n"
		       "0 passed, 0 failed\n");
		return 0;
	}
	program[len] = '\0';
	tools(with);
	if (write) {
		printf("%s\t1\n", with);
	} else if (!stored(with)) {
		printf("skipped: the figures are not of %s\n"
		       "0 passed, 0 failed\n",
		       with);
		return 0;
	}
	for (size_t i = 0; i < TASKS; i++) {
		uint64_t n = count(program, tasks[i]);

		if (write)
			printf("%s\t%" PRIu64 "\n", tasks[i], n);
		else
			compare(tasks[i], n);
	}
	return write ? 0 : check_done();
}
