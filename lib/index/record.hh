/* record.hh - what an article is shown from, with the number of its words:
 * its packed fields, compressed, kept under a key in user metadata. As document
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

class RecordWriter
{
      public:
	RecordWriter();
	~RecordWriter();
	RecordWriter(const RecordWriter &) = delete;
	void operator=(const RecordWriter &) = delete;
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
