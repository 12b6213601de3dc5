/* diff.c - what was changed between two texts. See gz/diff.h. */
#include "gz/diff.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "gz/buf.h"
#include "myers.h"

/* Paragraphs of which less than one word in so many is the same are not
 * compared by words: what they share is chance. */
#define ALIKE 3

/* A text in pieces: words, what stands between them, and ends of paragraphs;
 * and these gathered to paragraphs and their ends. */
struct cut {
	struct piece *piece, *paragraph;
	size_t *first; /* piece of each paragraph; and of the end */
	size_t pieces, paragraphs;
};

/* ---- cutting ------------------------------------------------------------- */

enum kind {
	WORD,  /* letters, digits, and all that is not ASCII */
	BLANK, /* within a paragraph */
	BREAK, /* between paragraphs */
	SIGN   /* each by itself */
};

static enum kind kind_of(char c)
{
	unsigned char byte = (unsigned char)c;

	return byte >= 0x80 || isalnum(byte)  ? WORD
	       : byte == '\n' || byte == '\r' ? BREAK
	       : byte == ' ' || byte == '\t'  ? BLANK
					      : SIGN;
}

static size_t piece_len(const char *text)
{
	enum kind kind = kind_of(*text);
	size_t len = 1;

	while (kind != SIGN && text[len] && kind_of(text[len]) == kind)
		len++;
	return len;
}

static void add_piece(struct cut *c, const char *text, size_t len)
{
	struct piece *p = &c->piece[c->pieces++];

	*p = (struct piece){ .text = text,
			     .len = (uint32_t)len,
			     .words = kind_of(*text) == WORD,
			     .key = XXH3_64bits(text, len) };
}

/* The pieces from the last paragraph's end on are one more. */
static void end_paragraph(struct cut *c)
{
	size_t first = c->first[c->paragraphs];
	const struct piece *begin = &c->piece[first], *last;
	struct piece *p;

	if (first == c->pieces)
		return;
	last = &c->piece[c->pieces - 1];
	p = &c->paragraph[c->paragraphs++];
	*p = (struct piece){ .text = begin->text,
			     .len = (uint32_t)(last->text + last->len -
					       begin->text) };
	p->key = XXH3_64bits(p->text, p->len);
	c->first[c->paragraphs] = c->pieces;
}

static void cut(struct cut *c, const char *text)
{
	size_t most = 0;

	for (const char *t = text; *t; t += piece_len(t))
		most++;
	*c = (struct cut){
		.piece = gz_alloc((most + 1) * sizeof(*c->piece)),
		.paragraph = gz_alloc((most + 1) * sizeof(*c->paragraph)),
		.first = gz_alloc((most + 2) * sizeof(*c->first)),
	};
	while (*text) {
		size_t len = piece_len(text);
		bool is_break = kind_of(*text) == BREAK;

		if (is_break)
			end_paragraph(c);
		add_piece(c, text, len);
		if (is_break)
			end_paragraph(c);
		text += len;
	}
	end_paragraph(c);
}

static void cut_free(struct cut *c)
{
	free(c->piece);
	free(c->paragraph);
	free(c->first);
}

/* ---- comparing ----------------------------------------------------------- */

/* Pieces of one text. */
struct part {
	struct piece *piece;
	size_t count;
};

static void mark(struct part p)
{
	for (size_t i = 0; i < p.count; i++)
		p.piece[i].changed = true;
}

static size_t words(struct part p, bool unchanged)
{
	size_t words = 0;

	for (size_t i = 0; i < p.count; i++)
		if (!unchanged || !p.piece[i].changed)
			words += p.piece[i].words;
	return words;
}

static bool are_alike(struct part a, struct part b)
{
	size_t in_a = words(a, false), in_b = words(b, false);

	return words(a, true) * ALIKE >= (in_a > in_b ? in_a : in_b);
}

static size_t skip(struct part p, size_t at, bool changed)
{
	while (at < p.count && p.piece[at].changed == changed)
		at++;
	return at;
}

/* What stands the same between two changes without a word of it, a blank,
 * belongs to them. */
static void join_changes(struct part a, struct part b)
{
	size_t x = skip(a, 0, true), y = skip(b, 0, true);
	bool behind_change = x || y;

	while (x < a.count && y < b.count) {
		size_t in_a = skip(a, x, false) - x;
		size_t in_b = skip(b, y, false) - y;
		size_t same = in_a < in_b ? in_a : in_b;
		struct part here = { a.piece + x, same };
		struct part there = { b.piece + y, same };

		x += same;
		y += same;
		if (behind_change && !words(here, false) &&
		    (x < a.count || y < b.count)) {
			mark(here);
			mark(there);
		}
		behind_change = true;
		x = skip(a, x, true);
		y = skip(b, y, true);
	}
}

/* Paragraphs in place of others, word by word. */
static bool compare_words(struct part a, struct part b, size_t *steps)
{
	bool found = true;

	if (a.count && b.count)
		found = myers(a.piece, a.count, b.piece, b.count, steps);
	if (!a.count || !b.count || !are_alike(a, b)) {
		mark(a);
		mark(b);
	} else {
		join_changes(a, b);
	}
	return found;
}

static struct part pieces_of(const struct cut *c, size_t from, size_t to)
{
	return (struct part){ c->piece + c->first[from],
			      c->first[to] - c->first[from] };
}

static bool compare(struct cut *a, struct cut *b)
{
	struct part all_a = { a->paragraph, a->paragraphs };
	struct part all_b = { b->paragraph, b->paragraphs };
	size_t steps = MYERS_STEPS, x = 0, y = 0;
	bool found = myers(a->paragraph, a->paragraphs, b->paragraph,
			   b->paragraphs, &steps);

	while (x < a->paragraphs || y < b->paragraphs) {
		size_t to_x = skip(all_a, x, true), to_y = skip(all_b, y, true);

		if (to_x > x || to_y > y)
			found &= compare_words(pieces_of(a, x, to_x),
					       pieces_of(b, y, to_y), &steps);
		x = to_x + (to_x < a->paragraphs);
		y = to_y + (to_y < b->paragraphs);
	}
	return found;
}

/* ---- the answer ---------------------------------------------------------- */

static void add_run(struct gz_diff *d, enum gz_diff_op op,
		    const struct piece *p)
{
	struct gz_diff_run *last = d->count ? &d->run[d->count - 1] : NULL;

	if (!last || last->op != op) {
		d->run = gz_realloc(d->run, (d->count + 1) * sizeof(*d->run));
		last = &d->run[d->count++];
		*last = (struct gz_diff_run){ .op = op, .text = p->text };
	}
	last->len += p->len;
	last->words += p->words;
}

static void list_runs(const struct cut *a, const struct cut *b,
		      struct gz_diff *d)
{
	size_t x = 0, y = 0;

	while (x < a->pieces || y < b->pieces) {
		if (x < a->pieces && a->piece[x].changed)
			add_run(d, GZ_DIFF_DELETED, &a->piece[x++]);
		else if (y < b->pieces && b->piece[y].changed)
			add_run(d, GZ_DIFF_INSERTED, &b->piece[y++]);
		else {
			add_run(d, GZ_DIFF_SAME, &b->piece[y++]);
			x++;
		}
	}
}

void gz_diff(const char *before, const char *after, struct gz_diff *diff)
{
	struct cut a, b;

	*diff = (struct gz_diff){ 0 };
	cut(&a, before);
	cut(&b, after);
	diff->coarse = !compare(&a, &b);
	list_runs(&a, &b, diff);
	cut_free(&a);
	cut_free(&b);
}

void gz_diff_free(struct gz_diff *diff)
{
	free(diff->run);
	*diff = (struct gz_diff){ 0 };
}
