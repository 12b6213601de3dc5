/* test_text.c - tokens: tables of cases, places, stems, stop words. */
#include <stdlib.h>

#include "check.h"
#include "gz/text.h"

#define LINE 1024

typedef void show_tokens(const struct gz_tokens *t, struct gz_buf *out);

static bool read_line(FILE *f, char line[LINE])
{
	if (!fgets(line, LINE, f))
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

static void unescape(char *line)
{
	char *to = line;

	for (const char *p = line; *p; p++)
		*to++ = *p == '\\' && p[1] == 'n' ? (p++, '\n') : *p;
	*to = '\0';
}

static void check_line(const char *text, const char *want, show_tokens *show)
{
	struct gz_tokens t = { 0 };
	struct gz_buf got = { 0 };

	gz_tokenise(&t, text, strlen(text));
	show(&t, &got);
	CHECK_STR(got.data, want);
	if (strcmp(got.data, want) != 0)
		printf("  text: %s\n  got:  %s\n  want: %s\n", text, got.data,
		       want);
	gz_buf_free(&got);
	gz_tokens_free(&t);
}

static void table(const char *name, size_t least, show_tokens *show)
{
	char path[512], text[LINE], want[LINE];
	size_t cases = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/data/%s", getenv("TESTS"), name);
	f = fopen(path, "r");
	CHECK(f != NULL);
	while (f && read_line(f, text)) {
		if (!*text || !strncmp(text, "# ", 2))
			continue;
		CHECK(read_line(f, want));
		unescape(text);
		check_line(text, want, show);
		cases++;
	}
	CHECK(cases >= least);
	if (f)
		fclose(f);
}

static void show_forms(const struct gz_tokens *t, struct gz_buf *out)
{
	static const char *const signs[] = { "", "^", "~", "+", "" };
	uint32_t last = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct gz_token *k = &t->token[i];

		if (i && k->place == last)
			gz_buf_puts(out, "/");
		else if (i)
			gz_buf_puts(out, k->place > last + 1 ? " | " : " ");
		gz_buf_printf(out, "%s%.*s", signs[k->kind], k->len,
			      gz_token_form(t, i));
		last = k->place;
	}
}

static void show_flags(const struct gz_tokens *t, struct gz_buf *out)
{
	static const char letters[] = "CANSPHV";
	uint32_t last = UINT32_MAX;

	for (size_t i = 0; i < t->count; i++) {
		const struct gz_token *k = &t->token[i];

		if (!k->flags || k->place == last)
			continue;
		last = k->place;
		gz_buf_printf(out, "%s%.*s:", out->len ? " " : "", k->len,
			      gz_token_form(t, i));
		for (int bit = 0; bit < 7; bit++)
			if (k->flags >> bit & 1)
				gz_buf_putc(out, letters[bit]);
	}
}

static void spans_are_of_the_text(void)
{
	static const char text[] = "the “e-mails” of Zürich’s U.S. #YesMen";
	static const char *const want[] = {
		"the",	  "e",	  "e-mails", "mails", "of",  "Zürich",
		"Zürich", "U.S.", "YesMen",  "Yes",   "Men", "#YesMen",
	};
	struct gz_tokens t = { 0 };

	gz_tokenise(&t, text, strlen(text));
	CHECK(t.count == sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < t.count; i++) {
		size_t len = t.token[i].end - t.token[i].start;

		CHECK(len == strlen(want[i]) &&
		      !memcmp(text + t.token[i].start, want[i], len));
	}
	gz_tokens_free(&t);
}

static void texts_follow_each_other(void)
{
	struct gz_tokens t = { 0 };

	gz_tokenise(&t, "", 0);
	CHECK(t.count == 0 && t.next_place == 0);
	gz_tokenise(&t, "a title", 7);
	CHECK(t.count == 2 && t.next_place == 2);
	gz_tokenise(&t, "body", 4);
	CHECK(t.count == 3 && t.token[2].place == 3 && t.next_place == 4);
	CHECK(t.token[2].start == 0 && t.token[2].flags & GZ_PARAGRAPH);
	gz_tokens_clear(&t);
	CHECK(t.count == 0 && t.next_place == 0 && t.words.len == 0);
	gz_tokenise(&t, "again", 5);
	CHECK(t.count == 1 && t.token[0].place == 0);
	gz_tokens_free(&t);
	CHECK(!t.token && !t.words.data);
}

static void ill_formed_bytes_separate(void)
{
	check_line("one\xfftwo\xc3 three\xe2\x80", "one two three", show_forms);
}

/* Nothing is read behind the text, whatever it ends in. */
static void any_prefix_is_a_text(void)
{
	static const char text[] = "At U.S.'s 1,000.5 e-mail’s #TagÉ_ AT&T é";

	for (size_t len = 0; len <= strlen(text); len++) {
		char *copy = malloc(len + !len);
		struct gz_tokens t = { 0 };

		memcpy(copy, text, len);
		gz_tokenise(&t, copy, len);
		for (size_t i = 0; i < t.count; i++)
			CHECK(t.token[i].end <= len);
		gz_tokens_free(&t);
		free(copy);
	}
}

static void check_stem(struct gz_stemmer *s, const char *word, const char *want)
{
	size_t len;
	const char *stem = gz_stem(s, word, strlen(word), &len);

	CHECK(len == strlen(want) && !memcmp(stem, want, len));
}

/* Twice, so that what is remembered is also asked. */
static void stems(void)
{
	static const char *const rows[][2] = {
		{ "sessions", "session" },
		{ "running", "run" },
		{ "immigration", "immigr" },
		{ "immigrants", "immigr" },
		{ "happily", "happili" },
		{ "us", "us" },
		{ "café", "café" },
		{ "1000", "1000" },
		{ "resigned", "resign" },
		{ "generalisation", "generalis" },
		{ "pneumonoultramicroscopicsilicovolcanoconiosis",
		  "pneumonoultramicroscopicsilicovolcanoconiosi" },
	};
	struct gz_stemmer *s = gz_stemmer_open();

	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check_stem(s, rows[i][0], rows[i][1]);
	gz_stemmer_close(s);
	gz_stemmer_close(NULL);
}

/* A memory that keeps forgetting answers as a new one does. */
static void forgetting_does_not_matter(void)
{
	struct gz_stemmer *s = gz_stemmer_open();
	unsigned wrong = 0;
	char word[32];

	for (unsigned i = 0; i < 60000; i++) {
		const char *stem;
		size_t len;

		snprintf(word, sizeof(word), "w%uings", i * 7919u % 40000);
		stem = gz_stem(s, word, strlen(word), &len);
		wrong += len != strlen(word) - 1 || memcmp(stem, word, len);
	}
	CHECK(wrong == 0);
	gz_stemmer_close(s);
}

static void check_stop(const char *word, bool want)
{
	CHECK(gz_is_stop_word(word, strlen(word)) == want);
}

static void stop_words(void)
{
	check_stop("the", true);
	check_stop("of", true);
	check_stop("yourselves", true);
	check_stop("wouldn't", true);
	check_stop("", false);
	check_stop("th", false);
	check_stop("thee", false);
	check_stop("sessions", false);
	check_stop("yourselvesx", false);
	CHECK(gz_is_stop_word("these", 3));
}

int main(void)
{
	table("tokens.txt", 40, show_forms);
	table("token-flags.txt", 12, show_flags);
	spans_are_of_the_text();
	texts_follow_each_other();
	ill_formed_bytes_separate();
	any_prefix_is_a_text();
	stems();
	forgetting_does_not_matter();
	stop_words();
	return check_done();
}
