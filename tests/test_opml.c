/* test_opml.c - lists of feeds. */
#include "gz/opml.h"

#include <stdio.h>
#include <unistd.h>

#include "check.h"

static bool read_text(const char *text, struct gz_opml *list,
		      struct gz_err *err)
{
	FILE *f = fopen("list.opml", "w");

	CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
	return gz_opml_read("list.opml", list, err);
}

static void feeds_are_found(void)
{
	struct gz_opml list;
	struct gz_err err;

	CHECK(read_text("<?xml version='1.0' encoding='ISO-8859-1'?>\n"
			"<opml version='1.0'><head><title>\xe9</title></head>"
			"<body><outline text='News'>"
			"<outline xmlUrl='https://a.example/rss?x=1&amp;y=2'/>"
			"<outline xmlUrl='HTTP://b.example/'/></outline>"
			"<outline xmlUrl='https://a.example/rss?x=1&amp;y=2'/>"
			"<outline text='none'/></body></opml>",
			&list, &err));
	CHECK(list.count == 2 && list.left_out == 0);
	CHECK_STR(list.url[0], "https://a.example/rss?x=1&y=2");
	CHECK_STR(list.url[1], "HTTP://b.example/");
	gz_opml_free(&list);
	CHECK(!list.count);
}

static void other_urls_are_left_out(void)
{
	struct gz_opml list;

	CHECK(read_text("<opml><body><outline xmlUrl='file:///etc/passwd'/>"
			"<outline xmlUrl=''/><outline xmlUrl='http://a b/'/>"
			"<outline xmlUrl='http://a/&#10;b'/>"
			"<outline xmlUrl='feed://a/'/></body></opml>",
			&list, NULL));
	CHECK(list.count == 0 && list.left_out == 5);
	gz_opml_free(&list);
}

static void what_is_no_list_is_refused(void)
{
	static const char *const bad[] = {
		"", "not XML", "<rss/>", "<opml><body>",
		"<!DOCTYPE o [<!ENTITY a SYSTEM 'list.opml'>]><o>&a;</o>"
	};
	struct gz_opml list;
	struct gz_err err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHECK(!read_text(bad[i], &list, &err));
		CHECK(err.code == GZ_DATA && strstr(err.text, "list.opml: "));
		gz_opml_free(&list);
	}
	unlink("list.opml");
	CHECK(!gz_opml_read("list.opml", &list, &err));
	CHECK(err.code == GZ_MISSING);
	gz_opml_free(&list);
}

static void entities_stay_out(void)
{
	struct gz_opml list;

	CHECK(read_text("<!DOCTYPE opml [<!ENTITY a SYSTEM '/etc/passwd'>"
			"<!ENTITY b 'http://b/'>]>"
			"<opml><body>&a;<outline xmlUrl='http://a/'/></body>"
			"</opml>",
			&list, NULL));
	CHECK(list.count == 1 && list.left_out == 0);
	gz_opml_free(&list);
}

int main(void)
{
	feeds_are_found();
	other_urls_are_left_out();
	what_is_no_list_is_refused();
	entities_stay_out();
	return check_done();
}
