/* driver.c - our index in the benchmark: no daemon, one thread.
 *
 *   driver build ARTICLES INDEX
 *   driver run INDEX QUERIES rank|newest|count|list|page|whole|tally|times
 *          [week|month|year]
 *
 * "build" runs gazette, which lies beside this program, and prints a line
 *     engine build articles= seconds= MB= rss_MB=
 * with the size on disk and the memory of the largest process.
 *
 * "run" prints a line a class: engine, mode, window, class, timed searches,
 * mean, median, 99th percentile (microseconds), sum of the matches. "rank",
 * "newest" and "count" read no article; "page" is the work in an answer of the
 * daemon: the ten best articles with their snippets, and the total; "whole" the
 * same with a total that was not counted before, "tally" with all facets and a
 * timeline by months as well. "list"
 * prints the matches of each query, "times" when its ten newest were
 * published. queries.py says what a line of QUERIES is.
 *
 * BENCH_WORDS=stems asks for words and their inflections instead of the words
 * as written. BENCH_WARM passes (2) over the queries go untimed, BENCH_PASSES
 * (3) are timed. */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "gz/buf.h"
#include "gz/index.h"
#include "gz/query.h"
#include "gz/text.h"

enum mode {
	RANK,
	NEWEST,
	COUNT,
	LIST,
	PAGE,
	WHOLE,
	TALLY,
	TIMES
};

struct query {
	char *class, *text;
	struct gz_parsed parsed;
	struct gz_query window; /* a node of the period */
	size_t matches;
	double *us; /* of each timed pass */
};

struct run {
	struct gz_index *index;
	struct gz_stemmer *stemmer;
	struct query *query;
	size_t count, passes;
	enum mode mode;
	const char *window; /* NULL: none */
};

enum {
	TOP = 10,
	SNIPPET = 240 /* code points, as in the daemon's answers */
};

static bool stems;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "driver: %s: %s\n", what, why);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t setting(const char *name, size_t fallback)
{
	const char *value = getenv(name);

	return value ? strtoul(value, NULL, 10) : fallback;
}

static const char *engine(void)
{
	return stems ? "gazetted, stems" : "gazetted";
}

/* ---- build --------------------------------------------------------------- */

static double tree_bytes;

static int add_size(const char *path, const struct stat *st, int type)
{
	(void)path;
	if (type == FTW_F)
		tree_bytes += (double)st->st_size;
	return 0;
}

/* What it says itself ("added 5, ...") is no part of the table. */
static pid_t start_gazette(const char *self, const char *articles,
			   const char *path)
{
	const char *slash = strrchr(self, '/');
	int folder = slash ? (int)(slash - self) : 1;
	char gazette[4096];
	pid_t pid;

	snprintf(gazette, sizeof(gazette), "%.*s/gazette", folder,
		 slash ? self : ".");
	pid = fork();
	if (pid)
		return pid;
	dup2(STDERR_FILENO, STDOUT_FILENO);
	execl(gazette, gazette, "add", "--config", "/dev/null", "--quiet",
	      "--index", path, articles, (char *)NULL);
	die(gazette, strerror(errno));
	return -1;
}

static size_t articles_of(const char *path)
{
	struct gz_index_status status;
	struct gz_err err;
	struct gz_index *ix = gz_index_open(path, &err);

	if (!ix || !gz_index_status(ix, &status, &err))
		die(path, err.text);
	gz_index_close(ix);
	return status.articles;
}

static void build(const char *self, const char *articles, const char *path)
{
	double began = now(), seconds;
	struct rusage usage;
	int status = 0;

	waitpid(start_gazette(self, articles, path), &status, 0);
	seconds = now() - began;
	if (status)
		die(articles, "gazette add failed");
	getrusage(RUSAGE_CHILDREN, &usage);
	ftw(path, add_size, 8);
	printf("%s\tbuild\tarticles=%zu\tseconds=%.1f\tMB=%.1f\trss_MB=%.0f\n",
	       engine(), articles_of(path), seconds, tree_bytes / 1e6,
	       (double)usage.ru_maxrss / 1024);
}

/* ---- queries ------------------------------------------------------------- */

/* A class that begins with "and" wants all words, "phrase" a row, else any. */
static void parse(struct query *q)
{
	struct gz_parse_options options = { 0 };
	bool row = !strncmp(q->class, "phrase", 6);
	const char *glue = !strncmp(q->class, "and", 3) ? " AND " : " OR ";
	struct gz_buf text = { 0 };
	char *words = gz_strdup(q->text), *save = NULL;

	for (char *w = strtok_r(words, " ", &save); w;
	     w = strtok_r(NULL, " ", &save)) {
		gz_buf_puts(&text, !text.len ? row ? "\"" : ""
				   : row     ? " "
					     : glue);
		gz_buf_puts(&text, row || stems ? "" : "=");
		gz_buf_puts(&text, w);
	}
	gz_buf_puts(&text, row ? "\"" : "");
	if (!gz_query_parse(text.data, &options, &q->parsed))
		die(text.data, q->parsed.error.detail);
	gz_buf_free(&text);
	free(words);
}

/* Columns: class, words, then from and to of a week, a month and a year. */
static bool read_query(struct run *run, char *line, struct query *q)
{
	char *column[8] = { 0 };
	int at = 0;

	line[strcspn(line, "\n")] = '\0';
	if (!*line || *line == '#')
		return false;
	for (int i = 0; i < 8 && line; i++)
		column[i] = strsep(&line, "\t");
	if (!column[7])
		die(column[0], "a line of queries has eight columns");
	memset(q, 0, sizeof(*q));
	q->class = gz_strdup(column[0]);
	q->text = gz_strdup(column[1]);
	q->us = gz_alloc((run->passes + 1) * sizeof(double));
	parse(q);
	if (run->window)
		at = *run->window == 'w' ? 2 : *run->window == 'm' ? 4 : 6;
	q->window.op = GZ_Q_DATE;
	if (at)
		q->window.period =
			(struct gz_period){ strtoll(column[at], NULL, 10),
					    strtoll(column[at + 1], NULL, 10) };
	return true;
}

static void read_queries(struct run *run, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t size = 0;
	char line[4096];

	if (!f)
		die(path, strerror(errno));
	while (fgets(line, sizeof(line), f)) {
		if (run->count == size) {
			size = size ? size * 2 : 256;
			run->query = gz_realloc(run->query,
						size * sizeof(*run->query));
		}
		run->count += read_query(run, line, &run->query[run->count]);
	}
	fclose(f);
}

/* ---- run ----------------------------------------------------------------- */

static struct gz_search search_for(const struct run *run, const struct query *q)
{
	return (struct gz_search){
		.query = q->parsed.root,
		.filter = run->window ? &q->window : NULL,
		.order = run->mode == NEWEST || run->mode == TIMES
				 ? GZ_BY_NEWEST
				 : GZ_BY_RELEVANCE,
		.match = GZ_MATCH_ALL,
		.limit = TOP,
		.no_total = true,
	};
}

static size_t count(const struct run *run, const struct query *q)
{
	struct gz_search s = search_for(run, q);
	struct gz_rows rows;
	struct gz_err err;
	size_t total;

	s.no_total = false;
	s.limit = 0;
	if (!gz_search_rows(run->index, &s, &rows, &err))
		die(q->text, err.text);
	total = rows.total;
	gz_rows_free(&rows);
	return total;
}

static void best(const struct run *run, const struct query *q)
{
	struct gz_search s = search_for(run, q);
	struct gz_rows rows;
	struct gz_err err;

	if (!gz_search_rows(run->index, &s, &rows, &err))
		die(q->text, err.text);
	gz_rows_free(&rows);
}

static struct gz_hits *hits(const struct run *run, const struct query *q)
{
	struct gz_search s = search_for(run, q);
	struct gz_err err;
	struct gz_hits *found;

	s.no_total = false;
	found = gz_search(run->index, &s, &err);
	if (!found)
		die(q->text, err.text);
	return found;
}

static void tally(const struct run *run, const struct query *q)
{
	const struct gz_tally all = { .facets = (1u << GZ_FACETS) - 1,
				      .limit = TOP,
				      .timeline = true,
				      .interval = GZ_EACH_MONTH };
	struct gz_search s = search_for(run, q);
	struct gz_err err;
	struct gz_counts *c = gz_count(run->index, &s, &all, &err);

	if (!c)
		die(q->text, err.text);
	gz_counts_free(c);
}

/* Find the matches in a text, and the passage to show. */
static void excerpt(const struct run *run, const struct query *q,
		    enum gz_field field, const char *text)
{
	struct gz_spans spans = { 0 };
	size_t from, to;

	if (!text)
		return;
	gz_query_spans(q->parsed.root, field, text, run->stemmer, &spans);
	gz_passage(text, &spans, SNIPPET, &from, &to);
	gz_spans_free(&spans);
}

static void page(const struct run *run, const struct query *q)
{
	struct gz_hits *found = hits(run, q);

	for (size_t i = 0; i < found->count; i++) {
		const struct gz_article *a = &found->hit[i].article;

		excerpt(run, q, GZ_F_HEADLINE, a->title);
		excerpt(run, q, GZ_F_BODY, a->body);
	}
	gz_hits_free(found);
}

static void search(const struct run *run, const struct query *q)
{
	if (run->mode == TALLY)
		tally(run, q);
	if (run->mode == COUNT)
		count(run, q);
	else if (run->mode >= PAGE)
		page(run, q);
	else
		best(run, q);
}

static void open_index(struct run *run, const char *path)
{
	struct gz_err err;

	gz_index_close(run->index);
	run->index = gz_index_open(path, &err);
	/* As the others, which do not look for newer commits either. */
	if (!run->index || !gz_index_hold(run->index, &err))
		die(path, err.text);
	gz_index_keep(run->index, (size_t)256 << 20); /* as the daemon */
}

/* An index remembers what it has counted, until it is opened anew; its pages,
 * and its columns, are then read once before the clock starts. */
static void open_anew(struct run *run, const char *path)
{
	struct gz_query nothing = { .op = GZ_Q_NONE };
	struct query q = { .text = "none", .parsed = { .root = &nothing } };

	open_index(run, path);
	for (size_t i = 0; i < run->count; i++)
		best(run, &run->query[i]);
	if (run->mode == TALLY)
		tally(run, &q);
}

static void time_passes(struct run *run, const char *path)
{
	size_t warm = setting("BENCH_WARM", 2);

	for (size_t p = 0; p < warm + run->passes; p++) {
		size_t column = p < warm ? run->passes : p - warm;

		if (run->mode == COUNT || run->mode > PAGE)
			open_anew(run, path);
		for (size_t i = 0; i < run->count; i++) {
			double began = now();

			search(run, &run->query[i]);
			run->query[i].us[column] = (now() - began) * 1e6;
		}
	}
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The class of the query at first, unless one before it was of that class. */
static void print_class(const struct run *run, size_t first)
{
	static const char *const name[] = {
		[RANK] = "rank", [NEWEST] = "newest", [COUNT] = "count",
		[PAGE] = "page", [WHOLE] = "whole",   [TALLY] = "tally"
	};
	const char *class = run->query[first].class;
	double *us = gz_alloc(run->count * run->passes * sizeof(*us)), sum = 0;
	size_t n = 0, matches = 0;

	for (size_t i = 0; i < run->count; i++) {
		if (strcmp(run->query[i].class, class))
			continue;
		if (i < first)
			goto out;
		matches += run->query[i].matches;
		for (size_t p = 0; p < run->passes; p++)
			sum += us[n++] = run->query[i].us[p];
	}
	qsort(us, n, sizeof(*us), compare);
	printf("%s\t%s\t%s\t%s\t%zu\t%.1f\t%.1f\t%.1f\t%zu\n", engine(),
	       name[run->mode], run->window ? run->window : "-", class, n,
	       sum / (double)n, us[n / 2], us[n * 99 / 100], matches);
out:
	free(us);
}

static void print_query(const struct run *run, const struct query *q)
{
	struct gz_hits *found = NULL;

	printf("%s\t%s", q->class, q->text);
	if (run->mode == LIST)
		printf("\t%zu", q->matches);
	else
		found = hits(run, q);
	for (size_t i = 0; found && i < found->count; i++)
		printf("\t%lld", (long long)found->hit[i].article.published.at);
	putchar('\n');
	gz_hits_free(found);
}

static void run_all(struct run *run, const char *path, const char *queries)
{
	run->passes = setting("BENCH_PASSES", 3);
	run->stemmer = gz_stemmer_open();
	read_queries(run, queries);
	open_index(run, path);
	for (size_t i = 0; i < run->count; i++)
		run->query[i].matches = count(run, &run->query[i]);
	if (run->mode == LIST || run->mode == TIMES) {
		for (size_t i = 0; i < run->count; i++)
			print_query(run, &run->query[i]);
		return;
	}
	time_passes(run, path);
	for (size_t i = 0; i < run->count; i++)
		print_class(run, i);
}

int main(int argc, char **argv)
{
	static const char *const modes[] = {
		"rank", "newest", "count", "list",
		"page", "whole",  "tally", "times"
	};
	const char *words = getenv("BENCH_WORDS");
	struct run run = { .window = argc > 5 ? argv[5] : NULL };

	gz_keep_memory(); /* as search processes do */
	stems = words && !strcmp(words, "stems");
	if (argc == 4 && !strcmp(argv[1], "build")) {
		build(argv[0], argv[2], argv[3]);
		return 0;
	}
	for (size_t m = 0; argc > 4 && argc < 7 && m < 8; m++)
		if (!strcmp(argv[4], modes[m])) {
			run.mode = (enum mode)m;
			run_all(&run, argv[2], argv[3]);
			return 0;
		}
	fputs("usage: driver build ARTICLES INDEX | driver run INDEX QUERIES "
	      "rank|newest|count|list|page|whole|tally|times "
	      "[week|month|year]\n",
	      stderr);
	return 2;
}
