/* recency.cc - queries that ask for what is new. See recency.hh. */
#include "shim.hh"

#include "recency.hh"

#include <algorithm>
#include <cstring>
#include <ctime>

static const char *const words[][1] = {
#include "etc/recency-words.inc"
};

static bool is_cue(const char *form)
{
	return std::any_of(std::begin(words), std::end(words),
			   [&](const char *const *word) {
				   return !strcmp(word[0], form);
			   });
}

/* By itself, or today's; not as a part of "treaty-breaking". */
static bool stands_alone(const gz_query *q)
{
	return q->end - q->start <= strlen(q->form[0]) + strlen("'s");
}

bool asks_for_news(const gz_query *q)
{
	if (q->op == GZ_Q_WORD)
		return !q->exact && stands_alone(q) && is_cue(q->form[0]);
	for (size_t i = 0; q->kid && q->op != GZ_Q_NOT && i < q->count; i++)
		if (asks_for_news(q->kid[i]))
			return true;
	return false;
}

int64_t newest_time(const gz_columns *c)
{
	int64_t now = time(nullptr);

	if (!c->blocks)
		return now;
	const gz_block_dates &d = c->dates[c->by_newest[0]];
	return d.least > d.greatest ? now : std::min(now, d.greatest);
}
