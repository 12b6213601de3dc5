/* words.c - pieces of a query cut into words, by the same function as
 * articles. See words.h. */
#include <string.h>

#include "gz/utf8.h"
#include "words.h"

static char *form_of(struct parser *p, size_t token)
{
	return tree_copy(p, gz_token_form(&p->tokens, token),
			 p->tokens.token[token].len);
}

static bool is_ascii(const char *form, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (form[i] & 0x80)
			return false;
	return true;
}

static bool is_operator(const char *form, size_t len)
{
	static const char *const names[] = { "and", "or", "not", "near",
					     "pre" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (len == strlen(names[i]) && !memcmp(form, names[i], len))
			return true;
	return false;
}

/* A single letter says nothing: it may begin a sentence, or be I. Nor
 * do +OR and @US, which written back would be the operator and U.S. */
static uint8_t capital_of(const struct gz_token *t, const char *form)
{
	if (t->len == 1 || !(t->flags & GZ_CAPITAL))
		return 0;
	if (!(t->flags & GZ_ALLCAPS))
		return 1;
	if (!is_ascii(form, t->len))
		return 1;
	return is_operator(form, t->len) || gz_acronym_is_apart(form, t->len)
		       ? 0
		       : 2;
}

/* A form beside the first: one that stands for the whole piece, or a part. */
static void take_form(struct parser *p, size_t token, struct words *w)
{
	const struct gz_token *t = &p->tokens.token[token];

	if (t->kind == GZ_TOKEN_JOINED)
		w->part[w->parts++] = form_of(p, token);
	if (t->end < p->tokens.token[p->tokens.count - 1].end)
		return;
	if (t->kind == GZ_TOKEN_ACCENTED)
		w->accented = form_of(p, token);
	else if (t->kind == GZ_TOKEN_JOINED)
		w->joined = w->part[w->parts - 1];
	else if (t->kind == GZ_TOKEN_TAG)
		w->tag = form_of(p, token);
}

/* F.B.I. is sought as the word fbi, which it also is; U.S. as itself. */
static uint8_t kind_of(const struct gz_token *t, const char *form)
{
	return t->kind == GZ_TOKEN_ACRONYM && !gz_acronym_is_apart(form, t->len)
		       ? GZ_TOKEN_WORD
		       : t->kind;
}

static struct words cut(struct parser *p, const char *text)
{
	struct words w = { 0 };
	uint32_t place = UINT32_MAX;

	gz_tokens_clear(&p->tokens);
	gz_tokenise(&p->tokens, text, strlen(text));
	w.form = tree_alloc(p, p->tokens.count * sizeof(*w.form));
	w.part = tree_alloc(p, p->tokens.count * sizeof(*w.part));
	w.kind = tree_alloc(p, p->tokens.count);
	for (size_t i = 0; i < p->tokens.count; i++) {
		const struct gz_token *t = &p->tokens.token[i];

		if (t->place == place) {
			if (w.count == 1)
				take_form(p, i, &w);
			continue;
		}
		place = t->place;
		w.form[w.count] = form_of(p, i);
		if (i == 0)
			w.capital = capital_of(t, w.form[0]);
		w.kind[w.count] = kind_of(t, w.form[w.count]);
		w.count++;
	}
	if (w.count == 1)
		w.joined = NULL;
	w.lost = p->tokens.next_place > w.count;
	return w;
}

/* The words as write.c will write them. */
static const char *written(struct parser *p, const struct words *w)
{
	struct gz_query q = { .op = GZ_Q_PHRASE,
			      .field = GZ_F_TEXT,
			      .form = w->form,
			      .kind = w->kind,
			      .joined = w->joined,
			      .count = w->count };
	struct gz_buf out = { 0 };
	const char *text;

	if (w->tag && !p->options->any)
		return w->tag;
	if (w->count == 1 && w->accented)
		return w->accented;
	gz_query_write(&q, &out);
	text = tree_copy(p, out.data, out.len);
	gz_buf_free(&out);
	return text;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool same_words(const struct parser *p, const struct words *a,
		       const struct words *b)
{
	if (!p->options->any && (a->tag || b->tag))
		return same_text(a->tag, b->tag);
	if (a->count != b->count || !same_text(a->joined, b->joined) ||
	    (a->count == 1 && !same_text(a->accented, b->accented)))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->form[i], b->form[i]) != 0 ||
		    a->kind[i] != b->kind[i])
			return false;
	return true;
}

/* Is the part, typed alone, the word that it is? */
static bool stands_alone(struct parser *p, const char *part)
{
	struct words w = cut(p, part);

	return w.count == 1 && !strcmp(w.form[0], part);
}

static void drop_parts(struct parser *p, struct words *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->parts; i++)
		if (strcmp(w->part[i], w->form[0]) != 0 &&
		    stands_alone(p, w->part[i]))
			w->part[n++] = w->part[i];
	w->parts = n;
}

/* The words of a text. Few are others once folded, "a's's" or a fraction in
 * one character: of these, what their written form is read as, so that a tree
 * and its text say the same. */
static struct words stable_words(struct parser *p, const char *text)
{
	struct words w = cut(p, text), again;

	for (int i = 0; i < 4 && w.count; i++) {
		again = cut(p, written(p, &w));
		if (same_words(p, &w, &again))
			return w;
		again.lost |= w.lost;
		again.parts = 0;
		w = again;
	}
	w.lost |= w.count > 0;
	w.count = 0;
	return w;
}

struct words words_of_text(struct parser *p, const char *text)
{
	return cut(p, text);
}

struct words words_cut(struct parser *p, uint32_t start, uint32_t end)
{
	struct gz_buf text = { 0 };
	struct words w;

	/* Paragraphs mean nothing in a query. */
	for (uint32_t i = start; i < end; i++) {
		int32_t cp = scan_blank(p->cp[i]) ? ' ' : p->cp[i];

		text.len += gz_utf8_put(gz_buf_room(&text, 4), cp);
	}
	gz_buf_putc(&text, ' ');
	w = stable_words(p, text.data);
	drop_parts(p, &w);
	gz_buf_free(&text);
	if (w.lost || !w.count)
		p->wasted += p->byte[end] - p->byte[start];
	if (w.lost)
		note_warn(p, start, "word-too-long",
			  note_replace(p, start, end, ""),
			  "No word over 64 bytes can be found; it is left "
			  "out");
	return w;
}

/* Does the token say whether the query is all in capitals? Dotted acronyms,
 * numbers and operators do not. */
static bool tells(const struct parser *p, size_t token)
{
	const struct gz_token *t = &p->tokens.token[token];
	const char *form = gz_token_form(&p->tokens, token);

	return t->len > 1 && t->end - t->start == t->len &&
	       is_ascii(form, t->len) && !(t->flags & GZ_NUMBER) &&
	       !is_operator(form, t->len);
}

void words_survey(struct parser *p)
{
	unsigned words = 0;
	uint32_t place = UINT32_MAX;
	bool all = true;

	gz_tokenise(&p->tokens, p->text, strlen(p->text));
	for (size_t i = 0; i < p->tokens.count; i++) {
		const struct gz_token *t = &p->tokens.token[i];

		if (t->place == place || !tells(p, i))
			continue;
		place = t->place;
		words++;
		all &= (t->flags & GZ_ALLCAPS) != 0;
	}
	p->shouts = words >= 3 && all;
}
