/* lists.c - word lists as hash tables, built once. See lists.h. */
#include "lists.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "gz/text.h"

#define SLOTS 1024 /* a power of two, at least twice the longest list */

typedef const char *const row[2];

static row stop_words[] = {
#include "etc/stop-words.inc"
};
static row ambiguous[] = {
#include "etc/ambiguous-acronyms.inc"
};
static row abbreviations[] = {
#include "etc/abbreviations.inc"
};

static struct list {
	row *rows;
	size_t count;
	size_t longest;
	uint16_t slot[SLOTS]; /* row + 1, 0 = free */
} lists[LIST_COUNT] = {
	[LIST_STOP_WORDS] = { stop_words,
			      sizeof(stop_words) / sizeof(row),
			      0,
			      { 0 } },
	[LIST_AMBIGUOUS] = { ambiguous,
			     sizeof(ambiguous) / sizeof(row),
			     0,
			     { 0 } },
	[LIST_ABBREVIATIONS] = { abbreviations,
				 sizeof(abbreviations) / sizeof(row),
				 0,
				 { 0 } },
};
static pthread_once_t built = PTHREAD_ONCE_INIT;

static uint32_t hash(const char *word, size_t len)
{
	uint32_t h = (uint32_t)len;

	for (size_t i = 0; i < len; i++)
		h = h * 31 + (unsigned char)word[i];
	return h ^ h >> 10;
}

static void build(void)
{
	for (struct list *l = lists; l < lists + LIST_COUNT; l++) {
		assert(l->count * 2 <= SLOTS);
		for (size_t i = 0; i < l->count; i++) {
			size_t len = strlen(l->rows[i][0]);
			uint32_t at = hash(l->rows[i][0], len);

			while (l->slot[at % SLOTS])
				at++;
			l->slot[at % SLOTS] = (uint16_t)(i + 1);
			if (len > l->longest)
				l->longest = len;
		}
	}
}

const char *gz_text_list(enum text_list list, const char *word, size_t len)
{
	const struct list *l = &lists[list];

	pthread_once(&built, build);
	if (len > l->longest)
		return NULL;
	for (uint32_t at = hash(word, len); l->slot[at % SLOTS]; at++) {
		row *r = &l->rows[l->slot[at % SLOTS] - 1];

		if (strncmp((*r)[0], word, len) == 0 && !(*r)[0][len])
			return (*r)[1] ? (*r)[1] : "";
	}
	return NULL;
}

bool gz_is_stop_word(const char *word, size_t len)
{
	return gz_text_list(LIST_STOP_WORDS, word, len) != NULL;
}
