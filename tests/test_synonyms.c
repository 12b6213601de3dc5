/* test_synonyms.c - other names of words: every row of etc/synonyms.tsv is read
 * back as it is understood, and takes no room. */
#include <stdlib.h>

#include "check.h"
#include "gz/query.h"
#include "query_kit.h"

/* The frame with the word for each "~". */
static void fill_frame(struct gz_buf *text, const char *frame, const char *word)
{
	for (; *frame; frame++)
		if (*frame == '~')
			gz_buf_puts(text, word);
		else
			gz_buf_putc(text, *frame);
}

/* Each row: alone and beside others, in its own letters, in small ones and in
 * capitals, what is understood reads back. */
static void test_synonym_table(void)
{
	static const char *const rows[][6] = {
#include "etc/synonyms.inc"
	};
	static const char *const frames[] = {
		"~",
		"~ wins",
		"Wins ~",
		"-~",
		"FBI DOJ ~",
		"(tax OR ~) NEAR/5 ~",
		"headline:(~ US)",
		"POTUS OR ~",
		"\"affordable care act\" OR ~",
		"byline:~ OR ACA",
		"SAY NO TO ~",
		"gop ~ Obamacare",
	};
	struct gz_parse_options options = { .clock = &clock_2017,
					    .synonyms = true };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (size_t j = 0; j < sizeof(frames) / sizeof(*frames); j++) {
			struct gz_buf text = { 0 };
			struct gz_parsed p;

			CHECK(rows[i][2] != NULL);
			fill_frame(&text, frames[j], rows[i][0]);
			CHECK(gz_query_parse(text.data, &options, &p));
			CHECK(reads_back(&p, &options));
			if (j == 0)
				CHECK(p.root->op == GZ_Q_OR &&
				      p.root->kid[1]->synonym);
			gz_buf_free(&text);
			gz_parsed_free(&p);
		}
}

/* What is not typed takes no room: 32 words with a synonym each. */
static void test_synonym_limits(void)
{
	struct gz_parse_options options = { .clock = &clock_2017,
					    .synonyms = true };
	struct gz_parsed p;
	struct gz_buf text = { 0 };

	for (int i = 0; i < 32; i++)
		gz_buf_puts(&text, "NAACP ");
	CHECK(gz_query_parse(text.data, &options, &p));
	CHECK(reads_back(&p, &options));
	gz_parsed_free(&p);
	gz_buf_free(&text);
	CHECK(gz_query_parse(
		"a (b OR (c (d OR (e (f OR (g (h OR (i GOP))))))))", &options,
		&p));
	CHECK(p.root && reads_back(&p, &options));
	gz_parsed_free(&p);
}

/* Where the query has a word, its other names are marked in a text too. */
static void test_marks(void)
{
	static const char text[] = "The Republican Party; a party; the GOP.";
	struct gz_parse_options options = { .clock = &clock_2017,
					    .synonyms = true };
	struct gz_stemmer *stemmer = gz_stemmer_open();
	struct gz_spans spans = { 0 };
	struct gz_parsed p;

	CHECK(gz_query_parse("gop", &options, &p));
	gz_query_spans(p.root, GZ_F_BODY, text, stemmer, &spans);
	CHECK(spans.count == 2);
	CHECK(spans.span[0].start == 4 && spans.span[0].end == 20);
	CHECK(spans.span[1].start == 35 && spans.span[1].end == 38);
	gz_spans_free(&spans);
	gz_parsed_free(&p);
	gz_stemmer_close(stemmer);
}

int main(void)
{
	test_synonym_table();
	test_synonym_limits();
	test_marks();
	return check_done();
}
