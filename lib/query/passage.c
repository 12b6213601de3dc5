/* passage.c - the piece of a text that shows best why it was found. See
 * gz/query.h. */
#include <stdlib.h>
#include <string.h>

#include "gz/utf8.h"
#include "gz/query.h"

/* A run of spans that fits into the width. */
struct window {
	size_t first, count; /* spans */
	size_t different;    /* leaves */
};

static bool better(const struct window *a, const struct window *b)
{
	if (a->different != b->different)
		return a->different > b->different;
	return a->count > b->count;
}

static size_t greatest_leaf(const struct gz_spans *s)
{
	size_t most = 0;

	for (size_t i = 0; i < s->count; i++)
		most = s->span[i].leaf > most ? s->span[i].leaf : most;
	return most;
}

static size_t points(const char *text, size_t from, size_t to)
{
	return gz_utf8_count(text + from, to - from);
}

/* Slide over the spans: take the next in, drop the first while it is too
 * much. length is that of the window, in code points. */
static struct window best_window(const char *text, const struct gz_spans *s,
				 size_t width)
{
	size_t *seen = gz_alloc((greatest_leaf(s) + 1) * sizeof(*seen));
	struct window w = { 0 }, best = { 0 };
	size_t length = 0;

	for (size_t i = 0; i < s->count; i++) {
		size_t from = i ? s->span[i - 1].end : s->span[0].start;

		length += points(text, from, s->span[i].end);
		w.different += seen[s->span[i].leaf]++ == 0;
		w.count++;
		while (length > width && w.count > 1) {
			const struct gz_span *gone = &s->span[w.first++];

			length -= points(text, gone->start, gone[1].start);
			w.different -= --seen[gone->leaf] == 0;
			w.count--;
		}
		if (better(&w, &best))
			best = w;
	}
	free(seen);
	return best;
}

/* ---- where to cut ------------------------------------------------------ */

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Does a sentence or a paragraph begin at at, which a blank precedes? */
static bool begins_sentence(const char *text, size_t at)
{
	size_t end = at;

	while (end && blank(text[end - 1]))
		if (text[--end] == '\n')
			return true;
	if (end >= 3 && (!memcmp(text + end - 3, "\u201d", 3) ||
			 !memcmp(text + end - 3, "\u2019", 3)))
		end -= 3;
	while (end && strchr("\"')", text[end - 1]))
		end--;
	return end == 0 || strchr(".!?", text[end - 1]) != NULL;
}

static size_t step_back(const char *text, size_t at)
{
	do
		at--;
	while (at && ((unsigned char)text[at] & 0xc0) == 0x80);
	return at;
}

/* The start of the sentence that from stands in, if that is no more than room
 * code points before it; else a word half the room before. */
static size_t cut_before(const char *text, size_t from, size_t room)
{
	size_t word = from, at = from;

	for (size_t n = 0; n <= room; n++) {
		bool starts = at == 0 || blank(text[at - 1]);

		if (starts && !blank(text[at]) && begins_sentence(text, at))
			return at;
		if (starts && !blank(text[at]) && n <= room / 2)
			word = at;
		if (at == 0)
			break;
		at = step_back(text, at);
	}
	return word;
}

static size_t forward(const char *text, size_t at, size_t count)
{
	for (; count && text[at]; count--)
		do
			at++;
		while (((unsigned char)text[at] & 0xc0) == 0x80);
	return at;
}

/* As far as width goes, back to the end of a word, but not before least; the
 * end of a paragraph in the second half will do too. */
static size_t cut_behind(const char *text, size_t start, size_t least,
			 size_t width)
{
	size_t limit = forward(text, start, width), end = limit;
	size_t half = forward(text, start, width / 2);
	const char *line;

	if (limit <= least)
		return least;
	line = memchr(text + least, '\n', limit - least);
	if (line && line >= text + half)
		limit = end = (size_t)(line - text);
	if (text[end])
		while (end > least && end > start && !blank(text[end]))
			end--;
	if (text[limit] && end == start)
		end = limit; /* one word longer than the width */
	while (end > least && end > start && blank(text[end - 1]))
		end--;
	return end;
}

void gz_passage(const char *text, const struct gz_spans *spans, size_t width,
		size_t *start, size_t *end)
{
	struct window w = best_window(text, spans, width);
	size_t from = 0, to = 0, used = 0;

	while (blank(text[from]))
		from++;
	if (w.count) {
		from = spans->span[w.first].start;
		to = spans->span[w.first + w.count - 1].end;
		used = points(text, from, to);
		from = cut_before(text, from, width > used ? width - used : 0);
	}
	*start = from;
	*end = cut_behind(text, from, to, width);
}
