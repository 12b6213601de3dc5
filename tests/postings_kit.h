/* postings_kit.h - articles for the tests of postings: a model, and files made
 * of it in a folder of their own. */
#ifndef POSTINGS_KIT_H
#define POSTINGS_KIT_H

#include "gz/postings.h"

#include "check.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

static char dir[] = "/tmp/test_postings.XXXXXX";

static inline const char *path_of(const char *name)
{
	static char path[4][300];
	static int i;

	i = (i + 1) % 4;
	snprintf(path[i], sizeof(path[i]), "%s/%s", dir, name);
	return path[i];
}

static inline uint32_t random_below(uint32_t n)
{
	static uint64_t state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 16) % n);
}

/* ---- the model: tf and places by term and row ---- */

enum {
	TERMS = 60,
	ROWS = GZ_BLOCK * 12 + 3,
	MOST_PLACES = 400,
};

struct model {
	uint32_t first, end; /* rows [first, end) are in it */
	uint32_t length[ROWS], body[ROWS];
	uint32_t origin[ROWS]; /* the row as it was invented */
	uint16_t tf[TERMS][ROWS];
};

/* Term 0 is in all, term 1 in half, and so on; lists of all kinds. Some have
 * a long beginning in common, and some are the beginning of others. */
static inline size_t spell(uint32_t term, char *out)
{
	static const char *const front[] = { "", "Z",
					     "Qhttp://www.example.org/2017/",
					     "taxes and spending", "tax" };

	return (size_t)sprintf(out, "%s%u%.*s", front[term % 5], term * 7919,
			       (int)(term * 4), /* the last ones are long */
			       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			       "xxxxxxxxx");
}

static inline uint32_t random_tf(uint32_t term)
{
	if (term % 3 == 0)
		return 1;
	if (random_below(50) == 0)
		return 250 + random_below(10);
	return 1 + random_below(4);
}

static inline void invent(struct model *m, uint32_t first, uint32_t end)
{
	memset(m, 0, sizeof(*m));
	m->first = first;
	m->end = end;
	for (uint32_t row = first; row < end; row++) {
		if (random_below(10) == 0 && row != first && row + 1 != end)
			continue;
		m->length[row] = random_below(4) ? 1 + random_below(2000)
						 : random_below(3);
		m->body[row] = random_below(20);
		m->origin[row] = row;
		for (uint32_t t = 0; t < TERMS; t++)
			if (random_below(1 + t * t / 2) == 0)
				m->tf[t][row] = (uint16_t)random_tf(t);
	}
}

/* The places of a term where it is; how many. Some terms have none. */
static inline size_t places_in(const struct model *m, uint32_t t, uint32_t row,
			       uint32_t *out)
{
	uint32_t state = (m->origin[row] * TERMS + t) * 2654435761u;
	size_t count = 1 + (state >> 16) % (t % 5 ? 3 : 12), n = 0;
	uint64_t place = (state >> 24) % 40;

	if (t % 4 == 3 || !m->tf[t][row])
		return 0;
	if (state >> 8 & 1 && t % 7 == 0)
		count = MOST_PLACES;
	while (n < count && place <= UINT32_MAX) {
		out[n++] = (uint32_t)place;
		state = state * 1664525 + 1013904223;
		place += 1 + (state >> 8) % 80;
		if (state >> 28 == 0)
			place += state >> (state >> 24 & 15);
	}
	if (state >> 28 == 1)
		out[n - 1] = UINT32_MAX;
	return n;
}

static inline bool exists(const struct model *m, uint32_t row)
{
	if (row == m->first || row + 1 == m->end || m->length[row] ||
	    m->body[row])
		return true;
	for (uint32_t t = 0; t < TERMS; t++)
		if (m->tf[t][row])
			return true;
	return false;
}

static inline void write_model(const struct model *m, uint32_t first,
			       uint32_t end, const char *path)
{
	struct gz_inverter *v = gz_inverter_new();
	uint32_t place[MOST_PLACES];
	char term[300];

	for (uint32_t row = end; row-- > first;) {
		if (!exists(m, row))
			continue;
		gz_inverter_row(v, row, m->length[row], m->body[row]);
		for (uint32_t t = 0; t < TERMS; t++) {
			size_t len = spell(t, term);

			gz_inverter_post(v, gz_inverter_term(v, term, len),
					 m->tf[t][row], place,
					 places_in(m, t, row, place));
		}
	}
	CHECK(gz_inverter_write(v, path, NULL));
	gz_inverter_free(v);
}

/* ---- an index: the model in several files ---- */

struct fixture {
	const struct gz_postings *file[16];
	struct gz_files files;
};

static inline void open_files(struct fixture *f, const struct model *m,
			      const uint32_t *bound, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *path = path_of(
			(const char[]){ (char)('0' + i), 0 });

		write_model(m, bound[i], bound[i + 1], path);
		f->file[i] = gz_postings_open(path, NULL);
		CHECK(f->file[i] != NULL);
	}
	f->files = (struct gz_files){ f->file, count, bound[count], m->length };
}

static inline void close_files(struct fixture *f)
{
	for (size_t i = 0; i < f->files.count; i++)
		gz_postings_close((struct gz_postings *)f->file[i]);
}

static inline uint32_t expected_tf(const struct model *m, uint32_t t,
				   uint32_t row)
{
	return m->tf[t][row] < GZ_MOST_TF ? m->tf[t][row] : GZ_MOST_TF;
}

static inline void print_line(void *arg, const char *line)
{
	(void)arg;
	puts(line);
}

static inline void remove_files(void)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d)))
		unlink(path_of(e->d_name));
	if (d)
		closedir(d);
	CHECK(rmdir(dir) == 0);
}

#endif
