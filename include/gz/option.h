/* gz/option.h - settings: one table for both programs.
 *
 * Every setting is a row of gz_option_table[] (lib/base/option_table.c): its
 * name, who knows it, its type with unit, least, greatest and default, and a
 * sentence. A flag --like-this beats the environment, GAZETTE_LIKE_THIS,
 * which beats "like-this = value" in the configuration file, which beats the
 * default. --help and the manual's tables are made from the rows.
 */
#ifndef GZ_OPTION_H
#define GZ_OPTION_H

#include <stdbool.h>
#include <stdio.h>

#include "gz/err.h"

#ifdef __cplusplus
extern "C" {
#endif

enum gz_program {
	GZ_GAZETTE = 1,
	GZ_GAZETTED = 2
};

enum gz_option_type {
	GZ_FLAG, /* present or not; "yes"/"no" in file and environment */
	GZ_STRING,
	GZ_INT,	 /* whole number, in unit */
	GZ_SIZE, /* bytes; K, M, G suffixes are powers of 1024 */
	GZ_TIME, /* milliseconds; "ms", "s" suffixes */
};

struct gz_option {
	const char *name;
	unsigned programs; /* bit set of enum gz_program */
	enum gz_option_type type;
	const char *fallback;	   /* as text; NULL: unset */
	long long least, greatest; /* numbers only */
	const char *unit;
	const char *help; /* one sentence */
};
extern const struct gz_option gz_option_table[]; /* name NULL ends it */

struct gz_options;

/* Read argv (from argv[1]; flags and operands may mix, "--" ends flags,
 * "--name=value" and "--name value"), the environment and the file named by
 * --config (or GAZETTE_CONFIG, or default_config if it exists). GZ_USAGE
 * names the wrong flag, line or value, what is allowed, and the nearest known
 * name for an unknown one. */
struct gz_options *gz_options_read(enum gz_program program, int argc,
				   char **argv, const char *default_config,
				   struct gz_err *err);
void gz_options_free(struct gz_options *o);

/* The value of a row; asking for a name that is no row, or as another type,
 * is a bug (assert). Strings are NULL when unset. */
const char *gz_option_str(const struct gz_options *o, const char *name);
long long gz_option_num(const struct gz_options *o, const char *name);
bool gz_option_flag(const struct gz_options *o, const char *name);
/* Whether it was given by flag, environment or file. */
bool gz_option_given(const struct gz_options *o, const char *name);

/* Operands: what is not a flag. */
size_t gz_options_operands(const struct gz_options *o,
			   const char *const **operands);

/* The rows of a program as aligned help text. */
void gz_options_help(enum gz_program program, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
