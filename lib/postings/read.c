/* read.c - opens a postings file. See gz/postings.h and file.h. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* The whole file, or NULL. */
static const unsigned char *map_file(const char *path, size_t *size,
				     struct gz_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *map = MAP_FAILED;

	if (fd < 0) {
		gz_fail(err, errno == ENOENT ? GZ_MISSING : GZ_SYSTEM, "%s: %s",
			path, strerror(errno));
		return NULL;
	}
	if (fstat(fd, &st) == 0 && st.st_size >= (off_t)sizeof(struct header)) {
		*size = (size_t)st.st_size;
		map = mmap(NULL, *size, PROT_READ, MAP_SHARED, fd, 0);
		if (map == MAP_FAILED)
			gz_fail(err, GZ_SYSTEM, "%s: %s", path,
				strerror(errno));
	} else {
		gz_fail(err, GZ_DATA, "%s: not a postings file", path);
	}
	close(fd);
	return map == MAP_FAILED ? NULL : map;
}

static bool parts_fit(const struct header *h)
{
	uint64_t end = sizeof(*h);

	for (int i = 0; i < PARTS; i++) {
		if (h->part[i].start < end || h->part[i].start % 8 ||
		    h->part[i].start > h->size ||
		    h->part[i].size > h->size - h->part[i].start)
			return false;
		end = h->part[i].start + h->part[i].size;
	}
	return end == h->size;
}

static bool parts_agree(const struct header *h)
{
	uint64_t rows = h->end - (uint64_t)h->first;
	uint64_t groups = h->terms / GROUP + (h->terms % GROUP != 0);

	return h->first <= h->end && groups <= UINT32_MAX &&
	       h->part[PART_LENGTHS].size == rows * sizeof(uint32_t) &&
	       h->part[PART_BODIES].size == rows * sizeof(uint32_t) &&
	       h->part[PART_POSTINGS].size >= GZ_BLOCK &&
	       h->part[PART_DICTIONARY].size <= UINT32_MAX + (uint64_t)1 &&
	       h->part[PART_KEYS].size == groups * sizeof(uint64_t) &&
	       h->part[PART_GROUPS].size == groups * sizeof(uint32_t);
}

static bool header_is_good(const struct header *h, size_t size,
			   const char *path, struct gz_err *err)
{
	if (memcmp(h->magic, FILE_MAGIC, sizeof(h->magic)))
		return gz_fail(err, GZ_DATA, "%s: not a postings file", path);
	if (h->self != XXH3_64bits(h, offsetof(struct header, self)))
		return gz_fail(err, GZ_DATA, "%s: its header is damaged", path);
	if (h->size != size)
		return gz_fail(err, GZ_DATA,
			       "%s: %zu bytes, %llu are to be there", path,
			       size, (unsigned long long)h->size);
	if (h->block != GZ_BLOCK || h->group != GROUP)
		return gz_fail(err, GZ_DATA,
			       "%s: written by a build of other sizes", path);
	if (!parts_fit(h) || !parts_agree(h))
		return gz_fail(err, GZ_DATA, "%s: its header is damaged", path);
	return true;
}

static const void *part_at(const struct gz_postings *p, enum part part)
{
	return p->map + p->header->part[part].start;
}

static void find_parts(struct gz_postings *p)
{
	p->lengths = part_at(p, PART_LENGTHS);
	p->bodies = part_at(p, PART_BODIES);
	p->dictionary = part_at(p, PART_DICTIONARY);
	p->dictionary_end = p->dictionary +
			    p->header->part[PART_DICTIONARY].size;
	p->keys = part_at(p, PART_KEYS);
	p->groups = part_at(p, PART_GROUPS);
	p->group_count = p->header->part[PART_GROUPS].size / sizeof(uint32_t);
}

struct gz_postings *gz_postings_open(const char *path, struct gz_err *err)
{
	size_t size = 0;
	const unsigned char *map = map_file(path, &size, err);
	struct gz_postings *p;

	if (!map)
		return NULL;
	if (!header_is_good((const struct header *)map, size, path, err)) {
		munmap((void *)map, size);
		return NULL;
	}
	p = gz_alloc(sizeof(*p));
	p->path = gz_strdup(path);
	p->map = map;
	p->header = (const struct header *)map;
	find_parts(p);
	return p;
}

void gz_postings_close(struct gz_postings *p)
{
	if (!p)
		return;
	munmap((void *)p->map, p->header->size);
	free(p->path);
	free(p);
}

uint32_t gz_postings_first(const struct gz_postings *p)
{
	return p->header->first;
}

uint32_t gz_postings_end(const struct gz_postings *p)
{
	return p->header->end;
}

const uint32_t *gz_postings_lengths(const struct gz_postings *p)
{
	return p->lengths;
}

const uint32_t *gz_postings_bodies(const struct gz_postings *p)
{
	return p->bodies;
}
