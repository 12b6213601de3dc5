/* gz/article.h - one news article, however it arrived, and the readers that
 * make articles of bytes. */
#ifndef GZ_ARTICLE_H
#define GZ_ARTICLE_H

#include "gz/buf.h"
#include "gz/date.h"
#include "gz/err.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Strings are valid UTF-8 without NUL; NULL is "not known", never "". */
struct gz_article {
	char *id;   /* <= 200 bytes; after reading always set, see
			   gz_article_identify() */
	char *file; /* the PATH it came from, as given */
	char *url;
	char *title;
	char *standfirst;
	char **byline; /* byline_count names, "By " and titles taken off */
	size_t byline_count;
	char **cites; /* cite_count outlets that a "Sources:" line names */
	size_t cite_count;
	char *source;
	char *section;
	char *language;
	bool dated;		  /* published is set */
	struct gz_date published; /* as the source wrote it */
	char *body;		  /* paragraphs parted by a blank line; "" at
				    least */
	const char *format;	  /* name of a row of gz_formats[] */
	char **warnings; /* what was repaired or cut, a sentence each */
	size_t warning_count;
	/* What the index knows of it (gz/index.h); 0 outside of one. */
	int64_t first_seen; /* when it first came, ms since 1970, UTC */
	int64_t updated;    /* when this content came */
	uint32_t version;   /* of its contents, from 1 */
};

/* Release what a holds and zero it; a itself is the caller's. */
void gz_article_clear(struct gz_article *a);

/* Append a warning sentence, printf-style. */
void gz_article_warn(struct gz_article *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Give a an id if it has none: hash of the canonical URL, else of source, day
 * and title (product.md 1), "u-" or "t-" and 32 hex digits. An id of over 200
 * bytes, or an article with neither title nor body, is refused: GZ_DATA. */
bool gz_article_identify(struct gz_article *a, struct gz_err *err);

/* The canonical form of url, to be freed: what all addresses of one article
 * have in common. It has https for http; the host in lower case, without user,
 * default port, "www.", "m.", "mobile." and "amp.", and that of the site where
 * an AMP cache shows its page; the path without dot segments, segments "amp",
 * ".amp" in a file name, "index.html" and the like, and "/" at the end; the
 * query, in its order, without utm_*, fbclid and other tracking parameters;
 * no fragment, unless it begins with "!"; percent-encoding by RFC 3986
 * 6.2.2. etc/url-variants.tsv and etc/tracking.tsv have the names;
 * tests/data/urls.txt has examples. What is not http(s) is returned as it
 * is. */
char *gz_url_canonical(const char *url);

/* A 128-bit hash of all that a reader could see of a (not file, format,
 * warnings; of the URL its canonical form): equal means "unchanged". */
void gz_article_hash(const struct gz_article *a, unsigned char out[16]);

/* As bytes and back: a version byte, then fields by gz/pack.h. Unpacking
 * fails with GZ_DATA on anything else. */
void gz_article_pack(const struct gz_article *a, struct gz_buf *out);
bool gz_article_unpack(const void *bytes, size_t len, struct gz_article *a,
		       struct gz_err *err);

/* As the JSON object of product.md section 3, compact, keys in that order,
 * then those that the index knows; one line without newline. */
void gz_article_json(const struct gz_article *a, struct gz_buf *out);

/* What the feeder says of all articles of a call; NULL: nothing. Fills what
 * an article leaves open, never what it states. */
struct gz_recurring;
struct gz_read_options {
	const char *source;
	const struct gz_date *published;
	const char *format;		      /* NULL or "auto": by content */
	const struct gz_recurring *recurring; /* paragraphs to leave out, of
						 gz/recurring.h, or NULL */
	bool plain; /* only a regular file is opened, and no link to one:
		       for folders that others can write to */
};

/* Receives what a file holds. article and failed return false to stop.
 * The article is borrowed, identified and limited (hardening.md section 4);
 * line counts from 1; 0: no line to name; of crawls and mailboxes it is the
 * number of the record. note, which may be NULL, hears what is no failure, such
 * as what kinds of files in an archive were passed over; text "" says only that
 * reading goes on, where it takes long between articles. */
struct gz_sink {
	bool (*article)(void *arg, struct gz_article *a, unsigned long line);
	bool (*failed)(void *arg, const char *path, unsigned long line,
		       const char *reason);
	void *arg;
	void (*note)(void *arg, const char *path, const char *text);
};

/* Read every article of the file at path ("-": standard input), gzip, zstd
 * and xz unpacked on the way, the format recognised by content; of a tar or zip
 * archive those of every file in it, "PATH/name in it". A record that
 * cannot be read goes to sink->failed and the rest goes on; skip records (of
 * either kind) are passed over first. Returns false only where nothing can
 * be read at all (no such file, a folder, not an article format): GZ_MISSING
 * or GZ_DATA, one sentence beginning with the path. */
bool gz_articles_read(const char *path, const struct gz_read_options *options,
		      unsigned long skip, const struct gz_sink *sink,
		      struct gz_err *err);

/* Read a file of removals, a JSON object {"remove":"ID"} a line. In the same
 * way, but that of the articles that sink->article gets only the id is set. */
bool gz_removals_read(const char *path, const struct gz_read_options *options,
		      unsigned long skip, const struct gz_sink *sink,
		      struct gz_err *err);

/* The formats, a row each: name, how it is recognised, how it is read. The
 * rows are in lib/article/formats.c; name NULL ends the table. recognise gets
 * the first bytes of a file, unpacked; read is for lib/article alone. */
struct gz_reader;
struct gz_format {
	const char *name;
	const char *description;
	bool (*recognise)(const char *head, size_t len);
	bool (*read)(struct gz_reader *r, struct gz_err *err);
};
const struct gz_format *gz_formats(void);

#ifdef __cplusplus
}
#endif
#endif
