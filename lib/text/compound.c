/* compound.c - words that hyphens join, hash tags, handles. See scan.h. */
#include "scan.h"

#include <string.h>

/* A form that is put together while its parts are cut, and then goes beside
 * the first of them. */
struct joined {
	unsigned len; /* over FORM_MAX: there is no such form */
	unsigned letters, parts;
	char form[FORM_MAX];
};

static void join(struct joined *j, const char *bytes, size_t len)
{
	if (j->len + len <= FORM_MAX)
		memcpy(j->form + j->len, bytes, len);
	j->len = j->len + len <= FORM_MAX ? j->len + (unsigned)len
					  : FORM_MAX + 1;
}

static void join_word(struct joined *j, const struct word *w)
{
	j->parts++;
	j->letters += w->letters;
	join(j, w->form, w->len ? w->len : FORM_MAX + 1);
}

/* Put a form in at index at, behind the forms of its place. */
static void insert(struct scan *s, size_t at, enum gz_token_kind kind,
		   const char *start, const char *end, const struct joined *j)
{
	struct gz_tokens *out = s->out;
	struct gz_token t;

	if (!j->letters || j->len > FORM_MAX)
		return;
	t = out->token[at - 1];
	t.kind = (uint8_t)kind;
	t.start = (uint32_t)(start - s->text);
	t.end = (uint32_t)(end - s->text);
	gz_text_push(out, t, j->form, j->len);
	t = out->token[out->count - 1];
	memmove(out->token + at + 1, out->token + at,
		(out->count - 1 - at) * sizeof(t));
	out->token[at] = t;
	if (s->last != NO_TOKEN && s->last >= at)
		s->last++;
}

/* Where the next part begins, if a hyphen and a letter follow; else NULL. */
static const char *next_part(const struct scan *s)
{
	const char *next;

	if (s->at == s->end || *s->at == ' ' ||
	    class_at(s->at, s->end, &next) != C_HYPHEN ||
	    !letter_at(next, s->end))
		return NULL;
	return next;
}

/* w is the first part, already put; the others begin at next. */
static void cut_parts(struct scan *s, struct word *w, const char *next)
{
	struct joined j = { .len = 0 };
	const char *start = w->start;
	size_t at = s->out->count;

	join_word(&j, w);
	for (; next; next = next_part(s)) {
		s->at = next;
		gz_text_cut(&s->at, s->end, w);
		gz_text_put(s, w, true);
		join_word(&j, w);
	}
	insert(s, at, GZ_TOKEN_JOINED, start, w->end, &j);
}

void gz_text_compound(struct scan *s)
{
	const char *next;
	struct word w;

	gz_text_cut(&s->at, s->end, &w);
	gz_text_put(s, &w, true);
	next = next_part(s);
	if (next)
		cut_parts(s, &w, next);
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Where the first word of a CamelCase run ends: LockHerUp, MAGARally. */
static const char *hump_end(const char *p, const char *end)
{
	for (p++; p < end; p++) {
		if (!is_upper(*p))
			continue;
		if (is_lower(p[-1]) || is_digit(p[-1]))
			return p;
		if (is_upper(p[-1]) && end - p > 2 && is_lower(p[1]) &&
		    is_lower(p[2]))
			return p;
	}
	return end;
}

static const char *tag_end(const char *p, const char *end, bool *letters)
{
	const char *next;

	for (; p < end; p = next) {
		enum char_class is = class_at(p, end, &next);

		if (is != C_LETTER && is != C_MARK && *p != '_')
			return p;
		*letters |= is == C_LETTER;
	}
	return p;
}

/* The words of a CamelCase tag, as forms of the whole one just put. */
static void put_humps(struct scan *s, const char *p, const char *end)
{
	struct gz_token t;
	struct word w;

	if (hump_end(p, end) == end || s->last == NO_TOKEN)
		return;
	t = s->out->token[s->last];
	t.kind = GZ_TOKEN_JOINED;
	while (p < end) {
		gz_text_cut(&p, hump_end(p, end), &w);
		if (!w.len || w.len > FORM_MAX)
			continue;
		t.start = (uint32_t)(w.start - s->text);
		t.end = (uint32_t)(w.end - s->text);
		gz_text_push(s->out, t, w.form, w.len);
	}
}

/* One word of the tag, or what stands between two. */
static const char *cut_tag_part(struct scan *s, const char *p, const char *end,
				struct joined *tag)
{
	const char *next, *start = p;
	struct word w;

	if (class_at(p, end, &next) != C_LETTER) {
		join(tag, "_", *p == '_');
		return next;
	}
	gz_text_cut(&p, end, &w);
	gz_text_put(s, &w, false);
	join_word(tag, &w);
	if (*tag->form == '#')
		put_humps(s, start, p);
	return p;
}

bool gz_text_tag(struct scan *s)
{
	struct joined tag = { .len = 1, .form = { *s->at } };
	const char *sign = s->at, *p = sign + 1, *end;
	bool letters = false;
	size_t at = 0;

	end = tag_end(p, s->end, &letters);
	if (!s->since || !letters) /* someone@example.org */
		return false;
	while (p < end) {
		p = cut_tag_part(s, p, end, &tag);
		if (tag.parts == 1 && !at)
			at = s->out->count;
	}
	insert(s, at, GZ_TOKEN_TAG, sign, end, &tag);
	s->at = gz_text_skip_s(end, s->end);
	return true;
}
