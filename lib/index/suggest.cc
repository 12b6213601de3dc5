/* suggest.cc - what is being typed, gone on with. See gz/index.h. */
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>

#include "plan.hh"
#include "search.hh"
#include "terms.hh"
#include "vocabulary.hh"

enum {
	MOST_TYPED = 16,     /* words that are looked at */
	MOST_TRIED = 20,     /* words to choose from */
	MOST_READ = 40,	     /* articles, for what follows a word */
	MOST_IN_TITLES = 30, /* words that a title may have for the last one */
	RARER = 100, /* times than the first: no suggestion but a slip */
};

/* An article, as long as it is looked at. */
class Record
{
      public:
	Record(const gz_index *ix, uint32_t row)
	{
		gz_err err;
		uint32_t words;

		if (!read_article(ix, Columns::docid_of(row), &article_, &words,
				  &err))
			throw failure(err.code, err.text);
	}
	~Record()
	{
		gz_article_clear(&article_);
	}
	Record(const Record &) = delete;
	void operator=(const Record &) = delete;
	gz_article *operator->()
	{
		return &article_;
	}
	void move_to(gz_article *to)
	{
		std::swap(*to, article_);
	}

      private:
	gz_article article_ = {};
};

/* What is typed, taken apart: whole words, and the letters of one that is not
 * finished. */
struct typing {
	explicit typing(const char *text);

	std::string text;
	std::vector<std::string> words; /* keys of terms */
	std::string letters;		/* folded; "": the last is finished */
	std::string before;		/* what is typed but those letters */
	std::string typed;		/* the letters, as typed */
	std::string folded;		/* all of it */
};

typing::typing(const char *of) : text(of)
{
	gz_tokens tokens = {};
	uint32_t place = UINT32_MAX;

	gz_tokenise(&tokens, of, text.size());
	for (size_t i = 0; i < tokens.count && words.size() < MOST_TYPED; i++) {
		const gz_token &t = tokens.token[i];
		const char *form = gz_token_form(&tokens, i);

		if (t.place == place)
			continue;
		place = t.place;
		folded += (folded.empty() ? "" : " ") +
			  std::string(form, t.len);
		if (t.end < text.size()) {
			words.push_back(form_key(form, t.len, t.kind));
			continue;
		}
		letters.assign(form, t.len);
		before = text.substr(0, t.start);
		typed = text.substr(t.start);
	}
	gz_tokens_free(&tokens);
}

/* ---- words ---------------------------------------------------------------- */

struct counted {
	std::string text;
	size_t articles;
};

static bool has_more(const counted &a, const counted &b)
{
	return a.articles != b.articles ? a.articles > b.articles
					: a.text < b.text;
}

/* The terms of most articles that begin so, without the prefix of their field:
 * each file names its own, and these are counted in all. */
static std::vector<counted> frequent(const gz_files *files,
				     const std::string &field,
				     const std::string &letters, size_t most)
{
	std::vector<counted> best;
	std::set<std::string> named;

	for (size_t i = 0; i < files->count; i++) {
		const gz_files one = { &files->file[i], 1, files->rows,
				       files->length };
		std::vector<counted> own; /* a heap, the least on top */

		each_term(&one, field + letters, [&](const gz_terms &t) {
			const char *word = t.term + field.size();
			size_t len = t.len - field.size();

			if ((own.size() == most &&
			     t.rows <= own.front().articles) ||
			    !gz_has_stem(word, len) ||
			    gz_is_stop_word(word, len))
				return;
			if (own.size() == most) {
				std::pop_heap(own.begin(), own.end(), has_more);
				own.pop_back();
			}
			own.push_back({ std::string(word, len), t.rows });
			std::push_heap(own.begin(), own.end(), has_more);
		});
		for (const counted &c : own)
			named.insert(c.text);
	}
	for (const std::string &word : named)
		best.push_back({ word, rows_of_term(files, field + word) });
	std::sort(best.begin(), best.end(), has_more);
	best.resize(std::min(best.size(), most));
	return best;
}

/* Articles with all the words, and with this one unless it is "". */
static gz_node *with_words(Plan *plan, const typing &t, const std::string &word)
{
	std::vector<gz_node *> all;

	for (const std::string &w : t.words)
		all.push_back(plan->of_list(plan->list(w)));
	if (!word.empty())
		all.push_back(plan->of_list(plan->list(word)));
	return plan->every(all);
}

static size_t together(gz_index *ix, const typing &t, const std::string &word)
{
	Plan plan(&ix->lists, ix->files.view(), ix->articles);

	return gz_match_count(plan.finish(with_words(&plan, t, word)),
			      ix->columns.view());
}

/* Count the words that begin with letters and stand behind word in a text. */
static void count_behind(const char *text, const std::string &word,
			 const std::string &letters,
			 std::map<std::string, size_t> *to)
{
	for (const char *at = text; (at = strcasestr(at, word.c_str()));) {
		bool begins = at == text || !isalnum((unsigned char)at[-1]);
		size_t blanks = strspn(at += word.size(), " ");
		std::string next;

		at += blanks;
		if (!begins || !blanks ||
		    strncasecmp(at, letters.c_str(), letters.size()) != 0)
			continue;
		for (; isalpha((unsigned char)*at); at++)
			next += (char)tolower((unsigned char)*at);
		++(*to)[next];
	}
}

/* What follows the words typed in the newest articles that have them. */
static std::vector<counted> followers(gz_index *ix, const typing &t)
{
	Plan plan(&ix->lists, ix->files.view(), ix->articles);
	std::map<std::string, size_t> behind;
	std::vector<counted> found;

	for (const gz_best &newest :
	     first_rows(ix, plan.finish(with_words(&plan, t, "")), GZ_M_NEWEST,
			MOST_READ)) {
		Record a(ix, newest.row);

		count_behind(a->body, t.words.back(), t.letters, &behind);
	}
	for (const auto &b : behind)
		if (gz_has_stem(b.first.data(), b.first.size()))
			found.push_back({ b.first, b.second });
	std::sort(found.begin(), found.end(), has_more);
	found.resize(std::min<size_t>(found.size(), MOST_TRIED));
	for (counted &c : found)
		c.articles = together(ix, t, c.text);
	return found;
}

/* What the last word may become: what most articles have, or what follows
 * those before it most often. */
static std::vector<counted> last_words(gz_index *ix, const typing &t)
{
	std::vector<counted> found;

	if (t.letters.empty())
		return {};
	for (counted &c : t.words.empty() ? frequent(ix->files.view(), "",
						     t.letters, MOST_TRIED)
					  : followers(ix, t))
		if (c.articles && c.text != t.letters &&
		    (found.empty() ||
		     c.articles * RARER >= found.front().articles))
			found.push_back(c);
	return found;
}

/* The text typed, its last word finished; letters typed stay as they are. */
static std::string finished(const typing &t, const std::string &word)
{
	return t.before + (t.typed.size() == t.letters.size()
				   ? t.typed + word.substr(t.letters.size())
				   : word);
}

/* ---- names and titles ------------------------------------------------------ */

/* Names that have what is typed, at the beginning of a word of theirs. */
static std::vector<counted> names(gz_index *ix, gz_facet facet,
				  Xapian::valueno slot, const typing &t)
{
	Values &values = ix->values[facet];
	std::vector<counted> found;

	values.refresh(ix->db, ix->columns, slot, ix->revision);
	for (uint32_t n = 0; n < values.names(); n++) {
		const std::string &name = values.folded(n);

		if (values.articles(n) &&
		    (" " + name).find(" " + t.folded) != std::string::npos)
			found.push_back(
				{ values.shown(n), values.articles(n) });
	}
	std::sort(found.begin(), found.end(), has_more);
	return found;
}

/* Titles that have the letters, or a frequent word that begins so. */
static gz_node *begun(gz_index *ix, Plan *plan, const typing &t)
{
	std::vector<std::string> words = { TERM_TITLE + t.letters };

	for (const counted &c :
	     frequent(ix->files.view(), TERM_TITLE, t.letters, MOST_IN_TITLES))
		words.push_back(TERM_TITLE + c.text);
	return plan->of_list(plan->list(words));
}

/* The newest articles with all that is typed in their titles. */
static rows titled(gz_index *ix, const typing &t, size_t limit)
{
	Plan plan(&ix->lists, ix->files.view(), ix->articles);
	std::vector<gz_node *> all;

	for (const std::string &word : t.words)
		all.push_back(plan.of_list(plan.list(TERM_TITLE + word)));
	if (!t.letters.empty())
		all.push_back(begun(ix, &plan, t));
	return first_rows(ix, plan.finish(plan.every(all)), GZ_M_NEWEST, limit);
}

/* ---- all of it ------------------------------------------------------------- */

class Suggestions
{
      public:
	Suggestions(gz_index *ix, size_t limit)
	    : ix_(ix), limit_(limit),
	      all_((gz_suggestions *)gz_alloc(sizeof(gz_suggestions) +
					      limit * sizeof(gz_suggestion)),
		   gz_suggestions_free)
	{
		all_->revision = ix->revision;
	}
	/* The first of them, at most so many. */
	void add(gz_suggestion_kind kind, const std::vector<counted> &of,
		 size_t most);
	void add_titles(const rows &found);
	gz_suggestions *take()
	{
		return all_.release();
	}

      private:
	gz_suggestion *next(gz_suggestion_kind kind, const std::string &text);

	gz_index *ix_;
	const size_t limit_;
	std::unique_ptr<gz_suggestions, void (*)(gz_suggestions *)> all_;
	std::set<std::string> said_;
};

/* NULL: it was said already, or there is no room. */
gz_suggestion *Suggestions::next(gz_suggestion_kind kind,
				 const std::string &text)
{
	if (all_->count == limit_ || !said_.insert(text).second)
		return nullptr;
	gz_suggestion *s = &all_->suggestion[all_->count++];
	s->kind = kind;
	s->text = gz_strdup(text.c_str());
	return s;
}

void Suggestions::add(gz_suggestion_kind kind, const std::vector<counted> &of,
		      size_t most)
{
	for (size_t i = 0; i < of.size() && i < most; i++) {
		gz_suggestion *s = next(kind, of[i].text);

		if (s)
			s->articles = of[i].articles;
	}
}

void Suggestions::add_titles(const rows &found)
{
	for (const gz_best &r : found) {
		Record a(ix_, r.row);
		gz_suggestion *s = a->title ? next(GZ_SUGGEST_TITLE, a->title)
					    : nullptr;

		if (s) {
			s->articles = 1;
			a.move_to(&s->article);
		}
	}
}

/* Words have two fifths of the room, sources and bylines one each, titles the
 * rest. */
gz_suggestions *gz_suggest(gz_index *ix, const char *text, size_t limit,
			   gz_err *err)
{
	return guard_read(ix, err, [&] {
		const typing t(text);
		const size_t part = (limit + 4) / 5;
		Suggestions all(ix, limit);
		std::vector<counted> words;

		if (t.folded.empty())
			return all.take();
		for (const counted &c : last_words(ix, t))
			words.push_back({ finished(t, c.text), c.articles });
		all.add(GZ_SUGGEST_WORD, words, 2 * part);
		all.add(GZ_SUGGEST_SOURCE,
			names(ix, GZ_FACET_SOURCE, SLOT_SOURCE, t), part);
		all.add(GZ_SUGGEST_BYLINE,
			names(ix, GZ_FACET_BYLINE, SLOT_BYLINE, t), part);
		all.add_titles(titled(ix, t, limit));
		return all.take();
	});
}

void gz_suggestions_free(gz_suggestions *all)
{
	if (!all)
		return;
	for (size_t i = 0; i < all->count; i++) {
		free(all->suggestion[i].text);
		gz_article_clear(&all->suggestion[i].article);
	}
	free(all);
}
