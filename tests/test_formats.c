/* test_formats.c - files of every format to articles. */
#include "article_kit.h"

/* --- JSON ------------------------------------------------------------------ */

static const char *const json_cases[][2] = {
	{ "{\"title\":\"T\",\"body\":\"b \\n b\"}", "jsonl 1 T||-|-|b / b\n" },
	{ "{\"title\":\"T\"}\n{\"headline\":\"H\"}\n",
	  "jsonl 1 T||-|-|\njsonl 2 H||-|-|\n" },
	{ "{\n\"title\":\"T\"}", "json 1 T||-|-|\n" },
	{ "[{\"title\":\"A\"},\n{\"title\":\"B, ]}\\\"\"}\n]\n",
	  "json 1 A||-|-|\njson 2 B, ]}\"||-|-|\n" },
	{ "[]", "" },
	{ "\xef\xbb\xbf{\"title\":\"T\"}", "jsonl 1 T||-|-|\n" },
	/* names and aliases: the first name wins */
	{ "{\"text\":\"c\",\"content\":\"b\",\"body\":\"a\",\"title\":\"T\"}",
	  "jsonl 1 T||-|-|a\n" },
	{ "{\"content\":\"b\",\"pub_date\":\"2017-07-25\"}",
	  "jsonl 1 -||2017-07-25|-|b\n" },
	{ "{\"title\":\" A\\n B\",\"publishedAt\":\"2017-07-25T10:00:00Z\","
	  "\"source\":{\"id\":1,\"name\":\"S\"}}",
	  "jsonl 1 A B||2017-07-25T10:00:00Z|S|\n" },
	{ "{\"title\":\"T\",\"author\":\"By Ann Bell, Cy Dunn and Eve Fox\"}",
	  "jsonl 1 T|Ann Bell; Cy Dunn; Eve Fox|-|-|\n" },
	{ "{\"title\":\"T\",\"author\":\"Ann Bell, Staff Writer\"}",
	  "jsonl 1 T|Ann Bell|-|-|\n" },
	{ "{\"title\":\"T\",\"author\":\"Al Oak, Jr. & Bo Elm\"}",
	  "jsonl 1 T|Al Oak, Jr.; Bo Elm|-|-|\n" },
	{ "{\"title\":\"T\",\"byline\":[\"Bell, Ann\",\"Cy Dunn\"]}",
	  "jsonl 1 T|Bell, Ann; Cy Dunn|-|-|\n" },
	{ "{\"title\":null,\"body\":\"b\",\"author\":null}",
	  "jsonl 1 -||-|-|b\n" },
	/* a date that is none is left out, not guessed at */
	{ "{\"title\":\"T\",\"date\":\"2017-02-30\"}", "jsonl 1 T||-|-|\n" },
	/* what is refused, and the rest goes on */
	{ "{\"title\":\"T\"\n{\"title\":\"U\"}",
	  "! 1 JSON ends inside an object or a list at byte 12\n"
	  "jsonl 2 U||-|-|\n" },
	{ "{\n\"title\":\"T\"}\n{\"title\":\n\"U\"}\n",
	  "json 1 T||-|-|\njson 3 U||-|-|\n" },
	{ "{\"source\":\n{\"name\":\"S\"},\"body\":\"b\"}",
	  "json 1 -||-|S|b\n" },
	{ "{\"title\":\"T\n{\"title\":\"U\"}",
	  "! 1 JSON ends inside a string at byte 11\njsonl 2 U||-|-|\n" },
	{ "what\n{\"title\":\"U\"}\n\n",
	  "! 1 not JSON: invalid token near 'what', at byte 4\n"
	  "jsonl 2 U||-|-|\n" },
	{ "{\"title\":\"a\xff\"}\n", "! 1 not valid UTF-8 at byte 12\n" },
	{ "{\"title\":\"\\u0000\"}\n",
	  "! 1 a NUL character at byte 17 is not allowed\n" },
	{ "{\"title\":\"a\",\"title\":\"b\"}\n",
	  "! 1 JSON has a key twice, at byte 20\n" },
	{ "{\"body\":7}\n", "! 1 \"body\" is a number, not text\n" },
	{ "{\"url\":\"http://x.example\"}\n",
	  "! 1 neither a title nor a body: not an article\n" },
	{ "[{\"title\":\"A\"},]\n",
	  "json 1 A||-|-|\n! 1 not JSON: a value is missing\n" },
	{ "[{\"title\":\"A\"} {\"title\":\"B\"}]",
	  "json 1 A||-|-|\n"
	  "! 1 not JSON: ',' or ']' must follow an article\n" },
	{ "[{\"title\":\"A\"},\n\n7]",
	  "json 1 A||-|-|\n! 3 a number, where an article is an object\n" },
	{ "[{\"title\":\"A\"},\n{\"title\":",
	  "json 1 A||-|-|\n"
	  "! 2 JSON ends inside an object or a list at byte 9\n"
	  "! 2 JSON ends inside a list\n" },
	{ "[{\"title\":\"A\"}] x",
	  "json 1 A||-|-|\n! 1 not JSON: something follows its end\n" },
};

static void test_json(void)
{
	for (size_t i = 0; i < sizeof(json_cases) / sizeof(*json_cases); i++)
		gives(json_cases[i][0], strlen(json_cases[i][0]), NULL,
		      json_cases[i][1]);
	gives("{\"title\":\"T\"}", 13, "json", "json 1 T||-|-|\n");
	gives("[}", 2, "json",
	      "! 1 not JSON: a value is missing\n"
	      "! 1 not JSON: ',' or ']' must follow an article\n");
}

/* Plain records go a quicker way than those with a list in them: both must
 * read, or refuse, the same strings. */
static void test_both_ways(void)
{
	static const char *const strings[] = {
		"plain",
		"caf\xc3\xa9",
		"\\u00e9\\ud83d\\ude00\\/\\\\\\\"",
		"a\\nb\\t",
		"\\ud83d",
		"\\ude00",
		"\\ud83d\\u0041",
		"\\u00g0",
		"\\x",
		"\t",
		"\xff",
		"\xed\xa0\x80",
		"\\u0000",
		"\x7f",
		"",
	};
	char quick[128], slow[160], *a, *b;

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++) {
		snprintf(quick, sizeof(quick),
			 "{\"title\":\"T\",\"body\":\"%s\"}", strings[i]);
		snprintf(slow, sizeof(slow), "%.*s,\"x\":[]}",
			 (int)strlen(quick) - 1, quick);
		put("in", quick, strlen(quick));
		a = read_file("in", "jsonl", 0);
		put("in", slow, strlen(slow));
		b = read_file("in", "jsonl", 0);
		CHECK_STR(a, b);
		CHECK((*a == '!') == (i >= 4 && i <= 12));
		free(a);
		free(b);
	}
}

static void test_depth(void)
{
	char deep[128] = "{\"title\":\"T\",\"x\":";

	memset(deep + 17, '[', 31);
	memset(deep + 48, ']', 31);
	strcpy(deep + 79, "}");
	gives(deep, strlen(deep), NULL, "jsonl 1 T||-|-|\n");
	memset(deep + 17, '[', 32);
	memset(deep + 49, ']', 32);
	strcpy(deep + 81, "}");
	gives(deep, strlen(deep), NULL,
	      "! 1 JSON is nested deeper than 32 levels\n");
}

static void test_long_line(void)
{
	struct gz_buf b = { 0 };
	size_t nine = (size_t)9 << 20;

	gz_buf_puts(&b, "{\"title\":\"A\"}\n{\"body\":\"");
	memset(gz_buf_room(&b, nine), 'x', nine);
	b.len += nine;
	gz_buf_puts(&b, "\"}\n{\"title\":\"C\"}\n");
	gives(b.data, b.len, NULL,
	      "jsonl 1 A||-|-|\n"
	      "! 2 over 8 MB, which is too much for one article\n"
	      "jsonl 3 C||-|-|\n");
	gz_buf_free(&b);
}

static void test_skip_and_stop(void)
{
	static const char lines[] =
		"{\"title\":\"A\"}\nbad\n{\"title\":\"C\"}\n"
		"{\"title\":\"D\"}\n";
	struct seen s = { .stop_after = 1 };
	struct gz_sink sink = { take, failed, &s, NULL };
	char *got;

	put("in", lines, sizeof(lines) - 1);
	got = read_file("in", NULL, 2);
	CHECK_STR(got, "jsonl 3 C||-|-|\njsonl 4 D||-|-|\n");
	free(got);
	CHECK(gz_articles_read("in", NULL, 0, &sink, NULL));
	CHECK(s.articles == 1 && s.failures == 0);
	gz_buf_free(&s.text);
}

static void test_options(void)
{
	static const char lines[] = "{\"title\":\"A\",\"source\":\"S\"}\n"
				    "{\"title\":\"B\",\"date\":\"2016\"}\n";
	struct gz_date day;
	struct gz_read_options o = { .source = "Feeder", .published = &day };
	struct seen s = { 0 };
	struct gz_sink sink = { take, failed, &s, NULL };

	put("in", lines, sizeof(lines) - 1);
	CHECK(gz_date_read("2017-07-26", &day, NULL));
	CHECK(gz_articles_read("in", &o, 0, &sink, NULL));
	CHECK_STR(s.text.data, "jsonl 1 A||2017-07-26|S|\n"
			       "jsonl 2 B||2016|Feeder|\n");
	gz_buf_free(&s.text);
}

/* --- packed ---------------------------------------------------------------- */

/* One member, two members, cut short, damaged. */
static void test_packing(int (*filter)(struct archive *))
{
	struct gz_buf lines = { 0 }, two = { 0 };
	char *bytes, *got;
	size_t len;

	for (int i = 0; i < 20000; i++)
		gz_buf_printf(&lines, "{\"id\":\"%d\",\"title\":\"T\"}\n",
			      i * 7919);
	pack("packed", filter, lines.data, lines.len);
	got = read_file("packed", NULL, 19999);
	CHECK_STR(got, "jsonl 20000 T||-|-|\n");
	free(got);

	bytes = slurp("packed", &len);
	gz_buf_add(&two, bytes, len);
	gz_buf_add(&two, bytes, len);
	put("two", two.data, two.len);
	got = read_file("two", NULL, 39999);
	CHECK_STR(got, "jsonl 40000 T||-|-|\n");
	free(got);

	put("two", two.data, two.len - 20);
	got = read_file("two", NULL, 0);
	CHECK(strncmp(got, "jsonl 1 T||-|-|\njsonl 2 T", 25) == 0);
	CHECK(strstr(got, "! ") && strstr(got, "damaged or cut short, at "));
	free(got);
	free(bytes);
	gz_buf_free(&lines);
	gz_buf_free(&two);
}

/* A wrong CRC says that what was unpacked may not be what was packed. */
static void test_crc(void)
{
	char *bytes, *got;
	size_t len;

	pack("packed", archive_write_add_filter_gzip, "{\"title\":\"T\"}\n",
	     14);
	bytes = slurp("packed", &len);
	bytes[len - 8] ^= 1;
	put("packed", bytes, len);
	got = read_file("packed", "jsonl", 0);
	CHECK(strstr(got, "damaged or cut short"));
	free(got);
	free(bytes);
}

static void test_bomb(void)
{
	size_t len = (size_t)64 << 20;
	char *zeros = gz_alloc(len), *got;

	memset(zeros, ' ', len);
	memcpy(zeros, "{\"title\":\"T\"}\n", 14);
	pack("packed", archive_write_add_filter_gzip, zeros, len);
	got = read_file("packed", NULL, 0);
	CHECK(strncmp(got, "jsonl 1 T||-|-|\n! ", 18) == 0);
	CHECK(strstr(got, "unpacks to over 200 times its size"));
	free(got);
	free(zeros);
}

/* --- what is no article ---------------------------------------------------- */

static const struct {
	const char *bytes;
	size_t len;
	const char *kind;
} foreign[] = {
	{ "%PDF-1.4\n%\xe2\xe3", 11, "a PDF document" },
	{ "\x89PNG\r\n\x1a\n", 8, "a PNG image" },
	{ "\xff\xd8\xff\xe0", 4, "a JPEG image" },
	{ "\x7f"
	  "ELF\2\1\1",
	  7, "a program (ELF)" },
	{ "PK\3\4....word/document.xml", 25, "a Word document" },
	{ "", 0, "an empty file" },
	{ "\0\1\2\3\4\5", 6, "binary data" },
	{ "<?xml version=\"1.0\"?><a/>", 25, "an XML document" },
};

static void test_foreign(void)
{
	char want[200], *got;

	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++) {
		snprintf(want, sizeof(want), "!! in: %s, not an article; ",
			 foreign[i].kind);
		put("in", foreign[i].bytes, foreign[i].len);
		got = read_file("in", NULL, 0);
		CHECK(strncmp(got, want, strlen(want)) == 0);
		CHECK(strstr(got, "; gazette reads "));
		free(got);
	}
	got = read_file("nowhere", NULL, 0);
	CHECK_STR(got, "!! nowhere: no such file\n");
	free(got);
	got = read_file(".", NULL, 0);
	CHECK_STR(got, "!! .: a folder, not a file\n");
	free(got);
}

int main(void)
{
	test_json();
	test_both_ways();
	test_depth();
	test_long_line();
	test_skip_and_stop();
	test_options();
	test_packing(archive_write_add_filter_gzip);
	test_packing(archive_write_add_filter_zstd);
	test_packing(archive_write_add_filter_xz);
	test_crc();
	test_bomb();
	test_foreign();
	return check_done();
}
