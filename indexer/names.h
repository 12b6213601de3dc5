/* names.h - a set of names. */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

/* Begin with { 0 }. */
struct names {
	void *tree;
};

bool names_has(const struct names *n, const char *name);
void names_add(struct names *n, const char *name);
void names_remove(struct names *n, const char *name);
void names_free(struct names *n);

#endif
