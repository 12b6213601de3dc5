/* Parameters of a request: names, bounds, dates, lists, faults. */
#include "check.h"

#include <stdlib.h>

#include "../server/advanced.h"
#include "../server/ask.h"
#include "../server/filter.h"
#include "../server/link.h"
#include "../server/param.h"

/* Wednesday 2017-07-26 12:00 UTC */
#define NOW (gz_days_from_civil(2017, 7, 26) * 86400 + 43200)

static const struct ask_limits limits = { .page_size = 200, .offset = 10000 };

/* "name=value&name=value", not encoded. */
static void request(struct api_request *r, struct api_pair pair[16], char *text)
{
	char *state, *part;

	*r = (struct api_request){ .param = pair };
	for (part = strtok_r(text, "&", &state); part;
	     part = strtok_r(NULL, "&", &state)) {
		pair[r->param_count].name = part;
		part[strcspn(part, "=")] = '\0';
		pair[r->param_count++].value = part + strlen(part) + 1;
	}
}

/* What is wrong with the parameters: "name@offset code" of each fault, or of
 * each warning after "w:"; "" for nothing. */
static const char *told(const char *text)
{
	static char out[1024];
	char copy[512];
	struct api_pair pair[16];
	struct api_request r;
	struct ask ask;

	snprintf(copy, sizeof(copy), "%s", text);
	request(&r, pair, copy);
	ask_read(&ask, &r, &limits, NOW);
	out[0] = '\0';
	for (size_t i = 0; i < ask.faults.count; i++)
		snprintf(out + strlen(out), 200, "%s@%ld %s;",
			 ask.faults.note[i].parameter,
			 ask.faults.note[i].offset, ask.faults.note[i].code);
	for (size_t i = 0; i < ask.warnings.count; i++)
		snprintf(out + strlen(out), 200, "w:%s %s;",
			 ask.warnings.note[i].parameter,
			 ask.warnings.note[i].code);
	ask_close(&ask);
	return out;
}

/* Lists with a value put in or taken out. */
static void test_lists(void)
{
	static const struct {
		const char *text, *item;
		bool in;
		const char *want;
	} cases[] = {
		{ "q=a", "=Axios", true, "/s?q=a&source=%3DAxios" },
		{ "source=b&q=a&page=3", "c", true, "/s?q=a&source=b%2Cc" },
		{ "source=b,c", "C", true, "/s?source=b%2CC" },
		{ "source=b, c ,d", "c", false, "/s?source=b%2Cd" },
		{ "source=b&source=c&q=a", "b", false, "/s?q=a&source=c" },
		{ "source=b", "b", false, "/s" },
		{ "prefix=x&source=b", "z", false, "/s?source=b" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gz_buf out = { 0 };
		struct api_pair pair[16];
		struct api_request r;
		char copy[512];

		snprintf(copy, sizeof(copy), "%s", cases[i].text);
		request(&r, pair, copy);
		link_list(&out, "/s", &r, "prefix", "source", cases[i].item,
			  cases[i].in);
		CHECK_STR(out.data, cases[i].want);
		if (!cases[i].in && cases[i].item[0] != 'z')
			CHECK(link_has_item(&r, "source", cases[i].item));
		gz_buf_free(&out);
	}
}

/* What the form for those without operators writes. */
static void test_advanced(void)
{
	static const char *const cases[][2] = {
		{ "all=tax reform", "tax reform" },
		{ "all=tax AND (reform", "tax and reform" },
		{ "all=-tax \"health care\" immigra*",
		  "tax \"health care\" immigra*" },
		{ "phrase=the \"attorney\" general",
		  "\"the attorney general\"" },
		{ "any=tax", "tax" },
		{ "any=tax, \"health care\"; NOT",
		  "(tax OR \"health care\" OR not)" },
		{ "none=a b", "-a -b" },
		{ "near=a b c&within=5", "a NEAR/5 b NEAR/5 c" },
		{ "near=a b&within=soon", "a NEAR/10 b" },
		{ "all=source:x 10:30 =y ~", "\"source x\" \"10 30\" y" },
		{ "all=a&phrase=b c&any=d e&none=f&near=g h",
		  "a \"b c\" (d OR e) g NEAR/10 h -f" },
		{ "all=&within=5", "" },
		{ "all=() \"\" - *", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gz_buf out = { 0 };
		struct api_pair pair[16];
		struct api_request r;
		struct gz_parsed parsed;
		char copy[512];

		snprintf(copy, sizeof(copy), "%s", cases[i][0]);
		request(&r, pair, copy);
		advanced_query(&r, &out);
		CHECK_STR(out.data, cases[i][1]);
		CHECK(gz_query_parse(
			out.data, &(struct gz_parse_options){ .strict = true },
			&parsed));
		gz_parsed_free(&parsed);
		gz_buf_free(&out);
	}
}

/* The filter tree as the query language would say it, "" for none. */
static const char *filter_of(const char *text)
{
	static char out[1024];
	char copy[512];
	struct api_pair pair[16];
	struct gz_buf b = { 0 };
	struct api_request r;
	struct ask ask;

	snprintf(copy, sizeof(copy), "%s", text);
	request(&r, pair, copy);
	ask_read(&ask, &r, &limits, NOW);
	if (filter_tree(&ask.filter))
		gz_query_write(filter_tree(&ask.filter), &b);
	snprintf(out, sizeof(out), "%s", b.data ? b.data : "");
	gz_buf_free(&b);
	ask_close(&ask);
	return out;
}

/* Whether two filters are the same tree. */
static bool same_filter(const char *a, const char *b)
{
	char first[1024];

	snprintf(first, sizeof(first), "%s", filter_of(a));
	return *first && strcmp(first, filter_of(b)) == 0;
}

static bool timeless(const char *text)
{
	char copy[512];
	struct api_pair pair[16];
	struct api_request r;
	struct ask ask;
	bool yes;

	snprintf(copy, sizeof(copy), "%s", text);
	request(&r, pair, copy);
	CHECK(ask_read(&ask, &r, &limits, NOW));
	yes = ask_timeless(&ask, &r);
	ask_close(&ask);
	return yes;
}

static void test_names(void)
{
	CHECK_STR(param_find("pageSize")->name, "page-size");
	CHECK_STR(param_find("page_size")->name, "page-size");
	CHECK_STR(param_find("page-size")->name, "page-size");
	CHECK_STR(param_find("begin_date")->name, "from-date");
	CHECK_STR(param_find("end_date")->name, "to-date");
	CHECK_STR(param_find("to")->name, "to-date");
	CHECK_STR(param_find("sort")->name, "order-by");
	CHECK_STR(param_find("fl")->name, "show-fields");
	CHECK_STR(param_find("query_fields")->name, "query-fields");
	CHECK(!param_find("pagesize2"));
	CHECK(!param_find(""));
	CHECK(!param_find("an-unreasonably-long-name-of-more-than-sixty-three-"
			  "bytes-that-is-cut"));
}

/* A request, and what is said about it. */
static const struct {
	const char *request, *told;
} cases[] = {
	{ "", "" },
	{ "q=tax reform&page=2&page-size=50&order-by=newest&hl=off", "" },
	{ "q=tax&duplicates=keep&case=smart&format=json&tz=+05:30", "" },
	{ "q=tax&from-date=&to-date=&source=", "" },
	{ "q=tax&q=tax", "" },
	/* bounds */
	{ "page=0", "page@0 bad-number;" },
	{ "page=-1", "page@0 bad-number;" },
	{ "page=two", "page@0 bad-number;" },
	{ "page=1e3", "page@0 bad-number;" },
	{ "page=99999999999999999999", "page@0 bad-number;" },
	{ "page-size=0", "" },
	{ "page-size=200", "" },
	{ "page-size=201", "page-size@0 bad-number;" },
	{ "page=50&page-size=200", "" },
	{ "page=51&page-size=200", "page@0 too-deep;" },
	{ "page=1000", "" },
	{ "page=1001", "page@0 too-deep;" },
	/* choices */
	{ "sort=best", "order-by@0 bad-choice;" },
	{ "match=some", "match@0 bad-choice;" },
	{ "synonyms=some", "synonyms@0 bad-choice;" },
	{ "hl=maybe", "hl@0 bad-choice;" },
	{ "query-fields=headline,text", "query-fields@9 bad-choice;" },
	{ "show-fields=body,nonsense", "show-fields@5 bad-choice;" },
	{ "show-fields=all", "" },
	/* dates */
	{ "from-date=2017-02-30", "from-date@0 bad-date;" },
	{ "begin_date=20170230", "from-date@0 bad-date;" },
	{ "to-date=soon", "to-date@0 bad-date;" },
	{ "from-date=2017-05&to-date=2017-02", "to-date@0 reversed-dates;" },
	{ "to-date=2017-02&from-date=2017-05", "to-date@0 reversed-dates;" },
	{ "from-date=2017-05&to-date=2017-05", "" },
	{ "from-date=2017-05/2017-06", "from-date@0 bad-date;" },
	{ "date=2017-05/2017-02", "date@0 bad-date;" },
	{ "date=2017-02/2017-05", "" },
	{ "date=2016&from-date=2017", "date@0 reversed-dates;" },
	{ "timespan=24h", "" },
	{ "timespan=soon", "timespan@0 bad-date;" },
	{ "tz=Middle/Earth", "tz@0 bad-zone;" },
	/* twice */
	{ "page=1&page=2", "page@0 given-twice;" },
	{ "from=2016&begin_date=2017", "from-date@0 given-twice;" },
	{ "source=A&source=B", "" },
	/* later features say that they are not there */
	{ "facet-fields=source,month&facet-size=0&interval=auto", "" },
	{ "facet-fields=source,person", "facet-fields@7 bad-choice;" },
	{ "facet-size=1001&interval=hour",
	  "facet-size@0 bad-number;interval@0 bad-choice;" },
	{ "prefix=a", "w:prefix not-here;" },
	{ "person=Sessions", "w:person not-yet;" },
	{ "duplicates=collapse", "w:duplicates not-yet;" },
	{ "person=x&strict=1", "person@0 not-yet;" },
	{ "format=csv", "format@0 not-here;" }, /* of no route */
	{ "format=pdf", "format@0 bad-choice;" },
	{ "cursor=*", "" },
	{ "cursor=abc", "cursor@0 bad-cursor;" },
	{ "cursor=ABCDEF", "cursor@0 bad-cursor;" },
	{ "cursor=00", "cursor@0 bad-cursor;" },
	{ "q=a&cursor=00000000", "cursor@0 other-cursor;" },
	{ "cursor=*&page=2", "page@0 page-and-cursor;" },
	{ "n=3&seed=1", "w:n not-here;w:seed not-here;" },
	{ "case=match", "case@0 not-yet;" },
	/* unknown */
	{ "colour=red", "w:colour unknown-parameter;" },
	{ "colour=red&strict=1", "colour@0 unknown-parameter;" },
	{ "strict=1&colour=red&page=0",
	  "page@0 bad-number;colour@0 unknown-parameter;" },
};

static void test_faults(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *got = told(cases[i].request);

		CHECK_STR(got, cases[i].told);
		if (strcmp(got, cases[i].told) != 0)
			printf("  %s\n  %s\n", cases[i].request, got);
	}
}

static void test_nearest(void)
{
	char copy[] = "page-sise=5";
	struct api_pair pair[16];
	struct api_request r;
	struct ask ask;

	request(&r, pair, copy);
	CHECK(ask_read(&ask, &r, &limits, NOW));
	CHECK(ask.warnings.count == 1);
	CHECK_STR(ask.warnings.note[0].suggestion, "page-size");
	CHECK(strstr(ask.warnings.note[0].detail, "page-sise"));
	ask_close(&ask);
}

static void test_filters(void)
{
	CHECK_STR(filter_of("q=tax"), "");
	CHECK(same_filter("from=2017-02&to=2017-05", "date=2017-02/2017-05"));
	CHECK(same_filter("from=2017&to=2017-06-30", "date=2017-01..2017-06"));
	CHECK(same_filter("date=2017&to=2017-06", "date=2017-01..2017-06"));
	CHECK(same_filter("from=20170725", "date=2017-07-25.."));
	CHECK(same_filter("from=today&to=today", "date=2017-07-26"));
	CHECK(same_filter("date=last-week", "date=2017-07-17..2017-07-23"));
	CHECK(!same_filter("date=2017-07-25&tz=America/New_York",
			   "date=2017-07-25"));
	CHECK(same_filter("source=A,B", "source=A&source= B "));
	CHECK(!same_filter("source=A", "source=-A"));
	CHECK(same_filter("byline=Jane Doe", "author=jane doe"));
	CHECK(same_filter("byline=Jane \"J\" Doe", "byline=jane j doe"));
	CHECK(!same_filter("byline=A Doe,B Roe", "byline=A Doe&byline=B Roe"));
	CHECK(strstr(filter_of("source=-A"), "NOT"));
	CHECK(strstr(filter_of("source=Washington Times"), "Washington Times"));
	CHECK(strstr(filter_of("byline=A Doe,B Roe"), "OR"));
}

static void test_timeless(void)
{
	CHECK(timeless("q=tax&from=2017"));
	CHECK(timeless("q=date:2017-02"));
	CHECK(!timeless("q=tax&date=today"));
	CHECK(!timeless("q=tax&timespan=3d"));
	CHECK(!timeless("q=tax when:7d"));
	CHECK(!timeless("q=tax after:yesterday"));
}

static const char *link_of(const char *text, const char *names,
			   const char *value)
{
	static char out[512];
	char copy[512];
	struct api_pair pair[16];
	struct gz_buf b = { 0 };
	struct api_request r;

	snprintf(copy, sizeof(copy), "%s", text);
	request(&r, pair, copy);
	link_search(&b, "/search", &r, names, value);
	snprintf(out, sizeof(out), "%s", b.data);
	gz_buf_free(&b);
	return out;
}

static void test_links(void)
{
	struct gz_buf b = { 0 };

	CHECK_STR(link_of("q=a b&colour=1&pageSize=5&page=3", NULL, NULL),
		  "/search?q=a%20b&page-size=5&page=3");
	CHECK_STR(link_of("q=a&page=3", "page", "4"), "/search?q=a&page=4");
	CHECK_STR(link_of("q=a&page=3", "page", NULL), "/search?q=a");
	CHECK_STR(link_of("q=a&page=3", "q", "\"b\""), "/search?q=%22b%22");
	CHECK_STR(link_of("q=a&from=2017&to=2018", "from-date to-date", NULL),
		  "/search?q=a");
	CHECK_STR(link_of("", NULL, NULL), "/search");
	link_article(&b, "a/b ü?#", "x&y");
	CHECK_STR(b.data, "/articles/a%2Fb%20%C3%BC%3F%23?q=x%26y");
	gz_buf_free(&b);
	CHECK(link_is_web("https://example.org/"));
	CHECK(link_is_web("HTTP://example.org/"));
	CHECK(!link_is_web("javascript:alert(1)//http://"));
	CHECK(!link_is_web("data:text/html,x"));
	CHECK(!link_is_web(NULL));
}

int main(void)
{
	test_names();
	test_faults();
	test_nearest();
	test_filters();
	test_timeless();
	test_links();
	test_lists();
	test_advanced();
	return check_done();
}
