/* names.h - a set of names, each with a number. */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>
#include <stdint.h>

/* Begin with { 0 }. */
struct names {
	void *tree;
};

/* The number of name; 0: it is not there. */
uint32_t names_find(const struct names *n, const char *name);
/* Add name, or change its number; not 0. */
void names_put(struct names *n, const char *name, uint32_t number);
void names_remove(struct names *n, const char *name);
void names_free(struct names *n);

#endif
