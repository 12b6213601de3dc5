/* myers.c - the least change from one sequence to another. See myers.h.
 *
 * In a grid of a to the right and b downwards, a path from the upper left to
 * the lower right goes right for what is deleted, down for what is inserted,
 * and along a diagonal for what is the same. For each number d of changes, and
 * each diagonal k = x - y, x of the furthest point reached is kept; the way
 * back is read off these. */
#include "myers.h"

#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"

struct grid {
	struct piece *a, *b;
	int32_t count_a, count_b;
	int32_t *
		far; /* by k, from -MYERS_CHANGES - 1; 0 stands in the middle */
	int32_t **trace; /* by d: far[-d..d] before it was d */
	int32_t d;
	size_t *steps;
};

static void mark(struct piece *p, size_t count)
{
	for (size_t i = 0; i < count; i++)
		p[i].changed = true;
}

/* Whether diagonal k is best reached from k + 1, by an insertion. */
static bool comes_down(const int32_t *far, int32_t k, int32_t d)
{
	return k == -d || (k != d && far[k - 1] < far[k + 1]);
}

static int32_t follow(struct grid *g, int32_t x, int32_t y)
{
	int32_t begin = x;

	while (x < g->count_a && y < g->count_b && g->a[x].key == g->b[y].key) {
		x++;
		y++;
	}
	*g->steps -= *g->steps < (size_t)(x - begin) ? *g->steps
						     : (size_t)(x - begin);
	return x;
}

/* As far as d changes reach. True: to the end. */
static bool reach(struct grid *g, int32_t d)
{
	int32_t *far = g->far;

	for (int32_t k = -d; k <= d; k += 2) {
		int32_t x = comes_down(far, k, d) ? far[k + 1] : far[k - 1] + 1;

		far[k] = x = follow(g, x, x - k);
		if (x >= g->count_a && x - k >= g->count_b)
			return true;
	}
	return false;
}

static void remember(struct grid *g, int32_t d)
{
	size_t size = (2 * (size_t)d + 3) * sizeof(int32_t);

	g->trace[d] = gz_alloc(size);
	memcpy(g->trace[d], g->far - d - 1, size);
}

static bool find(struct grid *g)
{
	for (g->d = 0; g->d <= MYERS_CHANGES; g->d++) {
		size_t cost = 2 * (size_t)g->d + 1;

		if (*g->steps < cost)
			return false;
		*g->steps -= cost;
		remember(g, g->d);
		if (reach(g, g->d))
			return true;
	}
	g->d--;
	return false;
}

/* From the end to the beginning. */
static void walk_back(struct grid *g)
{
	int32_t x = g->count_a, y = g->count_b;

	for (int32_t d = g->d; d > 0; d--) {
		const int32_t *far = g->trace[d] + d + 1;
		bool down = comes_down(far, x - y, d);
		int32_t k = x - y + (down ? 1 : -1);

		x = far[k];
		y = x - k;
		*(down ? &g->b[y].changed : &g->a[x].changed) = true;
	}
}

static bool compare(struct piece *a, size_t count_a, struct piece *b,
		    size_t count_b, size_t *steps)
{
	int32_t *memory = gz_alloc((2 * MYERS_CHANGES + 3) * sizeof(*memory));
	int32_t *trace[MYERS_CHANGES + 1] = { NULL };
	struct grid g = { .a = a,
			  .b = b,
			  .count_a = (int32_t)count_a,
			  .count_b = (int32_t)count_b,
			  .far = memory + MYERS_CHANGES + 1,
			  .trace = trace,
			  .steps = steps };
	bool found = find(&g);

	if (found)
		walk_back(&g);
	for (int32_t d = 0; d <= MYERS_CHANGES; d++)
		free(trace[d]);
	free(memory);
	return found;
}

bool myers(struct piece *a, size_t count_a, struct piece *b, size_t count_b,
	   size_t *steps)
{
	while (count_a && count_b && a->key == b->key) {
		a++;
		b++;
		count_a--;
		count_b--;
	}
	while (count_a && count_b && a[count_a - 1].key == b[count_b - 1].key) {
		count_a--;
		count_b--;
	}
	if (count_a && count_b && compare(a, count_a, b, count_b, steps))
		return true;
	mark(a, count_a);
	mark(b, count_b);
	return !count_a || !count_b;
}
