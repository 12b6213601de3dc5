/* test_xml.c - foreign XML to trees, and what must not become one. */
#include <libxml/parser.h>
#include <stdlib.h>
#include <time.h>

#include "../lib/article/xml.h"
#include "check.h"

/* The tree as it is written, without declaration; "! sentence" if there is
 * none. A "~" in front: it was broken. To be freed. */
static char *tree(const char *bytes, size_t len, const char *charset)
{
	struct gz_buf b = { 0 };
	struct gz_err err;
	bool broken = false;
	xmlDoc *doc = xml_parse(bytes, len, charset, &broken, &err);
	xmlBuffer *out;

	if (!doc) {
		gz_buf_printf(&b, "! %s", err.text);
		return gz_buf_take(&b);
	}
	out = xmlBufferCreate();
	xmlNodeDump(out, doc, xmlDocGetRootElement(doc), 0, 0);
	gz_buf_printf(&b, "%s%s", broken ? "~" : "",
		      (const char *)xmlBufferContent(out));
	xmlBufferFree(out);
	xmlFreeDoc(doc);
	return gz_buf_take(&b);
}

static void gives(const char *bytes, size_t len, const char *charset,
		  const char *want)
{
	char *got = tree(bytes, len, charset);

	CHECK_STR(got, want);
	if (strcmp(got, want) != 0)
		printf("  %.200s\n  gave %.300s\n  not  %s\n", bytes, got,
		       want);
	free(got);
}

static const char *const cases[][2] = {
	/* well-formed: nothing is told of it */
	{ "<a>x</a>", "<a>x</a>" },
	{ "<?xml version='1.0'?>\n<!-- c --><a b='1'><c/></a>\n<!-- d -->\n",
	  "<a b=\"1\"><c/></a>" },
	{ "<a><![CDATA[<b>&amp;]]></a>", "<a><![CDATA[<b>&amp;]]></a>" },
	{ "<a>&lt;&#65;&#x42;</a>", "<a>&lt;AB</a>" },
	{ "<a><br></br></a>", "<a><br/></a>" },
	{ "<x:a xmlns:x=\"u:x\"><x:b/></x:a>",
	  "<x:a xmlns:x=\"u:x\"><x:b/></x:a>" },
	/* HTML's characters need no DTD */
	{ "<a b='&eacute;'>&nbsp;&rsquo;</a>",
	  "<a b=\"\xc3\xa9\">\xc2\xa0\xe2\x80\x99</a>" },
	/* what feeds of the wild get wrong */
	{ "<a>AT&T & R&D; x</a>", "~<a>AT&amp;T &amp; R&amp;D; x</a>" },
	{ "<a>1 < 2</a>", "~<a>1 &lt; 2</a>" },
	{ "<a b=1 c>x</a>", "~<a b=\"1\" c=\"\">x</a>" },
	{ "<a b=\"<i>\">x</a>", "<a b=\"&lt;i&gt;\">x</a>" },
	{ "<a><b>x<i>y</b>z</a>", "~<a><b>x<i>y</i></b>z</a>" },
	{ "<a>x</p>y</a>", "~<a>xy</a>" },
	{ "<a>x<br>y<img src='i'>z</a>", "~<a>x<br/>y<img src=\"i\"/>z</a>" },
	{ "<a><b>x", "~<a><b>x<?cut?></b></a>" },
	{ "<a><![CDATA[x", "~<a><![CDATA[x]]><?cut?></a>" },
	{ "<a>x<!-- y</a>", "~<a>x<?cut?></a>" },
	{ "junk <a>x</a> junk", "~<a>x</a>" },
	{ "<a>x</a><b>y</b>", "~<a>x</a>" },
	{ "<a>x\x01y&#2;&#xfffe;</a>",
	  "~<a>x\xef\xbf\xbdy\xef\xbf\xbd\xef\xbf\xbd</a>" },
	{ "<a>x]]>y</a>", "<a>x]]&gt;y</a>" },
	{ "<a><dc:b>x</dc:b></a>", "~<a><dc:b>x</dc:b></a>" },
	{ "<a b='1' b='2'/>", "~<a b=\"1\" b=\"2\"/>" },
	/* nothing is loaded, nothing is expanded */
	{ "<!DOCTYPE a [<!ENTITY e \"]>\"><!-- ' -->\n"
	  "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&e;&f;</a>",
	  "~<a>&amp;e;&amp;f;</a>" },
	{ "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a>x</a>",
	  "<a>x</a>" },
	{ "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///p'>%p;]><a/>", "<a/>" },
	/* nothing at all */
	{ "", "! no XML in it" },
	{ "words", "! no XML in it" },
	{ "<", "! no XML in it" },
	{ "<!DOCTYPE a [", "! no XML in it" },
};

static void encodings(void)
{
	static const char wide[] = "<\0a\0>\0\xe9\0<\0/\0a\0>\0";

	gives("\xef\xbb\xbf<a>\xc3\xa9</a>", 12, NULL, "<a>\xc3\xa9</a>");
	gives("<a>\xe9</a>", 8, NULL, "<a>\xc3\xa9</a>");
	gives(wide, sizeof(wide) - 1, NULL, "<a>\xc3\xa9</a>");
	gives("<?xml version='1.0' encoding='koi8-r'?><a>\xc1</a>", 47, NULL,
	      "<a>\xd0\xb0</a>");
	/* what the server says comes first */
	gives("<?xml version='1.0' encoding='koi8-r'?><a>\xe0</a>", 47,
	      "windows-1251", "<a>\xd0\xb0</a>");
}

/* --- bombs ----------------------------------------------------------------- */

static void repeat(struct gz_buf *b, size_t n, const char *text)
{
	while (n--)
		gz_buf_puts(b, text);
}

/* The document that b holds gives that, and soon; b is cleared. */
static void bomb(struct gz_buf *b, const char *want)
{
	clock_t begin = clock();
	char *got = tree(b->data, b->len, NULL);

	CHECK(clock() - begin < 5 * CLOCKS_PER_SEC);
	CHECK(strncmp(got, want, strlen(want)) == 0);
	if (strncmp(got, want, strlen(want)) != 0)
		printf("  gave %.200s\n  not  %s\n", got, want);
	free(got);
	gz_buf_clear(b);
}

static void nested(struct gz_buf *b, size_t n)
{
	gz_buf_puts(b, "<a>\n");
	repeat(b, n - 1, "<b>");
	repeat(b, n - 1, "</b>");
	gz_buf_puts(b, "</a>");
}

static void attributes(struct gz_buf *b, const char *prefix, unsigned n)
{
	gz_buf_puts(b, "<a>\n\n<b");
	for (unsigned i = 0; i < n; i++)
		gz_buf_printf(b, " %s%u='u:'", prefix, i);
	gz_buf_puts(b, "/></a>");
}

static void limits(void)
{
	struct gz_buf b = { 0 };

	nested(&b, XML_DEPTH);
	bomb(&b, "<a>");
	nested(&b, XML_DEPTH + 1);
	bomb(&b, "! over 128 elements in each other at line 2");
	attributes(&b, "a", XML_ATTRIBUTES);
	bomb(&b, "<a>");
	attributes(&b, "a", XML_ATTRIBUTES + 1);
	bomb(&b, "! over 512 attributes in one element at line 3");
	attributes(&b, "a", 100000);
	bomb(&b, "! over 512 attributes in one element at line 3");
	attributes(&b, "xmlns:a", XML_NAMESPACES);
	bomb(&b, "<a>");
	attributes(&b, "xmlns:a", XML_NAMESPACES + 1);
	bomb(&b, "! over 256 namespaces around one element at line 3");
	gz_buf_puts(&b, "<a>");
	repeat(&b, XML_ELEMENTS, "<b/>");
	bomb(&b, "! over ");
	gz_buf_puts(&b, "<a>");
	repeat(&b, XML_ELEMENTS - 1, "<b/>");
	bomb(&b, "~<a>");
	gz_buf_free(&b);
}

static void laughs(void)
{
	struct gz_buf b = { 0 };

	gz_buf_puts(&b, "<!DOCTYPE l [<!ENTITY l0 \"lol\">");
	for (int i = 1; i < 20; i++) {
		gz_buf_printf(&b, "<!ENTITY l%d \"", i);
		for (int j = 0; j < 10; j++)
			gz_buf_printf(&b, "&l%d;", i - 1);
		gz_buf_puts(&b, "\">\n");
	}
	gz_buf_puts(&b, "]><l>&l19;</l>");
	bomb(&b, "~<l>&amp;l19;</l>");
	gz_buf_free(&b);
}

/* Whatever is sought in vain is sought once. */
static void unended(void)
{
	static const char *const starts[] = { "<?",	   "<!",     "<!--",
					      "<![CDATA[", "<a b='", "<a b=\"",
					      "</a",	   "<",	     "&",
					      "&#",	   "<a b",   "<!a '" };
	struct gz_buf b = { 0 };

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		gz_buf_puts(&b, "<r>");
		repeat(&b, 200000, starts[i]);
		bomb(&b, "");
	}
	gz_buf_free(&b);
}

/* Text of several megabytes in one piece: libxml2 has limits of its own. */
static void large(void)
{
	struct gz_buf b = { 0 };

	gz_buf_puts(&b, "<a>");
	repeat(&b, 1 << 18, "&<&<&<&<");
	gz_buf_puts(&b, "</a>");
	bomb(&b, "~<a>&amp;");
	gz_buf_puts(&b, "<a>");
	repeat(&b, 1 << 19, "0123456789abcdef");
	gz_buf_puts(&b, "</a>");
	bomb(&b, "<a>0123");
	gz_buf_free(&b);
}

static void looking(void)
{
	static const char text[] =
		"<r xmlns='u:r' xmlns:x='u:x'>\n<x:i k='0'/>\n"
		"<i x:k='1' k='2'> a <b>b</b>\n</i><i/></r>";
	xmlDoc *doc = xml_parse(text, strlen(text), NULL, NULL, NULL);
	xmlNode *root = xmlDocGetRootElement(doc), *i;
	char *got;

	CHECK(xml_is(root, "u:r", "r") && !xml_is(root, "u:x", NULL));
	i = xml_child(root, "u:r", "i");
	CHECK(i && xml_line(i) == 3);
	CHECK(xml_child(root, NULL, "i") && xml_child(root, NULL, "i") != i);
	CHECK(!xml_child(root, "u:x", "z"));
	CHECK_STR(xml_attr(i, NULL, "k"), "1");
	CHECK_STR(xml_attr(i, "u:x", "k"), "1");
	CHECK(!xml_attr(i, NULL, "z"));
	got = xml_text(i);
	CHECK_STR(got, "a b");
	free(got);
	got = xml_raw(i);
	CHECK_STR(got, " a b\n");
	free(got);
	i = xml_next(i, NULL, "i");
	CHECK(i && !xml_next(i, NULL, NULL) && !xml_text(i));
	CHECK(!xml_text(NULL) && !xml_raw(NULL));
	xmlFreeDoc(doc);
}

static void roots(void)
{
	static const char *const roots[][2] = {
		{ "<a b='c'>", "a b='c'" },
		{ " <?xml version='1.0'?>\n<!-- <b> --><a\nb='c'/>",
		  "a\nb='c'/" },
		{ "<!DOCTYPE a SYSTEM 'x'><a>", "a" },
		{ "<!DOCTYPE a [<!ENTITY b 'c'>\n]><a>", "a" },
		{ "<a b", "a b" },
		{ "a<b>", "-" },
		{ "<!-- <a>", "-" },
	};

	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
		char *got = xml_root(roots[i][0], strlen(roots[i][0]));

		CHECK_STR(got ? got : "-", roots[i][1]);
		free(got);
	}
}

static void cut(void)
{
	static const char text[] = "<r><i>a</i><i>b";
	xmlDoc *doc = xml_parse(text, strlen(text), NULL, NULL, NULL);
	xmlNode *root = xmlDocGetRootElement(doc);
	xmlNode *i = xml_child(root, NULL, "i");

	CHECK(xml_is_cut(root) && !xml_is_cut(i));
	CHECK(xml_is_cut(xml_next(i, NULL, "i")));
	xmlFreeDoc(doc);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		gives(cases[i][0], strlen(cases[i][0]), NULL, cases[i][1]);
	encodings();
	limits();
	laughs();
	unended();
	large();
	looking();
	roots();
	cut();
	xmlCleanupParser();
	return check_done();
}
