/* sources.cc - posting sources. See sources.hh. */
#include "sources.hh"

#include <algorithm>

/* Later than any date: seconds of the year 10000. A double holds every second
 * since the year 1 exactly. */
static const double LATEST = 253402300800.0;
static const double EARLIEST = -62135596800.0;

Filter::Filter(const Columns &c, Xapian::docid first_, Xapian::docid last_)
    : columns(c), first(first_), last(last_)
{
}

/* Docids have gaps: what a filter claims must not exceed the articles that
 * there are, or Xapian's sums come out too large. */
void Filter::init(const Xapian::Database &db)
{
	did = 0;
	most = first > last ? 0
			    : std::min<Xapian::doccount>(db.get_doccount(),
							 last - first + 1);
	set_maxweight(0);
}

Xapian::doccount Filter::get_termfreq_min() const
{
	return 0;
}

Xapian::doccount Filter::get_termfreq_est() const
{
	return get_termfreq_max();
}

Xapian::doccount Filter::get_termfreq_max() const
{
	return most;
}

Xapian::docid Filter::hop(Xapian::docid at)
{
	return at;
}

void Filter::settle()
{
	if (did < first)
		did = first;
	while (did <= last) {
		Xapian::docid to = hop(did);

		if (to != did)
			did = to;
		else if (columns.alive(did) && holds(did))
			return;
		else
			did++;
	}
}

void Filter::next(double)
{
	did++;
	settle();
}

void Filter::skip_to(Xapian::docid to, double)
{
	if (to > did)
		did = to;
	settle();
}

bool Filter::check(Xapian::docid at, double)
{
	did = at;
	if (did > last)
		return true; /* at the end */
	return did >= first && holds(did);
}

bool Filter::at_end() const
{
	return did > last;
}

Xapian::docid Filter::get_docid() const
{
	return did;
}

static Xapian::docid first_within(const Columns &c, int64_t from, int64_t to)
{
	Xapian::docid did = c.lowest();

	while (did < DOCID_TOP &&
	       (c.block_of(did).greatest < from || c.block_of(did).least > to))
		did = Columns::next_block(did);
	return did;
}

static Xapian::docid last_within(const Columns &c, int64_t from, int64_t to)
{
	size_t b = 0;

	while (b < c.blocks().size() &&
	       (c.blocks()[b].greatest < from || c.blocks()[b].least > to))
		b++;
	return DOCID_TOP - 1 - (Xapian::docid)(b * Columns::BLOCK);
}

DateFilter::DateFilter(const Columns &c, int64_t from_, int64_t to_)
    : Filter(c, first_within(c, from_, to_), last_within(c, from_, to_)),
      from(from_), to(to_)
{
}

bool DateFilter::holds(Xapian::docid did)
{
	int64_t at = columns.published(did);

	return at != GZ_TIME_NONE && at >= from && at <= to;
}

Xapian::docid DateFilter::hop(Xapian::docid did)
{
	const block &b = columns.block_of(did);

	return b.greatest < from || b.least > to ? Columns::next_block(did)
						 : did;
}

bool WindowFilter::holds(Xapian::docid)
{
	return true;
}

BodyFilter::BodyFilter(const Columns &c, const Xapian::Database &db,
		       const std::string &term, const std::string &title_term)
    : Filter(c, c.lowest(), DOCID_TOP - 1), all(db, term), title(db, title_term)
{
}

bool BodyFilter::holds(Xapian::docid did)
{
	if (!all.has(did))
		return false;
	return all.count() >
	       TITLE_WEIGHT * (title.has(did) ? title.count() : 0);
}

TestFilter::TestFilter(const Columns &c, test holds_)
    : Filter(c, c.lowest(), DOCID_TOP - 1), test_(std::move(holds_))
{
}

bool TestFilter::holds(Xapian::docid did)
{
	return test_(did);
}

Newest::Newest(const Columns &c) : columns(c)
{
}

void Newest::init(const Xapian::Database &db)
{
	all = db.get_doccount();
	did = columns.lowest() - 1;
	block_at = SIZE_MAX;
	set_maxweight(columns.rows() ? bound(columns.blocks().back()) : 0);
}

Xapian::doccount Newest::get_termfreq_min() const
{
	return 0;
}

Xapian::doccount Newest::get_termfreq_est() const
{
	return all;
}

Xapian::doccount Newest::get_termfreq_max() const
{
	return all;
}

double Newest::weight(int64_t published) const
{
	return published == GZ_TIME_NONE ? 0 : (double)published - EARLIEST + 1;
}

double Newest::bound(const block &b) const
{
	return weight(b.greatest_until);
}

double Newest::get_weight() const
{
	return weight(columns.published(did));
}

void Newest::move(Xapian::docid to)
{
	did = to;
	if (at_end() || did < columns.lowest())
		return;
	size_t b = Columns::row_of(did) / Columns::BLOCK;

	if (b != block_at)
		set_maxweight(bound(columns.blocks()[b]));
	block_at = b;
}

void Newest::next(double)
{
	Xapian::docid to = did + 1;

	while (to < DOCID_TOP && !columns.alive(to))
		to++;
	move(to);
}

void Newest::skip_to(Xapian::docid to, double)
{
	if (to > did) {
		did = to - 1;
		next(0);
	}
}

bool Newest::check(Xapian::docid to, double)
{
	move(to);
	return true;
}

bool Newest::at_end() const
{
	return did >= DOCID_TOP;
}

Xapian::docid Newest::get_docid() const
{
	return did;
}

double Oldest::weight(int64_t published) const
{
	return published == GZ_TIME_NONE ? 0 : LATEST - (double)published;
}

double Oldest::bound(const block &) const
{
	return LATEST - EARLIEST;
}
