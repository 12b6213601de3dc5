/* reader.h - what the format readers share; for lib/article alone.
 *
 * A reader is called with its input at the first byte. It takes one record
 * after the other, asks reader_skip() about each, makes an article of it and
 * hands it to reader_article(), or says to reader_failed() why it cannot; it
 * ends when either of them returns false. It returns false itself only where
 * the file as a whole is not what it reads.
 */
#ifndef ARTICLE_READER_H
#define ARTICLE_READER_H

#include "gz/article.h"
#include "input.h"

/* hardening.md section 4 */
#define LIMIT_LINE ((size_t)8 << 20)  /* bytes of a JSON record */
#define LIMIT_HTML ((size_t)5 << 20)  /* bytes of a page */
#define LIMIT_FEED ((size_t)8 << 20)  /* bytes of a feed */
#define LIMIT_XML ((size_t)8 << 20)   /* bytes of any other XML */
#define LIMIT_TEXT ((size_t)8 << 20)  /* bytes of a text file */
#define LIMIT_BODY ((size_t)2 << 20)  /* bytes of a body */
#define LIMIT_MAIL ((size_t)32 << 20) /* bytes of a message, attachments too */
#define LIMIT_ID 200

/* What a reader reads: a file, a file in an archive, a record such as a page
 * of a crawl or a part of a message. Nothing is read that holds what could not
 * be in it: no archive in an archive, no crawl in a record. */
enum depth {
	IN_FILE,
	IN_ARCHIVE,
	IN_RECORD
};

struct gz_reader {
	struct input in;
	const char *path;
	const struct gz_format *format;
	const struct gz_read_options *options;
	const struct gz_sink *sink;
	unsigned long skip;
	/* What makes an article of a record of JSON; NULL: json_article(). */
	bool (*from_json)(const char *text, size_t len, struct gz_article *a,
			  struct gz_err *err);
	enum depth depth;
	bool stopped; /* the sink wants no more */
	/* of a record: its address and what the server says of its encoding,
	 * or NULL; its number, which stands for a line, and position */
	const char *url, *charset;
	unsigned long record;
	uint64_t at;
};

/* Say that reading goes on, now and then where it is long between articles. */
void reader_alive(struct gz_reader *r);

/* Whether the record that comes next is one of those to pass over. */
bool reader_skip(struct gz_reader *r);

/* Complete, limit and identify a, hand it on and clear it. */
bool reader_article(struct gz_reader *r, struct gz_article *a,
		    unsigned long line);
bool reader_failed(struct gz_reader *r, unsigned long line, const char *fmt,
		   ...) __attribute__((format(printf, 3, 4)));

/* The whole rest of the input, borrowed, if it is at most max bytes. Fails
 * with a sentence if it is more, or if it ends early. */
bool reader_whole(struct gz_reader *r, size_t max, const char **bytes,
		  size_t *len, struct gz_err *err);

/* Read inner->in, a part of what r reads, as a file of its own, in the format
 * of that name (NULL: by content). The rest of *inner is set here but path,
 * depth and what is of a record; inner->in is closed. Returns NULL, or what it
 * is instead of an article ("a PNG image") and nothing was told of it. */
const char *reader_inside(struct gz_reader *r, struct gz_reader *inner,
			  const char *format);

/* What the bytes are, if they are of a kind that holds no article text ("a
 * PDF document"), or NULL. */
const char *foreign_kind(const char *head, size_t len);
/* The same of what no format recognised: "binary data", or NULL for text. */
const char *foreign_rest(const char *head, size_t len);

/* tar and zip: files in one. */
bool box_recognise(const char *head, size_t len);
bool box_read(struct gz_reader *r, struct gz_err *err);

/* Formats. */
bool json_recognise(const char *head, size_t len);
bool json_read(struct gz_reader *r, struct gz_err *err);
bool jsonfeed_recognise(const char *head, size_t len);
bool jsonfeed_read(struct gz_reader *r, struct gz_err *err);
bool jsonl_recognise(const char *head, size_t len);
bool jsonl_read(struct gz_reader *r, struct gz_err *err);
bool rss_recognise(const char *head, size_t len);
bool atom_recognise(const char *head, size_t len);
bool feed_read(struct gz_reader *r, struct gz_err *err);
bool ninjs_recognise(const char *head, size_t len);
bool ninjs_read(struct gz_reader *r, struct gz_err *err);
bool nitf_recognise(const char *head, size_t len);
bool nitf_read(struct gz_reader *r, struct gz_err *err);
bool newsml_recognise(const char *head, size_t len);
bool newsml_read(struct gz_reader *r, struct gz_err *err);
bool reuters_recognise(const char *head, size_t len);
bool reuters_read(struct gz_reader *r, struct gz_err *err);
bool html_recognise(const char *head, size_t len);
bool html_read(struct gz_reader *r, struct gz_err *err);
bool mbox_recognise(const char *head, size_t len);
bool mbox_read(struct gz_reader *r, struct gz_err *err);
bool warc_recognise(const char *head, size_t len);
bool warc_read(struct gz_reader *r, struct gz_err *err);
bool text_recognise(const char *head, size_t len);
bool text_read(struct gz_reader *r, struct gz_err *err);

#endif
