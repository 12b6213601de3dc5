/* confine.c - rights given up. See gz/confine.h. */
#include "gz/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <seccomp.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1 /* looks into itself by ptrace, and runs a symbolizer */
#else
#define SANITIZED 0
#endif

static const int denied[] = {
	SCMP_SYS(socket),
	SCMP_SYS(connect),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(kill),
	SCMP_SYS(tkill),
	SCMP_SYS(rt_tgsigqueueinfo),
	SCMP_SYS(truncate),
	SCMP_SYS(chmod),
	SCMP_SYS(fchmodat),
	SCMP_SYS(chown),
	SCMP_SYS(lchown),
	SCMP_SYS(fchownat),
	SCMP_SYS(rt_sigqueueinfo),
	SCMP_SYS(pidfd_open),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pidfd_send_signal),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(keyctl),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(ioperm),
	SCMP_SYS(iopl),
	SCMP_SYS(acct),
	SCMP_SYS(quotactl),
	SCMP_SYS(open_by_handle_at),
};

static const int denied_unless_sanitized[] = {
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(ptrace),
};

static void deny(scmp_filter_ctx filter, const int *call, size_t count)
{
	for (size_t i = 0; i < count; i++)
		seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call[i], 0);
}

void gz_confine_calls(void)
{
	const struct scmp_arg_cmp others = {
		.arg = 0,
		.op = SCMP_CMP_NE,
		.datum_a = (scmp_datum_t)getpid(),
	};
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	if (!filter)
		return;
	deny(filter, denied, sizeof(denied) / sizeof(denied[0]));
	if (!SANITIZED)
		deny(filter, denied_unless_sanitized,
		     sizeof(denied_unless_sanitized) / sizeof(int));
	/* to itself a process may send what it likes: abort() does */
	seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill),
			       1, &others);
	seccomp_load(filter);
	seccomp_release(filter);
}

/* All that changes something. */
#define CHANGES                                                                \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |       \
	 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |       \
	 LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |           \
	 LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |         \
	 LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

static void allow_below(int rules, const char *folder)
{
	struct landlock_path_beneath_attr below = { .allowed_access = CHANGES };

	below.parent_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (below.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		&below, 0);
	close(below.parent_fd);
}

void gz_confine_writes(const char *folder)
{
	const struct landlock_ruleset_attr attr = {
		.handled_access_fs =
			CHANGES | (SANITIZED ? 0 : LANDLOCK_ACCESS_FS_EXECUTE),
	};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attr,
				 sizeof(attr), 0);

	if (rules < 0)
		return; /* a kernel without it */
	if (folder)
		allow_below(rules, folder);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
}
