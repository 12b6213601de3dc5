/* test_mbox.c - mailboxes and messages. */
#include "article_kit.h"

#define FROM "From ann@a.example Tue Jul 25 10:05:00 2017\n"
#define HEAD(id)                                                               \
	"From: Ann Bell <ann@a.example>\n"                                     \
	"Date: Tue, 25 Jul 2017 10:05:00 -0400\n"                              \
	"Message-ID: <" id "@a.example>\n"
#define LETTER                                                                 \
	"From: =?utf-8?Q?The_Caf=C3=A9?= <n@a.example>\n"                      \
	"Date: Tue, 25 Jul 2017 10:05:00 -0400\n"                              \
	"Subject: =?iso-8859-1?B?RelnYWw=?=\n"                                 \
	"List-Unsubscribe: <https://a.example/u>\n"                            \
	"Message-ID: <3@a.example>\nMIME-Version: 1.0\n"
#define HTML                                                                   \
	"<html><body><p>A long first paragraph of the letter, which has "      \
	"a caf=E9 in it and more than a few words besides.</p></body>"         \
	"</html>\n"
#define HTML_TEXT                                                              \
	"A long first paragraph of the letter, which has a "                   \
	"caf\xc3\xa9 in it and more than a few words besides."

/* message, and what the one article of it is: format line title|byline|
 * published|source|body */
static const char *const cases[][2] = {
	{ HEAD("1") "Subject: A note\n\nThe text.\n-- \nAnn\n",
	  "mbox 1 A note|Ann Bell|2017-07-25T10:05:00-04:00|-|The text.\n" },
	{ LETTER "Content-Type: text/html; charset=iso-8859-1\n"
		 "Content-Transfer-Encoding: quoted-printable\n\n" HTML,
	  "mbox 1 E\xc3\xa9gal||2017-07-25T10:05:00-04:00|The "
	  "Caf\xc3\xa9|" HTML_TEXT "\n" },
	/* a stub beside the page; an attachment is none */
	{ LETTER "Content-Type: multipart/mixed; boundary=b\n\n"
		 "--b\nContent-Disposition: attachment\n\nnot this\n"
		 "--b\nContent-Type: multipart/alternative; boundary=c\n\n"
		 "--c\n\nRead it in your browser.\n"
		 "--c\nContent-Type: text/html; charset=iso-8859-1\n"
		 "Content-Transfer-Encoding: quoted-printable\n\n" HTML
		 "--c--\n--b--\n",
	  "mbox 1 E\xc3\xa9gal||2017-07-25T10:05:00-04:00|The "
	  "Caf\xc3\xa9|" HTML_TEXT "\n" },
	/* base64, cut short */
	{ LETTER "Content-Type: text/plain; charset=iso-8859-2\n"
		 "Content-Transfer-Encoding: base64\n\ns+9keiBpcyBhIHRvd24u\n",
	  "mbox 1 E\xc3\xa9gal||2017-07-25T10:05:00-04:00|The Caf\xc3\xa9|"
	  "\xc5\x82\xc4\x8f"
	  "dz is a town.\n" },
	{ LETTER "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
		 "Content-Type: image/png\n\nx\n--b--\n",
	  "! 1 record at byte 0: a message without text\n" },
	/* no Subject, no boundary */
	{ HEAD("1") "Content-Type: multipart/mixed\n\n\n",
	  "! 1 record at byte 0: a message without text\n" },
	/* pasted, not sent */
	{ "From: Ann\nSubject: A note\n\nThe text.\n",
	  "text 0 A note||-|-|The text.\n" },
	{ "From here on it went quickly, at 10:05 in 2017.\n",
	  "text 0 -||-|-|From here on it went quickly, at 10:05 in 2017.\n" },
};

static void test_messages(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		gives(cases[i][0], strlen(cases[i][0]), NULL, cases[i][1]);
}

static void test_box(void)
{
	static const char box[] = FROM HEAD(
		"1") "Subject: One\n\nFirst.\n\n>From here on.\n>>From us.\n"
		     "From here too, 10:05 2017.\n\n" FROM HEAD(
			     "2") "Subject: Two\n"
				  "Archived-At: <https://a.example/two>\n\n"
				  "Second.\n\n" FROM
				  "Nothing: here\n\n\n" FROM HEAD(
					  "4") "Subject: "
					       "Four\r\n\r\nFourth.\r\n";

	put("m", box, strlen(box));
	places("m", "m|1|1@a.example|-|One|First.//"
		    "From here on.//>From us.//From here too, 10:05 2017.\n"
		    "m|2|-|https://a.example/two|Two|Second.\n"
		    "! m|3|record at byte 414: neither a title nor a body: "
		    "not an article\n"
		    "m|4|4@a.example|-|Four|Fourth.\n");
	places_resume("m");
}

/* Parts in parts are looked into 16 deep. */
static void test_depth(void)
{
	struct gz_buf b = { 0 };

	for (int deep = 16; deep <= 17; deep++) {
		gz_buf_puts(&b, HEAD("1") "Subject: Deep\n");
		for (int i = 0; i < deep; i++)
			gz_buf_printf(&b,
				      "Content-Type: multipart/mixed; "
				      "boundary=b%d\n\n--b%d\n",
				      i, i);
		gz_buf_puts(&b, "Content-Type: text/plain\n\nDown here.\n");
		gives(b.data, b.len, NULL,
		      deep == 16 ? "mbox 1 Deep|Ann Bell|"
				   "2017-07-25T10:05:00-04:00|-|Down here.\n"
				 : "! 1 record at byte 0: a message without "
				   "text\n");
		gz_buf_free(&b);
	}
}

#ifndef GZ_SMALL /* where it takes half a minute */
/* 32 MB is a message, with a picture in it; a byte more is not. */
static void test_size(void)
{
	static const char head[] = FROM LETTER
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\nThe text.\n--b\nContent-Type: image/png\n\n";
	size_t most = (size_t)32 << 20, at = strlen(head);
	size_t size = most + strlen(FROM);
	char *box = gz_alloc(size + 200), *got;

	memcpy(box, head, at);
	for (; at < size; at++)
		box[at] = at % 76 ? 'x' : '\n';
	box[size - 1] = '\n';
	for (int over = 0; over < 2; over++) {
		memcpy(box + size - 2, over ? "xx\n" : "x\n", over ? 3 : 2);
		strcpy(box + size + over,
		       over ? "\n" FROM HEAD("5") "Subject: Next\n\nNext.\n"
			    : "");
		put("m", box, strlen(box));
		got = read_places("m", 0, 0);
		CHECK_STR(got,
			  over ? "! m|1|record at byte 0: over 32 MB, which is "
				 "too much for one message\n"
				 "m|2|5@a.example|-|Next|Next.\n"
			       : "m|1|3@a.example|-|E\xc3\xa9gal|The text.\n");
		free(got);
	}
	free(box);
}
#endif

int main(void)
{
	test_messages();
	test_box();
	test_depth();
#ifndef GZ_SMALL
	test_size();
#endif
	return check_done();
}
