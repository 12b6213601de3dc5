/* test_agency.c - what news agencies send to articles: ninjs, Reuters SGML,
 * NITF, NewsML. */
#include "article_kit.h"

/* What a file gave, a line each: an article is "FORMAT LINE" and the fields
 * it has, a failure "! LINE reason". */
static void put_field(struct gz_buf *b, const char *name, const char *value)
{
	if (!value)
		return;
	gz_buf_printf(b, " %s=", name);
	for (const char *c = value; *c; c++)
		gz_buf_putc(b, *c == '\n' ? '/' : *c);
}

static bool show(void *arg, struct gz_article *a, unsigned long line)
{
	struct gz_buf *b = &((struct seen *)arg)->text;
	char date[32];

	gz_buf_printf(b, "%s %lu", a->format, line);
	put_field(b, "id", a->id[1] == '-' ? NULL : a->id); /* not made */
	put_field(b, "url", a->url);
	put_field(b, "title", a->title);
	put_field(b, "standfirst", a->standfirst);
	for (size_t i = 0; i < a->byline_count; i++)
		put_field(b, "by", a->byline[i]);
	put_field(b, "source", a->source);
	put_field(b, "section", a->section);
	put_field(b, "language", a->language);
	if (a->dated) {
		gz_date_write(&a->published, date);
		put_field(b, "published", date);
	}
	put_field(b, "body", *a->body ? a->body : NULL);
	for (size_t i = 0; i < a->warning_count; i++)
		put_field(b, "warning", a->warnings[i]);
	gz_buf_putc(b, '\n');
	return true;
}

static char *read_bytes(const char *bytes, size_t len, const char *format,
			unsigned long skip)
{
	put("in", bytes, len);
	return read_shown("in", format, skip, show);
}

static void text_gives(const char *text, const char *want)
{
	is_given(text, read_bytes(text, strlen(text), NULL, 0), want);
}

/* --- ninjs ------------------------------------------------------------------ */

static const char *const ninjs_cases[][2] = {
	/* 1.x */
	{ "{\"uri\":\"urn:x:1\",\"type\":\"text\",\"versioncreated\":"
	  "\"2017-07-25T10:00:00-04:00\",\"firstcreated\":"
	  "\"2017-07-24T09:00:00Z\",\"headline\":\"A Bridge\",\"byline\":"
	  "\"By Ann Bell and Cy Dunn\",\"copyrightholder\":\"Harbor Wire\","
	  "\"subject\":[{\"name\":\"Easthaven\",\"rel\":\"about\"},{\"name\":"
	  "\"Transport\"}],\"language\":\"en\",\"description_summary\":"
	  "\"It opens.\",\"description_caption\":\"A photo\",\"body_text\":"
	  "\"It opens.It is red.\",\"body_xhtml\":\"<p>It opens.</p><p>It is "
	  "<b>red</b>.</p>\"}",
	  "ninjs 1 id=urn:x:1 title=A Bridge standfirst=It opens. by=Ann Bell "
	  "by=Cy Dunn source=Harbor Wire section=Transport language=en "
	  "published=2017-07-25T10:00:00-04:00 body=It opens.//It is red.\n" },
	/* 2.x; an address is no id, an association no article */
	{ "{\"uri\":\"https://h.example/1\",\"type\":\"composite\","
	  "\"contentcreated\":\"2017-07-25\",\"headlines\":[{\"role\":"
	  "\"short\",\"value\":\"S\"},{\"role\":\"main\",\"value\":\"M\"}],"
	  "\"bodies\":[{\"contenttype\":\"text/plain\",\"value\":\"a\\nb\"}],"
	  "\"by\":\"Ann Bell\",\"infosources\":[{\"name\":\"Eve\",\"rel\":"
	  "\"interviewee\"},{\"name\":\"HW\"}],\"associations\":[{\"uri\":"
	  "\"u\",\"type\":\"picture\",\"headlines\":[{\"value\":\"P\"}]}]}",
	  "ninjs 1 url=https://h.example/1 title=M by=Ann Bell source=HW "
	  "published=2017-07-25 body=a//b\n" },
	/* 3.x: capitals, NITF; a blank line makes others breaks in a paragraph */
	{ "{\"uri\":\"u\",\"versionCreated\":\"2017-07-25T10:00Z\","
	  "\"firstCreated\":\"2016\",\"copyrightHolder\":\"HW\",\"bodies\":"
	  "[{\"contentType\":\"text/vnd.IPTC.NITF\",\"value\":\"<nitf><body>"
	  "<body.head><hedline><hl1>H</hl1></hedline></body.head>"
	  "<body.content><p>One</p><p>Two</p></body.content></body></nitf>"
	  "\"}]}",
	  "ninjs 1 id=u title=H source=HW published=2017-07-25T10:00Z "
	  "body=One//Two\n" },
	{ "{\"uri\":\"u\",\"title\":\"T\",\"body_text\":\"a\\nb\\n\\nc\"}",
	  "ninjs 1 id=u title=T body=a/b//c\n" },
	/* HTML that begins with the title */
	{ "{\"uri\":\"u\",\"headline\":\"T\",\"body_html\":\"<h1>T</h1><p>b"
	  "</p>\"}",
	  "ninjs 1 id=u title=T body=b\n" },
	/* as some write it: guid, service */
	{ "{\"guid\":\"g\",\"headline\":\"T\",\"body_html\":\"<p>b</p>\","
	  "\"service\":[{\"name\":\"Politics\"}],\"source\":\"HW\"}",
	  "ninjs 1 id=g title=T source=HW section=Politics body=b\n" },
	/* no articles */
	{ "{\"uri\":\"u\",\"type\":\"picture\",\"headline\":\"T\"}",
	  "! 1 a picture without text, not an article\n" },
	{ "{\"uri\":\"u\",\"type\":\"event\",\"title\":\"T\"}",
	  "! 1 an event without text, not an article\n" },
	{ "{\"uri\":\"u\",\"pubstatus\":\"canceled\",\"headline\":\"T\"}",
	  "! 1 not for publication: its agency canceled it\n" },
	{ "{\"uri\":\"u\",\"type\":\"text\"}",
	  "! 1 neither a title nor a body: not an article\n" },
	/* a picture with a text */
	{ "{\"uri\":\"u\",\"type\":\"picture\",\"bodies\":[{\"value\":\"b\"}]}",
	  "ninjs 1 id=u body=b\n" },
	/* what breaks the schema and not the article */
	{ "{\"uri\":\"u\",\"headline\":\"T\",\"urgency\":0.1,\"genre\":\"x\","
	  "\"subject\":\"y\",\"versioncreated\":\"soon\",\"body_x\":7}",
	  "ninjs 1 id=u title=T warning=versioncreated: \"soon\" is no date: "
	  "left out\n" },
	{ "{\"uri\":\"\",\"headline\":\"T\"}", "ninjs 1 title=T\n" },
	/* listed, and one a line; what is broken costs itself */
	{ "[{\"uri\":\"1\",\"headline\":\"A\"},\n{\"uri\":\"2\",\"uri\":\"2\"}"
	  ",\n{\"uri\":\"3\",\"headline\":\"C\"}]",
	  "ninjs 1 id=1 title=A\n! 2 JSON has a key twice, at byte 16\n"
	  "ninjs 3 id=3 title=C\n" },
	{ "{\"uri\":\"1\",\"headline\":\"A\"}\n{\"uri\":\n{\"uri\":\"3\","
	  "\"headline\":\"C\"}\n",
	  "ninjs 1 id=1 title=A\n! 2 JSON ends inside an object or a list at "
	  "byte 7\nninjs 3 id=3 title=C\n" },
	/* other JSON stays what it was */
	{ "{\"uri\":\"u\",\"id\":\"i\",\"title\":\"T\"}",
	  "jsonl 1 id=i title=T\n" },
	{ "{\"headline\":\"T\",\"x\":{\"uri\":\"u\"}}", "jsonl 1 title=T\n" },
	{ "{\"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
	  "\"title\":\"News in JSON\"}",
	  NULL },
};

static void test_ninjs(void)
{
	size_t count = sizeof(ninjs_cases) / sizeof(*ninjs_cases);
	char *got;

	for (size_t i = 0; i < count; i++)
		if (ninjs_cases[i][1])
			text_gives(ninjs_cases[i][0], ninjs_cases[i][1]);
	got = read_bytes(ninjs_cases[count - 1][0],
			 strlen(ninjs_cases[count - 1][0]), NULL, 0);
	CHECK(strncmp(got, "!! in: a JSON Schema, not an article; ", 38) == 0);
	free(got);
}

/* --- Reuters ---------------------------------------------------------------- */

#define STORY(id, text)                                                        \
	"<REUTERS TOPICS=\"YES\" NEWID=\"" id "\">\n"                          \
	"<DATE>26-FEB-1987 15:01:01.79</DATE>\n"                               \
	"<TOPICS><D>grain</D><D>corn</D></TOPICS><UNKNOWN>&#5;x</UNKNOWN>\n"   \
	"<TEXT>&#2;\n" text "</TEXT>\n</REUTERS>\n"

static const char *const reuters_cases[][2] = {
	/* a paragraph is indented, in copies by "&\t"; Windows-1252 */
	{ "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n" STORY(
		  "7",
		  "<TITLE>PORT OF EASTHAVEN\nOPENS &lt;EHV></TITLE>\n"
		  "<AUTHOR>    By Ann Bell, Reuters</AUTHOR>\n"
		  "<DATELINE>    EASTHAVEN, Feb 26 - </DATELINE><BODY>The "
		  "caf\xe9 and\nAT&T.\n    It is &lt;open>.\n&\\tSo &amp; it "
		  "goes\non, 5 &\\t 6 < 7 &#65;&#233;.\n Reuter\n&#3;</BODY>"),
	  "reuters 2 id=reut-7 title=PORT OF EASTHAVEN OPENS <EHV> by=Ann Bell"
	  " by=Reuters source=Reuters section=grain "
	  "published=1987-02-26T15:01:01 body=The café and AT&T.//It is "
	  "<open>.//So & it goes on, 5 &\\t 6 < 7 Aé.//Reuter\n" },
	/* a brief is all its text */
	{ STORY("8", "******<TITLE>RATES UP\n</TITLE>No more.\n&#3;"),
	  "reuters 1 id=reut-8 title=RATES UP source=Reuters section=grain "
	  "published=1987-02-26T15:01:01 body=******RATES UP No more.\n" },
	/* an end tag is missing inside, outside; text between two */
	{ STORY("1", "<BODY>A\n") STORY(
		  "2", "<TITLE>B</TITLE>") "lost\n"
					   "<REUTERS "
					   "NEWID=\"3\"><TEXT>C</TEXT>\n" STORY(
						   "4", "D"),
	  "reuters 1 id=reut-1 source=Reuters section=grain "
	  "published=1987-02-26T15:01:01 body=A\n"
	  "reuters 8 id=reut-2 title=B source=Reuters section=grain "
	  "published=1987-02-26T15:01:01 body=B\n"
	  "! 14 text that is in no <REUTERS>\n"
	  "! 15 a <REUTERS> without its </REUTERS>\n"
	  "reuters 16 id=reut-4 source=Reuters section=grain "
	  "published=1987-02-26T15:01:01 body=D\n" },
	{ "<REUTERS><DATE>31-FEB-1987</DATE><TEXT>A</TEXT></REUTERS>"
	  "<reuters newid=\"5\"><text>B</text></reuters>"
	  "<REUTERS NEWID=\"6\"></REUTERS><REUTERS><TEXT>C",
	  "reuters 1 source=Reuters body=A warning=DATE: \"31 FEB 1987\" is "
	  "no date: left out\nreuters 1 id=reut-5 source=Reuters body=B\n"
	  "! 1 a <REUTERS> without <TEXT>\n"
	  "! 1 a <REUTERS> without its </REUTERS>\n" },
};

static void test_reuters(void)
{
	static const char three[] = STORY("1", "A") STORY("2", "B")
		STORY("3", "C");
	char *got;

	for (size_t i = 0; i < sizeof(reuters_cases) / sizeof(*reuters_cases);
	     i++)
		text_gives(reuters_cases[i][0], reuters_cases[i][1]);
	got = read_bytes(three, sizeof(three) - 1, NULL, 2);
	CHECK(strncmp(got, "reuters 13 id=reut-3 ", 21) == 0);
	free(got);
}

static void test_long_story(void)
{
	struct gz_buf b = { 0 };
	size_t nine = (size_t)9 << 20;
	char *got;

	gz_buf_puts(&b, "<REUTERS NEWID=\"1\"><TEXT>\n");
	memset(gz_buf_room(&b, nine), 'x', nine);
	b.len += nine;
	gz_buf_puts(&b, "\n</TEXT></REUTERS>\n<REUTERS NEWID=\"2\"><TEXT>B"
			"</TEXT></REUTERS>\n");
	got = read_bytes(b.data, b.len, NULL, 0);
	CHECK_STR(got, "! 1 over 8 MB, which is too much for one article\n"
		       "reuters 4 id=reut-2 source=Reuters body=B\n");
	free(got);
	gz_buf_free(&b);
}

/* --- NITF ------------------------------------------------------------------- */

static const char *const nitf_cases[][2] = {
	{ "<?xml version=\"1.0\"?>\n<!DOCTYPE nitf SYSTEM \"nitf-3-2.dtd\">\n"
	  "<nitf xml:lang=\"en-US\"><head><title>Not this</title><tobject>"
	  "<tobject.subject tobject.subject.type=\"Politics\"/></tobject>"
	  "<docdata><doc-id regsrc=\"HW\" id-string=\"hw-1\"/><date.issue "
	  "norm=\"20170725T100000-0400\"/></docdata></head><body><body.head>"
	  "<hedline><hl1>A <b>Bridge</b></hl1><hl2>Red</hl2></hedline>"
	  "<byline>By <person>Ann Bell</person>, <byttl>Staff Oracle</byttl>"
	  "</byline><distributor><org>Harbor Wire</org></distributor>"
	  "<abstract><p>It opens.</p></abstract></body.head><body.content>"
	  "<p>One <org>Board</org>&mdash;it\n said.</p><media><media-caption>"
	  "<p>No</p></media-caption></media><block><p>Two</p><ul><li>a</li>"
	  "<li>b</li></ul></block><table><tr><td>1</td><td>2</td></tr></table>"
	  "</body.content><body.end><tagline>end</tagline></body.end></body>"
	  "</nitf>",
	  "nitf 3 id=hw-1 title=A Bridge standfirst=It opens. by=Ann Bell "
	  "source=Harbor Wire section=Politics language=en-US "
	  "published=2017-07-25T10:00:00-04:00 body=One Board—it said.//Two//a"
	  "//b//1 2\n" },
	/* as archives have it: a lead twice, a byline twice */
	{ "<nitf><head><docdata><doc-id id-string=\"12\"/><doc.copyright "
	  "holder=\"No\"/></docdata><pubdata date.publication=\"20170725\" "
	  "name=\"Harbor Gazette\" ex-ref=\"http://h.example/12\" "
	  "position.section=\"Metro\"/></head><body><body.head><hedline><hl1>"
	  "T</hl1></hedline><byline class=\"print_byline\">By ANN BELL"
	  "</byline><byline class=\"normalized_byline\">Bell, Ann</byline>"
	  "</body.head><body.content><block class=\"lead_paragraph\"><p>One"
	  "</p></block><block class=\"full_text\"><p>One</p><p>Two</p></block>"
	  "</body.content></body></nitf>",
	  "nitf 1 id=12 url=http://h.example/12 title=T by=ANN BELL "
	  "source=Harbor Gazette section=Metro published=2017-07-25 "
	  "body=One//Two\n" },
	{ "<nitf><head><title>T</title><docdata><date.issue "
	  "norm=\"20080219+0100\"/></docdata></head><body><body.head><byline>"
	  "<byttl>Harbor Wire</byttl></byline></body.head></body></nitf>",
	  "nitf 1 title=T by=Harbor Wire published=2008-02-19\n" },
	{ "<nitf></nitf>", "! 1 neither a title nor a body: not an article\n" },
	{ "\n<nitf><head><title>T</title></head><body><body.content><p>One",
	  "! 2 the document ends inside of <nitf>\n" },
};

static void test_nitf(void)
{
	for (size_t i = 0; i < sizeof(nitf_cases) / sizeof(*nitf_cases); i++)
		text_gives(nitf_cases[i][0], nitf_cases[i][1]);
}

/* --- NewsML ----------------------------------------------------------------- */

#define ITEM(guid, class, meta, content)                                       \
	"<newsItem guid=\"" guid "\" xml:lang=\"en\"><itemMeta><itemClass "    \
	"qcode=\"ninat:" class "\"/><provider qcode=\"nprov:HW\"/>"            \
			       "<versionCreated>2017-07-25T10:00:00Z</"        \
			       "versionCreated></itemMeta>"                    \
			       "<contentMeta>" meta                            \
			       "</contentMeta><contentSet>" content            \
			       "</contentSet></newsItem>\n"
#define HAS " source=HW language=en published=2017-07-25T10:00:00Z"
#define MESSAGE(items)                                                         \
	"<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>" \
	"\n" items "</itemSet></newsMessage>"

static const char *const newsml_cases[][2] = {
	{ "<?xml version=\"1.0\"?>\n" ITEM(
		  "urn:x:1", "text",
		  "<contentCreated>2016-01-01</contentCreated><creator><name>"
		  "Cy Dunn</name></creator><subject "
		  "type=\"cpnat:person\"><name>"
		  "Mary Holt</name></subject><subject><name>budget</name>"
		  "</subject><headline> A \"Bridge\"</headline><description "
		  "role=\"drol:caption\">No</description><description>It opens."
		  "</description>",
		  "<inlineXML><nitf><body><body.head><byline>By Ann Bell"
		  "</byline></body.head><body.content><p>One</p><p>Two</p>"
		  "</body.content></body></nitf></inlineXML>"),
	  "newsml 2 id=urn:x:1 title=A \"Bridge\" standfirst=It opens. by=Ann "
	  "Bell source=HW section=budget language=en "
	  "published=2017-07-25T10:00:00Z body=One//Two\n" },
	/* XHTML, escaped HTML, plain text; the longest is the story */
	{ ITEM("https://h.example/1", "text", "<headline>T</headline>",
	       "<inlineXML><html xmlns=\"http://www.w3.org/1999/xhtml\"><head>"
	       "<title>T</title></head><body><h1>T</h1><p>One</p><p>Two</p>"
	       "</body></html></inlineXML>"),
	  "newsml 1 url=https://h.example/1 title=T" HAS " body=One//Two\n" },
	{ ITEM("a", "text", "",
	       "<inlineData>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;"
	       "</inlineData><inlineData>short</inlineData>"),
	  "newsml 1 id=a" HAS " body=One//Two\n" },
	{ ITEM("a", "text", "<by>By Ann Bell</by>",
	       "<inlineData>One\nTwo</inlineData>"),
	  "newsml 1 id=a by=Ann Bell" HAS " body=One//Two\n" },
	{ ITEM("a", "text", "<headline>T</headline>",
	       "<inlineXML><scores><s>1</s></scores></inlineXML>"),
	  "newsml 1 id=a title=T" HAS " warning=<scores>, which is no text, "
	  "is left out\n" },
	/* a message: every item for itself */
	{ MESSAGE(ITEM("1", "text", "<headline>A</headline>",
		       "") "<packageItem><itemMeta/></"
			   "packageItem>\n" ITEM("3", "picture",
						 "<headline>P</headline>",
						 "<remoteContent/>")
				   ITEM("4", "text", "<headline>D</headline>",
					"")),
	  "newsml 2 id=1 title=A" HAS "\n! 3 a package of items, not an "
	  "article\n! 4 a picture without text, not an article\n"
	  "newsml 5 id=4 title=D" HAS "\n" },
	{ MESSAGE("<newsItem "
		  "guid=\"1\"><contentMeta><headline>A</headline>\n" ITEM(
			  "2", "text", "<headline>B</headline>", "")),
	  "! 2 another item begins before the end of this\n"
	  "newsml 3 id=2 title=B" HAS "\n" },
	{ "<newsMessage><itemSet>" ITEM("1", "text", "<headline>A</headline>",
					"") "<newsItem guid=\"2\"><contentMeta>"
					    "<headline>B",
	  "newsml 1 id=1 title=A" HAS "\n! 2 the document ends inside of this "
	  "item\n" },
	{ "<newsItem guid=\"1\"><itemMeta><pubStatus "
	  "uri=\"http://x.example/pubstatus/canceled\"/></itemMeta>"
	  "<contentMeta><headline>A</headline></contentMeta></newsItem>",
	  "! 1 not for publication: its agency canceled it\n" },
	{ "<conceptItem/>", "! 1 a concept, not an article\n" },
	/* NewsML 1 */
	{ "<NewsML><NewsEnvelope><NewsService FormalName=\"HW\"/>"
	  "</NewsEnvelope>\n<NewsItem><Identification><NewsIdentifier>"
	  "<PublicIdentifier>urn:newsml:h:1</PublicIdentifier>"
	  "</NewsIdentifier></Identification><NewsManagement>"
	  "<ThisRevisionCreated>20170725T100000+0000</ThisRevisionCreated>"
	  "</NewsManagement><NewsComponent><NewsLines><HeadLine>A</HeadLine>"
	  "<ByLine>By Ann Bell</ByLine></NewsLines><DescriptiveMetadata>"
	  "<Language FormalName=\"en\"/></DescriptiveMetadata><ContentItem>"
	  "<DataContent>.css {}</DataContent></ContentItem><ContentItem>"
	  "<DataContent><p>One two</p><p>Three</p></DataContent>"
	  "</ContentItem></NewsComponent></NewsItem></NewsML>",
	  "newsml 2 id=urn:newsml:h:1 title=A by=Ann Bell source=HW "
	  "language=en published=2017-07-25T10:00:00Z body=One two//Three\n" },
};

static void test_newsml(void)
{
	char *got;

	for (size_t i = 0; i < sizeof(newsml_cases) / sizeof(*newsml_cases);
	     i++)
		text_gives(newsml_cases[i][0], newsml_cases[i][1]);
	got = read_bytes(newsml_cases[5][0], strlen(newsml_cases[5][0]), NULL,
			 3);
	CHECK_STR(got, "newsml 5 id=4 title=D" HAS "\n");
	free(got);
}

/* hardening.md section 4 */
static void test_limits(void)
{
	struct gz_buf b = { 0 };
	char *got;

	gz_buf_puts(&b, "<nitf><head><title>T</title></head>");
	for (int i = 0; i < 200; i++)
		gz_buf_puts(&b, "<a>");
	got = read_bytes(b.data, b.len, NULL, 0);
	CHECK(strncmp(got, "! 0 over 128 ", 13) == 0);
	free(got);
	gz_buf_clear(&b);
	memset(gz_buf_room(&b, (size_t)9 << 20), ' ', (size_t)9 << 20);
	b.len = (size_t)9 << 20;
	memcpy(b.data, "<nitf>", 6);
	got = read_bytes(b.data, b.len, NULL, 0);
	CHECK_STR(got, "! 0 over 8 MB, which is too much for one document\n");
	free(got);
	gz_buf_free(&b);
}

int main(void)
{
	test_ninjs();
	test_reuters();
	test_long_story();
	test_nitf();
	test_newsml();
	test_limits();
	return check_done();
}
