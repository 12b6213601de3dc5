/* test_pages.c - web pages and pasted text to articles. */
#include <stdlib.h>

#include "check.h"
#include "gz/article.h"

/* Paragraphs that count as text. */
#define ONE                                                                    \
	"The council put off its vote on the budget, for the third time, "     \
	"after members had asked for more time to read it."
#define TWO                                                                    \
	"The mayor, who had hoped for a vote before the summer, said that "    \
	"she was not surprised, and not amused."
#define THREE                                                                  \
	"Shop owners along the harbor, who would have to pay for a part of "   \
	"it, said that nobody had asked them yet."
#define TEXT "<p>" ONE "</p><p>" TWO "</p><p>" THREE "</p>"
#define BODY ONE "//" TWO "//" THREE

static void list(struct gz_buf *out, char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gz_buf_printf(out, "%s%s", i ? "; " : "", list[i]);
	gz_buf_putc(out, '|');
}

/* An article as "title|byline|published|source|cites|body", a line. */
static bool take(void *arg, struct gz_article *a, unsigned long line)
{
	struct gz_buf *out = arg;
	char date[32] = "-";

	(void)line;
	if (a->dated)
		gz_date_write(&a->published, date);
	gz_buf_printf(out, "%s|", a->title ? a->title : "-");
	list(out, a->byline, a->byline_count);
	gz_buf_printf(out, "%s|%s|", date, a->source ? a->source : "-");
	list(out, a->cites, a->cite_count);
	for (const char *c = a->body; *c; c++)
		gz_buf_putc(out, *c == '\n' ? '/' : *c);
	return true;
}

static bool failed(void *arg, const char *path, unsigned long line,
		   const char *reason)
{
	(void)path;
	(void)line;
	gz_buf_printf(arg, "! %s", reason);
	return true;
}

static char *read_path(const char *path, const char *format)
{
	struct gz_buf out = { 0 };
	struct gz_read_options options = { .format = format };
	struct gz_sink sink = { .article = take,
				.failed = failed,
				.arg = &out };
	struct gz_err err;

	if (!gz_articles_read(path, &options, 0, &sink, &err))
		gz_buf_printf(&out, "!! %s", err.text);
	return gz_buf_take(&out);
}

static char *read_bytes(const char *bytes, size_t len, const char *format)
{
	FILE *f = fopen("in", "wb");

	CHECK(f && fwrite(bytes, 1, len, f) == len && fclose(f) == 0);
	return read_path("in", format);
}

static void is(const char *what, char *got, const char *want)
{
	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  %.300s\n  gave %s\n  not  %s\n", what, got, want);
	free(got);
}

static void gives(const char *text, const char *want)
{
	is(text, read_bytes(text, strlen(text), NULL), want);
}

/* --- whole files ----------------------------------------------------------- */

static void file_gives(const char *name, const char *want)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/data/pages/%s", getenv("TESTS"), name);
	is(name, read_path(path, NULL), want);
}

static void test_pasted(void)
{
	file_gives("paste.txt",
		   "Governor 'Surely' Vetoes the Water Bill|Ann Bell; Cy Dunn|"
		   "2017-07-25|-|Harbor Gazette; The Valley Post|Governor "
		   "Mary Holt has let it be known that she will not sign the "
		   "water bill that both houses passed a week ago.//\"I do not "
		   "see how the counties would pay for it,\" she told the "
		   "Harbor Gazette.//The bill goes back to the house, where a "
		   "vote is planned for the first week of the session.//"
		   "\"No.\"");
}

static void test_wire(void)
{
	file_gives(
		"wire.txt",
		"COUNCIL DELAYS BUDGET VOTE||-|-||EASTHAVEN, March 3 - The "
		"city council put off its vote on the budget for a second "
		"time on Friday after three members asked for more time to "
		"read the plan.//The mayor said he was \"not amused\" by the "
		"delay and would call a special meeting next week.");
}

static void test_mail(void)
{
	file_gives("mail.txt",
		   "Senator Pike Announces Hearing||2017-07-26T10:05:00-04:00|"
		   "-||Senator Pike today announced a hearing on rural "
		   "broadband, to be held in the state capitol next month.//He "
		   "invited the public to send in questions before the end of "
		   "the week.");
}

static void test_page(void)
{
	file_gives("page.html",
		   "Council delays ‘budget’ vote|Ann Bell; Cy Dunn|"
		   "2017-07-25T21:30:00-04:00|Example Times||The city council "
		   "put off its vote on the budget for a second time on "
		   "Friday, after three members asked for more time.//The "
		   "mayor said he was “not amused” by the delay, and would "
		   "call a special meeting next week, early in the day.//Café "
		   "owners along the harbor, who would pay part of it, said "
		   "they had not been asked at all.");
}

/* Text in two sections, under names that mean something else, in a <nav> that
 * is never closed, with longer comments below. */
static void test_split_page(void)
{
	file_gives("split.html",
		   "The ferry comes back|Ann Bell|-|Harbor Gazette|The Daily "
		   "Planet; Island Radio|After two years on dry land, the "
		   "ferry between the islands is to sail again in the "
		   "spring.//What it costs//PORT ANN – The repairs took longer "
		   "than planned, the harbor master said, and cost about twice "
		   "as much.//He added that the boat, which is sixty years "
		   "old, would need a new engine, new seats, and a new coat of "
		   "paint.//Who pays//Both islands pay a third of it each, and "
		   "the state, which had first refused, pays the rest, as the "
		   "governor said in May.//Fares go up by a dollar, to three "
		   "dollars and fifty cents, on weekdays.//Children, and their "
		   "bicycles, go free.");
}

/* --- pasted text ----------------------------------------------------------- */

static const char *const text_cases[][2] = {
	{ "One line alone.", "-||-|-||One line alone." },
	{ "A Title\r\n\r\nBody of it.\r\n", "A Title||-|-||Body of it." },
	/* Windows-1252 */
	{ "Caf\xe9 \x93open\x94\n\nIt is.", "Café “open”||-|-||It is." },
	{ "A List of Nothing\n\nalpha\nbeta\ngamma",
	  "A List of Nothing||-|-||alpha//beta//gamma" },
	{ "   \n\n", "! neither a title nor a body: not an article" },
	/* the dateline of wire copy dates it, if it has the year */
	{ "COUNCIL WAITS\n\nEASTHAVEN, July 26, 2017 (EP) -- " ONE "\n\n-30-\n",
	  "COUNCIL WAITS||2017-07-26|-||EASTHAVEN, July 26, 2017 (EP) "
	  "-- " ONE },
	{ "COUNCIL WAITS\n\nIt was July 26, 2017 when - " ONE "\n",
	  "COUNCIL WAITS||-|-||It was July 26, 2017 when - " ONE },
	/* a message passed on */
	{ "From: A <a@b.example>\nTo: C <c@d.example>\n"
	  "Subject: Re: Fwd: Council waits\n\n> " ONE "\n> \n>> " TWO
	  "\n\n-- \nA. Name, who signs everything with a long sentence about "
	  "what he thinks of it.\n",
	  "Council waits||-|-||" ONE "//" TWO },
	{ "Council Waits\n\n" ONE "\n\nSources: AxiosThe Post, J. R./Twitter "
	  "(2), Daily (of Ash, Elm) / Photo Credit: Some One/Flickr\n",
	  "Council Waits||-|-|Axios; The Post; Twitter; Daily|" ONE },
};

static void test_text(void)
{
	for (size_t i = 0; i < sizeof(text_cases) / sizeof(*text_cases); i++)
		gives(text_cases[i][0], text_cases[i][1]);
	is("UTF-16", read_bytes("\xff\xfeT\0\n\0\n\0b\0", 10, NULL),
	   "T||-|-||b");
}

/* --- pages ----------------------------------------------------------------- */

static const char *const page_cases[][2] = {
	{ "<p>Short</p>", "-||-|-||Short" },
	{ "<html><meta charset=windows-1251><title>\xcc\xe8\xf0</title>",
	  "Мир||-|-||" },
	/* what is not of the article */
	{ "<html><h1>T</h1><div><p>By Joe Roe</p><p>July 25, 2017</p>" TEXT
	  "<p>Advertisement</p><p>Newsroom</p></div></html>",
	  "T||2017-07-25|-||" BODY },
	{ "<html><h1>T</h1><div><figure><p>A caption, and a long one.</p>"
	  "</figure>" TEXT "<div class=promo><p>" TWO "</p></div></div></html>",
	  "T||-|-||" BODY },
	{ "<html><h1>T</h1><div>" TEXT "</div>"
	  "<div class='comment-list'>" TEXT TEXT "</div></html>",
	  "T||-|-||" BODY },
	/* words that a class has for another reason */
	{ "<html><h1>T</h1><div class='field-label-hidden no-share'>" TEXT
	  "</div></html>",
	  "T||-|-||" BODY },
	{ "<html><h1>T</h1><div class=widget>" TEXT "</div></html>",
	  "T||-|-||" BODY },
	/* a word of a sentence, whatever its class is */
	{ "<html><h1>T</h1><div>" TEXT "<p>The mayor, Joe Roe, said so to "
	  "<a class=share href=/x>the ferry men</a> of the port.</p></div>"
	  "</html>",
	  "T||-|-||" BODY "//The mayor, Joe Roe, said so to the ferry men of "
	  "the port." },
	/* a heading is one above a film, too, and where it is a link */
	{ "<html><h1>T</h1><div>" TEXT "<h3>2. <a href=/r>The Reef, a film</a>"
	  "</h3><div><iframe src=/f></iframe></div>" TEXT "</div></html>",
	  "T||-|-||" BODY "//2. The Reef, a film//" BODY },
	/* teasers in a list beside the text weigh less than it */
	{ "<html><h1>T</h1><div><div class=body>" TEXT "</div><ul><li><p>" ONE
	  "</p></li><li><p>" TWO "</p></li><li><p>" ONE "</p></li><li><p>" TWO
	  "</p></li></ul></div></html>",
	  "T||-|-||" BODY },
	/* what stands around an article */
	{ "<html><h1>T</h1><div><p>4 Min Read</p>" TEXT
	  "<p>Facebook Twitter E-Mail</p><p>The harbor at dusk. Ann Bell/Getty "
	  "Images</p>" TEXT "<p>Sign up today for the harbor newsletter.</p>"
	  "</div></html>",
	  "T||-|-||" BODY "//" BODY },
	/* a page of captions: a slide show */
	{ "<html><h1>T</h1><p>Hello.</p><figure>" TEXT "</figure></html>",
	  "T||-|-||" BODY },
	/* the first h1 is the title's, a second one a heading */
	{ "<html><h1>T</h1><div>" TEXT "<h1>Later</h1>" TEXT "</div></html>",
	  "T||-|-||" BODY "//Later//" BODY },
	/* the standfirst is the description, which has its own field; what
	 * else stands between headline and text is text */
	{ "<html><meta name=description content='The budget has to wait once "
	  "more, and with it the new bridge.'><h1>T</h1><p>The budget has to "
	  "wait once more, and with it the new bridge.</p><p>There will be no "
	  "vote on it before the summer, the mayor said today.</p>"
	  "<div class=article-body>" TEXT "</div></html>",
	  "T||-|-||There will be no vote on it before the summer, the mayor "
	  "said today.//" BODY },
	/* the JSON-LD has what the page loads later */
	{ "<html><title>T</title><script type='application/ld+json'>{\"@type\":"
	  "\"NewsArticle\",\"headline\":\"H\",\"articleBody\":\"" ONE "\"}"
	  "</script><p>Loading</p></html>",
	  "H||-|-||" ONE },
	/* a byline that names the site gives way to a person's */
	{ "<html><title>T</title><meta property=og:site_name content='The Sun'>"
	  "<meta name=author content='The Sun'><p rel=author>Joe Roe</p>",
	  "T|Joe Roe|-|The Sun||" },
	/* dates */
	{ "<html><title>T</title><script>var a = 'July 4, 2001';</script>"
	  "<p>Posted on 7/25/2017 by us</html>",
	  "T||2017-07-25|-||" },
	{ "<html lang=en-GB><title>T</title><p>Posted on 7/8/2017</html>",
	  "T||2017-08-07|-||" },
	{ "<html xml:lang=en-GB><title>T</title><p>Posted on 7/8/2017</html>",
	  "T||2017-08-07|-||" },
	{ "<html><title>T</title><p class=date>On 20 Feb, 2020. 3 min read</p>",
	  "T||2020-02-20|-||" },
	{ "<html><link rel=canonical href=http://www.a.example/2017/7/5/x>"
	  "<title>T</title>",
	  "T||2017-07-05|a.example||" },
};

static void test_pages(void)
{
	for (size_t i = 0; i < sizeof(page_cases) / sizeof(*page_cases); i++)
		gives(page_cases[i][0], page_cases[i][1]);
}

/* --- limits: hardening.md section 4 ---------------------------------------- */

static void test_attributes(void)
{
	static const int counts[] = { 512, 513, 20000 };

	for (size_t i = 0; i < 3; i++) {
		struct gz_buf b = { 0 };

		gz_buf_puts(&b, "<html><title>T</title><p");
		for (int n = 0; n < counts[i]; n++)
			gz_buf_printf(&b, " a%d='x > y'", n);
		gz_buf_puts(&b, ">text</p>");
		gives(b.data,
		      i ? "! a tag has over 512 attributes" : "T||-|-||text");
		gz_buf_free(&b);
	}
}

/* Blanks between the names of a class, those of C and not of HTML too. */
static void test_class_blanks(void)
{
	static const char blanks[] = " \t\n\v\f\r\x1f";

	for (const char *c = blanks; *c; c++) {
		struct gz_buf b = { 0 };

		gz_buf_printf(&b,
			      "<html><title>T</title>"
			      "<p class=\"%cone%ctwo%c\" id=\"%c\">text</p>",
			      *c, *c, *c, *c);
		gives(b.data, "T||-|-||text");
		gz_buf_free(&b);
	}
}

/* With <html> and <body>, which count. */
static void test_depth(void)
{
	static const int counts[] = { 126, 127, 400 };

	for (size_t i = 0; i < 3; i++) {
		struct gz_buf b = { 0 };

		gz_buf_puts(&b, "<html><title>T</title>");
		for (int n = 0; n < counts[i]; n++)
			gz_buf_puts(&b, "<div>");
		gz_buf_puts(&b, "text");
		gives(b.data,
		      i ? "! over 128 elements are nested" : "T||-|-||text");
		gz_buf_free(&b);
	}
}

static void test_size(void)
{
	const size_t limit = (size_t)5 << 20;
	struct gz_buf b = { 0 };

	gz_buf_puts(&b, "<html><title>T</title><p>text</p>");
	while (b.len < limit)
		gz_buf_putc(&b, ' ');
	is("5 MB", read_bytes(b.data, b.len, "html"), "T||-|-||text");
	gz_buf_putc(&b, ' ');
	is("over 5 MB", read_bytes(b.data, b.len, "html"),
	   "! over 5 MB, which is too much for one article");
	gz_buf_free(&b);
}

int main(void)
{
	test_pasted();
	test_wire();
	test_mail();
	test_page();
	test_split_page();
	test_text();
	test_pages();
	test_attributes();
	test_class_blanks();
	test_depth();
	test_size();
	return check_done();
}
