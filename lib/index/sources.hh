/* sources.hh - posting sources: filters and orders that Xapian's matcher asks
 * about one article after another, down the pile. None has a weight but the
 * orders. A filter stands beside posting lists (OP_AND, OP_FILTER), which
 * Xapian walks first since a filter claims that everything matches. */
#ifndef GZ_SOURCES_HH
#define GZ_SOURCES_HH

#include <functional>
#include <xapian.h>

#include "columns.hh"
#include "cursor.hh"

/* Base: articles first..last for which holds(). */
class Filter : public Xapian::PostingSource
{
      public:
	Filter(const Columns &c, Xapian::docid first, Xapian::docid last);
	void init(const Xapian::Database &) override;
	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	void next(double) override;
	void skip_to(Xapian::docid did, double) override;
	bool check(Xapian::docid did, double) override;
	bool at_end() const override;
	Xapian::docid get_docid() const override;

      protected:
	virtual bool holds(Xapian::docid did) = 0;
	/* The first docid >= did that may hold. */
	virtual Xapian::docid hop(Xapian::docid did);

	const Columns &columns;
	const Xapian::docid first, last;

      private:
	void settle();
	Xapian::docid did = 0;
	Xapian::doccount most = 0; /* articles alive that can match */
};

/* Published within [from, to], both included. */
class DateFilter : public Filter
{
      public:
	DateFilter(const Columns &c, int64_t from, int64_t to);

      protected:
	bool holds(Xapian::docid did) override;
	Xapian::docid hop(Xapian::docid did) override;

      private:
	const int64_t from, to;
};

/* Articles first..last, for walking the pile piece by piece. */
class WindowFilter : public Filter
{
      public:
	using Filter::Filter;

      protected:
	bool holds(Xapian::docid did) override;
};

/* Stands in the body: counted there more often than its title accounts for. */
class BodyFilter : public Filter
{
      public:
	BodyFilter(const Columns &c, const Xapian::Database &db,
		   const std::string &term, const std::string &title_term);

      protected:
	bool holds(Xapian::docid did) override;

      private:
	TermCursor all, title;
};

/* Whatever a function says of a docid; for what is read per article. */
class TestFilter : public Filter
{
      public:
	using test = std::function<bool(Xapian::docid)>;
	TestFilter(const Columns &c, test holds);

      protected:
	bool holds(Xapian::docid did) override;

      private:
	const test test_;
};

/* Weight: the later published, the more; undated 0. The bound falls from
 * block to block, so the matcher stops when nothing newer can come, whatever
 * the order of docids. */
class Newest : public Xapian::PostingSource
{
      public:
	explicit Newest(const Columns &c);
	void init(const Xapian::Database &) override;
	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	double get_weight() const override;
	void next(double) override;
	void skip_to(Xapian::docid did, double) override;
	bool check(Xapian::docid did, double) override;
	bool at_end() const override;
	Xapian::docid get_docid() const override;

      protected:
	virtual double weight(int64_t published) const;
	virtual double bound(const block &b) const;
	const Columns &columns;

      private:
	void move(Xapian::docid to);
	Xapian::docid did = 0;
	Xapian::doccount all = 0; /* articles alive */
	size_t block_at = SIZE_MAX;
};

/* The other way round: the earlier, the more. Its bound is that of the whole
 * pile; searches walk windows from the far end instead. */
class Oldest : public Newest
{
      public:
	using Newest::Newest;

      protected:
	double weight(int64_t published) const override;
	double bound(const block &b) const override;
};

#endif
