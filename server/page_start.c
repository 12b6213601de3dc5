/* page_start.c - where people begin. See page.h. */
#include "page.h"

static const struct example {
	const char *query, *what;
} example[] = {
	{ "\"attorney general\" Sessions",
	  "A phrase, word for word, and a name somewhere in the same "
	  "article." },
	{ "(shutdown OR furlough) -football date:2018-12..2019-02",
	  "Either word, never the third, published in one winter." },
	{ "tariff* NEAR/10 China",
	  "Tariff, tariffs and the like, within ten words of China." },
};

static const struct example rule[] = {
	{ "tax reform", "both words, in any of their forms" },
	{ "\"tax reform\"", "exactly these words in a row" },
	{ "tax OR tariff", "either word" },
	{ "tax -income", "the first without the second" },
	{ "tax NEAR/5 reform", "within five words of each other" },
	{ "immigra*", "every word that begins so" },
	{ "=sessions", "this form only" },
	{ "headline:budget", "in the title; also byline: source: section:" },
	{ "date:2017-02..2017-05", "published then; also after: before:" },
};

static void examples(struct page *p)
{
	page_open(p, "section", "class", "examples", NULL);
	page_element(p, "h2", NULL, "Try one");
	page_open(p, "ul", NULL);
	for (size_t i = 0; i < sizeof(example) / sizeof(example[0]); i++) {
		page_open(p, "li", NULL);
		page_query(p, example[i].query);
		page_element(p, "p", NULL, example[i].what);
		page_close(p);
	}
	page_close(p);
	page_close(p);
}

static void rules(struct page *p)
{
	page_open(p, "section", "class", "rules", NULL);
	page_element(p, "h2", NULL, "What you can ask");
	page_open(p, "dl", NULL);
	for (size_t i = 0; i < sizeof(rule) / sizeof(rule[0]); i++) {
		page_open(p, "div", NULL);
		page_open(p, "dt", NULL);
		page_element(p, "code", NULL, rule[i].query);
		page_close(p);
		page_element(p, "dd", NULL, rule[i].what);
		page_close(p);
	}
	page_close(p);
	page_close(p);
}

static void instant(struct page *p, int64_t at)
{
	const struct gz_date date = { .at = at, .precision = GZ_DAY };

	page_time(p, &date, false);
}

static void holdings(struct page *p, const struct gz_index_status *status)
{
	page_open(p, "p", "class", "holdings", NULL);
	page_count(p, status->articles, "article", "articles");
	if (status->oldest != GZ_TIME_NONE) {
		page_text(p, ", ");
		instant(p, status->oldest);
		page_text(p, " to ");
		instant(p, status->newest);
	}
	page_close(p);
}

void page_start(const char *site, const struct gz_index_status *status,
		struct gz_buf *out)
{
	const struct page_head head = { .site = site, .kind = "start" };
	struct page p;

	page_begin(&p, &head);
	holdings(&p, status);
	examples(&p);
	rules(&p);
	page_end(&p, out);
}
