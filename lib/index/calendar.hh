/* calendar.hh - the days of a time zone, for many instants.
 *
 * The C library takes long to find the offset of an instant. It is the same
 * for months, so it is asked for stretches of twelve days: where it is equal
 * at both ends of one it holds all through. */
#ifndef GZ_CALENDAR_HH
#define GZ_CALENDAR_HH

#include <cstdint>
#include <unordered_map>

#include "gz/date.h"

class Calendar
{
      public:
	explicit Calendar(const gz_zone &zone);

	const gz_zone &zone() const
	{
		return zone_;
	}
	/* The day that the instant is on, as gz_days_from_civil() counts. */
	int64_t day(int64_t at)
	{
		int64_t local = at + (at >> STRETCH == stretch_
					      ? offset_
					      : offset_at(at));

		return (local - (local < 0 ? DAY - 1 : 0)) / DAY;
	}

      private:
	enum : int64_t {
		DAY = 86400,
		STRETCH = 20, /* 2^20 seconds */
	};
	int64_t offset_at(int64_t at);

	const gz_zone zone_;
	std::unordered_map<int64_t, int64_t> known_; /* by stretch */
	int64_t stretch_ = INT64_MAX, offset_ = 0;   /* the last one */
};

#endif
