/* respell.cc - a query as it may have been meant. See gz/index.h.
 *
 * What a doubtful word may be is tried out: what counts is how many articles
 * have it together with the other words of the query. */
#include <algorithm>
#include <cctype>
#include <map>

#include "gz/utf8.h"

#include "compile.hh"
#include "plan.hh"
#include "spelling.hh"

enum {
	TIMES_MORE = 50, /* articles must have what is suggested */
};
/* A name is as likely as e^5 times the articles of another word. */
static const double NAME = 5;

/* A doubtful word of the query. */
struct doubt {
	const gz_query *node;
	size_t start, end; /* bytes of the text, without a possessive */
	bool all_capitals;
	std::string right; /* what takes its place; "": nothing */
};

class Respeller
{
      public:
	Respeller(gz_index *ix, const char *text, const gz_query *query)
	    : ix_(ix), speller_(ix), text_(text), query_(query)
	{
	}
	~Respeller()
	{
		gz_tokens_free(&tokens_);
	}
	/* "": nothing to suggest. */
	std::string text();

      private:
	void visit(const gz_query *q);
	void doubt_word(const gz_query *q);
	size_t offset(uint32_t points) const;
	std::string typed(const doubt &d) const;
	void correct(doubt *d);
	std::vector<candidate> likely(const gz_query *node);
	std::string stem(const std::string &word) const;
	bool is_form(const std::string &a, const std::string &b) const;
	size_t together(const gz_query *node, const std::string &word,
			bool exact);
	bool is_doubted(const gz_query *node) const;

	gz_index *ix_;
	Speller speller_;
	const std::string text_;
	const gz_query *query_;
	gz_tokens tokens_ = {};
	std::map<size_t, doubt> doubts_; /* by where they begin */
};

/* Bytes before so many code points. */
size_t Respeller::offset(uint32_t points) const
{
	const char *at = text_.data(), *end = at + text_.size();

	while (points-- && at < end)
		gz_utf8_next(&at, end);
	return (size_t)(at - text_.data());
}

std::string Respeller::typed(const doubt &d) const
{
	return text_.substr(d.start, d.end - d.start);
}

/* ---- which words ---------------------------------------------------------- */

/* A word by itself where it stands: not one of several in quotes, nor what a
 * synonym or a hyphen made. */
void Respeller::doubt_word(const gz_query *q)
{
	size_t start = offset(q->start), end = offset(q->end);
	const gz_token *t;

	if (q->exact || q->synonym || q->kind[0] != GZ_TOKEN_WORD ||
	    q->field == GZ_F_BYLINE || doubts_.count(start))
		return;
	gz_tokens_clear(&tokens_);
	gz_tokenise(&tokens_, text_.data() + start, end - start);
	t = tokens_.token;
	if (!tokens_.count || t[tokens_.count - 1].place != t->place ||
	    strcmp(q->form[0],
		   std::string(gz_token_form(&tokens_, 0), t->len).c_str()))
		return;
	if (speller_.is_doubtful(q->form[0], query_->op != GZ_Q_AND))
		doubts_[start] = { q, start + t->start, start + t->end,
				   (t->flags & GZ_ALLCAPS) != 0, "" };
}

void Respeller::visit(const gz_query *q)
{
	switch (q->op) {
	case GZ_Q_WORD:
		doubt_word(q);
		break;
	case GZ_Q_AND:
	case GZ_Q_OR:
	case GZ_Q_NEAR:
		for (size_t i = 0; i < q->count; i++)
			visit(q->kid[i]);
		break;
	default:
		break;
	}
}

/* ---- what they may be ----------------------------------------------------- */

bool Respeller::is_doubted(const gz_query *node) const
{
	for (const auto &d : doubts_)
		if (d.second.node == node)
			return true;
	return false;
}

/* The node with another word in it, or two. exact: not its inflections. */
struct other_word {
	other_word(const gz_query *node, const std::string &word, bool exact)
	    : query(*node), left(word.substr(0, word.find(' '))),
	      right(word.substr(std::min(left.size() + 1, word.size())))
	{
		if (!right.empty()) {
			query.op = GZ_Q_PHRASE;
			query.count = 2;
		}
		query.form = form;
		query.kind = kind;
		query.joined = nullptr;
		query.exact = exact;
	}
	other_word(const other_word &) = delete;
	void operator=(const other_word &) = delete;

	gz_query query;
	const std::string left, right;
	const char *const form[2] = { left.c_str(), right.c_str() };
	const uint8_t kind[2] = { GZ_TOKEN_WORD, GZ_TOKEN_WORD };
};

/* Articles with word, in the place of node, and the words of the query that
 * are beyond doubt: those that it wants all of. */
size_t Respeller::together(const gz_query *node, const std::string &word,
			   bool exact)
{
	Plan plan(&ix_->lists, ix_->files.view(), ix_->articles);
	other_word other(node, word, exact);
	std::vector<gz_node *> kids;
	bool beside = false;

	kids.push_back(compile(ix_, &plan, &other.query, false));
	for (size_t i = 0; query_->op == GZ_Q_AND && i < query_->count; i++) {
		const gz_query *kid = query_->kid[i];

		beside = beside || kid == node;
		if (kid->op == GZ_Q_WORD && !is_doubted(kid))
			kids.push_back(compile(ix_, &plan, kid, false));
	}
	if (!beside)
		kids.resize(1);
	return gz_match_count(plan.finish(plan.every(kids)),
			      ix_->columns.view());
}

/* With capitals as what was typed has them. */
static std::string like(std::string word, const std::string &typed, bool all)
{
	for (size_t i = 0; i < word.size(); i++)
		if (all || (i == 0 && isupper((unsigned char)typed[0])))
			word[i] = (char)toupper((unsigned char)word[i]);
	return word;
}

/* A word that is sought under the stem of the one typed is found already: it
 * is what was meant where its end was mistyped, but not where it is a form of
 * the same word, "senator" for "senators". */
bool Respeller::is_form(const std::string &a, const std::string &b) const
{
	size_t common = std::min(a.size(), b.size());

	return a.compare(0, common, b, 0, common) == 0 && stem(a) == stem(b);
}

std::string Respeller::stem(const std::string &word) const
{
	size_t len;
	const char *s = gz_stem(ix_->stemmer, word.data(), word.size(), &len);

	return std::string(s, len);
}

/* The candidates that many more articles have than what was typed, beside the
 * other words of the query; the likeliest first. */
std::vector<candidate> Respeller::likely(const gz_query *node)
{
	std::string typed = node->form[0], its_stem = stem(typed);
	size_t exact = together(node, typed, true);
	size_t before = together(node, typed, false);
	std::vector<candidate> all;

	for (candidate &c : speller_.candidates(typed)) {
		size_t found = stem(c.word) == its_stem ? exact : before;

		c.articles = together(node, c.word, true);
		if (c.articles > found * TIMES_MORE && !is_form(typed, c.word))
			all.push_back(c);
	}
	std::sort(all.begin(), all.end(),
		  [&](const candidate &a, const candidate &b) {
			  return a.score() > b.score();
		  });
	return all;
}

void Respeller::correct(doubt *d)
{
	double most = 0;

	for (const candidate &c : likely(d->node)) {
		double s = c.score();

		if (!d->right.empty() && s + NAME <= most)
			break; /* nor can any behind it be better */
		s += NAME * speller_.share_of_capitals(c.word);
		if (!d->right.empty() && s <= most)
			continue;
		d->right = like(c.word, typed(*d), d->all_capitals);
		most = s;
	}
}

std::string Respeller::text()
{
	std::string text = text_;
	bool is_other = false;

	visit(query_);
	for (auto &d : doubts_)
		correct(&d.second);
	for (auto i = doubts_.rbegin(); i != doubts_.rend(); ++i) {
		const doubt &d = i->second;

		if (d.right.empty())
			continue;
		text.replace(d.start, d.end - d.start, d.right);
		is_other = true;
	}
	return is_other ? text : "";
}

char *gz_index_spelling(gz_index *ix, const char *text, const gz_query *query,
			gz_err *err)
{
	gz_fail(err, GZ_OK, "%s", "");
	return guard_read(ix, err, [&]() -> char * {
		std::string right = Respeller(ix, text, query).text();

		return right.empty() ? nullptr : gz_strdup(right.c_str());
	});
}
