/* compile.cc - from a query tree to Xapian's. See compile.hh. */
#include "compile.hh"

#include "near.hh"
#include "sources.hh"
#include "terms.hh"
#include "vocabulary.hh"

using Xapian::Query;

/* The weight of a word's own form beside its stem's 1. */
static const double FORM_WEIGHT = 0.5;

class Compiler
{
      public:
	Compiler(gz_index *index, bool weigh_all)
	    : ix(index), weigh_stop_words(weigh_all)
	{
	}
	Query compile(const gz_query *q);

      private:
	Query word(const gz_query *q);
	Query prefix(const gz_query *q);
	Query phrase(const gz_query *q);
	Query near(const gz_query *q);
	Query all(const gz_query *q);
	Query any(const gz_query *q);
	Query value(const gz_query *q);
	Query term(const std::string &term);
	Query byline_word(const std::string &key);
	Query names(const gz_query *q, const name_column &names,
		    std::string (*name_term)(const char *));
	Query joined(gz_field field, const char *form);
	Query inflected(gz_field field, const char *form, unsigned kind);
	Query in_field(gz_field field, const std::string &term,
		       const std::string &title_term);

	gz_index *ix;
	const bool weigh_stop_words;
};

/* A term that stands in every article is matched as all of them and weighed
 * as itself: where it is not weighed, Xapian 1.4.22 reads another list in its
 * place and gives up at that list's second chunk ("Unexpected end of posting
 * list"). */
Query Compiler::term(const std::string &t)
{
	if (ix->db.get_termfreq(t) < ix->db.get_doccount())
		return Query(t);
	return Query(Query::OP_AND_MAYBE, Query::MatchAll, Query(t));
}

/* The term alone, bound to a field. */
Query Compiler::in_field(gz_field field, const std::string &own,
			 const std::string &title_term)
{
	switch (field) {
	case GZ_F_HEADLINE:
		return Query(Query::OP_FILTER, term(own), term(title_term));
	case GZ_F_BODY:
		return Query(Query::OP_FILTER, term(own),
			     Query((new BodyFilter(ix->columns, ix->db, own,
						   title_term))
					   ->release()));
	default:
		return term(own);
	}
}

Query Compiler::byline_word(const std::string &key)
{
	return term(TERM_BYLINE + key);
}

/* The form as it comes of a hyphenated word: covid19 of COVID-19. */
Query Compiler::joined(gz_field field, const char *form)
{
	std::string key = form_key(form, strlen(form), GZ_TOKEN_JOINED);

	return in_field(field, key, TERM_TITLE + key);
}

/* A word in all its inflections, its own form weighing more. */
Query Compiler::inflected(gz_field field, const char *form, unsigned kind)
{
	size_t len = strlen(form);
	std::string key = form_key(form, len, kind);

	if (!has_stem(form, len, kind))
		return in_field(field, key, TERM_TITLE + key) |
		       joined(field, form);
	const char *s = gz_stem(ix->stemmer, form, len, &len);
	std::string stem(s, len);

	return Query(Query::OP_AND_MAYBE,
		     in_field(field, TERM_STEM + stem, TERM_TITLE_STEM + stem),
		     Query(FORM_WEIGHT, Query(key)));
}

Query Compiler::word(const gz_query *q)
{
	const char *form = q->form[0];
	size_t len = strlen(form);
	unsigned kind = word_kind(form, len, q->kind[0]);
	std::string key = form_key(form, len, kind);

	if (q->field == GZ_F_BYLINE)
		return byline_word(key);
	Query query = q->exact ? in_field(q->field, key, TERM_TITLE + key)
			       : inflected(q->field, form, kind);
	if (q->joined) /* typed with its accents: those first */
		query = Query(Query::OP_AND_MAYBE, query,
			      Query(FORM_WEIGHT, Query(q->joined)));
	if (!weigh_stop_words && gz_is_stop_word(form, len))
		query = Query(Query::OP_SCALE_WEIGHT, query, 0);
	return query;
}

Query Compiler::prefix(const gz_query *q)
{
	const char *field = q->field == GZ_F_HEADLINE ? TERM_TITLE
			    : q->field == GZ_F_BYLINE ? TERM_BYLINE
						      : "";
	std::vector<Query> words;

	for (const std::string &w : words_beginning(ix->db, field, q->form[0]))
		words.push_back(q->field == GZ_F_BODY
					? in_field(GZ_F_BODY, w, TERM_TITLE + w)
					: term(field + w));
	return Query(q->field == GZ_F_BODY ? Query::OP_OR : Query::OP_SYNONYM,
		     words.begin(), words.end());
}

/* All the words, and the test of their places. */
Query Compiler::phrase(const gz_query *q)
{
	std::vector<Query> words;

	const char *field = q->field == GZ_F_BYLINE ? TERM_BYLINE : "";

	for (size_t i = 0; i < q->count; i++) {
		std::vector<Query> forms;

		for (const std::string &key : phrase_word(q, i))
			forms.push_back(term(field + key));
		words.push_back(
			Query(Query::OP_SYNONYM, forms.begin(), forms.end()));
	}
	Query query(Query::OP_FILTER,
		    Query(Query::OP_AND, words.begin(), words.end()),
		    Query(phrase_filter(ix, q)));
	if (q->joined)
		query |= inflected(q->field, q->joined, GZ_TOKEN_WORD);
	return query;
}

Query Compiler::near(const gz_query *q)
{
	std::vector<Query> kids;

	for (size_t i = 0; i < q->count; i++)
		kids.push_back(compile(q->kid[i]));
	return Query(Query::OP_FILTER,
		     Query(Query::OP_AND, kids.begin(), kids.end()),
		     Query(near_filter(ix, q)));
}

Query Compiler::all(const gz_query *q)
{
	std::vector<Query> wanted, unwanted;

	for (size_t i = 0; i < q->count; i++)
		if (q->kid[i]->op == GZ_Q_NOT)
			unwanted.push_back(compile(q->kid[i]->kid[0]));
		else
			wanted.push_back(compile(q->kid[i]));
	Query query = wanted.empty() ? Query::MatchAll
				     : Query(Query::OP_AND, wanted.begin(),
					     wanted.end());
	if (unwanted.empty())
		return query;
	return Query(Query::OP_AND_NOT, query,
		     Query(Query::OP_OR, unwanted.begin(), unwanted.end()));
}

Query Compiler::any(const gz_query *q)
{
	std::vector<Query> kids;

	for (size_t i = 0; i < q->count; i++)
		kids.push_back(compile(q->kid[i]));
	return Query(Query::OP_OR, kids.begin(), kids.end());
}

/* As whole words: "times" is in "the times", not in "timestamp". */
static bool has_words(const std::string &text, const std::string &words)
{
	return (" " + text + " ").find(" " + words + " ") != std::string::npos;
}

/* The sources (sections) whose name is, or without q->exact has in it, what q
 * says. */
Query Compiler::names(const gz_query *q, const name_column &column,
		      std::string (*name_term)(const char *))
{
	std::string wanted = fold_name(q->form[0]);
	std::vector<Query> found;

	for (size_t i = 1; i < column.name.size(); i++) {
		std::string name = fold_name(column.name[i].c_str());

		if (q->exact ? name == wanted : has_words(name, wanted))
			found.push_back(
				term(name_term(column.name[i].c_str())));
	}
	return Query(Query::OP_SCALE_WEIGHT,
		     Query(Query::OP_OR, found.begin(), found.end()), 0);
}

Query Compiler::value(const gz_query *q)
{
	switch (q->field) {
	case GZ_F_SOURCE:
		return names(q, ix->columns.sources(), source_term);
	case GZ_F_SECTION:
		return names(q, ix->columns.sections(), section_term);
	case GZ_F_URL:
		return term(url_term(q->form[0]));
	default:
		return term(id_term(q->form[0]));
	}
}

Query Compiler::compile(const gz_query *q)
{
	switch (q->op) {
	case GZ_Q_ALL:
		return Query::MatchAll;
	case GZ_Q_NONE:
		return Query::MatchNothing;
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
		return Query(Query::OP_AND_NOT, Query::MatchAll,
			     compile(q->kid[0]));
	case GZ_Q_DATE:
		return Query((new DateFilter(ix->columns, q->period.first,
					     q->period.last))
				     ->release());
	case GZ_Q_VALUE:
		return value(q);
	}
	return Query::MatchNothing;
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

Query compile(gz_index *ix, const gz_query *q)
{
	return Compiler(ix, !has_content(q)).compile(q);
}
