/* ratio.h - the code of length / tf, which lists compute for each posting; for
 * lib/postings alone. */
#ifndef POSTINGS_RATIO_H
#define POSTINGS_RATIO_H

#include <stdint.h>
#include <string.h>

extern const double ratio_step[17]; /* 2^(i / 16) */

/* As gz_ratio_code(). With 1 + m for the mantissa, log2(1 + m) is within 1/100
 * of m + 0.343 m (1 - m): the step found so is the right one or the one below.
 */
static inline uint8_t ratio_code(uint32_t length, uint32_t tf)
{
	const uint64_t one = UINT64_C(1023) << 52;
	double ratio = (double)length / tf, mantissa;
	uint64_t bits;
	int step;

	if (ratio < 1)
		return 0;
	if (ratio >= 65536)
		return 255;
	memcpy(&bits, &ratio, sizeof(bits));
	unsigned octave = (unsigned)((bits - one) >> 52);
	bits = (bits & ((UINT64_C(1) << 52) - 1)) | one;
	memcpy(&mantissa, &bits, sizeof(mantissa));
	double m = mantissa - 1;
	step = (int)(16 * (m * (1.343 - 0.343 * m)) - 0.2);
	step += mantissa >= ratio_step[step + 1];
	return (uint8_t)(16 * octave + (unsigned)step);
}

#endif
