/* test_feeds.c - feeds to articles, and HTML fragments to text. */
#include <libxml/parser.h>

#include "../lib/article/html_fragment.h"
#include "article_kit.h"

/* An article as "LINE title|url|byline|published|source|section|language|
 * standfirst|body", paragraphs parted by "/"; then " ~ WARNING" for each;
 * a failure as "! LINE reason". */
static void put_field(struct gz_buf *b, const char *text)
{
	gz_buf_putc(b, '|');
	gz_buf_puts(b, text ? text : "");
}

static bool show(void *arg, struct gz_article *a, unsigned long line)
{
	struct gz_buf *b = &((struct seen *)arg)->text;
	char date[32] = "";

	if (a->dated)
		gz_date_write(&a->published, date);
	gz_buf_printf(b, "%lu %s", line, a->title ? a->title : "");
	put_field(b, a->url);
	put_field(b, a->byline_count ? a->byline[0] : NULL);
	for (size_t i = 1; i < a->byline_count; i++)
		gz_buf_printf(b, "; %s", a->byline[i]);
	put_field(b, date);
	put_field(b, a->source);
	put_field(b, a->section);
	put_field(b, a->language);
	put_field(b, a->standfirst);
	gz_buf_putc(b, '|');
	for (const char *c = a->body; *c; c++)
		if (*c != '\n' || c[1] != '\n')
			gz_buf_putc(b, *c == '\n' ? '/' : *c);
	for (size_t i = 0; i < a->warning_count; i++)
		gz_buf_printf(b, " ~ %s", a->warnings[i]);
	gz_buf_putc(b, '\n');
	return true;
}

static char *read_feed(const char *bytes, size_t len, const char *format)
{
	put("feed", bytes, len);
	return read_shown("feed", format, 0, show);
}

static void feed_gives(const char *feed, const char *want)
{
	is_given(feed, read_feed(feed, strlen(feed), NULL), want);
}

/* --- whole feeds ----------------------------------------------------------- */

static const char rss2[] =
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	"<rss version=\"2.0\"\n"
	" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
	" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
	" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\n"
	"<title>The Heron</title><link>https://heron.example/</link>\n"
	"<atom:link rel=\"self\" href=\"https://heron.example/feed\"/>\n"
	"<language>en-us</language>\n"
	"<item><title>Bridge bill passes</title>\n"
	"<link>https://heron.example/bridge?utm_source=rss</link>\n"
	"<description>&lt;p&gt;The vote was close.&lt;/p&gt;</description>\n"
	"<content:encoded><![CDATA[<p>The house voted.</p>\n"
	"<script>track()</script><p>It was <b>late</b>.</p>]]>"
	"</content:encoded>\n"
	"<dc:creator>Ann Bell and Cy Dunn</dc:creator>\n"
	"<pubDate>Wed, 26 Jul 2017 10:05:00 EDT</pubDate>\n"
	"<category>Politics</category><category>Bridges</category></item>\n"
	"<item><title>No body</title><guid>https://heron.example/2</guid>\n"
	"<author>bo@heron.example (Bo Elm)</author></item>\n"
	"<item></item>\n"
	"<item><link>/3</link><description>Only words.</description>\n"
	"<pubDate>soon</pubDate></item></channel></rss>\n";

static const char rss1[] =
	"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"\n"
	" xmlns=\"http://purl.org/rss/1.0/\"\n"
	" xmlns:d=\"http://purl.org/dc/elements/1.1/\">\n"
	"<channel rdf:about=\"http://heron.example\"><title>Heron</title>\n"
	"</channel><item rdf:about=\"http://heron.example/1\">\n"
	"<title>One</title><d:date>2017-07</d:date>\n"
	"<d:subject>Courts</d:subject></item></rdf:RDF>";

static const char atom1[] =
	"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\"\n"
	" xml:base=\"http://heron.example/a/\"><title>Le H&amp;eacute;ron"
	"</title>\n"
	"<author><name>Eve Fox</name></author>\n"
	"<entry><title type=\"html\">A &lt;b&gt;B&lt;/b&gt; &amp;amp; C"
	"</title>\n"
	"<link rel=\"self\" href=\"/self\"/>\n"
	"<link rel=\"alternate\" type=\"application/json\" href=\"j\"/>\n"
	"<link href=\"b/c\"/><id>tag:heron.example,2017:1</id>\n"
	"<updated>2017-07-27T00:00:00Z</updated>\n"
	"<published>2017-07-26T10:05:00-04:00</published>\n"
	"<category term=\"pol\" label=\"Politique\"/>\n"
	"<summary>In short.</summary>\n"
	"<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">"
	"<p>One.</p><p>Two.</p></div></content></entry>\n"
	"<entry><title>Own</title><id>urn:x:2</id>\n"
	"<author><name>Ann Bell</name></author>\n"
	"<source><title>The Stork</title></source>\n"
	"<content type=\"image/png\">aaaa</content></entry></feed>";

static const char atom03[] =
	"<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\">\n"
	"<title>Heron</title><entry>\n"
	"<title mode=\"escaped\" type=\"text/html\">Q&amp;amp;A</title>\n"
	"<issued>2003-12-31T10:14:55Z</issued>\n"
	"<content type=\"text/html\" mode=\"base64\">"
	"PHA+SGVsbG88L3A+</content></entry></feed>";

static void feeds(void)
{
	feed_gives(rss2,
		   "9 Bridge bill "
		   "passes|https://heron.example/bridge?utm_source=rss|"
		   "Ann Bell; Cy Dunn|2017-07-26T10:05:00-04:00|The "
		   "Heron|Politics|"
		   "en-us|The vote was close.|The house voted./It was late.\n"
		   "17 No body|https://heron.example/2|Bo Elm||The "
		   "Heron||en-us||\n"
		   "! 19 neither a title nor a body: not an article\n"
		   "20 |https://heron.example/3|||The Heron||en-us||Only words."
		   " ~ pubDate: \"soon\" is no date: left out\n");
	feed_gives(rss1,
		   "5 One|http://heron.example/1||2017-07|Heron|Courts|||\n");
	feed_gives(atom1,
		   "4 A B & C|http://heron.example/a/b/c|Eve Fox|"
		   "2017-07-26T10:05:00-04:00|Le H\u00e9ron|Politique|fr|"
		   "In short.|One./Two.\n"
		   "13 Own||Ann Bell||The Stork||fr||\n");
	feed_gives(atom03, "2 Q&A|||2003-12-31T10:14:55Z|Heron||||Hello\n");
	/* nothing new today */
	feed_gives(
		"<rss version='2.0'><channel><title>T</title></channel></rss>",
		"");
	/* an entry alone */
	feed_gives("<a:entry xmlns:a='http://www.w3.org/2005/Atom'>"
		   "<a:title>T</a:title></a:entry>",
		   "1 T||||||||\n");
}

/* --- one item -------------------------------------------------------------- */

/* What is in an item of RSS, and its article. */
static const char *const items[][2] = {
	/* titles: text that can only be meant as HTML is HTML */
	{ "<title>AT&amp;amp;T &amp;#8217;s</title>", "AT&T \u2019s||||||||" },
	{ "<title>1 &lt; 2 &amp; 3</title>", "1 < 2 & 3||||||||" },
	{ "<title>a <b>c</b></title>", "a c||||||||" },
	{ "<title>Don&#146;t</title>", "Don\u2019t||||||||" },
	/* bodies */
	{ "<description>&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;</description>",
	  "||||||||a" },
	{ "<description>a\n\nb\nc</description>", "||||||||a/b c" },
	{ "<description>a&lt;br&gt;b&lt;br&gt; &lt;br /&gt;c</description>",
	  "||||||||a b/c" },
	{ "<description>First par […]</description>"
	  "<fullitem>First para.</fullitem>",
	  "||||||||First para." },
	/* links: what the page is, not how it was counted */
	{ "<title>T</title><link>http://r.example/x</link>"
	  "<feedburner:origLink xmlns:feedburner="
	  "'http://rssnamespace.org/feedburner/ext/1.0'>http://h.example/x"
	  "</feedburner:origLink>",
	  "T|http://h.example/x|||||||" },
	{ "<title>T</title><guid isPermaLink='false'>http://h.example/x"
	  "</guid>",
	  "T||||||||" },
	{ "<title>T</title><guid>http://h.example/x</guid><link/>",
	  "T|http://h.example/x|||||||" },
	{ "<title>T</title><link>x y</link>", "T||||||||" },
	{ "<title>T</title><link xml:base='http://h.example/a/'>../\u00e9"
	  "</link>",
	  "T|http://h.example/%C3%A9|||||||" },
	{ "<title>T</title><link>javascript:alert(1)</link>", "T||||||||" },
	/* names */
	{ "<title>T</title><author>Bo Elm &lt;bo@h.example&gt;</author>",
	  "T||Bo Elm||||||" },
	{ "<title>T</title><author>bo@h.example</author>", "T||||||||" },
	{ "<title>T</title><author>x@h.example (Bo Elm)</author>"
	  "<dc:creator>Ann Bell</dc:creator><dc:creator>Cy Dunn</dc:creator>",
	  "T||Ann Bell; Cy Dunn||||||" },
	/* sources: whoever had it first */
	{ "<title>T</title><source url='http://s.example'>The Stork</source>",
	  "T||||The Stork||||" },
	/* dates */
	{ "<title>T</title><pubDate>Mo, 03 Okt. 2016 9:5:00 +0200</pubDate>",
	  "T|||2016-10-03T09:05:00+02:00|||||" },
	{ "<title>T</title><pubDate>?</pubDate><dc:date>2016</dc:date>",
	  "T|||2016|||||" },
};

/* The article of an item that need not be well-formed. */
static void item_gives(const char *item, const char *want)
{
	struct gz_buf feed = { 0 };
	char *got, *cut;

	gz_buf_printf(&feed, "<rss><channel><item>%s</item></channel></rss>",
		      item);
	got = read_feed(feed.data, feed.len, NULL);
	cut = strstr(got, " ~ ");
	if (!cut)
		cut = strchr(got, '\n');
	if (cut)
		*cut = '\0';
	CHECK(strncmp(got, "1 ", 2) == 0 && strcmp(got + 2, want) == 0);
	if (strncmp(got, "1 ", 2) != 0 || strcmp(got + 2, want) != 0)
		printf("  %s\n  gave %s\n  not    %s\n", item, got, want);
	free(got);
	gz_buf_free(&feed);
}

/* Dates that gz_date_read() does not take. */
static const char *const dates[][2] = {
	{ "Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T08:19:53-04:00" },
	{ "2004-5-25 9:05:03", "2004-05-25T09:05:03" },
	{ "2003-12-31T9:14:55+01:00", "2003-12-31T09:14:55+01:00" },
	{ "2003-335", "2003-12-01" },
	{ "Thu, 1 Jan 2004 19:48:21.123 GMT", "2004-01-01T19:48:21Z" },
	{ "Thu, 1 Jan 2004 19:48:21 Etc/GMT", "2004-01-01T19:48:21Z" },
	{ "Thu, 1 Jan 2004 19:48:21 America/Nowhere", "2004-01-01T19:48:21" },
	{ "Thu, 1 Jan 2004 19:48:21 XYZ", "2004-01-01T19:48:21" },
	{ "jeu., 01 f\u00e9vr. 2004 19:48:21 +0100",
	  "2004-02-01T19:48:21+01:00" },
	{ "mar, 06 ene 2004 19:48:21 GMT", "2004-01-06T19:48:21Z" },
	{ "2004-j\u00falius-13T9:15-05:00", "2004-07-13T09:15-05:00" },
	{ "1/25/2004 9:48:21 PM", "2004-01-25T21:48:21" },
	{ "25/1/2004 9:48", "2004-01-25T09:48" },
	/* two days, no day, half a day */
	{ "5/1/2004", "" },
	{ "Thu, 31 Jun 2004 19:48:21 GMT", "" },
	{ "2004-05-25 \uc624\ud6c4 11:23:17", "" },
	{ "--1231", "" },
	{ "03-12-31", "" },
	{ "2003-367", "" },
	{ "99999999999999999999", "" },
	{ "Monday", "" },
	{ "1:", "" },
};

static void items_and_dates(void)
{
	char item[200], want[100];

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++)
		item_gives(items[i][0], items[i][1]);
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		snprintf(item, sizeof(item),
			 "<title>T</title><pubDate>%s</pubDate>", dates[i][0]);
		snprintf(want, sizeof(want), "T|||%s|||||", dates[i][1]);
		item_gives(item, want);
	}
}

/* --- JSON Feed ------------------------------------------------------------- */

static void json(void)
{
	feed_gives(
		"{ \"version\": \"https://jsonfeed.org/version/1.1\",\n"
		"\"title\":\"Heron\",\"language\":\"en\",\"items\":[\n"
		"{\"id\":\"1\",\"url\":\"http://h.example/1\",\"title\":\"A\","
		"\"content_html\":\"<p>a</p><p>b</p>\",\"summary\":\"s\","
		"\"date_published\":\"2017-07-26T10:05:00-04:00\","
		"\"tags\":[\"T\"],\"authors\":[{\"name\":\"Ann Bell\"}]},\n"
		"{\"id\":\"http://h.example/2\",\"content_text\":\"c\\n\\nd\","
		"\"date_published\":\"soon\"},\n"
		"7, {\"id\":\"3\"}]}",
		"0 A|http://h.example/1|Ann Bell|2017-07-26T10:05:00-04:00|"
		"Heron|T|en|s|a/b\n"
		"0 |http://h.example/2|||Heron||en||c/d"
		" ~ date_published: \"soon\" is no date: left out\n"
		"! 0 item 3: an item that is no object\n"
		"! 0 item 4: neither a title nor a body\n");
	feed_gives(
		"{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}",
		"");
	/* an article that speaks of it */
	feed_gives(
		"{\"title\":\"T\",\"body\":\"\\\"version\\\":"
		"\\\"https://jsonfeed.org/version/1\\\"\"}",
		"1 T||||||||\"version\":\"https://jsonfeed.org/version/1\"\n");
	feed_gives(
		"{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
		"! 0 JSON ends inside an object or a list at byte 53\n");
}

/* --- what is damaged, and what is none ------------------------------------- */

static void damaged(void)
{
	static const char mended[] =
		" ~ the feed is not well-formed XML: mended\n";
	char want[400];

	/* the bad item costs itself */
	snprintf(want, sizeof(want),
		 "1 A & B||||||||%s3 C||||||||%s"
		 "! 4 the feed ends inside this item\n",
		 mended, mended);
	feed_gives("<rss><channel><item><title>A & B</title>\n\n</item>"
		   "<item><title>C</title></item>\n<item><title>D",
		   want);
	/* an end tag that is missing */
	snprintf(want, sizeof(want), "1 A||||||||%s1 B||||||||%s", mended,
		 mended);
	feed_gives("<rss><channel><item><title>A</title>"
		   "<item><title>B</title></item></channel></rss>",
		   want);
	/* a bomb in one item */
	char feed[8000], *at = feed;

	at += sprintf(at, "<rss><channel><item><description>&lt;p");
	for (int i = 0; i < 513; i++)
		at += sprintf(at, " a%d=1", i);
	sprintf(at, "&gt;</description></item>\n"
		    "<item><title>B</title></item></channel></rss>");
	feed_gives(feed, "! 1 a tag has over 512 attributes\n2 B||||||||\n");
	/* a bomb around them */
	feed_gives(
		"<rss><channel><title>T</title><item><title>&e;</title></item>",
		"1 &e;||||T||||"
		" ~ the feed is not well-formed XML: mended\n");
}

static bool is_feed(const char *head)
{
	for (const struct gz_format *f = gz_formats(); f->name; f++)
		if (f->recognise(head, strlen(head)))
			return strcmp(f->name, "rss") == 0 ||
			       strcmp(f->name, "atom") == 0;
	return false;
}

static void recognised(void)
{
	static const char *const none[] = {
		"<?xml version='1.0'?><opml><body/></opml>",
		"<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
		"<html><head><title>rss</title></head><body>"
		"<p>&lt;rss&gt;</body></html>",
		"<entry><title>T</title></entry>",
	};
	static const char wide[] = "\xff\xfe<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0"
				   "<\0t\0i\0t\0l\0e\0>\0\xe9\0<\0/\0t\0i\0t"
				   "\0l\0e\0>\0<\0/\0i\0t\0e\0m\0>\0<\0/\0r\0"
				   "s\0s\0>\0";
	char *got;

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		CHECK(!is_feed(none[i]));
	CHECK(is_feed("\n<!-- c --><rss>") && is_feed("<feed version='0.3'>"));
	got = read_feed(wide, sizeof(wide) - 1, NULL);
	CHECK_STR(got, "1 \u00e9||||||||\n");
	free(got);
	got = read_feed("words", 5, "rss");
	CHECK_STR(got, "! 0 no XML in it\n");
	free(got);
}

int main(void)
{
	feeds();
	items_and_dates();
	json();
	damaged();
	recognised();
	xmlCleanupParser();
	return check_done();
}
