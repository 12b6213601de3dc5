/* test_confine.c - what a confined process can no longer do. */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "gz/confine.h"

/* What fn says, in a process of its own, which stays confined. */
static int in_child(int (*fn)(void))
{
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(fn());
	CHECK(child > 0 && waitpid(child, &status, 0) == child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool can_make(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* 0, or the number of what went as it should not. */
static int calls(void)
{
	gz_confine_calls();
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
		return 1;
	if (kill(getppid(), 0) == 0 || errno != EPERM)
		return 2;
	if (!can_make("still"))
		return 3;
	if (syscall(SYS_tgkill, getppid(), getppid(), 0) == 0 ||
	    syscall(SYS_tkill, getppid(), 0) == 0)
		return 5;
	if (syscall(SYS_tgkill, getpid(), gettid(), 0) < 0)
		return 6;
	if (truncate("still", 0) == 0 || chmod("still", 0666) == 0)
		return 7;
#ifndef __SANITIZE_ADDRESS__
	execl("/bin/true", "true", (char *)NULL);
	if (errno != EPERM)
		return 4;
#endif
	return 0;
}

static int writes(void)
{
	int open_before = open("before", O_WRONLY | O_CREAT, 0600);

	gz_confine_writes("inside");
	if (can_make("outside") || errno != EACCES)
		return 1;
	if (rename("before", "inside/before") == 0)
		return 2;
	if (!can_make("inside/file") ||
	    rename("inside/file", "inside/other") < 0 ||
	    mkdir("inside/deeper", 0700) < 0 || !can_make("inside/deeper/x"))
		return 3;
	if (write(open_before, "x", 1) != 1)
		return 4;
	if (access("before", R_OK) < 0 || open("before", O_RDONLY) < 0)
		return 5;
	return 0;
}

static int nowhere(void)
{
	gz_confine_writes(NULL);
	return can_make("inside/y") || unlink("before") == 0;
}

int main(void)
{
	CHECK(mkdir("inside", 0700) == 0);
	CHECK(in_child(calls) == 0);
	if (syscall(SYS_landlock_create_ruleset, NULL, 0,
		    LANDLOCK_CREATE_RULESET_VERSION) < 0) {
		printf("skipped: this kernel has no landlock\n");
		return check_done();
	}
	CHECK(in_child(writes) == 0);
	CHECK(in_child(nowhere) == 0);
	return check_done();
}
