/* parser.h - what the files of the parser share.
 *
 *   scan.c   code points: blanks, runs, operators
 *   field.c  the table of fields
 *   note.c   warnings and errors
 *   parse.c  the grammar
 *   operand.c  groups and quotes, and the signs and fields before them
 *   words.c  pieces are cut into words
 *   leaf.c   words and phrases become nodes
 *   value.c  dates and values become nodes
 *   tree.c   nodes become trees: one arena, one way to write each meaning
 *   synonym.c  other names of a word, beside it
 *   settle.c what only the whole tree can tell: capitals, fields, limits
 *
 * A parsing function returns NULL when there was nothing to find, or when
 * p->failed; it has moved p->at forward unless it stands at something that
 * its caller consumes: ")", an operator or the end.
 */
#ifndef GZ_QUERY_PARSER_H
#define GZ_QUERY_PARSER_H

#include "gz/query.h"

#define MAX_BYTES                                                              \
	1024	       /* of words: what brackets and operators add is free,
			  so that what is written back can be read again */
#define MAX_TEXT 32768 /* of everything, in bytes */
#define MAX_WORDS 32
#define MAX_WORDS_ANY 256 /* whole sentences and posts are asked this way */
#define MAX_PHRASE 16
#define MAX_LEVELS 8
#define MAX_WILDCARDS 3
#define MIN_PREFIX 3
#define MAX_DISTANCE 20
#define DEFAULT_DISTANCE 10

enum field_kind {
	FIELD_TEXT,   /* words are sought in it */
	FIELD_VALUE,  /* it is compared as a whole */
	FIELD_DATE,   /* within a period */
	FIELD_AFTER,  /* later than a period */
	FIELD_BEFORE, /* earlier than a period */
	FIELD_WHEN,   /* within a time before now */
	FIELD_LATER,  /* reserved for a later version */
};

struct field {
	const char *name;
	enum field_kind kind;
	enum gz_field field; /* of FIELD_TEXT and FIELD_VALUE */
};

/* A bare word's field until settle.c knows which it shall be. */
#define FIELD_BARE ((enum gz_field)99)

/* What stands before a word, a phrase or a group and holds for all in it. */
struct scope {
	const struct field *field; /* NULL: none */
	bool exact;
	bool group; /* inside brackets */
};

enum operator_kind {
	OPERATOR_NONE,
	OPERATOR_AND,
	OPERATOR_OR,
	OPERATOR_NOT,
	OPERATOR_NEAR,
	OPERATOR_PRE
};

struct operator
{
	enum operator_kind kind;
	uint32_t distance;
	uint32_t start, end;
};

struct list {
	struct gz_query **kid;
	size_t count, size;
};

struct parser {
	const struct gz_parse_options *options;
	struct gz_parsed *out;
	struct block *blocks;
	const char *text;     /* the query as well-formed UTF-8 */
	const int32_t *cp;    /* its code points, a 0 behind the last */
	const uint32_t *byte; /* where each begins in text */
	uint32_t count, at;
	uint32_t depth; /* brackets open */
	size_t wasted;	/* bytes of the query that are no words */
	bool shouts;	/* three words or more, all in capitals */
	bool failed;
	struct gz_tokens tokens; /* of the run at hand */
};

/* ---- tree.c ---- */

void *tree_alloc(struct parser *p, size_t size);
char *tree_copy(struct parser *p, const char *text, size_t len);
void tree_drop(struct parser *p);
/* The root, so made that gz_parsed_free() finds the arena from it. */
struct gz_query *tree_root(struct parser *p, const struct gz_query *root);

struct gz_query *tree_node(struct parser *p, enum gz_op op, uint32_t start,
			   uint32_t end);
struct gz_query *tree_clone(struct parser *p, const struct gz_query *q);
void tree_append(struct parser *p, struct list *l, struct gz_query *kid);
struct gz_query *tree_not(struct parser *p, struct gz_query *kid);
/* AND or OR of the list: flat, "*" only where it says something, NOT only
 * below AND; the kid itself when there is one, NULL when there is none. */
struct gz_query *tree_join(struct parser *p, enum gz_op op, struct list *l);
/* As words side by side are joined: AND, or OR with options.any, where what
 * only filters (dates, values, NOT) still must hold. */
struct gz_query *tree_beside(struct parser *p, struct list *l);
/* Is the one the other but for field? Offsets aside. */
bool tree_same(const struct gz_query *a, const struct gz_query *b,
	       bool fields_too);

/* ---- scan.c ---- */

bool scan_text(struct parser *p, const char *text);
bool scan_blank(int32_t cp);
bool scan_quote(int32_t cp);
/* Over blanks and stray closing brackets. */
void scan_skip(struct parser *p);
/* Does a run that holds on over punctuation end at at? */
bool scan_ends(const struct parser *p, uint32_t at);
uint32_t scan_run(const struct parser *p, uint32_t at);	  /* of words */
uint32_t scan_value(const struct parser *p, uint32_t at); /* unbroken */
bool scan_operator(const struct parser *p, struct operator* o);
/* Where what begins as NEAR/5 or PRE/5 and is none of them (NEAR/x) ends; by
 * gets what may be meant. 0: nothing like it stands at p->at. */
uint32_t scan_near_miss(const struct parser *p, char by[16]);
/* A number of at most 9 digits at *at, moved behind it. */
bool scan_number(const struct parser *p, uint32_t *at, uint32_t *number);
/* The text of [start, end), in the arena. */
char *scan_slice(struct parser *p, uint32_t start, uint32_t end);

/* ---- field.c ---- */

/* A field's name with its colon at p->at; *after is behind the colon. NULL
 * and *after 0: nothing like one stands there. NULL and *after set: a word
 * with a colon that is no field. */
const struct field *field_find(struct parser *p, uint32_t *after);
/* The field whose name is most like name, or NULL. */
const struct field *field_like(const char *name);
const char *field_name(enum gz_field field);

/* ---- note.c ---- */

/* What can be mended: a warning, or an error when options.strict. */
void note_warn(struct parser *p, uint32_t at, const char *code,
	       const char *suggestion, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
void note_fail(struct parser *p, uint32_t at, const char *code,
	       const char *suggestion, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* A limit of one word or phrase: an error, but with options.any a warning,
 * since nobody wrote such a sentence as a query. */
void note_limit(struct parser *p, uint32_t at, const char *code,
		const char *suggestion, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* The query with [start, end) replaced, or "" when too long to show. */
const char *note_replace(struct parser *p, uint32_t start, uint32_t end,
			 const char *by);

/* ---- parse.c ---- */

struct gz_query *parse_or(struct parser *p, const struct scope *s);
/* Is p, after blanks, at the end of what stands side by side? */
bool parse_at_end(struct parser *p);

/* ---- operand.c ---- */

struct gz_query *parse_primary(struct parser *p, const struct scope *s);
/* Does something stand at at, so that a sign before it can hold for it? */
bool parse_joins(const struct parser *p, uint32_t at);

/* ---- leaf.c ---- */

struct gz_query *leaf_form(struct parser *p, const struct scope *s,
			   enum gz_op op, const char *form,
			   enum gz_token_kind kind, uint32_t start,
			   uint32_t end);

/* The words of [start, end): a word, a phrase, words side by side, or NULL. */
struct gz_query *leaf_words(struct parser *p, const struct scope *s,
			    uint32_t start, uint32_t end);
/* What stands in quotes; with a distance, words near each other. */
struct gz_query *leaf_phrase(struct parser *p, const struct scope *s,
			     uint32_t start, uint32_t end);
struct gz_query *leaf_near(struct parser *p, const struct scope *s,
			   uint32_t start, uint32_t end, uint32_t distance);

/* Another name of the word q, in its field: a word, or several as a phrase. */
struct gz_query *leaf_name(struct parser *p, const struct gz_query *q,
			   const char *name);

/* ---- value.c ---- */

/* The value of a FIELD_VALUE or date field. */
struct gz_query *leaf_value(struct parser *p, const struct scope *s,
			    uint32_t start, uint32_t end);

/* ---- synonym.c ---- */

/* The tree at that depth, an OR of names where a word has others. */
struct gz_query *synonyms_add(struct parser *p, struct gz_query *q,
			      size_t depth);

/* ---- settle.c ---- */

/* Capitals, fields and limits of the whole tree; NULL when it is refused. */
struct gz_query *settle(struct parser *p, struct gz_query *root);

#endif
