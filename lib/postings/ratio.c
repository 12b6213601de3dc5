/* ratio.c - length / tf as one byte. See gz/postings.h. */
#include "ratio.h"

#include "gz/postings.h"

const double ratio_step[17] = {
	1.0,
	1.0442737824274138,
	1.0905077326652577,
	1.1387886347566916,
	1.1892071150027210,
	1.2418578120734840,
	1.2968395546510096,
	1.3542555469368927,
	1.4142135623730951,
	1.4768261459394993,
	1.5422108254079408,
	1.6104903319492543,
	1.6817928305074290,
	1.7562521603732995,
	1.8340080864093424,
	1.9152065613971474,
	2.0,
};

const uint8_t ratio_guess[32] = {
	0, 0, 1,  2,  2,  3,  3,  4,  5,  5,  6,  6,  7,  7,  8,  8,
	9, 9, 10, 10, 11, 11, 12, 12, 12, 13, 13, 14, 14, 14, 15, 15,
};

/* Articles shorter than tf (headlines alone have no words in the body) are
 * all that code 0 tells nothing of. */
double gz_ratio(uint8_t code)
{
	return code ? ratio_step[code % 16] * (1 << code / 16) : 0;
}

uint8_t gz_ratio_code(uint32_t length, uint32_t tf)
{
	return ratio_code(length, tf);
}
