/* classes.c - what a character is to the tokeniser. See classes.h. */
#include "classes.h"

#include <utf8proc.h>

const uint8_t gz_text_ascii[256] = {
	['\t'] = C_SPACE,	  ['\v'] = C_SPACE,
	['\f'] = C_SPACE,	  ['\r'] = C_SPACE,
	[' '] = C_SPACE,	  ['\n'] = C_NEWLINE,
	['0' ... '9'] = C_LETTER, ['\''] = C_APOSTROPHE,
	['a' ... 'z'] = C_LETTER, ['A' ... 'Z'] = C_LETTER,
	['"'] = C_QUOTE,	  ['.'] = C_STOP,
	['!'] = C_STOP,		  ['?'] = C_STOP,
	['-'] = C_HYPHEN,	  [':'] = C_COLON,
	['#'] = C_SIGIL,	  ['@'] = C_SIGIL,
};

/* Where the shape says more than the Unicode category. */
static const struct {
	int32_t cp;
	enum char_class is;
} shapes[] = {
	{ 0x00ab, C_OPEN },	  { 0x02bc, C_APOSTROPHE },
	{ 0x2010, C_HYPHEN },	  { 0x2011, C_HYPHEN },
	{ 0x2012, C_DASH },	  { 0x2013, C_DASH },
	{ 0x2014, C_DASH },	  { 0x2015, C_DASH },
	{ 0x2018, C_APOSTROPHE }, { 0x2019, C_APOSTROPHE },
	{ 0x201a, C_OPEN },	  { 0x201b, C_OPEN },
	{ 0x201c, C_OPEN },	  { 0x201d, C_OTHER },
	{ 0x201e, C_OPEN },	  { 0x201f, C_OPEN },
	{ 0x2026, C_STOP },	  { 0x2028, C_SPACE },
	{ 0x2029, C_SPACE },	  { 0x2032, C_APOSTROPHE },
	{ 0x2039, C_OPEN },	  { 0x2212, C_DASH },
};

static const enum char_class by_category[UTF8PROC_CATEGORY_CO + 1] = {
	[UTF8PROC_CATEGORY_LU... UTF8PROC_CATEGORY_LO] = C_LETTER,
	[UTF8PROC_CATEGORY_ND... UTF8PROC_CATEGORY_NO] = C_LETTER,
	[UTF8PROC_CATEGORY_MN... UTF8PROC_CATEGORY_ME] = C_MARK,
	[UTF8PROC_CATEGORY_ZS] = C_SPACE,
	[UTF8PROC_CATEGORY_CF] = C_NOTHING,
};

static enum char_class class_of_one(int32_t cp)
{
	return cp < 0x80 ? (enum char_class)gz_text_ascii[cp]
			 : by_category[utf8proc_category(cp)];
}

static enum char_class class_of_folded(int32_t cp)
{
	utf8proc_int32_t folded[32];
	int bound = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t len = utf8proc_decompose_char(
		cp, folded, 32,
		UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD,
		&bound);
	enum char_class is;

	if (len < 1 || len > 32)
		return C_OTHER;
	is = class_of_one(folded[0]);
	for (utf8proc_ssize_t i = 1; i < len; i++) {
		enum char_class next = class_of_one(folded[i]);

		if (is == C_MARK)
			is = next;
		else if (next != C_MARK && next != is)
			return C_OTHER;
	}
	return is == C_SIGIL ? C_OTHER : is;
}

enum char_class gz_text_class(int32_t cp)
{
	size_t low = 0, high = sizeof(shapes) / sizeof(shapes[0]);

	if (cp < 0)
		return C_OTHER;
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (shapes[mid].cp == cp)
			return shapes[mid].is;
		if (shapes[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return class_of_folded(cp);
}
