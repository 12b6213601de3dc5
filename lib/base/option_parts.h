/* option_parts.h - rows and values, between the files of this module. */
#ifndef BASE_OPTION_PARTS_H
#define BASE_OPTION_PARTS_H

#include "gz/option.h"

/* Who set a value, weakest first. */
enum origin {
	FALLBACK,
	CONFIG_FILE,
	ENVIRONMENT,
	ARGUMENT
};

/* The row of that name, len bytes; NULL: there is none. */
const struct gz_option *option_find(const char *name, size_t len);

/* Set row to text, unless someone stronger has; where says who wrote it, for
 * the sentence. A row of the other program is only checked. */
bool option_set(struct gz_options *o, const struct gz_option *row,
		enum origin origin, const char *where, const char *text,
		struct gz_err *err);

enum gz_program option_program(const struct gz_options *o);
void option_operand_add(struct gz_options *o, const char *operand);

/* The three sources, strongest first. */
bool option_arguments_read(struct gz_options *o, int argc, char **argv,
			   struct gz_err *err);
bool option_environment_read(struct gz_options *o, struct gz_err *err);
bool option_file_read(struct gz_options *o, const char *default_config,
		      struct gz_err *err);

/* Read text as a value of row into *num: a number in its unit, 1 or 0 for a
 * flag, nothing for a string. where names the place, for the sentence. */
bool option_value_read(const struct gz_option *row, const char *where,
		       const char *text, long long *num, struct gz_err *err);

/* The name in the table that name may have been meant for, among those of
 * programs; NULL: none is near. */
const char *option_nearest(unsigned programs, const char *name);

/* What stands for the value in help: "DIR", "N", "" for a flag. */
const char *option_placeholder(const struct gz_option *row);

/* Whether it may stand in the configuration file. */
bool option_in_file(const struct gz_option *row);

/* GAZETTE_THE_NAME */
void option_environment(const struct gz_option *row, char *out, size_t size);

#endif
