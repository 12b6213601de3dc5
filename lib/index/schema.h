/* schema.h - what an indexed article looks like.
 *
 * Xapian holds the article and how to find it by id and URL; which words it
 * has stands in postings files (gz/postings.h) beside the database.
 *
 * Change a line here, raise GZ_SCHEMA, and say so in CHANGELOG.md: an index
 * written with another number is refused with GZ_DATA. */
#ifndef GZ_SCHEMA_H
#define GZ_SCHEMA_H

#define GZ_SCHEMA "5"

/* Prefixes of terms in postings files. Words are in lower case, so capitals
 * cannot clash. */
#define TERM_STEM "Z"	     /* stem of a word of title or body */
#define TERM_TITLE "S"	     /* word of the title */
#define TERM_TITLE_STEM "ZS" /* stem of a word of the title */
#define TERM_ACRONYM "XA"    /* U.S. -> XAus */
#define TERM_JOINED "XJ"     /* e-mail -> XJemail; not the word email */
#define TERM_BYLINE "A"	     /* word of the byline */
#define TERM_SOURCE "H"	     /* folded source */
#define TERM_SECTION "G"     /* folded section */

/* Prefixes of terms in Xapian. */
#define TERM_ID "Q"  /* the article's id */
#define TERM_URL "U" /* its canonical URL, hashed when long */

/* A word of the title counts this often in the article's words. */
#define TITLE_WEIGHT 3

/* Terms of more bytes make a commit fail: Xapian's limit is 245. */
#define TERM_MAX 240

enum {
	SLOT_PUBLISHED = 0, /* see published_value(); absent: undated */
	SLOT_SOURCE = 1,    /* as shown */
	SLOT_SECTION = 2,   /* as shown */
	SLOT_CLUSTER = 3,   /* reserved for copies of one story */
	SLOT_WORDS = 4,	    /* number of words, a varint */
	SLOT_HASH = 5,	    /* gz_article_hash(), 16 bytes */
	SLOT_BYLINE = 6,    /* names as shown, a NUL between */
};

/* User metadata. */
#define META_SCHEMA "schema"
#define META_REVISION "revision" /* counts commits, decimal */
#define META_REMOVALS "removals" /* counts articles taken out, decimal */
#define META_LOWEST "lowest"	 /* the lowest docid ever given, decimal */
#define META_FILES "files"	 /* postings files, oldest rows first */
#define META_PARENT "parent"	 /* UUID of the generation before this */
#define META_RECORD "record"	 /* and a docid: see record_key() */
#define META_EARLIER "earlier"	 /* and more: see history.hh */
#define META_VERSIONS "versions" /* counts what is kept there, decimal */
#define META_REMOVED "removed"	 /* and the hash of an id: see history.hh */
#define META_COMMIT "commit"	 /* and a revision: see journal.hh */
#define META_GONE "gone"	 /* and a revision and a docid: likewise */

/* The pile: docids go down from here as articles get newer, and rows, in
 * postings files, go up from 0: row = DOCID_TOP - 1 - docid. 2^27 leaves room
 * for 32 shards, whose docids Xapian interleaves in 32 bits. */
#define DOCID_TOP (1u << 27)

#endif
