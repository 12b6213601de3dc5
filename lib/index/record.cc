/* record.cc - what an article is shown from. See record.hh. */
#include "record.hh"

#include <cstdlib>
#include <ctime>
#include <zstd.h>

#include "gz/pack.h"
#include "schema.h"

/* The first byte of a record; then its head, varints. */
#define RECORD_VERSION 3
/* Bodies are short: higher levels save little and cost much. */
#define RECORD_LEVEL 3
/* Beyond any article that the readers let through. */
#define RECORD_MOST (64u << 20)

std::string record_key(Xapian::docid did)
{
	std::string key = META_RECORD;

	for (int shift = 24; shift >= 0; shift -= 8)
		key += (char)(did >> shift);
	return key;
}

int64_t now_ms()
{
	timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void pack_head(const record_head &head, gz_buf *out)
{
	gz_buf_putc(out, RECORD_VERSION);
	gz_pack_u64(out, head.words);
	gz_pack_i64(out, head.first_seen);
	gz_pack_i64(out, head.updated);
	gz_pack_u64(out, head.version);
}

static bool unpack_head(gz_unpack *u, record_head *head)
{
	if (u->at == u->end || *u->at++ != RECORD_VERSION)
		return false;
	head->words = (uint32_t)gz_unpack_u64(u);
	head->first_seen = gz_unpack_i64(u);
	head->updated = gz_unpack_i64(u);
	head->version = (uint32_t)gz_unpack_u64(u);
	return !u->bad;
}

static gz_unpack unpack_of(const std::string &record)
{
	const unsigned char *at = (const unsigned char *)record.data();

	return { at, at + record.size(), false };
}

bool read_head(const std::string &record, record_head *head)
{
	gz_unpack u = unpack_of(record);

	return unpack_head(&u, head);
}

std::string with_head(const std::string &record, const record_head &head)
{
	gz_unpack u = unpack_of(record);
	gz_buf out = {};
	record_head old;

	unpack_head(&u, &old);
	pack_head(head, &out);
	gz_buf_add(&out, u.at, u.end - u.at);
	std::string bytes(out.data, out.len);
	gz_buf_free(&out);
	return bytes;
}

RecordWriter::RecordWriter() : zstd_(ZSTD_createCCtx())
{
	if (!zstd_)
		throw std::bad_alloc();
	ZSTD_CCtx_setParameter(zstd_, ZSTD_c_compressionLevel, RECORD_LEVEL);
	ZSTD_CCtx_setParameter(zstd_, ZSTD_c_checksumFlag, 1);
}

RecordWriter::~RecordWriter()
{
	ZSTD_freeCCtx(zstd_);
}

std::string RecordWriter::write(const gz_article &a, uint32_t words)
{
	const int64_t now = now_ms();
	gz_buf packed = {}, record = {};
	size_t size, bound;

	gz_article_pack(&a, &packed);
	bound = ZSTD_compressBound(packed.len);
	pack_head({ words, now, now, 1 }, &record);
	size = ZSTD_compress2(zstd_, gz_buf_room(&record, bound), bound,
			      packed.data, packed.len);
	gz_buf_free(&packed);
	if (ZSTD_isError(size))
		abort(); /* the bound was given: cannot be */
	record.len += size;
	std::string bytes(record.data, record.len);
	gz_buf_free(&record);
	return bytes;
}

RecordReader::RecordReader() : zstd_(ZSTD_createDCtx())
{
	if (!zstd_)
		throw std::bad_alloc();
}

RecordReader::~RecordReader()
{
	ZSTD_freeDCtx(zstd_);
}

static bool damaged(gz_err *err)
{
	return gz_fail(err, GZ_DATA, "an article of the index is damaged");
}

bool RecordReader::read(const std::string &record, gz_article *a,
			uint32_t *words, gz_err *err) const
{
	gz_unpack u = unpack_of(record);
	unsigned long long size;
	gz_buf packed = {};
	record_head head;

	if (!unpack_head(&u, &head))
		return gz_fail(err, GZ_DATA,
			       "an article of the index has an unknown form");
	*words = head.words;
	size = ZSTD_getFrameContentSize(u.at, u.end - u.at);
	if (size > RECORD_MOST) /* or ZSTD_CONTENTSIZE_ERROR */
		return damaged(err);
	packed.len = ZSTD_decompressDCtx(zstd_, gz_buf_room(&packed, size),
					 size, u.at, u.end - u.at);
	bool ok = packed.len == size
			  ? gz_article_unpack(packed.data, packed.len, a, err)
			  : damaged(err);
	gz_buf_free(&packed);
	if (ok) {
		a->first_seen = head.first_seen;
		a->updated = head.updated;
		a->version = head.version;
	}
	return ok;
}

std::string published_value(int64_t at)
{
	uint64_t n = (uint64_t)at ^ (1ull << 63);
	std::string value(8, '\0');

	for (int i = 0; i < 8; i++)
		value[i] = (char)(n >> (56 - 8 * i));
	return value;
}

int64_t published_of_value(const std::string &value)
{
	uint64_t n = 0;

	if (value.size() != 8)
		return GZ_TIME_NONE;
	for (unsigned char c : value)
		n = n << 8 | c;
	return (int64_t)(n ^ (1ull << 63));
}
