/* word.c - one word, cut and folded. See word.h.
 *
 * ASCII is folded on the way. A word with anything else is collected as it
 * stands and folded by utf8proc when it is whole, since marks may follow their
 * letters.
 */
#include "word.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

static void add(struct word *w, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		w->form[w->len] = bytes[i];
		w->len += w->len < RAW_MAX;
	}
}

static const char *cut_ascii(struct word *w, const char *p, const char *end)
{
	const char *start = p;
	unsigned len = w->len, capitals = 0, digits = 0;

	for (; p < end && gz_text_ascii[(unsigned char)*p] == C_LETTER; p++) {
		char folded = (char)(*p | 0x20); /* leaves digits alone */

		w->form[len] = folded;
		len += len < RAW_MAX;
		capitals += folded != *p;
		digits += folded <= '9';
	}
	w->len = len;
	w->capitals += capitals;
	w->digits += digits;
	w->letters += (unsigned)(p - start) - digits;
	if (p > start)
		w->end = p;
	return p;
}

/* One character beyond ASCII; p if it is not of the word. */
static const char *cut_wide(struct word *w, const char *p, const char *end)
{
	const char *next = p;
	int32_t cp = gz_utf8_next(&next, end);
	enum char_class is = gz_text_class(cp);
	utf8proc_category_t category;

	if (is == C_NOTHING)
		return next;
	if (is != C_LETTER && is != C_MARK)
		return p;
	category = utf8proc_category(cp);
	w->capitals += category == UTF8PROC_CATEGORY_LU ||
		       category == UTF8PROC_CATEGORY_LT;
	w->letters += is == C_LETTER && category != UTF8PROC_CATEGORY_ND;
	w->wide = true;
	add(w, p, (size_t)(next - p));
	w->end = next;
	return next;
}

static const char *cut_run(struct word *w, const char *p, const char *end)
{
	const char *from;

	do {
		p = cut_ascii(w, p, end);
		from = p;
		if (p < end && *p & 0x80)
			p = cut_wide(w, p, end);
	} while (p > from);
	return p;
}

static bool digit_at(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

/* The comma of 1,000: up to three digits before it, then exactly three. */
static const char *join_thousands(struct word *w, const char *p,
				  const char *end)
{
	bool first = w->end - w->start == (ptrdiff_t)w->len;

	if (w->digits != w->len || w->wide || (first && w->len > 3))
		return p;
	for (int i = 1; i <= 3; i++)
		if (!digit_at(p + i, end))
			return p;
	return letter_at(p + 4, end) ? p : p + 1;
}

/* The point of 3.5. */
static const char *join_decimal(struct word *w, const char *p, const char *end)
{
	if (w->digits + w->points != w->len || w->wide || !digit_at(p + 1, end))
		return p;
	add(w, ".", 1);
	w->points++;
	return p + 1;
}

/* U.S., a.m.: single ASCII letters with dots between, from the first dot on.
 * A dot behind the last letter belongs to it. */
static const char *cut_dotted(struct word *w, const char *p, const char *end)
{
	while (p + 1 < end && *p == '.' && (unsigned char)p[1] < 0x80 &&
	       letter_at(p + 1, end) && !digit_at(p + 1, end) &&
	       !letter_at(p + 2, end)) {
		p = cut_ascii(w, p + 1, p + 2);
		w->dotted = true;
	}
	if (w->dotted && p < end && *p == '.')
		w->end = ++p;
	return p;
}

static bool ends_in_apostrophe_s(const struct word *w)
{
	return w->len > 2 && memcmp(w->form + w->len - 2, "'s", 2) == 0;
}

/* Between letters it is kept. Behind an s it is a possessive, unless the 's
 * is there already and a quotation ends: 'Ted's' stays whole. */
static const char *join_apostrophe(struct word *w, const char *p,
				   const char *next, const char *end)
{
	if (letter_at(next, end)) {
		w->apostrophe = p;
		add(w, "'", 1);
		return next;
	}
	if (ends_in_apostrophe_s(w))
		w->apostrophe = NULL;
	else
		w->possessive = w->letters > 1 && w->form[w->len - 1] == 's';
	return p;
}

/* Past what may stand inside a word at p, if it does; else p. */
static const char *join(struct word *w, const char *p, const char *end)
{
	const char *next;

	switch (*p) {
	case ' ':
		return p;
	case ',':
		return join_thousands(w, p, end);
	case '.':
		if (w->len == 1 && w->letters == 1)
			return cut_dotted(w, p, end);
		return join_decimal(w, p, end);
	case '&':
		if (letter_at(p + 1, end))
			add(w, "&", 1);
		return letter_at(p + 1, end) ? p + 1 : p;
	default:
		if (class_at(p, end, &next) == C_APOSTROPHE)
			return join_apostrophe(w, p, next, end);
		return p;
	}
}

const char *gz_text_skip_s(const char *p, const char *end)
{
	const char *next;

	if (p >= end || class_at(p, end, &next) != C_APOSTROPHE ||
	    next >= end || (*next | 0x20) != 's' || letter_at(next + 1, end))
		return p;
	return next + 1;
}

static void strip_possessive(struct word *w)
{
	if (!w->apostrophe || !ends_in_apostrophe_s(w))
		return;
	w->capitals -= w->end[-1] == 'S';
	w->letters--;
	w->len -= 2;
	w->end = w->apostrophe;
	w->possessive = true;
}

/* NFKC_Casefold (Unicode 15 chapter 3.13); 0 if it is over FORM_MAX. */
static unsigned fold(const char *raw, unsigned len, int more, char *out)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t n = utf8proc_map(
		(const utf8proc_uint8_t *)raw, (utf8proc_ssize_t)len, &folded,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
			UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | more);

	if (n < 0 || n > FORM_MAX)
		n = 0;
	if (n)
		memcpy(out, folded, (size_t)n);
	free(folded);
	return (unsigned)n;
}

static void fold_wide(struct word *w)
{
	char raw[RAW_MAX];
	unsigned len = w->len;

	memcpy(raw, w->form, len);
	w->len = fold(raw, len, UTF8PROC_STRIPMARK, w->form);
	w->accented_len = fold(raw, len, 0, w->accented);
	if (w->accented_len == w->len &&
	    memcmp(w->accented, w->form, w->len) == 0)
		w->accented_len = 0;
}

static void begin(struct word *w, const char *at, const char *end)
{
	const char *next = at;
	int32_t cp = gz_utf8_next(&next, end);

	w->start = w->end = at;
	w->apostrophe = NULL;
	w->len = w->letters = w->capitals = w->digits = w->points = 0;
	w->accented_len = 0;
	w->capital = w->wide = w->dotted = w->possessive = false;
	w->capital = cp < 0x80 ? cp >= 'A' && cp <= 'Z'
			       : utf8proc_category(cp) == UTF8PROC_CATEGORY_LU;
}

void gz_text_cut(const char **at, const char *end, struct word *w)
{
	const char *p, *from;

	begin(w, *at, end);
	p = cut_run(w, *at, end);
	while (p < end) {
		from = p;
		p = join(w, p, end);
		if (p == from || w->dotted)
			break;
		p = cut_run(w, p, end);
	}
	strip_possessive(w);
	if (w->dotted && gz_text_skip_s(p, end) > p) {
		p = gz_text_skip_s(p, end);
		w->possessive = true;
	}
	if (w->wide && w->len < RAW_MAX)
		fold_wide(w);
	*at = p;
}
