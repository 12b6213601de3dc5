/* record.hh - what an article is shown from: its packed fields, compressed,
 * behind a head that is not, kept under a key in user metadata. As document
 * data Xapian would compress them once more, in vain and for a seventh of the
 * time of a load. */
#ifndef GZ_RECORD_HH
#define GZ_RECORD_HH

#include <string>
#include <xapian.h>

#include "gz/article.h"

/* Of zstd: making them anew for each article would cost more than it. */
struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

std::string record_key(Xapian::docid did);

/* What the index itself knows of the article. */
struct record_head {
	uint32_t words;
	int64_t first_seen, updated; /* ms UTC */
	uint32_t version;	     /* from 1 */
};
/* False: the record is damaged. */
bool read_head(const std::string &record, record_head *head);
/* The record, which has a head, with another. */
std::string with_head(const std::string &record, const record_head &head);

/* The clock. */
int64_t now_ms();

class RecordWriter
{
      public:
	RecordWriter();
	~RecordWriter();
	RecordWriter(const RecordWriter &) = delete;
	void operator=(const RecordWriter &) = delete;
	/* As version 1, seen now. */
	std::string write(const gz_article &a, uint32_t words);

      private:
	ZSTD_CCtx_s *zstd_;
};

class RecordReader
{
      public:
	RecordReader();
	~RecordReader();
	RecordReader(const RecordReader &) = delete;
	void operator=(const RecordReader &) = delete;
	/* a is to be cleared. */
	bool read(const std::string &record, gz_article *a, uint32_t *words,
		  gz_err *err) const;

      private:
	ZSTD_DCtx_s *zstd_;
};

/* The published instant as 8 bytes that sort as time; and back. */
std::string published_value(int64_t at);
int64_t published_of_value(const std::string &value);

#endif
