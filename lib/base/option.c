/* option.c - the settings of a program. See gz/option.h. */
#include "gz/option.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gz/buf.h"
#include "option_parts.h"

struct value {
	char *text; /* NULL: unset */
	long long num;
	enum origin origin;
};

struct gz_options {
	enum gz_program program;
	struct value *value; /* beside the rows of gz_option_table */
	const char **operand;
	size_t operand_count;
};

static size_t row_count(void)
{
	size_t n = 0;

	while (gz_option_table[n].name)
		n++;
	return n;
}

const struct gz_option *option_find(const char *name, size_t len)
{
	const struct gz_option *row = gz_option_table;

	for (; row->name; row++)
		if (strncmp(row->name, name, len) == 0 && !row->name[len])
			return row;
	return NULL;
}

bool option_set(struct gz_options *o, const struct gz_option *row,
		enum origin origin, const char *where, const char *text,
		struct gz_err *err)
{
	struct value *v = &o->value[row - gz_option_table];
	long long num = 0;

	if (!option_value_read(row, where, text, &num, err))
		return false;
	if (origin < v->origin || !(row->programs & o->program))
		return true;
	free(v->text);
	*v = (struct value){ gz_strdup(text), num, origin };
	return true;
}

/* ---- all of them ------------------------------------------------------- */

static void fallbacks_set(struct gz_options *o)
{
	const struct gz_option *row = gz_option_table;
	struct value *v = o->value;

	for (; row->name; row++, v++) {
		bool ok = !row->fallback ||
			  option_value_read(row, row->name, row->fallback,
					    &v->num, NULL);

		assert(ok);
		(void)ok;
		v->text = row->fallback ? gz_strdup(row->fallback) : NULL;
	}
}

struct gz_options *gz_options_read(enum gz_program program, int argc,
				   char **argv, const char *default_config,
				   struct gz_err *err)
{
	struct gz_options *o = gz_alloc(sizeof(*o));
	bool ok;

	o->program = program;
	o->value = gz_alloc(row_count() * sizeof(*o->value));
	o->operand = gz_alloc((size_t)(argc + 1) * sizeof(*o->operand));
	fallbacks_set(o);
	ok = option_arguments_read(o, argc, argv, err);
	/* Who asks for help may have a broken file. */
	if (ok && !gz_option_flag(o, "help") && !gz_option_flag(o, "version"))
		ok = option_environment_read(o, err) &&
		     option_file_read(o, default_config, err);
	if (ok)
		return o;
	gz_options_free(o);
	return NULL;
}

enum gz_program option_program(const struct gz_options *o)
{
	return o->program;
}

void option_operand_add(struct gz_options *o, const char *operand)
{
	o->operand[o->operand_count++] = operand;
}

void gz_options_free(struct gz_options *o)
{
	if (!o)
		return;
	for (size_t i = 0; i < row_count(); i++)
		free(o->value[i].text);
	free(o->value);
	free(o->operand);
	free(o);
}

/* ---- asking ------------------------------------------------------------ */

static const struct value *value_of(const struct gz_options *o,
				    const char *name, unsigned types)
{
	const struct gz_option *row = option_find(name, strlen(name));

	assert(row && (row->programs & o->program));
	assert(types & (1u << row->type));
	return &o->value[row - gz_option_table];
}

const char *gz_option_str(const struct gz_options *o, const char *name)
{
	return value_of(o, name, 1u << GZ_STRING)->text;
}

long long gz_option_num(const struct gz_options *o, const char *name)
{
	return value_of(o, name, 1u << GZ_INT | 1u << GZ_SIZE | 1u << GZ_TIME)
		->num;
}

bool gz_option_flag(const struct gz_options *o, const char *name)
{
	return value_of(o, name, 1u << GZ_FLAG)->num != 0;
}

bool gz_option_given(const struct gz_options *o, const char *name)
{
	return value_of(o, name, ~0u)->origin != FALLBACK;
}

size_t gz_options_operands(const struct gz_options *o,
			   const char *const **operands)
{
	*operands = o->operand;
	return o->operand_count;
}
