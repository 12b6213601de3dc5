/* myers.h - the least change from one sequence to another. See gz/diff.h. */
#ifndef GZ_TEXT_MYERS_H
#define GZ_TEXT_MYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Steps that a whole comparison may take: under a second. */
#ifdef GZ_SMALL
#define MYERS_STEPS 200000
#define MYERS_CHANGES 40
#else
#define MYERS_STEPS 20000000
#define MYERS_CHANGES 1000 /* deleted and inserted, in one sequence */
#endif

/* A part of a sequence; equal keys are equal parts. */
struct piece {
	const char *text;
	uint32_t len;
	uint32_t words; /* in it */
	uint64_t key;
	bool changed; /* out: not in the other sequence */
};

/* Mark what of a is deleted and what of b is inserted, the least that there
 * is. False: too much, or no steps are left; then all is marked but for what
 * is the same at both ends. */
bool myers(struct piece *a, size_t count_a, struct piece *b, size_t count_b,
	   size_t *steps);

#endif
