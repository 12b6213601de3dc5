/* command.h - the commands of gazette, and what they share. */
#ifndef COMMAND_H
#define COMMAND_H

#include "gz/option.h"
#include "gz/worker.h"
#include "walk.h"

/* Exit status besides 0, as gazette(1) promises. */
enum {
	EXIT_SOME_FAILED = 1, /* the rest is in */
	EXIT_USAGE = 2,
	EXIT_LOCKED = 3,
	EXIT_FAULT = 4, /* disk or index */
};

/* Each runs one command on its operands and returns the exit status; where
 * *err is filled, main() prints it. */
typedef int command_fn(const struct gz_options *options, struct gz_err *err);
command_fn command_add, command_watch, command_parse, command_remove,
	command_recurring, command_compact, command_backup, command_status_of,
	command_check;

/* Searches on this machine go first; where nothing else runs it costs nothing. */
void command_step_back(void);

/* The exit status for a failure. */
int command_status(const struct gz_err *err);

/* Is as much of the disk free as is to stay free? What writes asks first: to
 * run out half-way costs more than to be told. */
bool command_has_room(const struct gz_options *options, struct gz_err *err);

/* Operands of the command, without its name. */
size_t command_operands(const struct gz_options *options,
			const char *const **operands);

/* The files of the operands; those that cannot be read are told on stderr and
 * counted by what is returned. */
size_t command_files(const struct gz_options *options, struct files *files);

/* Workers by --jobs and extra more. Call before anything else is open. */
struct gz_workers *command_workers(const struct gz_options *options,
				   unsigned extra, struct gz_err *err);

/* The process that read f died of a record; *crashes of them did since the last
 * one that was read. Whether to go on behind it: not where f cannot be read
 * again, nor where it is no use. *reason tells what is left out. */
bool command_goes_on(const struct file *f, unsigned *crashes,
		     const char **reason);

/* Tell on stderr: "PATH:LINE: reason", without ":LINE" for line 0. A reason
 * that begins with the path stands for itself. */
void command_failed(const char *path, unsigned long line, const char *reason);

#endif
