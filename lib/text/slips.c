/* slips.c - how far a word is from the one that was meant. See gz/text.h. */
#include <string.h>

#include "gz/text.h"
#include "gz/utf8.h"

enum {
	MOST_LETTERS = 64 /* of a token */
};

struct letters {
	size_t count;
	int32_t cp[MOST_LETTERS];
};

static void read_letters(const char *word, size_t len, struct letters *out)
{
	const char *end = word + len;

	out->count = 0;
	while (word < end && out->count < MOST_LETTERS)
		out->cp[out->count++] = gz_utf8_next(&word, end);
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static bool is_swap(const struct letters *a, size_t i, const struct letters *b,
		    size_t j)
{
	return i > 1 && j > 1 && a->cp[i - 1] == b->cp[j - 2] &&
	       a->cp[i - 2] == b->cp[j - 1];
}

/* Row i of the table: what it costs to make the first i letters of a into the
 * first j of b, for every j. before and last are the rows i - 2 and i - 1.
 * Returns the least of the row. */
static unsigned fill_row(const struct letters *a, size_t i,
			 const struct letters *b, const struct gz_slips *slip,
			 const unsigned *before, const unsigned *last,
			 unsigned *row)
{
	unsigned best = row[0] = last[0] + slip->left_out;

	for (size_t j = 1; j <= b->count; j++) {
		bool other = a->cp[i - 1] != b->cp[j - 1];

		row[j] = least(last[j - 1] + (other ? slip->mistaken : 0),
			       least(last[j] + slip->left_out,
				     row[j - 1] + slip->put_in));
		if (is_swap(a, i, b, j))
			row[j] = least(row[j], before[j - 2] + slip->swapped);
		best = least(best, row[j]);
	}
	return best;
}

static unsigned cost(const struct letters *a, const struct letters *b,
		     const struct gz_slips *slip, unsigned most)
{
	unsigned row[3][MOST_LETTERS + 1], best = 0, before;

	for (size_t j = 0; j <= b->count; j++)
		row[0][j] = (unsigned)j * slip->put_in;
	for (size_t i = 1; i <= a->count; i++) {
		before = best;
		best = fill_row(a, i, b, slip, row[(i + 1) % 3],
				row[(i + 2) % 3], row[i % 3]);
		if (best > most && before > most) /* a swap spans two rows */
			return most + 1;
	}
	return least(row[a->count % 3][b->count], most + 1);
}

unsigned gz_slip_cost(const char *meant, size_t meant_len, const char *typed,
		      size_t typed_len, const struct gz_slips *slip,
		      unsigned most)
{
	static const struct gz_slips each = { 1, 1, 1, 1 };
	struct letters a, b;

	slip = slip ? slip : &each;
	read_letters(meant, meant_len, &a);
	read_letters(typed, typed_len, &b);
	if ((a.count > b.count &&
	     (a.count - b.count) * slip->left_out > most) ||
	    (b.count > a.count && (b.count - a.count) * slip->put_in > most))
		return most + 1;
	return cost(&a, &b, slip, most);
}
