/* foreign.c - files that are no articles, told by their first bytes. See
 * reader.h. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "reader.h"

/* What begins with these bytes at that offset; "" ends the table. needs: and
 * has this somewhere in its head. After file(1)'s magic. */
static const struct {
	size_t offset;
	const char *bytes;
	size_t len;
	const char *needs;
	const char *kind;
} kinds[] = {
#define AT(offset, bytes, needs, kind)                                         \
	{                                                                      \
		offset, bytes, sizeof(bytes) - 1, needs, kind                  \
	}
	AT(0, "%PDF-", NULL, "a PDF document"),
	AT(0, "\x89PNG", NULL, "a PNG image"),
	AT(0, "\xff\xd8\xff", NULL, "a JPEG image"),
	AT(0, "GIF8", NULL, "a GIF image"),
	AT(0, "II*\0", NULL, "a TIFF image"),
	AT(0, "MM\0*", NULL, "a TIFF image"),
	AT(8, "WEBP", NULL, "a WebP image"),
	AT(0,
	   "\x7f"
	   "ELF",
	   NULL, "a program (ELF)"),
	AT(0, "MZ\x90", NULL, "a program (Windows)"),
	AT(0, "PK\3\4", "word/", "a Word document"),
	AT(0, "PK\3\4", "xl/", "an Excel workbook"),
	AT(0, "PK\3\4", "ppt/", "a PowerPoint presentation"),
	AT(0, "PK\3\4", "opendocument", "an OpenDocument file"),
	AT(0, "PK\3\4", "epub+zip", "an EPUB book"),
	AT(0, "PK\3\4", "[Content_Types].xml", "an Office document"),
	AT(0, "\xd0\xcf\x11\xe0", NULL, "an old Office document"),
	AT(0, "{\\rtf", NULL, "an RTF document"),
	AT(0, "%!PS", NULL, "a PostScript document"),
	AT(0, "SQLite format 3", NULL, "an SQLite database"),
	AT(0, "7z\xbc\xaf", NULL, "a 7-Zip archive"),
	AT(0, "Rar!", NULL, "a RAR archive"),
	AT(0, "BZh", NULL, "a bzip2 file"),
	AT(4, "ftyp", NULL, "a video or audio file"),
	AT(0, "ID3", NULL, "an MP3 file"),
	AT(0, "OggS", NULL, "an Ogg file"),
	AT(0, "{", "//json-schema.org/draft", "a JSON Schema"),
#undef AT
};

static bool holds(const char *head, size_t len, const char *needs)
{
	return !needs || memmem(head, len, needs, strlen(needs));
}

const char *foreign_kind(const char *head, size_t len)
{
	if (len > 1024)
		len = 1024; /* where these marks stand, if at all */
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].offset + kinds[i].len <= len &&
		    memcmp(head + kinds[i].offset, kinds[i].bytes,
			   kinds[i].len) == 0 &&
		    holds(head, len, kinds[i].needs))
			return kinds[i].kind;
	return NULL;
}

/* UTF-16 has NULs and is text all the same. */
static bool is_wide(const char *head, size_t len)
{
	return len >= 2 && (memcmp(head, "\xff\xfe", 2) == 0 ||
			    memcmp(head, "\xfe\xff", 2) == 0);
}

const char *foreign_rest(const char *head, size_t len)
{
	size_t odd = 0;

	for (size_t i = 0; i < len && !is_wide(head, len); i++) {
		unsigned char c = (unsigned char)head[i];

		odd += c < 0x20 && !strchr("\t\n\r\f\033\v", c);
		odd += c == 0;
	}
	if (odd > len / 50)
		return "binary data";
	if (len >= 2 && *head == '<' &&
	    (strchr("?!", head[1]) || isalpha((unsigned char)head[1])))
		return "an XML document";
	return NULL;
}
