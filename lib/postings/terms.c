/* terms.c - the vocabulary of a file. See gz/postings.h. */
#include "dictionary.h"

void gz_terms_begin(struct gz_terms *t, const struct gz_postings *p,
		    const char *prefix, size_t len)
{
	struct walk w;

	*t = (struct gz_terms){ .file = p };
	gz_buf_add(&t->prefix, prefix, len);
	gz_buf_room(&t->text, MOST_TERM);
	walk_begin(&w, p, dictionary_group(p, t->prefix.data, len));
	t->at = w.at;
	t->number = w.number;
}

static bool spell(struct gz_terms *t, const struct entry *e)
{
	if (e->shared > t->text.len)
		return false;
	memcpy(t->text.data + e->shared, e->bytes, e->fresh);
	t->text.len = e->shared + e->fresh;
	t->text.data[t->text.len] = '\0';
	t->term = t->text.data;
	t->len = t->text.len;
	t->rows = e->list.rows;
	return true;
}

static bool step(struct gz_terms *t)
{
	struct walk w = { .file = t->file, .at = t->at, .number = t->number };
	struct entry e;

	if (!walk_next(&w, &e) || !spell(t, &e))
		return false;
	t->at = w.at;
	t->number = w.number;
	return true;
}

bool gz_terms_next(struct gz_terms *t)
{
	while (step(t)) {
		const char *prefix = t->prefix.data;
		size_t len = t->prefix.len;

		if (t->len >= len && !memcmp(t->term, prefix, len))
			return true;
		if (term_compare(t->term, t->len, prefix, len) > 0)
			break;
	}
	t->number = UINT64_MAX;
	return false;
}

void gz_terms_end(struct gz_terms *t)
{
	gz_buf_free(&t->text);
	gz_buf_free(&t->prefix);
}
