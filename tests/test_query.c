/* test_query.c - the query language: tables of cases, limits, and that what
 * is written back is read as the same tree. */
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "gz/query.h"
#include "gz/utf8.h"
#include "query_kit.h"
#include "random_query.h"

#ifdef GZ_SMALL
#define QUERIES 20000
#else
#define QUERIES 200000
#endif

struct test_case {
	char query[512], second[512], third[512];
};

typedef void check_case(const struct test_case *c);

/* One line without its newline; false at the end. */
static bool read_line(FILE *f, char line[512])
{
	if (!fgets(line, 512, f))
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

static void table(const char *name, size_t least, check_case *check)
{
	char path[512];
	struct test_case c;
	size_t cases = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/data/%s", getenv("TESTS"), name);
	f = fopen(path, "r");
	CHECK(f != NULL);
	while (f && read_line(f, c.query)) {
		/* "# " begins a comment, "#MAGA" is a query. */
		if (!*c.query || !strncmp(c.query, "# ", 2))
			continue;
		CHECK(read_line(f, c.second) && read_line(f, c.third));
		check(&c);
		cases++;
	}
	CHECK(cases >= least);
	if (f)
		fclose(f);
}

static void same_text(const struct test_case *c, const char *got,
		      const char *want)
{
	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  query: %s\n  got:   %s\n  want:  %s\n", c->query, got,
		       want);
}

static void add_note(struct gz_buf *out, const struct gz_query_note *n)
{
	gz_buf_printf(out, "%s%s@%u", out->len ? " " : "", n->code, n->offset);
	CHECK(*n->detail && !strpbrk(n->detail, "\r\n"));
}

/* "code@offset ..." of what was mended or refused, "-" if nothing. */
static char *notes(const struct gz_parsed *p)
{
	struct gz_buf out = { 0 };

	for (size_t i = 0; i < p->warning_count; i++)
		add_note(&out, &p->warning[i]);
	if (!p->root)
		add_note(&out, &p->error);
	return out.len ? gz_buf_take(&out) : gz_strdup("-");
}

static void check_understood(const struct test_case *c,
			     struct gz_parse_options options)
{
	struct gz_parsed p;
	char *got, *mended;

	options.clock = &clock_2017;
	CHECK(gz_query_parse(c->query, &options, &p) == (p.root != NULL));
	got = understood(&p);
	mended = notes(&p);
	same_text(c, got, c->second);
	same_text(c, mended, c->third);
	if (p.root)
		CHECK(reads_back(&p, &options));
	free(got);
	free(mended);
	gz_parsed_free(&p);
}

static void all_case(const struct test_case *c)
{
	check_understood(c, (struct gz_parse_options){ 0 });
}

static void any_case(const struct test_case *c)
{
	check_understood(c, (struct gz_parse_options){ .any = true });
}

static void synonym_case(const struct test_case *c)
{
	check_understood(c, (struct gz_parse_options){ .synonyms = true });
}

static void any_synonym_case(const struct test_case *c)
{
	check_understood(
		c, (struct gz_parse_options){ .synonyms = true, .any = true });
}

/* The first warning is the error when strict, and what it suggests will do,
 * or at least not fail there again. */
static void mended_case(const struct test_case *c)
{
	struct gz_parse_options options = { .clock = &clock_2017,
					    .strict = true };
	char want[512], *got;
	struct gz_parsed p;

	check_understood(c, (struct gz_parse_options){ 0 });
	snprintf(want, sizeof(want), "%.*s", (int)strcspn(c->third, " "),
		 c->third);
	CHECK(!gz_query_parse(c->query, &options, &p));
	got = notes(&p);
	same_text(c, got, want);
	if (*p.error.suggestion) {
		struct gz_parsed q;

		gz_query_parse(p.error.suggestion, &options, &q);
		CHECK(q.root || strcmp(q.error.code, p.error.code) != 0 ||
		      q.error.offset != p.error.offset);
		gz_parsed_free(&q);
	}
	free(got);
	gz_parsed_free(&p);
}

static void refused_case(const struct test_case *c)
{
	struct gz_parse_options options = { .clock = &clock_2017 };
	struct gz_parsed p;
	char *got;

	CHECK(!gz_query_parse(c->query, &options, &p));
	got = notes(&p);
	same_text(c, got, c->second);
	same_text(c, *p.error.suggestion ? p.error.suggestion : "-", c->third);
	free(got);
	gz_parsed_free(&p);
}

/* ---- limits ------------------------------------------------------------ */

static const char *code_of(const char *text, bool any)
{
	static char code[32];
	struct gz_parse_options options = { .clock = &clock_2017, .any = any };
	struct gz_parsed p;

	gz_query_parse(text, &options, &p);
	snprintf(code, sizeof(code), "%s", p.root ? "" : p.error.code);
	gz_parsed_free(&p);
	return code;
}

/* head, then part count times, then tail. */
static const char *code_of_many(const char *head, const char *part,
				size_t count, const char *tail, bool any)
{
	struct gz_buf b = { 0 };
	const char *code;

	gz_buf_puts(&b, head);
	while (count--)
		gz_buf_puts(&b, part);
	gz_buf_puts(&b, tail);
	code = code_of(b.data, any);
	gz_buf_free(&b);
	return code;
}

static void test_limits(void)
{
	CHECK_STR(code_of_many("", "a ", 32, "", false), "");
	CHECK_STR(code_of_many("", "a ", 33, "", false), "too-many-words");
	CHECK_STR(code_of_many("", "a ", 256, "", true), "");
	CHECK_STR(code_of_many("", "a ", 257, "", true), "too-many-words");
	CHECK_STR(code_of_many("\"", "a ", 16, "\"", false), "");
	CHECK_STR(code_of_many("\"", "a ", 17, "\"", false), "phrase-too-long");
	CHECK_STR(code_of_many("", "abcdefghijklmnopqrstuvwxyzabcdefghijklmno ",
			       24, "", false),
		  "");
	CHECK_STR(code_of_many("", "abcdefghijklmnopqrstuvwxyzabcdefghijklmno ",
			       25, "", false),
		  "too-long");
	CHECK_STR(code_of_many("", "x", 40000, "", false), "too-long");
	CHECK_STR(code_of_many("", "x", 40000, "", true), "too-long");
	CHECK_STR(code_of_many("", "a", 1024, "", false), "");
	CHECK_STR(code_of_many("", "a", 1025, "", false), "too-long");
	CHECK_STR(code_of_many("", "-", 1025, "", true), "too-long");
	CHECK_STR(code_of_many("", "x(", 8, "", false), "");
	CHECK_STR(code_of_many("", "x(", 9, "", false), "too-deep");
	CHECK_STR(code_of("imm* tax* sen*", false), "");
	CHECK_STR(code_of("a NEAR/20 b", false), "");
}

/* The deepest tree allowed is written without a bracket too many. */
static void test_deepest(void)
{
	struct gz_parse_options options = { .clock = &clock_2017 };
	struct gz_parsed p;

	CHECK(gz_query_parse("a (b OR (c (d OR (e (f OR (g (h OR (i j)))))))))",
			     &options, &p));
	CHECK(p.root && reads_back(&p, &options));
	gz_parsed_free(&p);
	CHECK_STR(code_of("a (b OR (c (d OR (e (f OR (g (h OR (i NOT (j OR "
			  "k)))))))))",
			  false),
		  "too-deep");
}

/* Each is answered or refused at once, whatever it is. */
static void test_bombs(void)
{
	static const char *const bombs[] = {
		"(",
		"((a ",
		"a NOT (",
		"-",
		"\"",
		"+-",
		"a OR ",
		"a NEAR/1000 ",
		"title:title:",
		"%s%n%x",
		"foo:",
		"NOT ",
		"NEAR ",
		"AND ",
		"*",
		"w* ",
		"=",
		"a-",
		"\xe2\x80",
		")",
		"a ADJ b ",
		"#",
		"date:",
		"\" the ",
		"a,",
	};

	for (size_t i = 0; i < sizeof(bombs) / sizeof(*bombs); i++)
		for (size_t n = 1; n < 100000; n *= 10)
			for (int any = 0; any < 2; any++) {
				clock_t start = clock();

				code_of_many("", bombs[i], n, "", any);
				CHECK(clock() - start < CLOCKS_PER_SEC);
			}
}

/* ---- fields, blanks, broken text ---------------------------------------- */

static void fields_case(unsigned fields, const char *query, const char *want)
{
	struct gz_parse_options options = { .clock = &clock_2017,
					    .fields = fields };
	struct gz_parsed p;
	char *got;

	CHECK(gz_query_parse(query, &options, &p));
	got = understood(&p);
	CHECK_STR(got, want);
	CHECK(reads_back(&p, &options));
	free(got);
	gz_parsed_free(&p);
}

static void test_fields(void)
{
	const unsigned headline = 1u << GZ_F_HEADLINE, body = 1u << GZ_F_BODY;
	const unsigned byline = 1u << GZ_F_BYLINE;

	fields_case(headline, "tax reform",
		    "(headline:tax) AND "
		    "(headline:reform)");
	fields_case(body, "tax", "body:tax");
	fields_case(headline | body, "tax", "tax");
	fields_case(headline | byline, "smith",
		    "(headline:smith) OR (byline:smith)");
	fields_case(headline | body | byline, "a OR b",
		    "(a) OR (byline:a) OR (b) OR (byline:b)");
	fields_case(headline | body | byline, "a NEAR/2 body:b",
		    "((a) OR (byline:a)) AND (body:b)");
	fields_case(byline, "a NEAR/2 b", "(byline:a) NEAR/2 (byline:b)");
	fields_case(headline | body | byline, "a PRE/2 (b OR c)",
		    "((a) PRE/2 ((b) OR (c))) OR "
		    "((byline:a) PRE/2 ((byline:b) OR (byline:c)))");
}

static void test_blank(void)
{
	CHECK_STR(code_of("", false), "");
	fields_case(0, "", "*");
	fields_case(0, " \t\n\u00a0\u3000", "*");
	fields_case(0, "tax\u00a0\u2003reform\ttoday",
		    "(tax) AND (reform) AND (today)");
	fields_case(0, "\"tax\n\nreform\"", "\"tax reform\"");
	fields_case(0, "tax\xff\xe2\x80reform", "\"tax reform\"");
}

static void test_no_options(void)
{
	struct gz_parsed p;

	CHECK(gz_query_parse(NULL, NULL, &p));
	CHECK(p.root->op == GZ_Q_ALL);
	gz_parsed_free(&p);
	CHECK(gz_query_parse("date:today", NULL, &p));
	CHECK(p.root->op == GZ_Q_DATE && p.root->period.first > 0);
	gz_parsed_free(&p);
	gz_parsed_free(&p); /* twice does no harm */
}

static void test_offsets(void)
{
	struct gz_parsed p;

	/* Code points, not bytes. */
	CHECK(gz_query_parse("é \"café noir\" tax*", NULL, &p));
	CHECK(p.root->count == 3);
	CHECK(p.root->kid[0]->start == 0 && p.root->kid[0]->end == 1);
	CHECK(p.root->kid[1]->start == 3 && p.root->kid[1]->end == 12);
	CHECK(p.root->kid[2]->start == 14 && p.root->kid[2]->end == 18);
	gz_parsed_free(&p);
}

/* The notes that do not fit are left out; none overflows. */
static void test_many_warnings(void)
{
	struct gz_parsed p;

	CHECK(gz_query_parse(") ) ) ) ) ) ) ) ) ) tax", NULL, &p));
	CHECK(p.warning_count == 8);
	gz_parsed_free(&p);
}

static void test_unequal(void)
{
	static const char *const queries[] = {
		"tax",	     "=tax",	   "Tax",	 "headline:tax",
		"taxes",     "tax*",	   "#tax",	 "café",
		"cafe",	     "us",	   "US",	 "\"a b\"",
		"a-b",	     "=a-b",	   "a NEAR/5 b", "a NEAR/6 b",
		"a PRE/5 b", "a b",	   "a OR b",	 "a -b",
		"b a",	     "date:2017",  "date:2018",	 "source:a",
		"url:a",     "source:b",   "*",		 "\"a c\"",
		"\"a b c\"", "\"a U.S.\"", "\"a us\"",
	};
	size_t n = sizeof(queries) / sizeof(*queries);
	struct gz_parsed p, q;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			gz_query_parse(queries[i], NULL, &p);
			gz_query_parse(queries[j], NULL, &q);
			CHECK(gz_query_equal(p.root, q.root) == (i == j));
			gz_parsed_free(&p);
			gz_parsed_free(&q);
		}
}

/* ---- round trip -------------------------------------------------------- */

static bool round_trip(const char *text, const struct gz_parse_options *options)
{
	struct gz_parse_options plain = { .clock = options->clock,
					  .any = options->any,
					  .synonyms = options->synonyms };
	struct gz_parsed p;
	bool good = true;

	if (gz_query_parse(text, options, &p))
		good = reads_back(&p, options) && reads_back(&p, &plain);
	else
		good = *p.error.code && *p.error.detail;
	gz_parsed_free(&p);
	return good;
}

static void test_round_trip(void)
{
	static const unsigned fields[] = { 0, 0, 0, 2, 4, 8, 10, 14 };
	uint64_t seed = 20170726;
	struct gz_buf text = { 0 };
	int failed = 0, made = 0;

	for (; made < QUERIES && failed < 10; made++) {
		struct gz_parse_options options = {
			.clock = &clock_2017,
			.any = random_below(&seed, 4) == 0,
			.synonyms = random_below(&seed, 2),
			.fields = RANDOM_OF(&seed, fields),
		};

		random_query(&seed, &text);
		if (round_trip(text.data, &options))
			continue;
		failed++;
		printf("  any %d fields %u: %s\n", options.any, options.fields,
		       text.data);
	}
	CHECK(failed == 0);
	CHECK(made == QUERIES);
	gz_buf_free(&text);
}

int main(void)
{
	table("query-words.txt", 90, all_case);
	table("query-dates.txt", 25, all_case);
	table("query-mended.txt", 35, mended_case);
	table("query-refused.txt", 10, refused_case);
	table("query-any.txt", 10, any_case);
	table("query-synonyms.txt", 15, synonym_case);
	table("query-synonyms-any.txt", 3, any_synonym_case);
	test_limits();
	test_deepest();
	test_bombs();
	test_fields();
	test_blank();
	test_no_options();
	test_offsets();
	test_many_warnings();
	test_unequal();
	test_round_trip();
	return check_done();
}
