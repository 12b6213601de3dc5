/* test_archives.c - files in tar and zip archives. */
#include "article_kit.h"

#define PAGE "<html><title>P</title><body><p>A page.</p></body></html>"

/* An archive in the making. */
struct box {
	struct archive *archive;
};

static struct box begin(const char *path, int (*format)(struct archive *),
			int (*filter)(struct archive *))
{
	struct box b = { archive_write_new() };

	CHECK(format(b.archive) == ARCHIVE_OK);
	CHECK(!filter || filter(b.archive) == ARCHIVE_OK);
	CHECK(archive_write_open_filename(b.archive, path) == ARCHIVE_OK);
	return b;
}

static void add_kind(struct box *b, const char *name, const void *bytes,
		     size_t len, unsigned kind)
{
	struct archive_entry *e = archive_entry_new();

	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, kind);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, (la_int64_t)len);
	if (kind == AE_IFLNK)
		archive_entry_set_symlink(e, "/etc/passwd");
	CHECK(archive_write_header(b->archive, e) == ARCHIVE_OK);
	if (len)
		CHECK(archive_write_data(b->archive, bytes, len) ==
		      (la_ssize_t)len);
	archive_entry_free(e);
}

static void add(struct box *b, const char *name, const char *text)
{
	add_kind(b, name, text, strlen(text), AE_IFREG);
}

static void add_file(struct box *b, const char *name, const char *path)
{
	size_t len;
	char *bytes = slurp(path, &len);

	add_kind(b, name, bytes, len, AE_IFREG);
	free(bytes);
}

static void end(struct box *b)
{
	CHECK(archive_write_free(b->archive) == ARCHIVE_OK);
}

/* What a dump holds: formats, packings, and what is no article. */
static void fill(struct box *b)
{
	static const char lines[] =
		"{\"title\":\"A\"}\nbad\n{\"title\":\"B\"}\n";

	pack("p.xz", archive_write_add_filter_xz, PAGE, strlen(PAGE));
	pack("p.zst", archive_write_add_filter_zstd, PAGE, strlen(PAGE));
	pack("l.gz", archive_write_add_filter_gzip, lines, strlen(lines));
	add_kind(b, "d/", NULL, 0, AE_IFDIR);
	add(b, "./d/p.html", PAGE);
	add(b, "d/empty.txt", "");
	add(b, "d/a.png", "\x89PNG\r\n\x1a\n");
	add(b, "d/b.png", "\x89PNG\r\n\x1a\n");
	add(b, "d/._p.html", PAGE);
	add(b, "__MACOSX/p.html", PAGE);
	add(b, ".git/p.html", PAGE);
	add(b, "/etc/../../p.html", PAGE);
	add_file(b, "p.html.xz", "p.xz");
	add_file(b, "p.html.zst", "p.zst");
	add_file(b, "l", "l.gz");
	add(b, "bell\a\n.json", "{\"title\":\"C\"}");
}

#define FILLED(box)                                                            \
	box "/d/p.html|0|-|-|P|A page.\n" box                                  \
	    "/etc/../../p.html|0|-|-|P|A page.\n" box                          \
	    "/p.html.xz|0|-|-|P|A page.\n" box                                 \
	    "/p.html.zst|0|-|-|P|A page.\n" box "/l|1|-|-|A|\n! " box          \
	    "/l|2|not JSON: invalid token near 'bad', at byte 3\n" box         \
	    "/l|3|-|-|B|\n" box "/bell .json|1|-|-|C|\n# " box                 \
	    "|passed over: an empty file (1), a PNG image (2)\n"

static void test_kinds(void)
{
	struct box b = begin("a.tar", archive_write_set_format_ustar, NULL);

	fill(&b);
	add_kind(&b, "link", NULL, 0, AE_IFLNK);
	end(&b);
	places("a.tar", FILLED("a.tar"));
	places_resume("a.tar");
	b = begin("a.pax", archive_write_set_format_pax,
		  archive_write_add_filter_gzip);
	fill(&b);
	end(&b);
	places("a.pax", FILLED("a.pax"));
	b = begin("a.v7", archive_write_set_format_v7tar,
		  archive_write_add_filter_zstd);
	fill(&b);
	end(&b);
	places("a.v7", FILLED("a.v7"));
	b = begin("a.zip", archive_write_set_format_zip, NULL);
	fill(&b);
	end(&b);
	places("a.zip", FILLED("a.zip"));
	places_resume("a.zip");
}

static void test_nothing(void)
{
	struct box b = begin("n.tar", archive_write_set_format_ustar, NULL);

	add(&b, "a.png", "\x89PNG\r\n\x1a\n");
	end(&b);
	places("n.tar", "!! n.tar: an archive without an article: "
			"a PNG image (1)\n");
	b = begin("o.tar", archive_write_set_format_ustar, NULL);
	add_file(&b, "n.tar", "n.tar");
	add(&b, "j.json", "{\"title\":\"C\"}");
	end(&b);
	places("o.tar",
	       "! o.tar/n.tar|0|an archive in an archive, which is not read; "
	       "unpack the outer one\no.tar/j.json|1|-|-|C|\n");
	b = begin("e.zip", archive_write_set_format_zip, NULL);
	end(&b);
	places("e.zip", "!! e.zip: an archive without an article\n");
	put("pk", "PKK leaders said on Monday that they would stop.\n", 49);
	places("pk", "pk|0|-|-|-|PKK leaders said on Monday that they would "
		     "stop.\n");
}

/* What came before the damage is kept. */
static void test_damage(void)
{
	struct box b = begin("d.tar", archive_write_set_format_ustar, NULL);
	char *bytes, *got;
	size_t len;

	add(&b, "1.json", "{\"title\":\"A\"}");
	add(&b, "2.json", "{\"title\":\"B\"}");
	add(&b, "3.json", "{\"title\":\"C\"}");
	end(&b);
	bytes = slurp("d.tar", &len);
	put("cut", bytes, 1024 + 512 + 5);
	got = read_places("cut", 0, 0);
	CHECK(strstr(got, "cut/1.json|1|-|-|A|\n! cut/2.json|") == got);
	CHECK(strstr(got, "! cut|0|the archive is damaged at byte 1541, and "
			  "what follows is lost: "));
	free(got);
	places_resume("cut");
	bytes[1024 + 150] ^= 1; /* the checksum of the second */
	put("sum", bytes, len);
	places("sum", "sum/1.json|1|-|-|A|\n"
		      "! sum|0|the archive is damaged before byte 1536; going "
		      "on with the next file in it\n"
		      "sum/3.json|1|-|-|C|\n");
	places_resume("sum");
	free(bytes);
}

/* --- bombs ------------------------------------------------------------------ */

static char *spaces(size_t len)
{
	char *bytes = gz_alloc(len);

	memset(bytes, ' ', len);
	return bytes;
}

static void zip_of(const char *path, size_t len)
{
	struct box b = begin(path, archive_write_set_format_zip, NULL);
	char *bytes = spaces(len);

	add(&b, "a.json", "{\"title\":\"A\"}");
	add_kind(&b, "b.txt", bytes, len, AE_IFREG);
	add(&b, "c.json", "{\"title\":\"C\"}");
	end(&b);
	free(bytes);
}

static void test_bombs(void)
{
	char *got;

	zip_of("bomb.zip", (size_t)4 << 20);
	got = read_places("bomb.zip", 0, 0);
	CHECK(strstr(got,
		     "bomb.zip/a.json|1|-|-|A|\n! bomb.zip/b.txt|0|"
		     "unpacks to over 200 times its size, at byte ") == got);
	CHECK(strstr(got, "\nbomb.zip/c.json|1|-|-|C|\n"));
	free(got);
	zip_of("small.zip", (size_t)1 << 20);
	places("small.zip",
	       "small.zip/a.json|1|-|-|A|\n"
	       "! small.zip/b.txt|0|neither a title nor a body: not an "
	       "article\nsmall.zip/c.json|1|-|-|C|\n");
}

#ifndef GZ_SMALL /* where it takes a minute */
/* Blank lines behind an article. */
static void add_lines(struct box *b, const char *name, size_t len)
{
	char *bytes = spaces(len);

	for (size_t at = (size_t)1 << 20; at < len; at += (size_t)1 << 20)
		bytes[at] = '\n';
	memcpy(bytes, "{\"title\":\"A\"}\n", 14);
	add_kind(b, name, bytes, len, AE_IFREG);
	free(bytes);
}

/* 256 MB may be in a file of a zip archive, and not a byte more. */
static void test_size(void)
{
	size_t limit = (size_t)256 << 20;
	struct box b = begin("s.zip", archive_write_set_format_zip,
			     archive_write_zip_set_compression_store);

	add_lines(&b, "fits", limit);
	add_lines(&b, "over", limit + 1);
	end(&b);
	places("s.zip",
	       "s.zip/fits|1|-|-|A|\ns.zip/over|1|-|-|A|\n"
	       "! s.zip/over|258|unpacks to over 256 MB, which is too much "
	       "for a part of a file; unpack the file first, at byte "
	       "268435456 of what it unpacks to\n");
	CHECK(remove("s.zip") == 0);
}
#endif

/* 10,000 empty gzip members in a row, and one more. */
static void test_members(void)
{
	struct gz_buf b = { 0 };
	char *bytes;
	size_t len;

	pack("m", archive_write_add_filter_gzip, "", 0);
	bytes = slurp("m", &len);
	for (int i = 0; i < 10000; i++)
		gz_buf_add(&b, bytes, len);
	put("m", b.data, b.len);
	places("m", "!! m: an empty file, not an article; gazette reads warc, "
		    "mbox, ninjs, jsonfeed, json, jsonl, rss, atom, nitf, "
		    "newsml, reuters, html, text\n");
	gz_buf_add(&b, bytes, len);
	put("m", b.data, b.len);
	places("m", "!! m: over 10000 empty gzip members in a row, at byte 0 "
		    "of what it unpacks to\n");
	free(bytes);
	gz_buf_free(&b);
}

int main(void)
{
	test_kinds();
	test_nothing();
	test_damage();
	test_bombs();
#ifndef GZ_SMALL
	test_size();
#endif
	test_members();
	return check_done();
}
