/* record.cc - what an article is shown from: its packed fields, compressed.
 * See analyse.hh. */
#include "analyse.hh"

#include <cstdlib>
#include <zstd.h>

#include "gz/pack.h"

/* The first byte of document data. */
#define RECORD_VERSION 1
/* Bodies are short: higher levels save little and cost much. */
#define RECORD_LEVEL 3
/* Beyond any article that the readers let through. */
#define RECORD_MOST (64u << 20)

std::string article_data(const gz_article &a)
{
	gz_buf packed = {};
	std::string data;
	size_t size;

	gz_article_pack(&a, &packed);
	data.resize(1 + ZSTD_compressBound(packed.len));
	data[0] = RECORD_VERSION;
	size = ZSTD_compress(&data[1], data.size() - 1, packed.data, packed.len,
			     RECORD_LEVEL);
	gz_buf_free(&packed);
	if (ZSTD_isError(size))
		abort(); /* the bound was given: cannot be */
	data.resize(1 + size);
	return data;
}

bool article_of_data(const std::string &data, gz_article *a, gz_err *err)
{
	unsigned long long size;
	gz_buf packed = {};
	bool ok = false;

	if (data.empty() || data[0] != RECORD_VERSION)
		return gz_fail(err, GZ_DATA,
			       "an article of the index has an "
			       "unknown form");
	size = ZSTD_getFrameContentSize(data.data() + 1, data.size() - 1);
	if (size > RECORD_MOST)
		return gz_fail(err, GZ_DATA,
			       "an article of the index is "
			       "damaged");
	packed.len = ZSTD_decompress(gz_buf_room(&packed, size), size,
				     data.data() + 1, data.size() - 1);
	if (packed.len == size)
		ok = gz_article_unpack(packed.data, packed.len, a, err);
	else
		gz_fail(err, GZ_DATA, "an article of the index is damaged");
	gz_buf_free(&packed);
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
