/* gz/query.h - the query language: text to tree, tree to text, tree against
 * text. The language is described in gazette-query(7).
 *
 * A query is parsed into a tree of nodes. Nothing has run yet when parsing
 * ends, and every limit (length, words, depth, wildcards) has been checked.
 */
#ifndef GZ_QUERY_H
#define GZ_QUERY_H

#include <stdint.h>

#include "gz/buf.h"
#include "gz/date.h"
#include "gz/err.h"
#include "gz/text.h"

#ifdef __cplusplus
extern "C" {
#endif

enum gz_op {
	GZ_Q_ALL,    /* "*": everything */
	GZ_Q_NONE,   /* nothing; only from a word that folds to nothing */
	GZ_Q_WORD,   /* a word and its inflections; =word: that form only */
	GZ_Q_PREFIX, /* immigra*: words that begin so */
	GZ_Q_PHRASE, /* words in a row */
	GZ_Q_NEAR,   /* kids within distance words, in order if ordered */
	GZ_Q_AND,    /* all kids */
	GZ_Q_OR,     /* any kid */
	GZ_Q_NOT,    /* not its one kid; below GZ_Q_AND or alone */
	GZ_Q_DATE,   /* published within period */
	GZ_Q_VALUE,  /* source:, section:, url:, id: - the text as a whole */
};

enum gz_field {
	GZ_F_TEXT, /* headline and body, the default */
	GZ_F_HEADLINE,
	GZ_F_BODY,
	GZ_F_BYLINE,
	GZ_F_SOURCE,
	GZ_F_SECTION,
	GZ_F_URL,
	GZ_F_ID,
};

/* One node. A tree is one allocation of its parser: gz_parsed_free(). */
struct gz_query {
	enum gz_op op;
	enum gz_field field; /* of WORD, PREFIX, PHRASE, VALUE */
	uint32_t start, end; /* where it stands in the text, code points */

	/* WORD, PREFIX: one form. PHRASE: count forms in a row. VALUE: the
	 * text as typed in form[0]. */
	const char *const *form; /* folded, NUL-terminated */
	const uint8_t *kind;	 /* enum gz_token_kind of each form: WORD or
				    ACRONYM; TAG for #maga and @handle */
	const char *joined; /* PHRASE from a hyphenated word: "attorneygeneral"
			       matches too; WORD: its accented form, or NULL */
	bool exact;	    /* WORD: =word. PHRASE: always true but for words
			       joined by hyphens. VALUE: source:="Axios", not
			       Axios Local; of sources and sections alone */
	uint8_t capital;    /* WORD: typed with a capital that may mean a name:
			       1; all in capitals: 2 */

	bool synonym; /* WORD, PHRASE: not typed, but another name of the word
			       before it in this OR; weighs less */

	uint32_t distance;	 /* NEAR: 1..20 words */
	bool ordered;		 /* NEAR: PRE */
	struct gz_period period; /* DATE */

	size_t count; /* of kids, or of forms for PHRASE */
	struct gz_query **kid;
};

/* What is wrong with a query, or what was mended. Offsets count code points
 * of the query text. */
struct gz_query_note {
	uint32_t offset;
	char code[32];	      /* "unclosed-quote", "reserved-field", ... */
	char detail[240];     /* a sentence */
	char suggestion[240]; /* a query that would do, or "" */
};

struct gz_parsed {
	struct gz_query *root;	    /* NULL when refused */
	struct gz_query_note error; /* set when root is NULL */
	struct gz_query_note warning[8];
	size_t warning_count;
};

struct gz_parse_options {
	const struct gz_clock *clock; /* for date: and when: */
	bool strict;		      /* what would be a warning is an error */
	bool any;      /* words side by side are OR, not AND (match=any) */
	bool synonyms; /* look for other names of words too (etc/synonyms.tsv):
			    GOP is (GOP) OR ("republican party"), =GOP is not */
	unsigned fields; /* bit set of enum gz_field a bare word is sought in:
			    0 = headline and body; HEADLINE, BODY, BYLINE */
};

/* Parse text. Always fills *out; true if there is a tree. NULL or blank text
 * is GZ_Q_ALL. Limits, each named by the error when crossed: 1,024 bytes, 32
 * words (256 with any, for whole sentences), 16 words in a phrase, 8 levels, 3
 * wildcards, 3 letters before "*", NEAR distance 20. Bytes are those of words
 * alone, so that what gz_query_write() adds is free; so are synonyms. Release with
 * gz_parsed_free(). */
bool gz_query_parse(const char *text, const struct gz_parse_options *options,
		    struct gz_parsed *out);
void gz_parsed_free(struct gz_parsed *p);

/* Write the tree as text that parses to the same tree, with brackets:
 * "(sessions) AND (recuse)". */
void gz_query_write(const struct gz_query *q, struct gz_buf *out);

/* The same tree (offsets aside)? */
bool gz_query_equal(const struct gz_query *a, const struct gz_query *b);

/* ---- words near each other ---------------------------------------------- */

/* Where a word or a phrase stands: its first and last place (gz/text.h). */
struct gz_run {
	uint32_t first, last;
};
struct gz_near_list {
	const struct gz_run *run; /* ascending */
	size_t count;
	bool *used; /* count flags, set by gz_near() */
};

/* Can one run be picked of each list so that each stands within distance
 * words of the one picked before it - behind it, if ordered - without
 * overlapping it? Sets used[] for every run that takes part in such a pick.
 * The one definition of NEAR, for the index and for highlights alike. */
bool gz_near(struct gz_near_list *lists, size_t count, uint32_t distance,
	     bool ordered);

/* ---- a tree against one text ------------------------------------------ */

/* A match in a text: whole words or whole phrases, bytes [start, end). */
struct gz_span {
	uint32_t start, end;
	uint32_t leaf; /* ordinal of the leaf that matched, for picking a
			  passage that shows many different ones */
};
struct gz_spans {
	struct gz_span *span;
	size_t count, size;
};
void gz_spans_free(struct gz_spans *s);

/* Find what of the tree's positive leaves stands in text: words by stem
 * (exact ones by form), phrases and NEAR groups whole (a NEAR marks its
 * words), nothing under NOT. field says what text is (HEADLINE, BODY,
 * BYLINE): leaves of other fields do not match. Spans are in text order and
 * do not overlap. */
void gz_query_spans(const struct gz_query *q, enum gz_field field,
		    const char *text, struct gz_stemmer *stemmer,
		    struct gz_spans *out);

/* The best passage of text for its spans: [*start, *end) in bytes, at most
 * about width code points, cut at words, starting at a sentence where that
 * costs no match; the passage with most different leaves, then most matches,
 * then the earliest. Without spans the beginning of text. */
void gz_passage(const char *text, const struct gz_spans *spans, size_t width,
		size_t *start, size_t *end);

#ifdef __cplusplus
}
#endif
#endif
