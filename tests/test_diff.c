/* test_diff.c - what was changed between two texts. */
#include <stdlib.h>

#include "check.h"
#include "gz/buf.h"
#include "gz/diff.h"

static const char *const ends[] = { "", "", "[-", "-]", "{+", "+}" };

static char *marked(const struct gz_diff *d)
{
	struct gz_buf b = { 0 };

	for (size_t i = 0; i < d->count; i++) {
		gz_buf_puts(&b, ends[2 * d->run[i].op]);
		gz_buf_add(&b, d->run[i].text, d->run[i].len);
		gz_buf_puts(&b, ends[2 * d->run[i].op + 1]);
	}
	return gz_buf_take(&b);
}

static char *side(const struct gz_diff *d, enum gz_diff_op without)
{
	struct gz_buf b = { 0 };

	for (size_t i = 0; i < d->count; i++)
		if (d->run[i].op != without)
			gz_buf_add(&b, d->run[i].text, d->run[i].len);
	return gz_buf_take(&b);
}

/* Both texts are in the answer, whatever it is. */
static struct gz_diff sound(const char *before, const char *after)
{
	struct gz_diff d;
	char *a, *b;

	gz_diff(before, after, &d);
	a = side(&d, GZ_DIFF_INSERTED);
	b = side(&d, GZ_DIFF_DELETED);
	CHECK_STR(a, before);
	CHECK_STR(b, after);
	for (size_t i = 1; i < d.count; i++)
		CHECK(d.run[i].op != d.run[i - 1].op && d.run[i].len);
	free(a);
	free(b);
	return d;
}

static const struct {
	const char *before, *after, *want;
} cases[] = {
	{ "", "", "" },
	{ "The same.", "The same.", "The same." },
	{ "", "New.", "{+New.+}" },
	{ "Old.", "", "[-Old.-]" },
	{ "The House voted on tax reform.", "The Senate voted on tax reform.",
	  "The [-House-]{+Senate+} voted on tax reform." },
	{ "It passed, 51 to 49.", "It passed by 51 to 49.",
	  "It passed[-,-]{+ by+} 51 to 49." },
	{ "He will vote.", "He will not vote.", "He will {+not +}vote." },
	{ "The old tax law, he said, is gone.",
	  "The new budget law, he said, is gone.",
	  "The [-old tax-]{+new budget+} law, he said, is gone." },
	{ "One.\n\nTwo.\n\nThree.", "One.\n\nThree.",
	  "One.\n\n[-Two.\n\n-]Three." },
	{ "One.\n\nThree.", "One.\n\nTwo.\n\nThree.",
	  "One.\n\n{+Two.\n\n+}Three." },
	{ "One.", "One.\n\nTwo.", "One.{+\n\nTwo.+}" },
	/* nothing alike: whole, though "the" and "of" are in both */
	{ "The minister of finance resigned.", "A cat sat in the rain of May.",
	  "[-The minister of finance resigned.-]"
	  "{+A cat sat in the rain of May.+}" },
	/* each paragraph against its own */
	{ "The vote is on May 2.\n\nThe bill is long.",
	  "The vote is on May 3.\n\nThe bill is short.",
	  "The vote is on May [-2-]{+3+}.\n\nThe bill is [-long-]{+short+}." },
	{ "Le café est fermé.", "Le cafe est fermé.",
	  "Le [-café-]{+cafe+} est fermé." },
	{ "Two words here now.", "Two\n\nwords here now.",
	  "Two[- -]{+\n\n+}words here now." },
};

static void test_cases(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct gz_diff d = sound(cases[i].before, cases[i].after);
		char *got = marked(&d);

		if (strcmp(got, cases[i].want) != 0)
			printf("want: %s\ngot:  %s\n", cases[i].want, got);
		CHECK_STR(got, cases[i].want);
		CHECK(!d.coarse);
		free(got);
		gz_diff_free(&d);
	}
}

static void test_words(void)
{
	struct gz_diff d = sound("He will vote here.", "He may not vote here.");

	CHECK(d.count == 4);
	CHECK(d.run[0].words == 1 && d.run[1].words == 1 &&
	      d.run[2].words == 2 && d.run[3].words == 2);
	gz_diff_free(&d);
}

/* Any two texts of few words: small alphabets find every corner. */
static char *scribble(size_t most)
{
	static const char *const bits[] = { "a",	"b", " ",  "\n\n",
					    "\xc3\xa9", ".", "c ", "\n" };
	struct gz_buf b = { 0 };

	gz_buf_puts(&b, "");
	for (size_t i = (size_t)rand() % most; i-- > 0;)
		gz_buf_puts(&b, bits[rand() % 8]);
	return gz_buf_take(&b);
}

static void test_random(void)
{
	srand(11);
	for (int i = 0; i < 3000; i++) {
		char *a = scribble(i % 60 + 1), *b = scribble(i % 60 + 1);
		struct gz_diff d = sound(a, b);

		CHECK((d.count == 0 ||
		       (d.count == 1 && d.run->op == GZ_DIFF_SAME)) ==
		      (strcmp(a, b) == 0));
		gz_diff_free(&d);
		free(a);
		free(b);
	}
}

/* More than can be compared ends, is said, and is right nevertheless. */
static void test_too_much(void)
{
	struct gz_buf a = { 0 }, b = { 0 };
	struct gz_diff d;

	for (int i = 0; i < 60000; i++) {
		gz_buf_printf(&a, "%s", i % 2 ? "a " : "b ");
		gz_buf_printf(&b, "%s", i % 3 ? "a " : "b ");
	}
	d = sound(a.data, b.data);
	CHECK(d.coarse);
	gz_diff_free(&d);
	gz_buf_clear(&a);
	gz_buf_clear(&b);
	for (int i = 0; i < 3000; i++) {
		gz_buf_printf(&a, "Old %d.\n\n", i);
		gz_buf_printf(&b, "New %d.\n\n", -i);
	}
	d = sound(a.data, b.data);
	CHECK(d.coarse);
	gz_diff_free(&d);
	gz_buf_free(&a);
	gz_buf_free(&b);
}

int main(void)
{
	test_cases();
	test_words();
	test_random();
	test_too_much();
	return check_done();
}
