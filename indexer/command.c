/* command.c - what the commands share. See command.h. */
#include "command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "work.h"

void command_step_back(void)
{
	if (setpriority(PRIO_PROCESS, 0, 10) != 0)
		errno = 0; /* not allowed: no reason to stop */
}

int command_status(const struct gz_err *err)
{
	static const int status[] = {
		[GZ_OK] = 0,
		[GZ_USAGE] = EXIT_USAGE,
		[GZ_MISSING] = EXIT_FAULT,
		[GZ_BUSY] = EXIT_LOCKED,
		[GZ_DATA] = EXIT_FAULT,
		[GZ_SYSTEM] = EXIT_FAULT,
		[GZ_GONE] = EXIT_FAULT,
	};

	return status[err->code];
}

size_t command_operands(const struct gz_options *options,
			const char *const **operands)
{
	size_t count = gz_options_operands(options, operands);

	++*operands; /* the command itself */
	return count - 1;
}

size_t command_files(const struct gz_options *options, struct files *files)
{
	const char *const *path;
	size_t count = command_operands(options, &path), failed = 0;

	for (size_t i = 0; i < count; i++) {
		struct gz_err err;

		if (files_add(files, path[i], &err))
			continue;
		failed++;
		command_failed(path[i], 0, err.text);
	}
	return failed;
}

struct gz_workers *command_workers(const struct gz_options *options,
				   unsigned extra, struct gz_err *err)
{
	long jobs = (long)gz_option_num(options, "jobs");

	if (!jobs)
		jobs = sysconf(_SC_NPROCESSORS_ONLN);
	return work_open((unsigned)(jobs > 0 ? jobs : 1) + extra,
			 (size_t)gz_option_num(options, "parse-memory"),
			 (unsigned)gz_option_num(options, "parse-time"), err);
}

#define CRASHED                                                                \
	"reading one article took too long or too much memory, or crashed; "   \
	"it "

#define MOST_CRASHES 16 /* killed by others they come in a row too */

bool command_goes_on(const struct file *f, unsigned *crashes,
		     const char **reason)
{
	bool on = f->steady && ++*crashes < MOST_CRASHES;

	*reason = on ? CRASHED "is left out"
		     : CRASHED "and all behind it are left out";
	return on;
}

void command_failed(const char *path, unsigned long line, const char *reason)
{
	size_t len = strlen(path);

	if (line)
		fprintf(stderr, "%s:%lu: %s\n", path, line, reason);
	else if (!strncmp(reason, path, len) && reason[len] == ':')
		fprintf(stderr, "%s\n", reason);
	else
		fprintf(stderr, "%s: %s\n", path, reason);
}

bool command_has_room(const struct gz_options *options, struct gz_err *err)
{
	const char *path = gz_option_str(options, "index");
	uint64_t least = (uint64_t)gz_option_num(options, "min-free");
	struct statvfs fs;
	uint64_t room;

	if (statvfs(path, &fs) < 0)
		return true;
	room = (uint64_t)fs.f_bavail * fs.f_frsize;
	if (room >= least)
		return true;
	return gz_fail(err, GZ_SYSTEM,
		       "%s: %" PRIu64 " MB free on this disk, and %" PRIu64
		       " MB are to be left; make room, or lower --min-free",
		       path, room >> 20, least >> 20);
}
