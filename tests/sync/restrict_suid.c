/* SPDX-License-Identifier: GPL-3.0-or-later */
/* restrict_suid.c - runs a program under what RestrictSUIDSGID= of the unit files does beside its aim
 *
 * restrict_suid PROGRAM [ARGUMENT]...: openat2() does not exist (its flags lie behind a pointer, which a filter of system calls cannot read;
 * systemd, seccomp_restrict_suid_sgid()). */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int count, char **args)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { .len = sizeof code / sizeof code[0], .filter = code };
	if (count < 2 || prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0 || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) {
		perror("restrict_suid");
		return 125;
	}
	(void)execvp(args[1], args + 1);
	perror(args[1]);
	return 126;
}
