/* test_utf8.c - UTF-8: what is well formed, and what is made of the rest. */
#include <stdlib.h>

#include "check.h"
#include "gz/utf8.h"

#define LEN(array) (sizeof(array) / sizeof(*(array)))

static void every_code_point_comes_back(void)
{
	size_t wrong = 0;
	char bytes[4];

	for (int32_t cp = 0; cp <= 0x10ffff; cp++) {
		size_t len = gz_utf8_put(bytes, cp);
		const char *at = bytes;
		bool surrogate = cp >= 0xd800 && cp <= 0xdfff;

		wrong += gz_utf8_valid(bytes, len) == surrogate;
		if (!surrogate)
			wrong += gz_utf8_next(&at, bytes + len) != cp ||
				 at != bytes + len;
	}
	CHECK(wrong == 0);
}

/* Unicode 15, table 3-8 and its neighbours: text, repaired, replacements. */
static void ill_formed_is_replaced(void)
{
#define R "\xef\xbf\xbd"
	static const struct {
		const char *text, *want;
		size_t replaced;
	} rows[] = {
		{ "", "", 0 },
		{ "plain caf\xc3\xa9", "plain caf\xc3\xa9", 0 },
		{ "\xc0\xaf\xe0\x80\xbf\xf0\x81\x82"
		  "A",
		  R R R R R R R R "A", 8 },
		{ "\xed\xa0\x80\xed\xbf\xbf\xed\xaf"
		  "A",
		  R R R R R R R R "A", 8 },
		{ "\xf4\x91\x92\x93\xff"
		  "A\x80\xbf"
		  "B",
		  R R R R R "A" R R "B", 7 },
		{ "\xe1\x80\xe2\xf0\x91\x92\xf1\xbf"
		  "A",
		  R R R R "A", 4 },
		{ "end\xf0\x9f\x98", "end" R, 1 },
		{ "\xf4\x90\x80\x80", R R R R, 4 },
		{ "\xf5\x80", R R, 2 },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		struct gz_buf out = { 0 };
		size_t len = strlen(rows[i].text);

		CHECK(gz_utf8_repair(rows[i].text, len, &out) ==
		      rows[i].replaced);
		CHECK_STR(out.data, rows[i].want);
		CHECK(gz_utf8_valid(rows[i].text, len) ==
		      (rows[i].replaced == 0));
		CHECK(gz_utf8_count(rows[i].text, len) ==
		      gz_utf8_count(out.data, out.len));
		gz_buf_free(&out);
	}
}

static void nul_is_dropped(void)
{
	struct gz_buf out = { 0 };

	CHECK(gz_utf8_repair("a\0b\0", 4, &out) == 0);
	CHECK_STR(out.data, "ab");
	CHECK(gz_utf8_valid("a\0b", 3));
	gz_buf_free(&out);
}

static void a_cut_splits_nothing(void)
{
	static const struct {
		const char *text;
		size_t len, want;
	} rows[] = {
		{ "abc", 0, 0 },
		{ "abc", 2, 2 },
		{ "\xc3\xa9", 1, 0 },
		{ "\xc3\xa9", 2, 2 },
		{ "a\xe2\x80\x99z", 2, 1 },
		{ "a\xe2\x80\x99z", 3, 1 },
		{ "a\xe2\x80\x99z", 4, 4 },
		{ "\xf0\x9f\x98\x80", 3, 0 },
		{ "\xf0\x9f\x98\x80", 4, 4 },
		{ "a\x80\x80", 2, 2 },
		{ "a\xe2\x41", 3, 3 },
		{ "\xe0\x80\x80", 2, 2 },
		{ "\xff\xff", 1, 1 },
	};

	for (size_t i = 0; i < LEN(rows); i++)
		CHECK(gz_utf8_cut(rows[i].text, rows[i].len) == rows[i].want);
}

int main(void)
{
	every_code_point_comes_back();
	ill_formed_is_replaced();
	nul_is_dropped();
	a_cut_splits_nothing();
	return check_done();
}
