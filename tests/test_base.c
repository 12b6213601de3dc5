/* test_base.c - growing bytes, and numbers as bytes. */
#include "gz/buf.h"
#include "gz/pack.h"

#include "check.h"

#include <stdlib.h>

static void bytes_grow(void)
{
	struct gz_buf b = { 0 };
	char *text;

	for (int i = 0; i < 1000; i++)
		gz_buf_printf(&b, "%d,", i);
	CHECK(b.len == 10 * 2 + 90 * 3 + 900 * 4);
	CHECK(strlen(b.data) == b.len);
	gz_buf_clear(&b);
	CHECK(b.len == 0 && b.data[0] == '\0');
	gz_buf_puts(&b, "taken");
	text = gz_buf_take(&b);
	CHECK_STR(text, "taken");
	CHECK(!b.data);
	free(text);
	text = gz_buf_take(&b);
	CHECK_STR(text, "");
	free(text);
}

static void numbers_come_back(void)
{
	static const uint64_t u[] = { 0,   1,	    127,	128,
				      300, 1 << 20, UINT32_MAX, UINT64_MAX };
	static const int64_t s[] = { 0, -1, 1, -64, 64, INT64_MIN, INT64_MAX };
	struct gz_buf b = { 0 };
	struct gz_unpack r;

	for (size_t i = 0; i < sizeof(u) / sizeof(u[0]); i++)
		gz_pack_u64(&b, u[i]);
	for (size_t i = 0; i < sizeof(s) / sizeof(s[0]); i++)
		gz_pack_i64(&b, s[i]);
	r = (struct gz_unpack){ .at = (unsigned char *)b.data,
				.end = (unsigned char *)b.data + b.len };
	for (size_t i = 0; i < sizeof(u) / sizeof(u[0]); i++)
		CHECK(gz_unpack_u64(&r) == u[i]);
	for (size_t i = 0; i < sizeof(s) / sizeof(s[0]); i++)
		CHECK(gz_unpack_i64(&r) == s[i]);
	CHECK(!r.bad && r.at == r.end);
	gz_buf_free(&b);
}

static void strings_come_back(void)
{
	struct gz_buf b = { 0 };
	struct gz_unpack r;
	char *null, *empty, *word;

	gz_pack_str(&b, NULL);
	gz_pack_str(&b, "");
	gz_pack_str(&b, "word");
	r = (struct gz_unpack){ .at = (unsigned char *)b.data,
				.end = (unsigned char *)b.data + b.len };
	null = gz_unpack_str(&r);
	empty = gz_unpack_str(&r);
	word = gz_unpack_str(&r);
	CHECK(!null && !r.bad);
	CHECK_STR(empty, "");
	CHECK_STR(word, "word");
	free(empty);
	free(word);
	gz_buf_free(&b);
}

static void what_is_cut_short_is_bad(void)
{
	static const unsigned char cut[] = { 0x85, 0x80 };
	static const unsigned char beyond[] = { 0x7f, 'x' };
	struct gz_unpack r = { .at = cut, .end = cut + sizeof(cut) };
	size_t len;

	CHECK(gz_unpack_u64(&r) == 0 && r.bad);
	r = (struct gz_unpack){ .at = beyond, .end = beyond + sizeof(beyond) };
	CHECK_STR(gz_unpack_bytes(&r, &len), "");
	CHECK(len == 0 && r.bad);
	CHECK(gz_unpack_u64(&r) == 0);
}

int main(void)
{
	bytes_grow();
	numbers_come_back();
	strings_come_back();
	what_is_cut_short_is_bad();
	return check_done();
}
