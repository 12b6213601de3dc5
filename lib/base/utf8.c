/* utf8.c - UTF-8 in and out. See gz/utf8.h. */
#include "gz/utf8.h"

#include <string.h>

/* Unicode 15 table 3-7: what may follow a lead byte. Only the second byte has
 * a range of its own; the others are 80..BF. */
static const struct lead {
	uint8_t first, last, more, low, high;
} leads[] = {
	{ 0xc2, 0xdf, 1, 0x80, 0xbf }, { 0xe0, 0xe0, 2, 0xa0, 0xbf },
	{ 0xe1, 0xec, 2, 0x80, 0xbf }, { 0xed, 0xed, 2, 0x80, 0x9f },
	{ 0xee, 0xef, 2, 0x80, 0xbf }, { 0xf0, 0xf0, 3, 0x90, 0xbf },
	{ 0xf1, 0xf3, 3, 0x80, 0xbf }, { 0xf4, 0xf4, 3, 0x80, 0x8f },
};

static const struct lead *find_lead(uint8_t byte)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	return NULL;
}

int32_t gz_utf8_next(const char **at, const char *end)
{
	uint8_t byte = (uint8_t) * (*at)++;
	const struct lead *lead;
	int32_t cp;

	if (byte < 0x80)
		return byte;
	lead = find_lead(byte);
	if (!lead)
		return -1;
	cp = byte & (0x3f >> lead->more);
	for (int i = 0; i < lead->more; i++) {
		uint8_t next = *at < end ? (uint8_t) * *at : 0;

		if (next < (i ? 0x80 : lead->low) ||
		    next > (i ? 0xbf : lead->high))
			return -1;
		cp = cp << 6 | (next & 0x3f);
		(*at)++;
	}
	return cp;
}

size_t gz_utf8_put(char out[4], int32_t cp)
{
	static const uint8_t mark[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t len = 1 + (cp >= 0x80) + (cp >= 0x800) + (cp >= 0x10000);

	for (size_t i = len - 1; i > 0; i--, cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3f));
	out[0] = (char)(mark[len] | cp);
	return len;
}

bool gz_utf8_valid(const char *text, size_t len)
{
	for (const char *at = text, *end = text + len; at < end;)
		if (gz_utf8_next(&at, end) < 0)
			return false;
	return true;
}

size_t gz_utf8_repair(const char *text, size_t len, struct gz_buf *out)
{
	const char *at = text, *end = text + len, *kept = text;
	size_t replaced = 0;

	while (at < end) {
		const char *start = at;
		int32_t cp = gz_utf8_next(&at, end);

		if (cp > 0)
			continue;
		gz_buf_add(out, kept, (size_t)(start - kept));
		kept = at;
		if (cp < 0) {
			gz_buf_add(out, "\xef\xbf\xbd", 3);
			replaced++;
		}
	}
	gz_buf_add(out, kept, (size_t)(end - kept));
	return replaced;
}

size_t gz_utf8_count(const char *text, size_t len)
{
	size_t count = 0;

	for (const char *at = text, *end = text + len; at < end; count++)
		gz_utf8_next(&at, end);
	return count;
}

size_t gz_utf8_cut(const char *text, size_t len)
{
	for (size_t back = 1; back <= 3 && back <= len; back++) {
		const char *at = text + len - back, *end = text + len;
		const struct lead *lead = find_lead((uint8_t)*at);

		if (!lead)
			continue;
		/* Ill-formed already, or whole: nothing is split here. */
		return lead->more >= back && gz_utf8_next(&at, end) < 0 &&
				       at == end
			       ? len - back
			       : len;
	}
	return len;
}
