/* leaf.c - words and phrases of a query become nodes. See parser.h. */
#include <string.h>

#include "gz/utf8.h"
#include "words.h"

/* ---- nodes ------------------------------------------------------------- */

static struct gz_query *leaf(struct parser *p, const struct scope *s,
			     enum gz_op op, uint32_t start, uint32_t end)
{
	struct gz_query *q = tree_node(p, op, start, end);

	q->field = s->field ? s->field->field : FIELD_BARE;
	q->exact = s->exact;
	return q;
}

struct gz_query *leaf_form(struct parser *p, const struct scope *s,
			   enum gz_op op, const char *form,
			   enum gz_token_kind kind, uint32_t start,
			   uint32_t end)
{
	struct gz_query *q = leaf(p, s, op, start, end);
	const char **forms = tree_alloc(p, sizeof(*forms));
	uint8_t *kinds = tree_alloc(p, sizeof(*kinds));

	*forms = form;
	*kinds = (uint8_t)kind;
	q->form = forms;
	q->kind = kinds;
	return q;
}

static struct gz_query *word_node(struct parser *p, const struct scope *s,
				  const struct words *w, uint32_t start,
				  uint32_t end)
{
	struct gz_query *q = leaf_form(p, s, GZ_Q_WORD, w->form[0], w->kind[0],
				       start, end);
	const char *first = w->accented ? w->accented : w->form[0];

	q->joined = w->accented;
	/* Only a capital that can be written back. */
	if (w->kind[0] == GZ_TOKEN_WORD && *first >= 'a' && *first <= 'z')
		q->capital = w->accented && w->capital ? 1 : w->capital;
	return q;
}

static void append_words(struct parser *p, const struct scope *s,
			 const struct words *w, uint32_t start, uint32_t end,
			 struct list *l)
{
	for (size_t i = 0; i < w->count; i++)
		tree_append(p, l,
			    leaf_form(p, s, GZ_Q_WORD, w->form[i], w->kind[i],
				      start, end));
}

/* Each word on its own, and what they are when written as one. */
static struct gz_query *beside(struct parser *p, const struct scope *s,
			       const struct words *w, uint32_t start,
			       uint32_t end)
{
	struct list l = { 0 };

	append_words(p, s, w, start, end, &l);
	for (size_t i = 0; i < w->parts; i++)
		tree_append(p, &l,
			    leaf_form(p, s, GZ_Q_WORD, w->part[i],
				      GZ_TOKEN_WORD, start, end));
	return tree_beside(p, &l);
}

static struct gz_query *phrase_node(struct parser *p, const struct scope *s,
				    const struct words *w, uint32_t start,
				    uint32_t end)
{
	struct scope loose = { s->field, false, s->group };
	struct gz_query *q;

	if (w->count > MAX_PHRASE) {
		note_limit(p, start, "phrase-too-long", "",
			   "A phrase may have %d words, this one has %zu",
			   MAX_PHRASE, w->count);
		return p->failed ? NULL : beside(p, &loose, w, start, end);
	}
	q = leaf(p, s, GZ_Q_PHRASE, start, end);
	q->form = w->form;
	q->kind = w->kind;
	q->count = w->count;
	q->exact = true;
	return q;
}

/* ---- what is typed ----------------------------------------------------- */

/* Capitals that may be an acronym or a common word, in a query of capitals. */
static bool shouted(const struct parser *p, const struct words *w,
		    uint32_t start, uint32_t end)
{
	while (start < end && p->cp[start] != '.')
		start++;
	return p->shouts && w->kind[0] == GZ_TOKEN_ACRONYM && start == end;
}

/* WHO IS JEFF SESSIONS: the acronym or the common word. */
static struct gz_query *either_word(struct parser *p, const struct scope *s,
				    const struct words *w, uint32_t start,
				    uint32_t end)
{
	struct list l = { 0 };

	tree_append(p, &l,
		    leaf_form(p, s, GZ_Q_WORD, w->form[0], GZ_TOKEN_WORD, start,
			      end));
	append_words(p, s, w, start, end, &l);
	return tree_join(p, GZ_Q_OR, &l);
}

static struct gz_query *plain(struct parser *p, const struct scope *s,
			      uint32_t start, uint32_t end)
{
	struct words w = words_cut(p, start, end);
	struct gz_query *q;

	if (w.count == 0)
		return NULL;
	if (w.tag && !p->options->any)
		return leaf_form(p, s, GZ_Q_WORD, w.tag, GZ_TOKEN_TAG, start,
				 end);
	if (p->options->any && w.count + w.parts > 1)
		return beside(p, s, &w, start, end);
	if (w.count == 1)
		return shouted(p, &w, start, end)
			       ? either_word(p, s, &w, start, end)
			       : word_node(p, s, &w, start, end);
	q = phrase_node(p, s, &w, start, end);
	if (q && w.joined) {
		q->joined = w.joined;
		q->exact = s->exact;
	}
	return q;
}

static size_t letters(const char *form)
{
	return gz_utf8_count(form, strlen(form));
}

/* immigra*. NULL without an error: it is no wildcard after all. */
static struct gz_query *prefix(struct parser *p, const struct scope *s,
			       uint32_t start, uint32_t end)
{
	struct words w = words_cut(p, start, end);
	struct gz_query *q;

	if (w.count != 1)
		return NULL;
	if (letters(w.form[0]) < MIN_PREFIX) {
		note_limit(p, start, "wildcard-too-short",
			   note_replace(p, end, end + 1, ""),
			   "A \"*\" needs %d letters before it", MIN_PREFIX);
		return p->failed ? NULL : plain(p, s, start, end);
	}
	q = leaf_form(p, s, GZ_Q_PREFIX, w.form[0], GZ_TOKEN_WORD, start,
		      end + 1);
	q->exact = false;
	return q;
}

/* Where the first "*" of [start, end) stands, or end. */
static uint32_t star(const struct parser *p, uint32_t start, uint32_t end)
{
	while (start < end && p->cp[start] != '*')
		start++;
	return start;
}

static void warn_star(struct parser *p, uint32_t start, uint32_t end,
		      const char *where)
{
	uint32_t at = star(p, start, end);

	if (at < end)
		note_warn(p, at, "wildcard-misplaced",
			  note_replace(p, at, at + 1, ""),
			  "A \"*\" stands at the end of a word, not %s; it is "
			  "ignored",
			  where);
}

struct gz_query *leaf_words(struct parser *p, const struct scope *s,
			    uint32_t start, uint32_t end)
{
	uint32_t stem = end;

	while (stem > start && p->cp[stem - 1] == '*')
		stem--;
	if (stem < end && star(p, start, stem) == stem) {
		struct gz_query *q = prefix(p, s, start, stem);

		if (q || p->failed)
			return q;
	}
	warn_star(p, start, end, "elsewhere");
	return p->failed ? NULL : plain(p, s, start, end);
}

struct gz_query *leaf_phrase(struct parser *p, const struct scope *s,
			     uint32_t start, uint32_t end)
{
	struct scope exact = { s->field, true, s->group };
	struct words w;

	warn_star(p, start, end, "in a phrase");
	w = words_cut(p, start, end);
	if (p->failed || w.count == 0)
		return NULL;
	return w.count == 1 ? word_node(p, &exact, &w, start, end)
			    : phrase_node(p, &exact, &w, start, end);
}

struct gz_query *leaf_near(struct parser *p, const struct scope *s,
			   uint32_t start, uint32_t end, uint32_t distance)
{
	struct words w = words_cut(p, start, end);
	struct list l = { 0 };
	struct gz_query *q;

	if (distance < 1 || distance > MAX_DISTANCE)
		note_fail(p, end + 1, "near-distance",
			  note_replace(p, end + 1, p->at, "~20"),
			  "\"...\"~5 reaches from 1 to %d words", MAX_DISTANCE);
	append_words(p, s, &w, start, end, &l);
	if (l.count < 2)
		return l.count ? l.kid[0] : NULL;
	q = tree_node(p, GZ_Q_NEAR, start, end);
	q->kid = l.kid;
	q->count = l.count;
	q->distance = distance;
	return q;
}

struct gz_query *leaf_name(struct parser *p, const struct gz_query *q,
			   const char *name)
{
	const struct field field = { "", FIELD_TEXT, q->field };
	struct scope s = { &field, false, false };
	struct words w = words_of_text(p, name);

	return w.count == 1 ? word_node(p, &s, &w, q->start, q->end)
			    : phrase_node(p, &s, &w, q->start, q->end);
}
