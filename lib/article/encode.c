/* encode.c - text of any encoding to UTF-8. See encode.h. */
#include "encode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "gz/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Encodings that a page may name; others are not taken at their word (UTF-7
 * hides what it says). */
static const struct {
	const char *label, *name;
} labels[] = {
	{ "utf-8", "UTF-8" },
	{ "utf8", "UTF-8" },
	{ "iso-8859-1", "WINDOWS-1252" },
	{ "latin1", "WINDOWS-1252" },
	{ "us-ascii", "WINDOWS-1252" },
	{ "ascii", "WINDOWS-1252" },
	{ "windows-1252", "WINDOWS-1252" },
	{ "cp1252", "WINDOWS-1252" },
	{ "iso-8859-2", "ISO-8859-2" },
	{ "windows-1250", "WINDOWS-1250" },
	{ "iso-8859-5", "ISO-8859-5" },
	{ "windows-1251", "WINDOWS-1251" },
	{ "koi8-r", "KOI8-R" },
	{ "koi8-u", "KOI8-U" },
	{ "iso-8859-7", "ISO-8859-7" },
	{ "windows-1253", "WINDOWS-1253" },
	{ "iso-8859-8", "ISO-8859-8" },
	{ "windows-1255", "WINDOWS-1255" },
	{ "windows-1256", "WINDOWS-1256" },
	{ "iso-8859-9", "WINDOWS-1254" },
	{ "windows-1254", "WINDOWS-1254" },
	{ "iso-8859-15", "ISO-8859-15" },
	{ "macintosh", "MACINTOSH" },
	{ "gb2312", "GB18030" },
	{ "gbk", "GB18030" },
	{ "gb18030", "GB18030" },
	{ "big5", "BIG5-HKSCS" },
	{ "shift_jis", "CP932" },
	{ "euc-jp", "EUC-JP" },
	{ "euc-kr", "CP949" },
};
static const struct {
	const char *bytes;
	size_t len;
	const char *name;
} marks[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

static const char *label_name(const char *label)
{
	for (size_t i = 0; label && i < COUNT(labels); i++)
		if (strcasecmp(label, labels[i].label) == 0)
			return labels[i].name;
	return "WINDOWS-1252";
}

/* iconv step by step, U+FFFD for a byte it cannot read. */
static void convert(iconv_t cd, const char *in, size_t len, struct gz_buf *out)
{
	char *from = (char *)in;

	while (len) {
		size_t room = len * 2 + 16;
		char *to = gz_buf_room(out, room), *start = to;
		size_t done = iconv(cd, &from, &len, &to, &room);

		out->len += (size_t)(to - start);
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		gz_buf_puts(out, "\xef\xbf\xbd");
		from++;
		len--;
	}
}

static const char *from_name(const char *name, const char *bytes, size_t len,
			     struct gz_buf *out)
{
	struct gz_buf wide = { 0 };
	iconv_t cd = (iconv_t)-1;

	if (strcmp(name, "UTF-8") != 0)
		cd = iconv_open("UTF-8", name);
	if (cd != (iconv_t)-1) {
		convert(cd, bytes, len, &wide);
		iconv_close(cd);
		gz_utf8_repair(wide.data ? wide.data : "", wide.len, out);
		gz_buf_free(&wide);
		return name;
	}
	return gz_utf8_repair(bytes, len, out) ? "damaged UTF-8" : "UTF-8";
}

const char *encode_utf8(const char *bytes, size_t len, const char *label,
			struct gz_buf *out)
{
	for (size_t i = 0; i < COUNT(marks); i++)
		if (len >= marks[i].len &&
		    memcmp(bytes, marks[i].bytes, marks[i].len) == 0)
			return from_name(marks[i].name, bytes + marks[i].len,
					 len - marks[i].len, out);
	if (gz_utf8_valid(bytes, len))
		return from_name("UTF-8", bytes, len, out);
	return from_name(label_name(label), bytes, len, out);
}
