/* scan.c - the query as code points: blanks, quotes, runs and operators. See
 * parser.h. */
#include <stdio.h>
#include <string.h>

#include "gz/utf8.h"
#include "parser.h"

bool scan_blank(int32_t cp)
{
	return (cp > 0 && cp <= 0x20) || (cp >= 0x7f && cp <= 0xa0) ||
	       cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 ||
	       cp == 0x2029 || cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

/* Straight, and the curly ones that word processors and phones put in. */
bool scan_quote(int32_t cp)
{
	return cp == '"' || (cp >= 0x201c && cp <= 0x201f);
}

static bool digit(int32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* Decode what has been repaired, so that nothing ill-formed comes up. */
static void decode(struct parser *p, const char *text, size_t len)
{
	int32_t *cp = tree_alloc(p, (len + 1) * sizeof(*cp));
	uint32_t *byte = tree_alloc(p, (len + 1) * sizeof(*byte));
	const char *at = text, *end = text + len;

	while (at < end) {
		byte[p->count] = (uint32_t)(at - text);
		cp[p->count++] = gz_utf8_next(&at, end);
	}
	byte[p->count] = (uint32_t)len;
	p->text = text;
	p->cp = cp;
	p->byte = byte;
}

bool scan_text(struct parser *p, const char *text)
{
	struct gz_buf good = { 0 };
	size_t len = strlen(text);

	if (len <= MAX_TEXT) {
		gz_utf8_repair(text, len, &good);
		decode(p, tree_copy(p, good.len ? good.data : "", good.len),
		       good.len);
		gz_buf_free(&good);
		return true;
	}
	decode(p, "", 0);
	note_fail(p, 0, "too-long", "",
		  "The query has %zu bytes; it may have %d bytes of words", len,
		  MAX_BYTES);
	return false;
}

void scan_skip(struct parser *p)
{
	for (; p->at < p->count && !p->failed; p->at++) {
		if (p->cp[p->at] == ')' && p->depth == 0)
			note_warn(p, p->at, "stray-bracket",
				  note_replace(p, p->at, p->at + 1, ""),
				  "A \")\" closes nothing; it is ignored");
		else if (!scan_blank(p->cp[p->at]))
			return;
	}
}

bool scan_ends(const struct parser *p, uint32_t at)
{
	int32_t cp = p->cp[at];

	return at >= p->count || scan_blank(cp) || scan_quote(cp) ||
	       cp == '(' || cp == ')';
}

uint32_t scan_value(const struct parser *p, uint32_t at)
{
	while (!scan_ends(p, at))
		at++;
	return at;
}

/* What parts words though no blank stands there: a dash, dots, a comma that
 * is not inside a number. */
static bool parts_words(const struct parser *p, uint32_t at)
{
	int32_t cp = p->cp[at];

	if (cp == 0x2013 || cp == 0x2014 || cp == 0x2026)
		return true;
	if (cp == '.')
		return p->cp[at + 1] == '.';
	if (cp != ',' && cp != ';')
		return false;
	return at == 0 || !digit(p->cp[at - 1]) || !digit(p->cp[at + 1]);
}

uint32_t scan_run(const struct parser *p, uint32_t at)
{
	uint32_t from = at;

	while (!scan_ends(p, at) && !parts_words(p, at))
		at++;
	/* Lone punctuation is a run too, or the parser would stand still. */
	if (at == from)
		while (!scan_ends(p, at) && (at == from || parts_words(p, at)))
			at++;
	return at;
}

bool scan_number(const struct parser *p, uint32_t *at, uint32_t *number)
{
	uint32_t from = *at, n = 0;

	while (digit(p->cp[*at]) && *at - from < 9)
		n = n * 10 + (uint32_t)(p->cp[(*at)++] - '0');
	*number = n;
	return *at > from;
}

static const struct {
	const char *text;
	enum operator_kind kind;
	bool distance; /* "/5" may follow, and must if it ends in "/" */
} operators[] = {
	{ "AND", OPERATOR_AND, false }, { "OR", OPERATOR_OR, false },
	{ "NOT", OPERATOR_NOT, false }, { "NEAR", OPERATOR_NEAR, false },
	{ "PRE", OPERATOR_PRE, false }, { "NEAR/", OPERATOR_NEAR, true },
	{ "PRE/", OPERATOR_PRE, true }, { "w/", OPERATOR_NEAR, true },
	{ "W/", OPERATOR_NEAR, true },
};

bool scan_operator(const struct parser *p, struct operator* o)
{
	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
		const char *text = operators[i].text;
		uint32_t at = p->at, distance = DEFAULT_DISTANCE;

		while (*text && p->cp[at] == *text) {
			text++;
			at++;
		}
		if (*text)
			continue;
		if (operators[i].distance && !scan_number(p, &at, &distance))
			continue;
		*o = (struct operator){ operators[i].kind, distance, p->at,
					at };
		if (scan_ends(p, at))
			return true;
	}
	o->kind = OPERATOR_NONE;
	return false;
}

/* What may be meant by what stands at at: the number, if there is one. */
static uint32_t meant_distance(const struct parser *p, uint32_t at)
{
	uint32_t distance;

	at += p->cp[at] == '-';
	if (!scan_number(p, &at, &distance) || !distance)
		return DEFAULT_DISTANCE;
	return distance < MAX_DISTANCE ? distance : MAX_DISTANCE;
}

uint32_t scan_near_miss(const struct parser *p, char by[16])
{
	static const char *const begins[] = { "NEAR/", "PRE/" };

	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++) {
		const char *text = begins[i];
		uint32_t at = p->at;

		for (; *text && p->cp[at] == *text; text++)
			at++;
		if (*text)
			continue;
		snprintf(by, 16, "%s%u", begins[i], meant_distance(p, at));
		return scan_value(p, at);
	}
	return 0;
}

char *scan_slice(struct parser *p, uint32_t start, uint32_t end)
{
	return tree_copy(p, p->text + p->byte[start],
			 p->byte[end] - p->byte[start]);
}
