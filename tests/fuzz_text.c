/* fuzz_text.c - any bytes as a text: tokens keep their promises, and a word cut
 * out of it is cut the same again. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gz/text.h"
#include "gz/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static bool is_first(const struct gz_tokens *t, size_t i)
{
	return i == 0 || t->token[i - 1].place != t->token[i].place;
}

static void token_fuzz(const struct gz_tokens *t, size_t i, size_t size)
{
	const struct gz_token *k = &t->token[i];
	bool first = is_first(t, i);

	assert(k->len >= 1 && k->len <= 64 && k->kind <= GZ_TOKEN_TAG);
	assert(k->word + k->len <= t->words.len);
	assert(gz_utf8_valid(gz_token_form(t, i), k->len));
	assert(k->start < k->end && k->end <= size);
	assert(k->place < t->next_place);
	assert(i == 0 || k[-1].place <= k->place);
	assert(!first || k->kind <= GZ_TOKEN_ACRONYM);
	assert(first || k->kind != GZ_TOKEN_WORD);
	assert(!first || i == 0 || k[-1].start < k->start);
}

/* Of "a's's" and "'a's'" the one 's that is left goes when cut once more. */
static bool ends_in_s(const struct gz_tokens *t, size_t i)
{
	const struct gz_token *k = &t->token[i];

	return k->len > 2 && !memcmp(gz_token_form(t, i) + k->len - 2, "'s", 2);
}

/* A word on its own, as in a query. Capitals may mean something else there. */
static void again_fuzz(const struct gz_tokens *t, size_t i, const char *text)
{
	const struct gz_token *k = &t->token[i];
	struct gz_tokens again = { 0 };

	gz_tokenise(&again, text + k->start, k->end - k->start);
	assert(again.count && again.token[0].len == k->len);
	assert(!memcmp(gz_token_form(&again, 0), gz_token_form(t, i), k->len));
	assert(k->flags & GZ_ALLCAPS || again.token[0].kind == k->kind);
	gz_tokens_free(&again);
}

static void stem_fuzz(const struct gz_tokens *t)
{
	struct gz_stemmer *s = gz_stemmer_open();

	for (size_t i = 0; i < t->count; i++) {
		size_t len;
		const char *form = gz_token_form(t, i);
		const char *stem = gz_stem(s, form, t->token[i].len, &len);

		assert(len >= 1 && gz_utf8_valid(stem, len));
		(void)gz_is_stop_word(form, t->token[i].len);
	}
	gz_stemmer_close(s);
}

static void utf8_fuzz(const char *text, size_t size)
{
	struct gz_buf repaired = { 0 };
	bool valid = gz_utf8_valid(text, size);

	assert((gz_utf8_repair(text, size, &repaired) == 0) == valid);
	assert(gz_utf8_valid(repaired.data, repaired.len));
	assert(!memchr(repaired.data, '\0', repaired.len));
	for (size_t i = 0; valid && i <= size; i++)
		assert(gz_utf8_valid(text, gz_utf8_cut(text, i)));
	gz_buf_free(&repaired);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	const char *text = (const char *)data;
	struct gz_tokens t = { 0 };

	gz_tokenise(&t, text, size);
	for (size_t i = 0; i < t.count; i++) {
		token_fuzz(&t, i, size);
		if (is_first(&t, i) && !ends_in_s(&t, i))
			again_fuzz(&t, i, text);
	}
	stem_fuzz(&t);
	if (size < 4096)
		utf8_fuzz(text, size);
	gz_tokens_free(&t);
	return 0;
}
