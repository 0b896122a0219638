/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checking child: files through SQLite and nothing else. */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "fetch/callfilter.h"
#include "fetch/landlock.h"
#include "fetch/sandbox.h"

/* Time zones, SQLite's random numbers, and where standard input and output lead. */
static const char *const system_files[] = { "/etc/localtime", "/usr/share/zoneinfo", "/dev/urandom", "/dev/null" };

static bool enter_landlock(const char *const *readable, size_t readable_len, const char *writable, struct err *e)
{
	int abi = landlock_abi();
	if (abi == 0) {
		return true;
	}
	CLEANUP(fs_close_fd) int ruleset = landlock_open(abi, e);
	return ruleset >= 0 &&
	       landlock_allow_each(ruleset, abi, system_files, ARRAY_LEN(system_files), LANDLOCK_READ, e) &&
	       landlock_allow_each(ruleset, abi, readable, readable_len, LANDLOCK_READ, e) &&
	       landlock_allow(ruleset, abi, writable, LANDLOCK_WRITE, e) && landlock_enter(ruleset, e);
}

#define CALL(name) SCMP_SYS(name)

/* What SQLite, jansson, zlib and malloc use on amd64 and arm64. A call that an architecture does not have is skipped by
 * libseccomp. Not here: everything with sockets, processes, programs, other users, modes and links. */
static const int plain_calls[] = { CALL(read), CALL(pread64), CALL(readv), CALL(write), CALL(pwrite64), CALL(writev),
	CALL(close), CALL(fstat), CALL(stat), CALL(lstat), CALL(newfstatat), CALL(statx), CALL(lseek), CALL(open),
	CALL(openat), CALL(munmap), CALL(mremap), CALL(brk), CALL(madvise), CALL(futex), CALL(set_robust_list),
	CALL(rseq), CALL(exit), CALL(exit_group), CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(rt_sigreturn),
	CALL(sigaltstack), CALL(gettid), CALL(getpid), CALL(getppid), CALL(getuid), CALL(geteuid), CALL(getgid),
	CALL(getegid), CALL(fcntl), CALL(fsync), CALL(fdatasync), CALL(ftruncate), CALL(fallocate), CALL(unlink),
	CALL(unlinkat), CALL(rename), CALL(renameat), CALL(renameat2), CALL(access), CALL(faccessat), CALL(faccessat2),
	CALL(readlink), CALL(readlinkat), CALL(getdents64), CALL(getcwd), CALL(poll), CALL(ppoll), CALL(clock_gettime),
	CALL(clock_getres), CALL(gettimeofday), CALL(time), CALL(nanosleep), CALL(clock_nanosleep), CALL(getrandom),
	CALL(uname), CALL(sysinfo), CALL(sched_yield), CALL(sched_getaffinity), CALL(getrlimit), CALL(getrusage),
	CALL(restart_syscall), CALL(membarrier) };

static int allow_by_argument(scmp_filter_ctx filter)
{
	scmp_datum_t self = (scmp_datum_t)getpid();
	int bad = 0;
	/* abort() alone: the one process it may signal is itself. */
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, self));
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0));
	/* Memory that is written is never run. */
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	return bad;
}

bool sandbox_enter_checker(const char *const *readable, size_t readable_len, const char *writable, struct err *e)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0) {
		return fail_errno(e, "give up new privileges");
	}
	return enter_landlock(readable, readable_len, writable, e) &&
	       callfilter_allow_only(plain_calls, ARRAY_LEN(plain_calls), allow_by_argument,
			       "restrict the check of new content", e);
}
