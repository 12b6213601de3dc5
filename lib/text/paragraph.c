/* paragraph.c - from words to tokens: sentences, paragraphs, and what capitals
 * mean in them. See scan.h. */
#include "scan.h"

#include <string.h>

#include "lists.h"

#ifdef GZ_SMALL
#define FIRST_TOKENS 2
#else
#define FIRST_TOKENS 1024
#endif

/* A line of such a length that ends in no stop goes on in the next line. */
#define WRAP_MIN 35
#define WRAP_MAX 100

#define ACRONYM_MAX 6 /* bytes of capitals that may be one */
#define SHOUT 3	      /* that many words of capitals in a row are none */

/* ---- sentences and paragraphs --------------------------------------------- */

/* The class of the abbreviation that the last word, with its dot, may be. */
static const char *abbreviation(const struct scan *s)
{
	const struct gz_token *t;
	const char *class;

	if (s->last == NO_TOKEN || !(s->since & S_DOT))
		return NULL;
	if (s->last_dotted)
		return "name";
	t = &s->out->token[s->last];
	if (t->len == 1 && t->flags & GZ_CAPITAL)
		return "name"; /* an initial */
	class = gz_text_list(LIST_ABBREVIATIONS, gz_token_form(s->out, s->last),
			     t->len);
	return class && (t->flags & GZ_CAPITAL || strcmp(class, "lower") == 0)
		       ? class
		       : NULL;
}

static bool starts_sentence(const struct scan *s, const struct word *w)
{
	const unsigned stopped = S_STOP | S_SPACED;
	const char *class;

	if ((s->since & stopped) != stopped)
		return false;
	if (!w->capital && !(s->since & S_OPEN) && w->form[0] > '9')
		return false;
	class = abbreviation(s);
	if (!class || s->since & S_OPEN)
		return !class || strcmp(class, "title") != 0;
	return strcmp(class, "title") != 0 && w->capital && w->len > 1 &&
	       gz_is_stop_word(w->form, w->len);
}

static bool starts_paragraph(const struct scan *s, bool sentence)
{
	bool wrapped = s->line_bytes >= WRAP_MIN && s->line_bytes <= WRAP_MAX &&
		       *s->line != ' ' && *s->line != '\t';

	if (!(s->since & S_LINE) || s->since & S_LINES)
		return s->since & S_LINES;
	return sentence || !wrapped || (s->since & S_STOP && !abbreviation(s));
}

/* Flags from where the word stands. */
static unsigned place_word(struct scan *s, const struct word *w)
{
	bool sentence;

	if (s->since == S_SPACE)
		return 0;
	sentence = starts_sentence(s, w);
	if (starts_paragraph(s, sentence)) {
		gz_text_end_paragraph(s);
		if (s->any)
			s->out->next_place++;
		return GZ_PARAGRAPH | GZ_SENTENCE | GZ_HARD;
	}
	if (sentence)
		return GZ_SENTENCE | GZ_HARD;
	return s->since & S_HARD ? GZ_HARD : 0;
}

/* ---- words to tokens ------------------------------------------------------ */

void gz_text_push(struct gz_tokens *out, struct gz_token t, const char *form,
		  size_t len)
{
	if (out->count == out->size) {
		out->size = out->size ? out->size * 2 : FIRST_TOKENS;
		out->token = gz_realloc(out->token,
					out->size * sizeof(*out->token));
	}
	t.word = (uint32_t)out->words.len;
	t.len = (uint8_t)len;
	out->token[out->count++] = t;
	gz_buf_add(&out->words, form, len);
}

/* The same bytes once more as another kind. */
static void push_again(struct gz_tokens *out, unsigned kind)
{
	struct gz_token t = out->token[out->count - 1];

	t.kind = (uint8_t)kind;
	gz_text_push(out, t, "", 0);
	out->token[out->count - 1].word = t.word;
	out->token[out->count - 1].len = t.len;
}

static unsigned letter_flags(const struct word *w)
{
	return (w->capital ? GZ_CAPITAL : 0) |
	       (w->letters > 1 && w->capitals == w->letters ? GZ_ALLCAPS : 0) |
	       (w->digits == w->len ? GZ_NUMBER : 0) |
	       (w->possessive ? GZ_POSSESSIVE : 0);
}

static void count_letters(struct scan *s, const struct word *w, unsigned flags)
{
	s->words += w->letters > 1;
	s->capitals += (flags & GZ_ALLCAPS) != 0;
	s->long_words += w->letters > 3;
	s->long_capitals += w->letters > 3 && w->capital;
}

bool gz_acronym_is_apart(const char *form, size_t len)
{
	return gz_is_stop_word(form, len) ||
	       gz_text_list(LIST_AMBIGUOUS, form, len);
}

/* What has dots is an acronym for sure. It feeds the stem of its letters too
 * where these are no other word; small ones always are (a.m.). Capitals are a
 * guess. */
static void push_word(struct scan *s, const struct word *w, struct gz_token t,
		      bool guess)
{
	bool alone = !w->capital || gz_acronym_is_apart(w->form, w->len);

	t.kind = w->dotted ? GZ_TOKEN_ACRONYM : GZ_TOKEN_WORD;
	gz_text_push(s->out, t, w->form, w->len);
	if (w->accented_len) {
		t.kind = GZ_TOKEN_ACCENTED;
		gz_text_push(s->out, t, w->accented, w->accented_len);
	} else if (w->dotted && !alone) {
		push_again(s->out, GZ_TOKEN_JOINED);
	} else if (guess && !w->dotted && t.flags & GZ_ALLCAPS &&
		   w->len <= ACRONYM_MAX && w->len == w->letters + w->digits) {
		push_again(s->out, GZ_TOKEN_ACRONYM | GUESS);
		s->guesses++;
	}
}

void gz_text_put(struct scan *s, const struct word *w, bool guess)
{
	struct gz_token t = { .start = (uint32_t)(w->start - s->text),
			      .end = (uint32_t)(w->end - s->text) };
	unsigned flags = place_word(s, w) | letter_flags(w);

	t.flags = (uint8_t)flags;
	t.place = s->out->next_place++;
	count_letters(s, w, flags);
	s->since = w->dotted && w->end[-1] == '.' ? S_STOP | S_DOT : 0;
	s->any = true;
	s->last_dotted = w->dotted;
	s->last = NO_TOKEN;
	if (!w->len || w->len > FORM_MAX)
		return;
	s->last = s->out->count;
	push_word(s, w, t, guess);
}

/* ---- capitals, once the paragraph is whole -------------------------------- */

/* The first token of the place before or behind i's, if only a space is
 * between and both are of this paragraph; else NO_TOKEN. */
static size_t neighbour(const struct scan *s, size_t i, int step)
{
	const struct gz_token *t = s->out->token;
	size_t n = i;

	do {
		if (step < 0 ? n == s->first : n + 1 == s->out->count)
			return NO_TOKEN;
		n = step < 0 ? n - 1 : n + 1;
	} while (t[n].place == t[i].place ||
		 (step < 0 && n > s->first && t[n - 1].place == t[n].place));
	return t[step < 0 ? i : n].start == t[step < 0 ? n : i].end + 1
		       ? n
		       : NO_TOKEN;
}

/* Words of capitals in a row from i on, i left out, at most SHOUT. */
static unsigned capitals_beside(const struct scan *s, size_t i, int step)
{
	unsigned count = 0;

	for (int n = 0; n < SHOUT; n++) {
		i = neighbour(s, i, step);
		if (i == NO_TOKEN)
			break;
		if (s->out->token[i].flags & GZ_ALLCAPS)
			count++;
		else if (s->out->token[i].len > 1)
			break;
	}
	return count;
}

/* Mark what is to go with len 0: the form, or the word when its letters would
 * be a common one. */
static void judge_guess(struct scan *s, size_t word, bool capitals)
{
	struct gz_token *w = &s->out->token[word], *form = w + 1;

	form->kind = GZ_TOKEN_ACRONYM;
	if (capitals ||
	    1 + capitals_beside(s, word, -1) + capitals_beside(s, word, 1) >=
		    SHOUT)
		form->len = 0;
	else if (gz_text_list(LIST_AMBIGUOUS, gz_token_form(s->out, word),
			      w->len))
		w->kind = GZ_TOKEN_ACRONYM | GUESS;
}

static void judge_guesses(struct scan *s, bool capitals)
{
	struct gz_token *t = s->out->token;
	size_t kept = s->first;

	for (size_t i = s->first + 1; i < s->out->count; i++)
		if (t[i].kind == (GZ_TOKEN_ACRONYM | GUESS))
			judge_guess(s, i - 1, capitals);
	for (size_t i = s->first; i < s->out->count; i++)
		if (t[i].len && t[i].kind != (GZ_TOKEN_ACRONYM | GUESS))
			t[kept++] = t[i];
	s->out->count = kept;
}

void gz_text_end_paragraph(struct scan *s)
{
	struct gz_tokens *out = s->out;
	bool capitals = s->words >= SHOUT && s->capitals * 5 >= s->words * 4;
	bool title = s->long_words >= 3 &&
		     s->long_capitals * 5 >= s->long_words * 4;

	if (s->guesses)
		judge_guesses(s, capitals);
	if (capitals || title)
		for (size_t i = s->first; i < out->count; i++)
			out->token[i].flags |= GZ_HARD;
	s->first = out->count;
	s->words = s->capitals = s->long_words = s->long_capitals = 0;
	s->guesses = 0;
}
