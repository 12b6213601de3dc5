/* batch.c - spooled articles on their way into the index. See batch.h. */
#include "batch.h"

#include <stdlib.h>
#include <string.h>

void batch_add(struct batch *b, uint32_t file, struct read_part *part)
{
	if (b->count == 0)
		clock_gettime(CLOCK_MONOTONIC, &b->since);
	if (b->count == b->size) {
		b->size = b->size ? b->size * 2 : 256;
		b->entry = gz_realloc(b->entry, b->size * sizeof(b->entry[0]));
	}
	b->entry[b->count] = (struct entry){ .id = part->id,
					     .at = part->at,
					     .published = part->published,
					     .file = file,
					     .line = part->line,
					     .removal = part->removal };
	memcpy(b->entry[b->count].hash, part->hash, sizeof(part->hash));
	b->bytes += part->at.len;
	b->count++;
	part->id = NULL;
}

void batch_free(struct batch *b)
{
	for (size_t i = 0; i < b->count + b->dropped; i++)
		free(b->entry[i].id);
	free(b->entry);
	*b = (struct batch){ 0 };
}

static int by_id(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int order = strcmp(a->id, b->id);

	if (order)
		return order;
	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

/* Newest first, undated last; of one instant by id. */
static int by_age(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	if (a->published != b->published)
		return a->published > b->published ? -1 : 1;
	return strcmp(a->id, b->id);
}

static bool same_hash(const unsigned char *a, const unsigned char *b)
{
	return memcmp(a, b, 16) == 0;
}

/* Compare with what the index holds. */
static bool judge(struct entry *e, struct gz_writer *w, struct gz_err *err)
{
	struct gz_held held;

	if (!gz_writer_find(w, e->id, &held, err))
		return false;
	e->replaces = held.docid;
	if (e->removal)
		e->fate = held.docid || e->overtakes ? FATE_REMOVED
						     : FATE_UNCHANGED;
	else if (!held.docid)
		e->fate = FATE_ADDED;
	else
		e->fate = same_hash(held.hash, e->hash) ? FATE_UNCHANGED
							: FATE_REPLACED;
	return true;
}

/* An id read twice: the last one counts, the others were replaced by it. */
static bool is_overtaken(struct batch *b, size_t i)
{
	struct entry *e = &b->entry[i];

	if (i + 1 == b->count || strcmp(e->id, e[1].id) != 0)
		return false;
	if (e->removal)
		e->fate = FATE_REMOVED;
	else if (!e[1].removal && same_hash(e->hash, e[1].hash))
		e->fate = FATE_UNCHANGED;
	else
		e->fate = FATE_REPLACED;
	e[1].overtakes = !e->removal || e->overtakes;
	return true;
}

/* Its file was so large, or slow to read, that a later one was before it. */
static bool is_late(struct entry *e, const struct names *later)
{
	e->fate = e->removal ? FATE_REMOVED : FATE_REPLACED;
	return names_find(later, e->id) > e->file;
}

static void swap(struct entry *a, struct entry *b)
{
	struct entry was = *a;

	*a = *b;
	*b = was;
}

/* Put what need not go in behind the rest. False: the index could not be
 * asked. */
static bool sift(struct batch *b, const struct names *later,
		 struct gz_writer *w, struct gz_err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->count; i++) {
		struct entry *e = &b->entry[i];

		if (is_overtaken(b, i) || is_late(e, later))
			continue;
		if (!judge(e, w, err))
			return false;
		if (e->removal)
			b->removals += e->replaces != 0;
		else if (e->fate != FATE_UNCHANGED)
			swap(&b->entry[kept++], e);
	}
	b->dropped = b->count - kept;
	b->count = kept;
	return true;
}

bool batch_arrange(struct batch *b, const struct names *later,
		   struct gz_writer *w, struct gz_err *err)
{
	uint32_t docid;

	if (b->count)
		qsort(b->entry, b->count, sizeof(b->entry[0]), by_id);
	if (!sift(b, later, w, err))
		return false;
	if (!b->count)
		return true;
	qsort(b->entry, b->count, sizeof(b->entry[0]), by_age);
	if (!gz_writer_claim(w, b->count, &docid, err))
		return false;
	for (size_t i = 0; i < b->count; i++)
		b->entry[i].docid = docid + (uint32_t)i;
	return true;
}
