/* compile.cc - from a query tree to a plan. See compile.hh. */
#include "compile.hh"

#include "near.hh"
#include "terms.hh"
#include "vocabulary.hh"

/* The weight of a word's own form beside its stem's 1. */
static const double FORM_WEIGHT = 0.5;
/* That of another name of a word, shared among the words of a phrase. */
static const double SYNONYM_WEIGHT = 0.6;
/* That of a stop word beside words that are none: its list is long, and scoring
 * by it is half of what a search costs. See docs/ranking.md. */
static const double STOP_WEIGHT = 0;

class Compiler
{
      public:
	Compiler(gz_index *index, Plan *to, bool weigh_all, bool score)
	    : ix(index), plan(*to), stop_weight(weigh_all ? 1 : STOP_WEIGHT),
	      share(score ? 1 : 0)
	{
	}
	gz_node *compile(const gz_query *q);

      private:
	gz_node *node_of(const gz_query *q);
	gz_node *word(const gz_query *q);
	gz_node *prefix(const gz_query *q);
	gz_node *phrase(const gz_query *q);
	gz_node *phrase_part(const gz_query *q, size_t i);
	gz_node *near(const gz_query *q);
	gz_node *all(const gz_query *q);
	gz_node *any(const gz_query *q);
	gz_node *opposite(const gz_query *q);
	gz_node *value(const gz_query *q);
	gz_node *names(const gz_query *q, const name_column &names,
		       std::string (*name_term)(const char *));
	gz_node *holders(const std::string &term);
	gz_node *joined(gz_field field, const char *form);
	gz_node *inflected(gz_field field, const char *form, unsigned kind);
	gz_node *in_field(gz_field field, const std::string &term,
			  const std::string &title_term);
	gz_node *matched(const gz_list *list);
	void score(const std::string &term, double weight);

	gz_index *ix;
	Plan &plan;
	const double stop_weight;
	double share; /* of a weight that what is compiled scores by; 0: none */
};

void Compiler::score(const std::string &term, double weight)
{
	if (share > 0)
		plan.score(plan.list(term), share * weight);
}

/* What has the list matches, and scores by it. */
gz_node *Compiler::matched(const gz_list *list)
{
	if (share > 0)
		plan.score(list, share);
	return plan.of_list(list);
}

/* The term alone, bound to a field. It scores by all its occurrences. */
gz_node *Compiler::in_field(gz_field field, const std::string &own,
			    const std::string &title_term)
{
	score(own, 1);
	switch (field) {
	case GZ_F_HEADLINE:
		return plan.of_list(plan.list(title_term));
	case GZ_F_BODY:
		return plan.of_body(plan.list(own), plan.list(title_term));
	default:
		return plan.of_list(plan.list(own));
	}
}

/* The form as it comes of a hyphenated word: covid19 of COVID-19. */
gz_node *Compiler::joined(gz_field field, const char *form)
{
	std::string key = form_key(form, strlen(form), GZ_TOKEN_JOINED);

	return in_field(field, key, TERM_TITLE + key);
}

/* A word in all its inflections, its own form weighing more. */
gz_node *Compiler::inflected(gz_field field, const char *form, unsigned kind)
{
	size_t len = strlen(form);
	std::string key = form_key(form, len, kind);

	if (!has_stem(form, len, kind))
		return plan.any({ in_field(field, key, TERM_TITLE + key),
				  joined(field, form) });
	const char *s = gz_stem(ix->stemmer, form, len, &len);
	std::string stem(s, len);

	gz_node *n = in_field(field, TERM_STEM + stem, TERM_TITLE_STEM + stem);
	score(key, FORM_WEIGHT);
	return n;
}

gz_node *Compiler::word(const gz_query *q)
{
	const char *form = q->form[0];
	size_t len = strlen(form);
	unsigned kind = word_kind(form, len, q->kind[0]);
	std::string key = form_key(form, len, kind);
	double before = share;

	if (q->field == GZ_F_BYLINE)
		return matched(plan.list(TERM_BYLINE + key));
	if (gz_is_stop_word(form, len))
		share *= stop_weight;
	gz_node *n = q->exact ? in_field(q->field, key, TERM_TITLE + key)
			      : inflected(q->field, form, kind);
	if (q->joined) /* typed with its accents: those first */
		score(q->joined, FORM_WEIGHT);
	share = before;
	return n;
}

gz_node *Compiler::prefix(const gz_query *q)
{
	const char *field = q->field == GZ_F_HEADLINE ? TERM_TITLE
			    : q->field == GZ_F_BYLINE ? TERM_BYLINE
						      : "";
	std::vector<std::string> words;
	std::vector<gz_node *> in_body;

	for (const std::string &w :
	     words_beginning(ix->files.view(), field, q->form[0])) {
		if (q->field == GZ_F_BODY)
			in_body.push_back(
				in_field(GZ_F_BODY, w, TERM_TITLE + w));
		words.push_back(field + w);
	}
	if (words.empty())
		return plan.none();
	return q->field == GZ_F_BODY ? plan.any(in_body)
				     : matched(plan.list(words));
}

/* What has a word of the phrase, under one of its keys. */
gz_node *Compiler::phrase_part(const gz_query *q, size_t i)
{
	std::vector<std::string> own, titles;
	const char *field = q->field == GZ_F_BYLINE ? TERM_BYLINE : "";

	for (const std::string &key : phrase_word(q, i)) {
		own.push_back(field + key);
		titles.push_back(TERM_TITLE + key);
	}
	gz_node *n = matched(plan.list(own));
	return q->field == GZ_F_HEADLINE ? plan.of_list(plan.list(titles)) : n;
}

/* All the words, and the test of their places. */
gz_node *Compiler::phrase(const gz_query *q)
{
	std::vector<gz_node *> kids;

	for (size_t i = 0; i < q->count; i++)
		kids.push_back(phrase_part(q, i));
	kids.push_back(phrase_test(ix, &plan, q));
	gz_node *n = plan.every(kids);
	if (q->joined)
		n = plan.any(
			{ n, inflected(q->field, q->joined, GZ_TOKEN_WORD) });
	return n;
}

gz_node *Compiler::near(const gz_query *q)
{
	std::vector<gz_node *> kids;

	for (size_t i = 0; i < q->count; i++)
		kids.push_back(compile(q->kid[i]));
	kids.push_back(near_test(ix, &plan, q));
	return plan.every(kids);
}

gz_node *Compiler::all(const gz_query *q)
{
	std::vector<gz_node *> kids;

	for (size_t i = 0; i < q->count; i++)
		kids.push_back(compile(q->kid[i]));
	return plan.every(kids);
}

gz_node *Compiler::any(const gz_query *q)
{
	std::vector<gz_node *> kids;

	for (size_t i = 0; i < q->count; i++)
		kids.push_back(compile(q->kid[i]));
	return plan.any(kids);
}

gz_node *Compiler::opposite(const gz_query *q)
{
	double before = share;

	share = 0;
	gz_node *n = plan.opposite(compile(q->kid[0]));
	share = before;
	return n;
}

/* As whole words: "times" is in "the times", not in "timestamp". */
static bool has_words(const std::string &text, const std::string &words)
{
	return (" " + text + " ").find(" " + words + " ") != std::string::npos;
}

/* The sources (sections) whose name is, or without q->exact has in it, what q
 * says. */
gz_node *Compiler::names(const gz_query *q, const name_column &column,
			 std::string (*name_term)(const char *))
{
	std::string wanted = fold_name(q->form[0]);
	std::vector<gz_node *> found;

	for (size_t i = 1; i < column.name.size(); i++) {
		std::string name = fold_name(column.name[i].c_str());

		if (q->exact ? name == wanted : has_words(name, wanted))
			found.push_back(plan.of_list(
				plan.list(name_term(column.name[i].c_str()))));
	}
	return found.empty() ? plan.none() : plan.any(found);
}

/* Articles that Xapian has under the term: by URL, more than one perhaps. */
gz_node *Compiler::holders(const std::string &term)
{
	std::vector<gz_node *> rows;

	for (auto at = ix->db.postlist_begin(term);
	     at != ix->db.postlist_end(term); ++at)
		if (Columns::row_of(*at) < ix->columns.rows())
			rows.push_back(plan.of_row(Columns::row_of(*at)));
	return rows.empty() ? plan.none() : plan.any(rows);
}

gz_node *Compiler::value(const gz_query *q)
{
	switch (q->field) {
	case GZ_F_SOURCE:
		return names(q, ix->columns.sources(), source_term);
	case GZ_F_SECTION:
		return names(q, ix->columns.sections(), section_term);
	case GZ_F_URL:
		return holders(url_term(q->form[0]));
	default:
		return holders(id_term(q->form[0]));
	}
}

gz_node *Compiler::compile(const gz_query *q)
{
	double before = share;

	if (q->synonym)
		share *= SYNONYM_WEIGHT /
			 (q->op == GZ_Q_PHRASE ? (double)q->count : 1);
	gz_node *n = node_of(q);
	share = before;
	return n;
}

gz_node *Compiler::node_of(const gz_query *q)
{
	switch (q->op) {
	case GZ_Q_ALL:
		return plan.all();
	case GZ_Q_NONE:
		return plan.none();
	case GZ_Q_WORD:
		return word(q);
	case GZ_Q_PREFIX:
		return prefix(q);
	case GZ_Q_PHRASE:
		return phrase(q);
	case GZ_Q_NEAR:
		return near(q);
	case GZ_Q_AND:
		return all(q);
	case GZ_Q_OR:
		return any(q);
	case GZ_Q_NOT:
		return opposite(q);
	case GZ_Q_DATE:
		return plan.of_dates(q->period.first, q->period.last);
	case GZ_Q_VALUE:
		return value(q);
	}
	return plan.none();
}

/* A word that is no stop word, or a phrase or wildcard. */
static bool has_content(const gz_query *q)
{
	if (q->op == GZ_Q_WORD)
		return !gz_is_stop_word(q->form[0], strlen(q->form[0]));
	if (q->op == GZ_Q_PHRASE || q->op == GZ_Q_PREFIX)
		return true;
	for (size_t i = 0; q->op != GZ_Q_VALUE && i < q->count; i++)
		if (has_content(q->kid[i]))
			return true;
	return false;
}

gz_node *compile(gz_index *ix, Plan *plan, const gz_query *q, bool score)
{
	return Compiler(ix, plan, !has_content(q), score).compile(q);
}
