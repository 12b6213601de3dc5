/* option_sources.c - settings from flags, environment and file. See
 * gz/option.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"
#include "option_parts.h"
#include "shown.h"

static const char *program_name(unsigned programs)
{
	return programs & GZ_GAZETTE ? "gazette" : "gazetted";
}

/* ---- flags ------------------------------------------------------------- */

static bool flag_unknown(const struct gz_options *o, const char *flag,
			 size_t len, struct gz_err *err)
{
	const char *near;
	char as[SHOWN_SIZE], *name = gz_strndup(flag, len);

	shown(as, name);
	near = option_nearest(option_program(o), name);
	free(name);
	if (near)
		return gz_fail(err, GZ_USAGE,
			       "unknown option --%s; did you mean --%s?", as,
			       near);
	return gz_fail(err, GZ_USAGE,
		       "unknown option --%s; %s --help lists all", as,
		       program_name(option_program(o)));
}

/* Read the flag at argv[0], its value perhaps at argv[1] (NULL: no more);
 * sets *used to how many of them it took. */
static bool flag_read(struct gz_options *o, char **argv, int *used,
		      struct gz_err *err)
{
	const char *flag = argv[0] + 2, *value = argv[1];
	size_t len = strcspn(flag, "=");
	const struct gz_option *row = option_find(flag, len);
	char where[SHOWN_SIZE];

	*used = 1;
	if (!row)
		return flag_unknown(o, flag, len, err);
	if (!(row->programs & option_program(o)))
		return gz_fail(err, GZ_USAGE,
			       "--%s is an option of %s, not of %s", row->name,
			       program_name(row->programs),
			       program_name(option_program(o)));
	if (flag[len])
		value = flag + len + 1;
	else if (row->type == GZ_FLAG)
		value = "yes";
	else if (value)
		*used = 2;
	else
		return gz_fail(err, GZ_USAGE, "--%s needs a value: --%s %s",
			       row->name, row->name, option_placeholder(row));
	snprintf(where, sizeof(where), "--%s", row->name);
	return option_set(o, row, ARGUMENT, where, value, err);
}

bool option_arguments_read(struct gz_options *o, int argc, char **argv,
			   struct gz_err *err)
{
	bool flags = true;
	int used;

	for (int i = 1; i < argc; i += used) {
		const char *arg = argv[i];
		char as[SHOWN_SIZE];

		used = 1;
		if (!flags || arg[0] != '-' || arg[1] == '\0') {
			option_operand_add(o, arg);
		} else if (strcmp(arg, "--") == 0) {
			flags = false;
		} else if (arg[1] != '-') {
			return gz_fail(err, GZ_USAGE,
				       "unknown option %s; %s --help lists all "
				       "(what begins with - goes after --)",
				       shown(as, arg),
				       program_name(option_program(o)));
		} else if (!flag_read(o, argv + i, &used, err)) {
			return false;
		}
	}
	return true;
}

/* ---- environment ------------------------------------------------------- */

bool option_environment_read(struct gz_options *o, struct gz_err *err)
{
	const struct gz_option *row = gz_option_table;
	const char *text;
	char name[64];

	for (; row->name; row++) {
		/* GAZETTE_VERSION may be somebody else's. */
		if (!(row->programs & option_program(o)) ||
		    (row->type == GZ_FLAG && !option_in_file(row)))
			continue;
		option_environment(row, name, sizeof(name));
		text = getenv(name);
		if (text && !option_set(o, row, ENVIRONMENT, name, text, err))
			return false;
	}
	return true;
}

/* ---- file -------------------------------------------------------------- */

static char *trim(char *text)
{
	char *end = text + strlen(text);

	while (end > text && strchr(" \t\r\n", end[-1]))
		*--end = '\0';
	return text + strspn(text, " \t");
}

static bool line_unknown(const struct gz_options *o, const char *where,
			 const char *name, struct gz_err *err)
{
	const char *near = option_nearest(GZ_GAZETTE | GZ_GAZETTED, name);
	char as[SHOWN_SIZE];

	shown(as, name);
	if (near)
		return gz_fail(err, GZ_USAGE,
			       "%s: unknown option %s; did you mean %s?", where,
			       as, near);
	return gz_fail(err, GZ_USAGE,
		       "%s: unknown option %s; %s --help lists all", where, as,
		       program_name(option_program(o)));
}

/* The file is for both programs: a row of the other one is only checked. */
static bool line_read(struct gz_options *o, const char *where, char *line,
		      struct gz_err *err)
{
	char *name = trim(line), *value = strchr(name, '=');
	const struct gz_option *row;
	char at[300], as[SHOWN_SIZE];

	if (*name == '\0' || *name == '#')
		return true;
	if (!value)
		return gz_fail(err, GZ_USAGE,
			       "%s: \"%s\" is no setting; write name = value",
			       where, shown(as, name));
	*value++ = '\0';
	name = trim(name);
	value = trim(value);
	row = option_find(name, strlen(name));
	if (!row)
		return line_unknown(o, where, name, err);
	if (!option_in_file(row))
		return gz_fail(err, GZ_USAGE, "%s: %s cannot be set in a file",
			       where, name);
	snprintf(at, sizeof(at), "%s: %s", where, name);
	return option_set(o, row, CONFIG_FILE, at, value, err);
}

static bool lines_read(struct gz_options *o, const char *path, FILE *f,
		       struct gz_err *err)
{
	char *line = NULL, where[240], as[SHOWN_SIZE];
	size_t size = 0;
	bool ok = true;

	shown(as, path);
	for (unsigned long n = 1; ok && getline(&line, &size, f) >= 0; n++) {
		snprintf(where, sizeof(where), "%s:%lu", as, n);
		ok = line_read(o, where, line, err);
	}
	free(line);
	if (ok && ferror(f))
		return gz_fail(err, GZ_MISSING, "%s: %s", as, strerror(errno));
	return ok;
}

bool option_file_read(struct gz_options *o, const char *default_config,
		      struct gz_err *err)
{
	const char *named = gz_option_str(o, "config");
	const char *path = named ? named : default_config;
	char as[SHOWN_SIZE];
	FILE *f;
	bool ok;

	if (!path)
		return true;
	f = fopen(path, "re");
	if (!f && !named && errno == ENOENT)
		return true;
	if (!f)
		return gz_fail(err, GZ_MISSING, "%s: %s", shown(as, path),
			       strerror(errno));
	ok = lines_read(o, path, f, err);
	fclose(f);
	return ok;
}
