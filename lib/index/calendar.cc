/* calendar.cc - the days of a time zone. See calendar.hh. */
#include "calendar.hh"

Calendar::Calendar(const gz_zone &zone) : zone_(zone)
{
}

/* Clocks change within a stretch. */
static const int64_t CHANGES = INT64_MAX;

static int64_t ask(const gz_zone &zone, int64_t at)
{
	return gz_zone_local(&zone, at) - at;
}

int64_t Calendar::offset_at(int64_t at)
{
	const int64_t length = (int64_t)1 << STRETCH;
	int64_t stretch = at >> STRETCH, first = stretch * length;
	auto known = known_.find(stretch);

	if (known == known_.end()) {
		int64_t a = ask(zone_, first);
		int64_t b = ask(zone_, first + length - 1);

		known = known_.emplace(stretch, a == b ? a : CHANGES).first;
	}
	if (known->second == CHANGES)
		return ask(zone_, at);
	stretch_ = stretch;
	return offset_ = known->second;
}
