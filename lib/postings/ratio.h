/* ratio.h - the code of length / tf, which lists compute for each posting; for
 * lib/postings alone. */
#ifndef POSTINGS_RATIO_H
#define POSTINGS_RATIO_H

#include <stdint.h>
#include <string.h>

extern const double ratio_step[17];   /* 2^(i / 16) */
extern const uint8_t ratio_guess[32]; /* 16 log2(1 + i / 32), rounded down */

/* As gz_ratio_code(). The first five bits of the mantissa tell the step, or
 * that it is that or the next one. */
static inline uint8_t ratio_code(uint32_t length, uint32_t tf)
{
	const uint64_t one = UINT64_C(1023) << 52, mask = (1ull << 52) - 1;
	double ratio = (double)length / tf;
	uint64_t bits, next;
	unsigned step;

	memcpy(&bits, &ratio, sizeof(bits));
	bits -= one;
	if (bits >= UINT64_C(16) << 52)
		return ratio < 1 ? 0 : 255;
	step = ratio_guess[bits >> 47 & 31];
	memcpy(&next, &ratio_step[step + 1], sizeof(next));
	step += ((bits & mask) | one) >= next;
	return (uint8_t)((bits >> 52) * 16 + step);
}

#endif
