/* test_spans.c - what is marked in a text, and which passage is shown. */
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "gz/query.h"
#include "gz/utf8.h"
#include "random_query.h"

static struct gz_stemmer *stemmer;

static bool read_line(FILE *f, char line[512])
{
	if (!fgets(line, 512, f))
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

/* A copy with "\n\n" for each "|". */
static char *paragraphs(const char *line)
{
	struct gz_buf b = { 0 };

	for (; *line; line++) {
		if (*line == '|')
			gz_buf_puts(&b, "\n\n");
		else
			gz_buf_putc(&b, *line);
	}
	return gz_buf_take(&b);
}

static char *marked(const char *text, const struct gz_spans *s)
{
	struct gz_buf b = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < s->count; i++) {
		gz_buf_add(&b, text + at, s->span[i].start - at);
		gz_buf_putc(&b, '[');
		gz_buf_add(&b, text + s->span[i].start,
			   s->span[i].end - s->span[i].start);
		gz_buf_putc(&b, ']');
		at = s->span[i].end;
	}
	gz_buf_puts(&b, text + at);
	return gz_buf_take(&b);
}

static void check_spans(const char *query, enum gz_field field,
			const char *text, const char *want)
{
	struct gz_spans spans = { 0 };
	struct gz_parsed p;
	char *got;

	CHECK(gz_query_parse(query, NULL, &p));
	gz_query_spans(p.root, field, text, stemmer, &spans);
	got = marked(text, &spans);
	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  query: %s\n  got:   %s\n  want:  %s\n", query, got,
		       want);
	free(got);
	gz_spans_free(&spans);
	gz_parsed_free(&p);
}

static void test_table(void)
{
	char path[512], query[512], text[512], want[512];
	size_t cases = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/data/query-spans.txt",
		 getenv("TESTS"));
	f = fopen(path, "r");
	CHECK(f != NULL);
	while (f && read_line(f, query)) {
		char *body, *marks;

		if (!*query || !strncmp(query, "# ", 2))
			continue;
		CHECK(read_line(f, text) && read_line(f, want));
		body = paragraphs(text);
		marks = paragraphs(want);
		check_spans(query, GZ_F_BODY, body, marks);
		free(body);
		free(marks);
		cases++;
	}
	CHECK(cases >= 35);
	if (f)
		fclose(f);
}

static void test_fields(void)
{
	check_spans("headline:tax", GZ_F_HEADLINE, "Tax", "[Tax]");
	check_spans("headline:tax", GZ_F_BODY, "Tax", "Tax");
	check_spans("tax", GZ_F_HEADLINE, "Tax", "[Tax]");
	check_spans("tax", GZ_F_BYLINE, "Tax", "Tax");
	check_spans("byline:smith", GZ_F_BYLINE, "Ann Smith", "Ann [Smith]");
	check_spans("byline:smith", GZ_F_BODY, "Ann Smith", "Ann Smith");
	check_spans("body:(a NEAR/2 b)", GZ_F_BODY, "a b", "[a] [b]");
	check_spans("headline:(a NEAR/2 b)", GZ_F_BODY, "a b", "a b");
}

static void test_leaves(void)
{
	struct gz_spans s = { 0 };
	struct gz_parsed p;

	gz_query_parse("(tax -law) OR \"white house\" OR (a NEAR/2 b)", NULL,
		       &p);
	gz_query_spans(p.root, GZ_F_BODY, "b a, law, the white house, tax",
		       stemmer, &s);
	CHECK(s.count == 4);
	CHECK(s.span[0].leaf == 3 && s.span[1].leaf == 2);
	CHECK(s.span[2].leaf == 1 && s.span[3].leaf == 0);
	/* A second text takes the place of the first. */
	gz_query_spans(p.root, GZ_F_BODY, "taxes", stemmer, &s);
	CHECK(s.count == 1 && s.span[0].start == 0 && s.span[0].end == 5);
	gz_query_spans(p.root, GZ_F_BODY, "", stemmer, &s);
	CHECK(s.count == 0);
	gz_spans_free(&s);
	gz_parsed_free(&p);
}

/* Time grows with the text, not with its square. */
static void test_long_text(void)
{
	static const char *const queries[] = {
		"a NEAR/20 a NEAR/20 a NEAR/20 a",
		"\"a a a a a a a a a a a a a a a a\" a OR b",
		"a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a",
	};
	struct gz_buf text = { 0 };
	struct gz_spans s = { 0 };
	struct gz_parsed p;

	for (int i = 0; i < 100000; i++)
		gz_buf_puts(&text, "a ");
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		clock_t start = clock();

		CHECK(gz_query_parse(queries[i], NULL, &p));
		gz_query_spans(p.root, GZ_F_BODY, text.data, stemmer, &s);
		CHECK(s.count > 0);
		CHECK(clock() - start < 10 * CLOCKS_PER_SEC);
		gz_parsed_free(&p);
	}
	gz_spans_free(&s);
	gz_buf_free(&text);
}

/* ---- passages ---------------------------------------------------------- */

static void check_passage(const char *query, size_t width, const char *text,
			  const char *want)
{
	struct gz_spans spans = { 0 };
	struct gz_parsed p;
	size_t start, end;
	char *got;

	CHECK(gz_query_parse(query, NULL, &p));
	gz_query_spans(p.root, GZ_F_BODY, text, stemmer, &spans);
	gz_passage(text, &spans, width, &start, &end);
	got = gz_strndup(text + start, end - start);
	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  query: %s\n  got:   %s\n  want:  %s\n", query, got,
		       want);
	free(got);
	gz_spans_free(&spans);
	gz_parsed_free(&p);
}

static void test_passages(void)
{
	static const char text[] =
		"The committee met on Tuesday. Sessions was not asked to "
		"appear before it. Aides said the attorney general would "
		"recuse himself from the inquiry, as Sessions had promised.\n\n"
		"“He is not going anywhere.” Nobody at the White House "
		"would comment on Sessions, on his recusal or on the inquiry "
		"that made him recuse himself.";

	/* Without a match the beginning, cut at a word. */
	check_passage("nothing", 30, text, "The committee met on Tuesday.");
	check_passage("nothing", 12, text, "The");
	check_passage("nothing", 13, text, "The committee");
	/* A whole sentence where there is room for it. */
	check_passage("sessions", 44, text,
		      "Sessions was not asked to appear before it.");
	check_passage("appear", 44, text,
		      "Sessions was not asked to appear before it.");
	check_passage("anywhere", 60, text,
		      "“He is not going anywhere.” Nobody at the White House "
		      "would");
	/* Most different words, not the first one. */
	check_passage("recuse inquiry promised", 70, text,
		      "would recuse himself from the inquiry, as Sessions had "
		      "promised.");
	/* Too narrow for a sentence: some words before. */
	check_passage("promised", 40, text, "as Sessions had promised.");
	/* A match wider than the width is shown to its end. */
	check_passage("\"attorney general would recuse himself\"", 10, text,
		      "attorney general would recuse himself");
	check_passage("tax", 100, "Tax", "Tax");
	check_passage("tax", 100, "", "");
	check_passage("tax", 100, " \n ", "");
	check_passage("tax", 0, "Tax", "Tax");
	check_passage("law", 5, "Donaudampfschifffahrt", "Donau");
	check_passage("law", 3, "éééééé", "ééé");
}

/* Any query on any text: spans in order, apart, on whole code points; the
 * passage within bounds, with a match in it if there is one. */
static bool holds(const char *text, size_t width, const struct gz_spans *s)
{
	size_t at = 0, start, end, len = strlen(text);
	bool shown = s->count == 0;

	gz_passage(text, s, width, &start, &end);
	if (start > end || end > len || gz_utf8_cut(text, start) != start ||
	    gz_utf8_cut(text, end) != end)
		return false;
	for (size_t i = 0; i < s->count; i++) {
		const struct gz_span *x = &s->span[i];

		if (x->start < at || x->end <= x->start || x->end > len)
			return false;
		at = x->end;
		shown |= x->start >= start && x->end <= end;
		if (x->start < start && x->end > start)
			return false;
	}
	return shown &&
	       (gz_utf8_count(text + start, end - start) <= width || s->count);
}

static void test_any(void)
{
	uint64_t seed = 7;
	struct gz_buf query = { 0 }, text = { 0 };
	struct gz_spans s = { 0 };
	struct gz_parsed p;
	int failed = 0, marks = 0;

	for (int i = 0; i < 5000 && failed < 5; i++) {
		random_query(&seed, &query);
		gz_buf_clear(&text);
		for (uint32_t n = random_below(&seed, 40) + 1; n; n--) {
			random_word(&seed, &text);
			gz_buf_puts(&text, random_below(&seed, 8) ? " " : ". ");
		}
		if (!gz_query_parse(query.data, NULL, &p))
			continue;
		gz_query_spans(p.root, GZ_F_BODY, text.data, stemmer, &s);
		marks += s.count > 0;
		if (!holds(text.data, random_below(&seed, 100), &s)) {
			failed++;
			printf("  %s\n  %s\n", query.data, text.data);
		}
		gz_parsed_free(&p);
	}
	CHECK(failed == 0);
	CHECK(marks > 500);
	gz_buf_free(&query);
	gz_buf_free(&text);
	gz_spans_free(&s);
}

int main(void)
{
	stemmer = gz_stemmer_open();
	test_table();
	test_fields();
	test_leaves();
	test_long_text();
	test_passages();
	test_any();
	gz_stemmer_close(stemmer);
	return check_done();
}
