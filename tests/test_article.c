/* test_article.c - an article's id, hash, bytes and JSON; canonical URLs. */
#include <stdlib.h>

#include "check.h"
#include "gz/article.h"

static void url_is(const char *given, const char *want)
{
	char *got = gz_url_canonical(given), *again = gz_url_canonical(got);

	if (strcmp(got, want) != 0)
		printf("%s: %s\n", given, got);
	CHECK_STR(got, want);
	CHECK_STR(again, got);
	free(got);
	free(again);
}

static void test_urls(void)
{
	char path[4096], given[512], want[512];
	size_t cases = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/data/urls.txt", getenv("TESTS"));
	f = fopen(path, "r");
	CHECK(f);
	while (f && fgets(given, sizeof(given), f)) {
		if (strchr("#\n", *given) || !fgets(want, sizeof(want), f))
			continue;
		given[strcspn(given, "\n")] = '\0';
		want[strcspn(want, "\n")] = '\0';
		url_is(given, want);
		cases++;
	}
	if (f)
		fclose(f);
	CHECK(cases > 70);
	url_is("", "");
}

static void sample(struct gz_article *a)
{
	*a = (struct gz_article){
		.url = gz_strdup("https://example.com/senate-vote"),
		.title = gz_strdup("Senate \"votes\""),
		.source = gz_strdup("Example Times"),
		.body = gz_strdup("First.\n\nSecond\twith a tab."),
		.format = "json",
		.dated = true,
	};
	a->byline = gz_alloc(2 * sizeof(*a->byline));
	a->byline[0] = gz_strdup("Ann Bell");
	a->byline[1] = gz_strdup("Cy Dunn, Jr.");
	a->byline_count = 2;
	a->cites = gz_alloc(sizeof(*a->cites));
	a->cites[a->cite_count++] = gz_strdup("The Post");
	CHECK(gz_date_read("2017-07-26T10:05:00-04:00", &a->published, NULL));
	gz_article_warn(a, "cut after %d bytes", 7);
}

static char *as_json(const struct gz_article *a)
{
	struct gz_buf b = { 0 };

	gz_article_json(a, &b);
	return gz_buf_take(&b);
}

static void test_pack(void)
{
	struct gz_article a, b;
	struct gz_buf bytes = { 0 };
	struct gz_err err;
	unsigned char one[16], two[16];
	char *before, *after;

	sample(&a);
	CHECK(gz_article_identify(&a, &err));
	gz_article_pack(&a, &bytes);
	CHECK(gz_article_unpack(bytes.data, bytes.len, &b, &err));
	before = as_json(&a);
	after = as_json(&b);
	CHECK_STR(after, before);
	gz_article_hash(&a, one);
	gz_article_hash(&b, two);
	CHECK(memcmp(one, two, 16) == 0);
	gz_article_clear(&b);

	/* no part of it is an article */
	for (size_t i = 0; i < bytes.len; i++)
		CHECK(!gz_article_unpack(bytes.data, i, &b, &err) &&
		      err.code == GZ_DATA && !b.title);
	gz_buf_putc(&bytes, 'x');
	CHECK(!gz_article_unpack(bytes.data, bytes.len, &b, &err));
	free(before);
	free(after);
	gz_buf_free(&bytes);
	gz_article_clear(&a);
}

/* Bytes turned over at random: unpacking says no, or gives an article that
 * packs; the sanitizers watch. */
static void test_damage(void)
{
	struct gz_article a, b;
	struct gz_buf bytes = { 0 }, again = { 0 };

	sample(&a);
	gz_article_pack(&a, &bytes);
	srand(7);
	for (int i = 0; i < 2000; i++) {
		size_t at = (size_t)rand() % bytes.len;
		char old = bytes.data[at];

		bytes.data[at] = (char)rand();
		if (gz_article_unpack(bytes.data, bytes.len, &b, NULL)) {
			gz_buf_clear(&again);
			gz_article_pack(&b, &again);
			CHECK(again.len > 0);
			gz_article_clear(&b);
		}
		bytes.data[at] = old;
	}
	gz_buf_free(&bytes);
	gz_buf_free(&again);
	gz_article_clear(&a);
}

static void test_hash(void)
{
	struct gz_article a, b;
	unsigned char one[16], two[16];

	sample(&a);
	sample(&b);
	gz_article_warn(&b, "another warning");
	b.file = gz_strdup("elsewhere.html");
	free(b.url);
	b.url = gz_strdup("http://m.example.com/senate-vote/amp?utm_id=1");
	gz_article_hash(&a, one);
	gz_article_hash(&b, two);
	CHECK(memcmp(one, two, 16) == 0);
	b.published.offset = 0;
	gz_article_hash(&b, two);
	CHECK(memcmp(one, two, 16) != 0);
	gz_article_clear(&a);
	gz_article_clear(&b);
}

static char *id_of(const char *id, const char *url, const char *title,
		   const char *source, const char *body)
{
	struct gz_article a = { 0 };
	struct gz_err err;
	char *got;

	a.id = id ? gz_strdup(id) : NULL;
	a.url = url ? gz_strdup(url) : NULL;
	a.title = title ? gz_strdup(title) : NULL;
	a.source = source ? gz_strdup(source) : NULL;
	a.body = body ? gz_strdup(body) : NULL;
	if (gz_article_identify(&a, &err))
		got = gz_strdup(a.id);
	else
		got = gz_strdup(err.code == GZ_DATA ? "refused" : "?");
	gz_article_clear(&a);
	return got;
}

static void same_id(bool same, char *a, char *b)
{
	CHECK((strcmp(a, b) == 0) == same);
	free(a);
	free(b);
}

static void test_ids(void)
{
	char longest[202], *id;

	id = id_of(NULL, "http://a.example/x", "T", NULL, NULL);
	CHECK(strncmp(id, "u-", 2) == 0 && strlen(id) == 34);
	CHECK(strspn(id + 2, "0123456789abcdef") == 32);
	free(id);
	same_id(true, id_of(NULL, "http://www.a.example/x/", "T", "s", NULL),
		id_of(NULL, "https://a.example/x", "other", NULL, "b"));
	same_id(false, id_of(NULL, NULL, "T", "s", NULL),
		id_of(NULL, NULL, "T", "t", NULL));
	same_id(true, id_of(NULL, NULL, "T", "s", "one"),
		id_of(NULL, NULL, "T", "s", "two"));
	same_id(false, id_of(NULL, NULL, NULL, "s", "one"),
		id_of(NULL, NULL, NULL, "s", "two"));
	same_id(true, gz_strdup("42"),
		id_of("42", "http://x.example", "T", "", ""));
	same_id(true, gz_strdup("refused"),
		id_of("4\n2", NULL, "T", NULL, NULL));
	same_id(true, gz_strdup("refused"), id_of("", NULL, "T", NULL, NULL));
	same_id(true, gz_strdup("refused"), id_of("1", NULL, NULL, NULL, ""));
	memset(longest, 'x', 201);
	longest[201] = '\0';
	same_id(true, gz_strdup("refused"),
		id_of(longest, NULL, "T", NULL, NULL));
	longest[200] = '\0';
	same_id(true, gz_strdup(longest),
		id_of(longest, NULL, "T", NULL, NULL));
}

static void test_json(void)
{
	struct gz_article a;
	char *json;

	sample(&a);
	a.id = gz_strdup("x\x01");
	json = as_json(&a);
	CHECK_STR(json,
		  "{\"id\":\"x\\u0001\",\"file\":null,"
		  "\"url\":\"https://example.com/senate-vote\","
		  "\"title\":\"Senate \\\"votes\\\"\",\"standfirst\":null,"
		  "\"byline\":[\"Ann Bell\",\"Cy Dunn, Jr.\"],"
		  "\"source\":\"Example Times\",\"section\":null,"
		  "\"language\":null,"
		  "\"published\":\"2017-07-26T10:05:00-04:00\","
		  "\"published_precision\":\"second\","
		  "\"body\":\"First.\\n\\nSecond\\twith a tab.\","
		  "\"cites\":[\"The Post\"],"
		  "\"format\":\"json\","
		  "\"warnings\":[\"cut after 7 bytes\"]}");
	free(json);
	gz_article_clear(&a);
	json = as_json(&a);
	CHECK(strstr(json, "\"byline\":null") &&
	      strstr(json, "\"body\":\"\"") &&
	      strstr(json, "\"published\":null,\"published_precision\":null"));
	free(json);
}

int main(void)
{
	test_urls();
	test_pack();
	test_damage();
	test_hash();
	test_ids();
	test_json();
	return check_done();
}
