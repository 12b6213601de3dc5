/* tokenise.c - the walk over a text. See gz/text.h. */
#include "scan.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* An opening straight quote follows space, a bracket or a dash, and something
 * follows it; a closing one touches what it closes. */
static bool opens(const struct scan *s, const char *next)
{
	const char *after;
	enum char_class is;

	if (!(s->since & (S_SPACE | S_HARD | S_LINE | S_LINES)) ||
	    next >= s->end)
		return false;
	is = class_at(next, s->end, &after);
	return is != C_SPACE && is != C_NEWLINE;
}

/* U+2019, E2 80 99, is never an opening quote: it begins ’90s. */
static bool opens_single(const struct scan *s, const char *next)
{
	return letter_at(next, s->end) && opens(s, next) && next[-1] != '\x99';
}

static void see_stop(struct scan *s)
{
	if (!s->since && *s->at == '.')
		s->since = S_STOP | S_DOT;
	else
		s->since = (s->since | S_STOP) & ~(unsigned)S_DOT;
}

static void see_newline(struct scan *s, const char *next)
{
	s->since |= s->since & S_LINE ? S_LINES : S_LINE;
	s->since |= s->since & S_STOP ? S_SPACE | S_SPACED : S_SPACE;
	s->line_bytes = (size_t)(s->at - s->line);
	s->line = next;
}

static void see(struct scan *s, enum char_class is, const char *next)
{
	switch (is) {
	case C_SPACE:
		s->since |= s->since & S_STOP ? S_SPACE | S_SPACED : S_SPACE;
		break;
	case C_NEWLINE:
		see_newline(s, next);
		break;
	case C_STOP:
		see_stop(s);
		break;
	case C_OPEN:
		s->since |= S_OPEN | S_HARD;
		break;
	case C_QUOTE:
		s->since |= opens(s, next) ? S_OPEN | S_HARD : S_OTHER;
		break;
	case C_APOSTROPHE:
		s->since |= opens_single(s, next) ? S_OPEN | S_HARD : S_OTHER;
		break;
	case C_HYPHEN:
	case C_DASH:
	case C_COLON:
		s->since |= S_HARD;
		break;
	case C_MARK:
	case C_NOTHING:
		break;
	default:
		s->since |= S_OTHER;
	}
}

void gz_tokenise(struct gz_tokens *out, const char *text, size_t len)
{
	struct scan s = { .out = out,
			  .text = text,
			  .at = text,
			  .end = text + len,
			  .since = S_LINES,
			  .line = text,
			  .any = out->count > 0,
			  .last = NO_TOKEN,
			  .first = out->count };
	const char *next;

	assert(len < UINT32_MAX);
	while (s.at < s.end) {
		enum char_class is = class_at(s.at, s.end, &next);

		if (is == C_LETTER) {
			gz_text_compound(&s);
		} else if (is != C_SIGIL || !gz_text_tag(&s)) {
			see(&s, is, next);
			s.at = next;
		}
	}
	gz_text_end_paragraph(&s);
}

void gz_tokens_clear(struct gz_tokens *t)
{
	t->count = 0;
	t->next_place = 0;
	gz_buf_clear(&t->words);
}

void gz_tokens_free(struct gz_tokens *t)
{
	free(t->token);
	gz_buf_free(&t->words);
	*t = (struct gz_tokens){ 0 };
}
