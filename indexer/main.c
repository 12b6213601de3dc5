/* gazette - put articles into the index. See gazette(1). */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "gz/recurring.h"

static const struct command {
	const char *name, *operands, *help;
	bool needs_operand;
	command_fn *run;
} commands[] = {
	{ "add", "PATH...", "put articles into the index", true, command_add },
	{ "watch", "SPOOL", "put in what arrives in a spool folder", true,
	  command_watch },
	{ "parse", "PATH...", "print articles as NDJSON, index nothing", true,
	  command_parse },
	{ "recurring", "PATH...",
	  "list paragraphs that recur in what parse "
	  "printed",
	  true, command_recurring },
	{ "remove", "ID|URL...", "take articles out of the index", true,
	  command_remove },
	{ "compact", "", "write the index anew, small and quick to search",
	  false, command_compact },
	{ "backup", "DEST", "copy the index to a new folder", true,
	  command_backup },
	{ "status", "", "say what the index holds", false, command_status_of },
	{ "check", "", "read the whole index and say what is wrong", false,
	  command_check },
};
#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void help(FILE *out)
{
	fputs("usage: gazette COMMAND [OPTION...] [OPERAND...]\n\n", out);
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(out, "  %-10s%-10s  %s\n", commands[i].name,
			commands[i].operands, commands[i].help);
	fputs("\nA PATH is a file, a folder, or - for standard input.\n\n",
	      out);
	gz_options_help(GZ_GAZETTE, out);
}

static const struct command *find(const char *name, struct gz_err *err)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (!strcmp(name, commands[i].name))
			return &commands[i];
	gz_fail(err, GZ_USAGE,
		"%s: no such command; there are add, watch, parse, "
		"recurring, remove, compact, backup, status and "
		"check (gazette --help)",
		name);
	return NULL;
}

/* auto, or the name of a row. */
static bool format_known(const char *name, struct gz_err *err)
{
	char names[160] = "auto";
	const struct gz_format *f = gz_formats();

	for (; f->name && strcmp(f->name, name) != 0; f++) {
		strncat(names, ", ", sizeof(names) - strlen(names) - 1);
		strncat(names, f->name, sizeof(names) - strlen(names) - 1);
	}
	return f->name || !strcmp(name, "auto") ||
	       gz_fail(err, GZ_USAGE,
		       "--format %s: no such format; there are %s", name,
		       names);
}

static bool recurring_sound(const char *path, struct gz_err *err)
{
	struct gz_recurring *r = path ? gz_recurring_read(path, err) : NULL;
	bool ok = !path || r;

	gz_recurring_free(r);
	if (!ok)
		err->code = GZ_USAGE;
	return ok;
}

/* What is wrong with options that hold for every command. */
static bool sound(const struct gz_options *o, struct gz_err *err)
{
	const char *published = gz_option_str(o, "published");
	struct gz_date date;

	return format_known(gz_option_str(o, "format"), err) &&
	       (!published || gz_date_read(published, &date, err)) &&
	       recurring_sound(gz_option_str(o, "recurring"), err);
}

static int run(const struct gz_options *o, struct gz_err *err)
{
	const char *const *operand;
	size_t count = gz_options_operands(o, &operand);
	const struct command *c = count ? find(operand[0], err) : NULL;

	if (!count)
		gz_fail(err, GZ_USAGE, "no command; see gazette --help");
	if (!c || !sound(o, err))
		return command_status(err);
	if (c->needs_operand && count == 1) {
		gz_fail(err, GZ_USAGE, "%s: give at least one %s", c->name,
			c->operands);
		return command_status(err);
	}
	if (!*c->operands && count > 1) {
		gz_fail(err, GZ_USAGE,
			"%s: takes no operand; name the index with --index",
			c->name);
		return command_status(err);
	}
	return c->run(o, err);
}

int main(int argc, char **argv)
{
	struct gz_err err = { 0 };
	struct gz_options *o;
	int status = EXIT_USAGE;

	signal(SIGPIPE, SIG_IGN);
	o = gz_options_read(GZ_GAZETTE, argc, argv, GZ_CONFIG, &err);
	if (o && gz_option_flag(o, "help")) {
		help(stdout);
		status = 0;
	} else if (o && gz_option_flag(o, "version")) {
		printf("gazette %s\n", GZ_VERSION);
		status = 0;
	} else if (o) {
		status = run(o, &err);
	}
	if (fflush(stdout) != 0 && !err.code) {
		gz_fail(&err, GZ_SYSTEM, "standard output: cannot write");
		status = command_status(&err);
	}
	if (err.code)
		fprintf(stderr, "gazette: %s\n", err.text);
	gz_options_free(o);
	return status;
}
