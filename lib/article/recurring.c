/* recurring.c - paragraphs that recur in a source. See gz/recurring.h.
 *
 * Sources and paragraphs are known by 64-bit hashes of them; a paragraph's is
 * seeded with its source's. */
#include "gz/recurring.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#define RECURS_MAX 400 /* bytes of a paragraph that can recur */
#define LONG_MIN 200   /* bytes of one that tells a story from others */
#define STORIES_MIN 5
#define SHARE 20 /* in one of so many stories of its source */

/* --- hashes ---------------------------------------------------------------- */

/* Never 0. */
static uint64_t hash(uint64_t seed, const char *text, size_t len)
{
	uint64_t h = XXH3_64bits_withSeed(text, len, seed);

	return h ? h : 1;
}

/* Hashes and a number to each; open addressing, 0 is a free place. */
struct map {
	struct slot {
		uint64_t key;
		uint32_t value;
	} * slot;
	size_t count, size; /* a power of 2 */
};

static struct slot *place(const struct map *m, uint64_t key)
{
	size_t at = key & (m->size - 1);

	while (m->slot[at].key && m->slot[at].key != key)
		at = (at + 1) & (m->size - 1);
	return &m->slot[at];
}

static bool map_has(const struct map *m, uint64_t key)
{
	return m->size && place(m, key)->key;
}

/* The number of key, 0 if it is new; valid until the next call. */
static uint32_t *map_put(struct map *m, uint64_t key)
{
	struct slot *s;

	if (m->count * 2 >= m->size) {
		struct map old = *m;

		m->size = old.size ? old.size * 2 : 1024;
		m->slot = gz_alloc(m->size * sizeof(*m->slot));
		for (size_t i = 0; i < old.size; i++)
			if (old.slot[i].key)
				*place(m, old.slot[i].key) = old.slot[i];
		free(old.slot);
	}
	s = place(m, key);
	m->count += !s->key;
	s->key = key;
	return &s->value;
}

/* --- paragraphs ------------------------------------------------------------ */

struct span {
	const char *text;
	size_t len;
};

/* The paragraph at *at, of text parted by blank lines; moves *at behind it.
 * False: there is none. */
static bool next_paragraph(const char **at, struct span *p)
{
	const char *end;

	*at += strspn(*at, "\n");
	end = strstr(*at, "\n\n");
	*p = (struct span){ *at, end ? (size_t)(end - *at) : strlen(*at) };
	*at += p->len;
	return p->len > 0;
}

/* Whose article it is: the host of its URL or its source, in lower case, to be
 * freed; NULL if neither is known. */
static char *source_of(const struct gz_article *a)
{
	static const char scheme[] = "https://";
	char *url = a->url ? gz_url_canonical(a->url) : NULL, *name = NULL;
	size_t n = sizeof(scheme) - 1;

	if (url && strncmp(url, scheme, n) == 0)
		name = gz_strndup(url + n, strcspn(url + n, "/?:"));
	else if (a->source && !strpbrk(a->source, "\t\n"))
		name = gz_strdup(a->source);
	for (char *c = name; c && *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
	free(url);
	return name;
}

/* --- finding them ---------------------------------------------------------- */

struct found {
	char *text; /* from the second time on */
	uint32_t source, stories;
	uint32_t last; /* story it was seen in */
};

struct source {
	char *name;
	uint32_t stories;
};

struct gz_recurrences {
	struct map sources, paragraphs; /* to their number here, from 1 */
	struct map told;		/* long paragraphs */
	struct source *source;
	struct found *found;
	uint32_t source_count, found_count, story;
};

/* array with room for one more behind count elements of that size. */
static void *room(void *array, size_t count, size_t size)
{
	return count & (count - 1)
		       ? array
		       : gz_realloc(array, (count ? count * 2 : 1) * size);
}

struct gz_recurrences *gz_recurrences_open(void)
{
	return gz_alloc(sizeof(struct gz_recurrences));
}

void gz_recurrences_free(struct gz_recurrences *r)
{
	for (uint32_t i = 0; i < r->source_count; i++)
		free(r->source[i].name);
	for (uint32_t i = 0; i < r->found_count; i++)
		free(r->found[i].text);
	free(r->source);
	free(r->found);
	free(r->sources.slot);
	free(r->paragraphs.slot);
	free(r->told.slot);
	free(r);
}

/* Whether most of the long paragraphs are new; a body without any is told by
 * its longest one. */
static bool is_new_story(struct gz_recurrences *r, uint64_t seed,
			 const char *body)
{
	size_t fresh = 0, seen = 0;
	struct span p, longest = { 0 };

	for (const char *at = body; next_paragraph(&at, &p);)
		longest = p.len > longest.len ? p : longest;
	for (const char *at = body; next_paragraph(&at, &p);) {
		uint64_t key = hash(seed, p.text, p.len);

		if (p.len < LONG_MIN && p.text != longest.text)
			continue;
		if (map_has(&r->told, key))
			seen++;
		else
			fresh++;
		map_put(&r->told, key);
	}
	return fresh > seen;
}

static void count_one(struct gz_recurrences *r, uint64_t seed, uint32_t source,
		      const struct span *p)
{
	uint32_t *number = map_put(&r->paragraphs, hash(seed, p->text, p->len));
	struct found *f;

	if (!*number) {
		r->found = room(r->found, r->found_count, sizeof(*r->found));
		r->found[r->found_count++] = (struct found){ .source = source };
		*number = r->found_count;
	}
	f = &r->found[*number - 1];
	if (f->last == r->story)
		return;
	f->last = r->story;
	if (++f->stories == 2)
		f->text = gz_strndup(p->text, p->len);
}

/* The number of the source of that name, which is taken over, from 0. */
static uint32_t source_number(struct gz_recurrences *r, uint64_t seed,
			      char *name)
{
	uint32_t *number = map_put(&r->sources, seed);

	if (*number) {
		free(name);
		return *number - 1;
	}
	r->source = room(r->source, r->source_count, sizeof(*r->source));
	r->source[r->source_count++] = (struct source){ .name = name };
	*number = r->source_count;
	return *number - 1;
}

void gz_recurrences_count(struct gz_recurrences *r, const struct gz_article *a)
{
	char *name = source_of(a);
	uint64_t seed;
	uint32_t source;
	struct span p;

	if (!name)
		return;
	seed = hash(0, name, strlen(name));
	source = source_number(r, seed, name);
	if (!is_new_story(r, seed, a->body))
		return;
	r->story++;
	r->source[source].stories++;
	for (const char *at = a->body; next_paragraph(&at, &p);)
		if (p.len <= RECURS_MAX && !memchr(p.text, '\n', p.len) &&
		    !memchr(p.text, '\t', p.len))
			count_one(r, seed, source, &p);
}

static int by_source(const void *x, const void *y, void *arg)
{
	const struct gz_recurrences *r = arg;
	const struct found *a = *(const struct found *const *)x;
	const struct found *b = *(const struct found *const *)y;

	if (a->source != b->source)
		return strcmp(r->source[a->source].name,
			      r->source[b->source].name);
	if (a->stories != b->stories)
		return a->stories > b->stories ? -1 : 1;
	return strcmp(a->text, b->text);
}

void gz_recurrences_write(const struct gz_recurrences *r, struct gz_buf *out)
{
	const struct found **list = gz_alloc((r->found_count + 1) *
					     sizeof(const struct found *));
	size_t count = 0;

	for (uint32_t i = 0; i < r->found_count; i++) {
		const struct found *f = &r->found[i];

		if (f->stories >= STORIES_MIN &&
		    f->stories * SHARE >= r->source[f->source].stories)
			list[count++] = f;
	}
	qsort_r(list, count, sizeof(*list), by_source, (void *)r);
	gz_buf_puts(out, "# Paragraphs that recur. Delete those that are "
			 "text.\n# SOURCE\tSTORIES\tOF\tPARAGRAPH\n");
	for (size_t i = 0; i < count; i++) {
		const struct source *s = &r->source[list[i]->source];

		gz_buf_printf(out, "%s\t%u\t%u\t%s\n", s->name,
			      list[i]->stories, s->stories, list[i]->text);
	}
	free(list);
}

/* --- leaving them out ------------------------------------------------------ */

struct gz_recurring {
	struct map paragraphs;
};

/* Take in a line without its newline. False: it has not four columns. */
static bool take(struct gz_recurring *r, const char *line)
{
	const char *at = line;
	size_t source = strcspn(line, "\t");

	if (!*line || *line == '#')
		return true;
	for (int i = 0; i < 3; i++) {
		at = strchr(at, '\t');
		if (!at++)
			return false;
	}
	map_put(&r->paragraphs, hash(hash(0, line, source), at, strlen(at)));
	return true;
}

struct gz_recurring *gz_recurring_read(const char *path, struct gz_err *err)
{
	FILE *f = fopen(path, "re");
	struct gz_recurring *r;
	unsigned long number = 0;
	size_t size = 0;
	char *line = NULL;
	bool ok = true;

	if (!f) {
		gz_fail(err, GZ_MISSING, "%s: %s", path, strerror(errno));
		return NULL;
	}
	r = gz_alloc(sizeof(*r));
	while (ok && getline(&line, &size, f) >= 0) {
		number++;
		line[strcspn(line, "\n")] = '\0';
		ok = take(r, line);
	}
	if (ferror(f))
		ok = gz_fail(err, GZ_SYSTEM, "%s: %s", path, strerror(errno));
	else if (!ok)
		gz_fail(err, GZ_DATA,
			"%s:%lu: not source, stories, of, paragraph, parted by "
			"tabs; gazette recurring writes such a file",
			path, number);
	free(line);
	fclose(f);
	if (ok)
		return r;
	gz_recurring_free(r);
	return NULL;
}

void gz_recurring_free(struct gz_recurring *r)
{
	if (r)
		free(r->paragraphs.slot);
	free(r);
}

void gz_recurring_drop(const struct gz_recurring *r, struct gz_article *a)
{
	char *name = source_of(a);
	uint64_t seed = name ? hash(0, name, strlen(name)) : 0;
	struct gz_buf kept = { 0 };
	struct span p;

	for (const char *at = a->body; name && next_paragraph(&at, &p);) {
		if (map_has(&r->paragraphs, hash(seed, p.text, p.len)))
			continue;
		if (kept.len)
			gz_buf_puts(&kept, "\n\n");
		gz_buf_add(&kept, p.text, p.len);
	}
	if (kept.len && kept.len < strlen(a->body)) {
		free(a->body);
		a->body = gz_buf_take(&kept);
	}
	gz_buf_free(&kept);
	free(name);
}
