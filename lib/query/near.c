/* near.c - words within a distance of each other. See gz/query.h. */
#include "gz/query.h"

#include <string.h>

struct nearness {
	uint32_t distance;
	bool ordered; /* a before b */
};

static bool is_near(const struct gz_run *a, const struct gz_run *b,
		    const struct nearness *n)
{
	if (b->first > a->last)
		return b->first - a->last <= n->distance;
	if (a->first > b->last)
		return !n->ordered && a->first - b->last <= n->distance;
	return false;
}

/* Clear used[] of every run of b that has no used run of a near it; from
 * behind, of every run of a that has none of b. Both lists ascend, so the
 * part of the other that can be near moves along. */
static void keep_near(struct gz_near_list *b, const struct gz_near_list *a,
		      const struct nearness *n, bool from_behind)
{
	size_t low = 0;

	for (size_t i = 0; i < b->count; i++) {
		const struct gz_run *r = &b->run[i];
		bool near = false;

		while (low < a->count &&
		       a->run[low].last + n->distance < r->first)
			low++;
		for (size_t j = low; !near && j < a->count &&
				     a->run[j].first <= r->last + n->distance;
		     j++)
			near = a->used[j] &&
			       (from_behind ? is_near(r, &a->run[j], n)
					    : is_near(&a->run[j], r, n));
		b->used[i] = b->used[i] && near;
	}
}

bool gz_near(struct gz_near_list *lists, size_t count, uint32_t distance,
	     bool ordered)
{
	const struct nearness n = { distance, ordered };

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < lists[i].count; j++)
			lists[i].used[j] = true;
	for (size_t i = 1; i < count; i++)
		keep_near(&lists[i], &lists[i - 1], &n, false);
	for (size_t i = count - 1; i > 0; i--)
		keep_near(&lists[i - 1], &lists[i], &n, true);
	for (size_t j = 0; count && j < lists[0].count; j++)
		if (lists[0].used[j])
			return true;
	return false;
}
