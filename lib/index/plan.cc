/* plan.cc - a plan and all that it borrows. See plan.hh. */
#include "plan.hh"

#include <algorithm>

#include "schema.h"

/* What a word weighs that a query has once more. */
static const float REPEATED = 0.3f;

/* What recency can add where it is asked for. */
static const float RECENCY_SHARE = 0.15f;
static const double HALF_LIFE = 7 * 24 * 3600.0;

Plan::Plan(Lists *lists, const gz_files *files, size_t articles)
    : lists_(lists), files_(files), articles_(articles)
{
}

Plan::~Plan()
{
	for (gz_list &l : sums_)
		gz_list_free(&l);
}

const gz_list *Plan::list(const std::string &term)
{
	shared_list &l = by_term_[term];

	if (!l)
		l = lists_->get(files_, term);
	return l.get();
}

const gz_list *Plan::list(const std::vector<std::string> &terms)
{
	std::vector<gz_list> of;
	const gz_list *one = list(terms[0]);

	for (const std::string &term : terms)
		if (list(term)->rows) {
			one = list(term);
			of.push_back(*one);
		}
	if (of.size() < 2)
		return one;
	sums_.emplace_back();
	gz_list_sum(&sums_.back(), files_, of.data(), of.size());
	return &sums_.back();
}

gz_node *Plan::node(gz_match_op op)
{
	nodes_.emplace_back();
	nodes_.back().op = op;
	return &nodes_.back();
}

gz_node *Plan::all()
{
	return node(GZ_M_ALL);
}

gz_node *Plan::none()
{
	return node(GZ_M_NONE);
}

gz_node *Plan::of_list(const gz_list *list)
{
	gz_node *n = node(GZ_M_LIST);

	n->list = list;
	return n;
}

gz_node *Plan::of_body(const gz_list *list, const gz_list *title)
{
	gz_node *n = node(GZ_M_BODY);

	n->list = list;
	n->title = title;
	n->times_title = TITLE_WEIGHT;
	return n;
}

gz_node *Plan::of_row(uint32_t row)
{
	gz_node *n = node(GZ_M_ROW);

	n->row = row;
	return n;
}

gz_node *Plan::of_dates(int64_t from, int64_t to)
{
	gz_node *n = node(GZ_M_DATES);

	n->from = from;
	n->to = to;
	return n;
}

gz_node *Plan::of_test(std::function<bool(uint32_t)> test)
{
	gz_node *n = node(GZ_M_TEST);

	tests_.push_back(std::move(test));
	n->arg = &tests_.back();
	n->test = [](void *arg, uint32_t row) {
		return (*static_cast<std::function<bool(uint32_t)> *>(arg))(
			row);
	};
	return n;
}

gz_node *Plan::parent(gz_match_op op, const std::vector<gz_node *> &kids)
{
	gz_node *n = node(op);

	kids_.push_back(kids);
	n->kid = kids_.back().data();
	n->count = kids_.back().size();
	return n;
}

gz_node *Plan::every(const std::vector<gz_node *> &kids)
{
	std::vector<gz_node *> flat;

	for (gz_node *kid : kids)
		if (kid->op == GZ_M_AND)
			flat.insert(flat.end(), kid->kid,
				    kid->kid + kid->count);
		else
			flat.push_back(kid);
	return parent(GZ_M_AND, flat);
}

gz_node *Plan::any(const std::vector<gz_node *> &kids)
{
	return kids.size() == 1 ? kids[0] : parent(GZ_M_OR, kids);
}

gz_node *Plan::opposite(gz_node *kid)
{
	return parent(GZ_M_NOT, { kid });
}

gz_node *Plan::some(unsigned least, const std::vector<gz_node *> &kids)
{
	gz_node *n = parent(GZ_M_SOME, kids);

	n->least = least;
	return n;
}

void Plan::score(const gz_list *list, double weight)
{
	double idf = gz_idf(articles_, list->rows);
	float most = (float)(weight * idf * (GZ_BM25_K1 + 1));

	for (gz_scoring &s : scoring_)
		if (s.list == list) {
			s.weight = std::max(s.weight, most) +
				   REPEATED * std::min(s.weight, most);
			return;
		}
	if (list->rows && most > 0)
		scoring_.push_back({ list, most });
}

void Plan::favour_new(int64_t now)
{
	float sum = 0;

	for (const gz_scoring &s : scoring_)
		sum += s.weight;
	plan_.recency = { RECENCY_SHARE * sum, now, HALF_LIFE };
}

const gz_plan *Plan::finish(gz_node *root)
{
	plan_.root = every({ root });
	plan_.scoring = scoring_.data();
	plan_.scorings = scoring_.size();
	gz_plan_order(&plan_);
	return &plan_;
}

void order_alone(gz_node *node)
{
	gz_plan one = {};

	one.root = node;
	gz_plan_order(&one);
}
