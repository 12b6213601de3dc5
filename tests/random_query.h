/* random_query.h - queries made by the grammar, right and wrong ones, the same
 * for the same seed. */
#ifndef RANDOM_QUERY_H
#define RANDOM_QUERY_H

#include <stdint.h>

#include "gz/buf.h"

static inline uint32_t random_below(uint64_t *seed, uint32_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (uint32_t)(*seed >> 33) % n;
}

#define RANDOM_OF(seed, list)                                                  \
	(list)[random_below(seed, sizeof(list) / sizeof(*(list)))]

static inline void random_word(uint64_t *seed, struct gz_buf *out)
{
	static const char *const words[] = {
		"tax",
		"Sessions",
		"US",
		"U.S.",
		"F.B.I.",
		"FBI",
		"us",
		"café",
		"Élysée",
		"e-mail",
		"U.S.-led",
		"attorney-general",
		"#MAGA",
		"#LockHerUp",
		"@handle",
		"#a_b",
		"1,000",
		"3.5",
		"9/11",
		"2016-17",
		"O'Rourke",
		"Sessions'",
		"Trump's",
		"a's's",
		"AT&T",
		"and",
		"OR",
		"w/5",
		"immigra*",
		"ab*",
		"*",
		"=recused",
		"a.m.",
		"I",
		"x",
		"ﬁ",
		"\u00bd",
		"\u2474",
		"\ufdfa",
		"\u1e9ea",
		"\u13a0\uab70",
		"\u01c4x",
		"\u0130s",
		"\u0345a",
		"10:30",
		"http://a/b",
		"foo:bar",
		"title:x",
		"Who",
		"@US",
		"TAX",
		"BONDS",
		"THE",
		"date:2017",
		"when:7d",
		"after:2017-07",
		"url:a:b",
		"source:Axios",
		"-",
		"--",
		"\u3164",
		"a\u0301",
		"e\u0301x",
		"\u1100\u1161",
		"date:2017-02..2017-05",
		"before:2017-07-25T10:00Z",
		"NEAR/x",
		"gop",
		"Dems",
		"ICE",
		"ACA",
		"Obamacare",
		"Democrats",
		"\"affordable care act\"",
		"NEAR/-1",
		"PRE/",
	};

	gz_buf_puts(out, RANDOM_OF(seed, words));
}

static inline void random_phrase(uint64_t *seed, struct gz_buf *out)
{
	static const char *const ends[] = { "\"",   "\"",  "\"", "\u201d",
					    "\"~3", "\"~", "" };

	gz_buf_putc(out, '"');
	for (uint32_t n = random_below(seed, 4); n; n--) {
		random_word(seed, out);
		gz_buf_putc(out, ' ');
	}
	gz_buf_puts(out, RANDOM_OF(seed, ends));
}

static inline void random_operand(uint64_t *seed, int depth,
				  struct gz_buf *out);

static inline void random_chain(uint64_t *seed, int depth, struct gz_buf *out)
{
	static const char *const between[] = {
		" ",	    " ",       " AND ", " OR ",	  " NOT ", " NEAR/3 ",
		" NEAR/3 ", " PRE/2 ", " w/5 ", " NEAR ", ",",
	};

	random_operand(seed, depth, out);
	while (random_below(seed, 5) < 3) {
		gz_buf_puts(out, RANDOM_OF(seed, between));
		random_operand(seed, depth, out);
	}
}

static inline void random_operand(uint64_t *seed, int depth, struct gz_buf *out)
{
	static const char *const before[] = {
		"",	   "",	      "",	"",	     "",	"-",
		"NOT ",	   "=",	      "+",	"headline:", "byline:", "body:",
		"source:", "person:", "topic:", "url:",
	};
	uint32_t kind = random_below(seed, 8);

	gz_buf_puts(out, RANDOM_OF(seed, before));
	if (kind < 5 || depth == 0) {
		random_word(seed, out);
	} else if (kind == 5) {
		random_phrase(seed, out);
	} else {
		gz_buf_putc(out, '(');
		random_chain(seed, depth - 1, out);
		if (random_below(seed, 50))
			gz_buf_putc(out, ')');
	}
}

/* Now and then a byte goes, comes or changes. */
static inline void random_query(uint64_t *seed, struct gz_buf *out)
{
	gz_buf_clear(out);
	random_chain(seed, (int)random_below(seed, 7), out);
	if (random_below(seed, 4) == 0)
		out->data[random_below(seed, (uint32_t)out->len)] =
			"()\"*=:-~/.' A9\xe2\x80"[random_below(seed, 17)];
}

#endif
