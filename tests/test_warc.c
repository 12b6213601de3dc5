/* test_warc.c - crawls. */
#include "article_kit.h"

#define PAGE "<html><title>P</title><body><p>A page.</p></body></html>"
#define OK_HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
#define GOOD(n) "http://a.example/" n

/* A record; length < 0: what it is. */
static void add(struct gz_buf *b, const char *type, const char *url,
		const char *content, size_t len, long length)
{
	gz_buf_printf(b,
		      "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
		      "WARC-Date: 2017-07-25T10:00:00Z\r\n"
		      "Content-Type: text/html\r\nContent-Length: %ld\r\n\r\n",
		      type, url, length < 0 ? (long)len : length);
	gz_buf_add(b, content, len);
	gz_buf_puts(b, "\r\n\r\n");
}

static void respond(struct gz_buf *b, const char *url, const char *content)
{
	add(b, "response", url, content, strlen(content), -1);
}

static void good(struct gz_buf *b, const char *url)
{
	respond(b, url, OK_HTML PAGE);
}

/* Each of parts a gzip member of its own, one after the other. */
static void gzip_each(const char *path, struct gz_buf *parts, size_t count)
{
	struct gz_buf all = { 0 };
	char *bytes;
	size_t len;

	for (size_t i = 0; i < count; i++) {
		pack("member", archive_write_add_filter_gzip, parts[i].data,
		     parts[i].len);
		bytes = slurp("member", &len);
		gz_buf_add(&all, bytes, len);
		free(bytes);
		gz_buf_free(&parts[i]);
	}
	put(path, all.data, all.len);
	gz_buf_free(&all);
}

static void says(struct gz_buf *b, const char *want)
{
	put("w", b->data, b->len);
	places("w", want);
	gz_buf_free(b);
}

/* --- which records ---------------------------------------------------------- */

static void test_kinds(void)
{
	static const char robots[] = "HTTP/1.1 200 OK\r\n"
				     "Content-Type: text/plain\r\n\r\nUser-";
	struct gz_buf b = { 0 };

	add(&b, "warcinfo", "-", "software: x\r\n", 13, -1);
	add(&b, "request", GOOD("0"), "GET / HTTP/1.1\r\n\r\n", 18, -1);
	good(&b, GOOD("1"));
	add(&b, "revisit", GOOD("1"), OK_HTML, strlen(OK_HTML), -1);
	add(&b, "resource", GOOD("2"), PAGE, strlen(PAGE), -1);
	good(&b, "<http://a.example/3>");
	good(&b, "dns:a.example");
	respond(&b, GOOD("4"), "HTTP/1.1 404 Not\r\n\r\n" PAGE);
	respond(&b, GOOD("5"),
		"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG");
	respond(&b, GOOD("6"),
		"HTTP/2 200\r\ncontent-type: TEXT/HTML ; x\r\n\r\n" PAGE);
	respond(&b, GOOD("robots.txt"), robots);
	respond(&b, GOOD("7"), robots);
	respond(&b, GOOD("8"),
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
		"{\"user\":1}");
	respond(&b, GOOD("9"),
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
		"{\"headline\":\"J\"}");
	respond(&b, GOOD("10"), OK_HTML "\x89PNG\r\n\x1a\n");
	respond(&b, GOOD("11"), OK_HTML);
	respond(&b, GOOD("12"), PAGE);
	says(&b, "w|3|-|http://a.example/1|P|A page.\n"
		 "w|5|-|http://a.example/2|P|A page.\n"
		 "w|6|-|http://a.example/3|P|A page.\n"
		 "w|10|-|http://a.example/6|P|A page.\n"
		 "w|12|-|-|-|User-\n"
		 "w|14|-|-|J|\n"
		 "! w|17|record at byte 3402: no answer of a server in it\n");
}

static void test_versions(void)
{
	struct gz_buf b = { 0 };

	gz_buf_printf(&b,
		      "WARC/0.17\nwarc-type: Response\nWARC-Target-URI: "
		      "http://a.example/1\ncontent-length:%zu\n\n%s\n\n",
		      strlen(OK_HTML PAGE), OK_HTML PAGE);
	gz_buf_printf(&b,
		      "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: "
		      "http://a.example/2\r\nContent-Length: %zu\r\n\r\n%s",
		      strlen(OK_HTML PAGE), OK_HTML PAGE);
	says(&b, "w|1|-|http://a.example/1|P|A page.\n"
		 "w|2|-|http://a.example/2|P|A page.\n");
	gz_buf_printf(&b,
		      "filedesc://x.arc 192.0.2.1 20140216050221 text/plain 8\n"
		      "1 0 Me\n\n\n"
		      "http://a.example/a b 192.0.2.1 20140216050221 text/html "
		      "%zu\n%s\n"
		      "http://a.example/2 192.0.2.1 20140216050221 text/html "
		      "x\n",
		      strlen(OK_HTML PAGE), OK_HTML PAGE);
	says(&b, "w|2|-|http://a.example/a b|P|A page.\n"
		 "! w|3|record at byte 225: its length is not a number\n");
}

/* --- what a server sent ----------------------------------------------------- */

static void test_bodies(void)
{
	static const char latin[] =
		"HTTP/1.1 200 OK\r\nContent-Type: text/html; "
		"charset=\"iso-8859-2\"\r\n\r\n<html><title>P</title><p>\xb3";
	struct gz_buf b = { 0 };
	char *packed;
	size_t len;

	respond(&b, GOOD("1"), latin);
	respond(&b, GOOD("2"),
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		"1a;x=y\r\n<html><title>P</title><p>A\r\n6\r\n page.\r\n"
		"0\r\n\r\n");
	respond(&b, GOOD("3"),
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" PAGE);
	respond(&b, GOOD("4"),
		"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" PAGE);
	respond(&b, GOOD("5"),
		"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02");
	pack("page", archive_write_add_filter_gzip, PAGE, strlen(PAGE));
	packed = slurp("page", &len);
	for (int i = 0; i < 3; i++) { /* whole, cut, and what is in it bare */
		struct gz_buf body = { 0 };

		gz_buf_printf(&body,
			      "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n",
			      i < 2 ? "gzip" : "deflate");
		gz_buf_add(&body, packed + (i < 2 ? 0 : 10),
			   len - (i == 1   ? 12
				  : i == 2 ? 18
					   : 0));
		add(&b, "response", GOOD("6"), body.data, body.len, -1);
		gz_buf_free(&body);
	}
	free(packed);
	put("w", b.data, b.len);
	packed = read_places("w", 0, 0);
	CHECK(strstr(packed, "w|1|-|http://a.example/1|P|\xc5\x82\n"
			     "w|2|-|http://a.example/2|P|A page.\n"
			     "w|3|-|http://a.example/3|P|A page.\n"
			     "w|4|-|http://a.example/4|P|A page.\n"
			     "! w|5|record at byte ") == packed);
	CHECK(strstr(packed, ": packed by br, which is not read\n"
			     "w|6|-|http://a.example/6|P|A page.\n"
			     "! w|7|record at byte "));
	CHECK(strstr(packed, ": the compressed data is damaged or cut short"));
	CHECK(strstr(packed, "\nw|8|-|http://a.example/6|P|A page.\n"));
	free(packed);
	gz_buf_free(&b);
}

/* --- damage ----------------------------------------------------------------- */

static void test_lengths(void)
{
	static const long lengths[] = { 5, 200, 100000, 99999999 };
	struct gz_buf b = { 0 };

	for (size_t i = 0; i < 4; i++) {
		good(&b, GOOD("1"));
		add(&b, "response", GOOD("2"), OK_HTML PAGE,
		    strlen(OK_HTML PAGE), lengths[i]);
		good(&b, GOOD("3"));
		put("w", b.data, b.len);
		places("w",
		       i > 1 ? "w|1|-|http://a.example/1|P|A page.\n"
			       "! w|2|record at byte 253: cut short, or its "
			       "Content-Length is wrong\n"
			       "w|3|-|http://a.example/3|P|A page.\n"
			     : "w|1|-|http://a.example/1|P|A page.\n"
			       "! w|2|record at byte 253: its Content-Length "
			       "is wrong\n"
			       "w|3|-|http://a.example/3|P|A page.\n");
		places_resume("w");
		gz_buf_free(&b);
	}
}

static void test_headers(void)
{
	struct gz_buf b = { 0 };

	good(&b, GOOD("1"));
	gz_buf_puts(&b, "What is this?\nWARC/1.0 is a format\n");
	good(&b, GOOD("3"));
	gz_buf_puts(&b, "WARC/1.0\r\nContent-Length: -1\r\n\r\nx\r\n\r\n");
	good(&b, GOOD("5"));
	gz_buf_puts(&b, "WARC/1.0\r\nX: ");
	memset(gz_buf_room(&b, 70000), 'x', 70000);
	b.len += 70000;
	gz_buf_puts(&b, "\r\n");
	good(&b, GOOD("7"));
	gz_buf_puts(&b, "WARC/1.0\r\nWARC-Type: resp");
	put("w", b.data, b.len);
	places("w",
	       "w|1|-|http://a.example/1|P|A page.\n"
	       "! w|2|record at byte 253: no record where one must begin\n"
	       "w|3|-|http://a.example/3|P|A page.\n"
	       "! w|4|record at byte 541: no Content-Length, or not a number\n"
	       "w|5|-|http://a.example/5|P|A page.\n"
	       "! w|6|record at byte 831: its header is cut short or over 64 "
	       "kB\n"
	       "w|7|-|http://a.example/7|P|A page.\n"
	       "! w|8|record at byte 71099: its header is cut short or over "
	       "64 kB\n");
	gz_buf_free(&b);
}

static void test_members(void)
{
	struct gz_buf part[5] = { { 0 } };
	char *bytes, *got;
	size_t len, at = 0;

	for (size_t i = 0; i < 5; i++)
		good(&part[i], GOOD("1"));
	gz_buf_clear(&part[2]); /* a lying record that has its member whole */
	add(&part[2], "response", GOOD("2"), OK_HTML PAGE, strlen(OK_HTML PAGE),
	    4000);
	gzip_each("m", part, 5);
	places("m", "m|1|-|http://a.example/1|P|A page.\n"
		    "m|2|-|http://a.example/1|P|A page.\n"
		    "m|3|-|http://a.example/2|P|A page.\n"
		    "m|4|-|http://a.example/1|P|A page.\n"
		    "m|5|-|http://a.example/1|P|A page.\n");
	bytes = slurp("m", &len);
	while (memcmp(bytes + ++at, "\x1f\x8b\x08", 3) != 0)
		;
	bytes[at + 60] ^= 0x55; /* in the second */
	put("m", bytes, len);
	got = read_places("m", 0, 0);
	CHECK(strstr(got, "m|1|-|http://a.example/1|P|A page.\n! m|2|") == got);
	CHECK(strstr(got, "the compressed data is damaged or cut short"));
	CHECK(strstr(got, "|-|http://a.example/2|P|A page.\nm|"));
	free(got);
	places_resume("m");
	free(bytes);
}

/* A record over three members, as some crawlers wrote them. */
static void test_split(void)
{
	struct gz_buf all = { 0 }, part[4] = { { 0 } };

	good(&all, GOOD("1"));
	gz_buf_add(&part[0], all.data, 170);
	gz_buf_add(&part[1], all.data + 170, all.len - 174);
	gz_buf_add(&part[2], all.data + all.len - 4, 4);
	good(&part[2], GOOD("2"));
	good(&part[3], GOOD("3"));
	gzip_each("m", part, 4);
	places("m", "m|1|-|http://a.example/1|P|A page.\n"
		    "m|2|-|http://a.example/2|P|A page.\n"
		    "m|3|-|http://a.example/3|P|A page.\n");
	places_resume("m");
	gz_buf_free(&all);
}

/* --- limits ----------------------------------------------------------------- */

/* A record of 8 MB is read, one a byte larger is not; a page has 5 MB. */
static void test_sizes(void)
{
	size_t most = (size_t)8 << 20;
	char *content = gz_alloc(most + 2), *got;
	struct gz_buf b = { 0 };

	memset(content, ' ', most + 1);
	memcpy(content, OK_HTML, strlen(OK_HTML));
	good(&b, GOOD("1"));
	for (size_t i = 0; i < 2; i++)
		add(&b, "response", GOOD("2"), content, most + i, -1);
	good(&b, GOOD("3"));
	put("w", b.data, b.len);
	got = read_places("w", 0, 0);

	CHECK_STR(got,
		  "w|1|-|http://a.example/1|P|A page.\n"
		  "! w|2|record at byte 253: over 5 MB, which is too much for "
		  "one article\n"
		  "! w|3|record at byte 8389018: over 8 MB, which is too much "
		  "for one article\n"
		  "w|4|-|http://a.example/3|P|A page.\n");
	free(got);
	free(content);
	gz_buf_free(&b);
}

/* A page that unpacks to too much costs itself, and so does a member. */
/* Of three records the second one is a bomb: it is told, and read behind. */
static void bomb_is_told(const char *bomb, size_t len, const char *third)
{
	struct gz_buf part[3] = { { 0 } };
	char *got;

	good(&part[0], GOOD("1"));
	add(&part[1], "response", GOOD("2"), bomb, len, -1);
	good(&part[2], GOOD("3"));
	gzip_each("m", part, 3);
	got = read_places("m", 0, 0);
	CHECK(strstr(got, ": unpacks to over 200 times its size, at byte "));
	CHECK(strstr(got, third));
	free(got);
}

static void test_bombs(void)
{
	size_t len = (size_t)16 << 20;
	char *zeros = gz_alloc(len), *bytes;
	struct gz_buf body = { 0 };

	pack("page", archive_write_add_filter_gzip, zeros, len);
	bytes = slurp("page", &len);
	gz_buf_puts(&body, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
			   "Content-Encoding: gzip\r\n\r\n");
	gz_buf_add(&body, bytes, len);
	bomb_is_told(body.data, body.len,
		     "\nm|3|-|http://a.example/3|P|A page.\n");
	bomb_is_told(zeros, (size_t)16 << 20,
		     "|-|http://a.example/3|P|A page.\n");
	gz_buf_free(&body);
	free(bytes);
	free(zeros);
}

int main(void)
{
	test_kinds();
	test_versions();
	test_bodies();
	test_lengths();
	test_headers();
	test_members();
	test_split();
	test_sizes();
	test_bombs();
	return check_done();
}
