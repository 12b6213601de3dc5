/* plan.hh - a plan (gz/match.h) and all that it borrows: nodes, lists, and
 * what its tests look at. */
#ifndef GZ_PLAN_HH
#define GZ_PLAN_HH

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gz/match.h"
#include "lists.hh"

class Plan
{
      public:
	Plan(Lists *lists, const gz_files *files, size_t articles);
	~Plan();
	Plan(const Plan &) = delete;
	void operator=(const Plan &) = delete;

	/* The list of a term, or of any of several. */
	const gz_list *list(const std::string &term);
	const gz_list *list(const std::vector<std::string> &terms);

	gz_node *all();
	gz_node *none();
	gz_node *of_list(const gz_list *list);
	gz_node *of_body(const gz_list *list, const gz_list *title);
	gz_node *of_row(uint32_t row);
	gz_node *of_dates(int64_t from, int64_t to);
	gz_node *of_test(std::function<bool(uint32_t)> test);
	/* Kids that are ANDs themselves are taken apart. */
	gz_node *every(const std::vector<gz_node *> &kids);
	gz_node *any(const std::vector<gz_node *> &kids);
	gz_node *opposite(gz_node *kid);
	gz_node *some(unsigned least, const std::vector<gz_node *> &kids);

	/* Articles with the list score: BM25 by this weight. */
	void score(const gz_list *list, double weight);

	/* New articles score more, up to a share of what words can score. */
	void favour_new(int64_t now);

	/* All is said; root is what matches. */
	const gz_plan *finish(gz_node *root);

      private:
	gz_node *node(gz_match_op op);
	gz_node *parent(gz_match_op op, const std::vector<gz_node *> &kids);

	Lists *lists_;
	const gz_files *files_;
	const size_t articles_;
	std::deque<gz_node> nodes_;
	std::map<std::string, shared_list> by_term_;
	std::deque<gz_list> sums_;
	std::deque<std::vector<gz_node *>> kids_;
	std::deque<std::function<bool(uint32_t)>> tests_;
	std::vector<gz_scoring> scoring_;
	gz_plan plan_ = {};
};

/* Order a node that is matched by itself, beside the plan's root. */
void order_alone(gz_node *node);

#endif
