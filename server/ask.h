/* ask.h - what a request asks: its parameters read, checked and made into a
 * query tree and a filter tree.
 *
 * Everything wrong with a request is found before anything is answered, so
 * that a client gets all of it at once. What can be mended or ignored is a
 * warning; with strict=1 warnings are faults too.
 */
#ifndef SERVER_ASK_H
#define SERVER_ASK_H

#include "api.h"
#include "filter.h"
#include "format.h"
#include "gz/index.h"
#include "gz/query.h"

/* One thing that is wrong or was mended. */
struct ask_note {
	char parameter[64]; /* as in the table of param.c */
	char code[32];
	long offset; /* in code points of the value */
	char detail[400];
	char suggestion[256]; /* a value that would do, or "" */
};

#define ASK_NOTES 16 /* more are not kept: a request that bad is bad enough */
struct ask_notes {
	struct ask_note note[ASK_NOTES];
	size_t count;
};

enum ask_show { /* fields that results have on demand */
	ASK_BODY = 1,
	ASK_STANDFIRST = 2,
	ASK_LANGUAGE = 4,
	ASK_FILE = 8,
	ASK_FORMAT = 16,
	ASK_ARTICLE_WARNINGS = 32,
};

/* What is to be counted of all matches. */
struct ask_tally {
	unsigned facets; /* bit set of enum gz_facet */
	size_t size;	 /* values of each */
	bool values;	 /* one field is asked for, its values by pages */
	bool days;	 /* with their first and last day */
	bool timeline;
	size_t fit; /* buckets that the interval is chosen by; 0: */
	enum gz_interval interval;
	const char *prefix; /* NULL: none; borrowed */
};

struct ask_limits {
	size_t page_size; /* results on one page */
	size_t offset;	  /* results that can be paged to */
};

struct ask {
	struct ask_limits limits;
	const char *q; /* as sent, "" if not; borrowed */
	struct gz_clock clock;
	bool strict, any, synonyms, highlight;
	bool exact; /* all words, always: an export, a sample */
	enum gz_order order;
	bool ordered; /* it was asked for */
	enum gz_match match;
	unsigned fields, show;
	bool shown;	    /* it was asked for */
	enum format format; /* FORMATS: not asked for */
	size_t page, page_size;
	const char *cursor; /* as sent, NULL if not; borrowed */
	bool behind;	    /* after is where it points to */
	struct gz_place after;
	uint64_t after_revision; /* of the scores in it; 0: none are */
	uint64_t seed;		 /* of a sample */
	struct ask_tally tally;
	bool bounded; /* period says something */
	struct gz_period period;
	struct filter filter;
	struct gz_parsed parsed; /* root NULL: see faults */
	struct ask_notes faults, warnings;
};

/* Read all of r's parameters, with relative dates counted from now. Returns
 * true if it can be answered, else faults says why not. The request must
 * outlive a. Release with ask_close(). */
bool ask_read(struct ask *a, const struct api_request *r,
	      const struct ask_limits *limits, int64_t now);
void ask_close(struct ask *a);

/* Whether r asks the same whenever it is asked: no "today" in it. a is what
 * was read from it. */
bool ask_timeless(const struct ask *a, const struct api_request *r);

/* Add a fault, or a warning (a fault when strict). suggestion may be NULL. */
void ask_fault(struct ask *a, const char *parameter, long offset,
	       const char *code, const char *suggestion, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
void ask_warn(struct ask *a, const char *parameter, long offset,
	      const char *code, const char *suggestion, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

/* Narrow a->period to what p and it have in common. false: nothing. */
bool ask_narrow(struct ask *a, const struct gz_period *p);

#endif
