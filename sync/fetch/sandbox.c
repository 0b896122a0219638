/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "fetch/callfilter.h"
#include "fetch/landlock.h"

/* ---- user ---------------------------------------------------------------------------------------------- */

enum { CAPABILITIES_LEN = _LINUX_CAPABILITY_U32S_3 };

static bool has_capabilities(uint32_t wanted)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[CAPABILITIES_LEN] = { 0 };
	return syscall(SYS_capget, &head, data) == 0 && (data[0].effective & wanted) == wanted;
}

/* Of the calling process, for good. */
static bool sandbox_drop_capabilities(struct err *e)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	const struct __user_cap_data_struct none[CAPABILITIES_LEN] = { 0 };
	return syscall(SYS_capset, &head, none) == 0 || fail_errno(e, "give up capabilities");
}

/* Root, or the service, which is an ordinary user with these capabilities and no other. */
static bool may_change_user(void)
{
	return has_capabilities(1U << CAP_SETUID | 1U << CAP_SETGID);
}

static bool drop_user(const char *name, struct sandbox_facts *facts, struct err *e)
{
	if (!may_change_user()) {
		const struct passwd *self = getpwuid(geteuid());
		str_cut(facts->user, sizeof facts->user, self ? self->pw_name : "?");
		return true;
	}
	struct account user;
	if (!account_find_fetch(name, &user, e)) {
		return false;
	}
	str_cut(facts->user, sizeof facts->user, user.name);
	uid_t uid = user.uid;
	gid_t gid = user.gid;
	if (setgroups(0, NULL) != 0 || setresgid(gid, gid, gid) != 0 || setresuid(uid, uid, uid) != 0) {
		return fail_errno(e, "become user %s", user.name);
	}
	return sandbox_drop_capabilities(e);
}

/* ---- memory -------------------------------------------------------------------------------------------- */

/* A check needs 10 MiB. Whatever a server or a library makes of it, the child ends before the machine lacks memory:
 * the first bounds what is written to, the second also mappings that are shared. */
static bool bound_memory(struct err *e)
{
	static const struct {
		int resource;
		rlim_t most;
	} bounds[] = {
		{ RLIMIT_CORE, 0 },
#ifndef __SANITIZE_ADDRESS__ /* its shadow alone is larger */
		{ RLIMIT_DATA, (rlim_t)96 << 20 },
		{ RLIMIT_AS, (rlim_t)512 << 20 },
#endif
	};
	for (size_t i = 0; i < ARRAY_LEN(bounds); i++) {
		struct rlimit limit = { bounds[i].most, bounds[i].most };
		if (setrlimit(bounds[i].resource, &limit) != 0) {
			return fail_errno(e, "bound memory");
		}
	}
	return true;
}

/* ---- Landlock ------------------------------------------------------------------------------------------ */

/* Names, resolver, certificates, shared libraries that the resolver loads late, and facts on the machine. Not /etc: the
 * unit's settings lie there, with the hashes of its codes. */
static const char *const system_paths[] = { "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf",
	"/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/localtime", "/etc/timezone", "/etc/ld.so.cache",
	"/etc/ld.so.preload", "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/ca-certificates", "/etc/pki/tls",
	"/etc/pki/ca-trust", "/etc/crypto-policies", "/usr", "/lib", "/lib64", "/run/systemd/resolve",
	"/run/resolvconf", "/run/NetworkManager", "/run/connman", "/var/lib/ca-certificates", "/proc", "/sys", "/dev" };

static bool enter_landlock(const struct sandbox_options *options, struct sandbox_facts *facts, struct err *e)
{
	int abi = landlock_abi();
	if (abi == 0) {
		return true;
	}
	CLEANUP(fs_close_fd) int ruleset = landlock_open(abi, e);
	if (ruleset < 0 ||
			!landlock_allow_each(ruleset, abi, system_paths, ARRAY_LEN(system_paths), LANDLOCK_READ, e) ||
			!landlock_allow_each(ruleset, abi, options->readable, ARRAY_LEN(options->readable),
					LANDLOCK_READ, e) ||
			!landlock_enter(ruleset, e)) {
		return false;
	}
	facts->landlock_abi = abi;
	return true;
}

/* ---- seccomp ------------------------------------------------------------------------------------------- */

#define CALL(name) SCMP_SYS(name)

/* What libcurl, OpenSSL and glibc's resolver use on amd64 and arm64, without arguments to look at. A call that an
 * architecture does not have is skipped by libseccomp. */
static const int plain_calls[] = { CALL(read), CALL(pread64), CALL(readv), CALL(write), CALL(writev), CALL(close),
	CALL(fstat), CALL(stat), CALL(lstat), CALL(newfstatat), CALL(statx), CALL(lseek), CALL(mmap), CALL(munmap),
	CALL(mprotect), CALL(mremap), CALL(brk), CALL(madvise), CALL(futex), CALL(set_robust_list), CALL(rseq),
	CALL(exit), CALL(exit_group), CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(rt_sigreturn), CALL(sigaltstack),
	CALL(gettid), CALL(getpid), CALL(getppid), CALL(getuid), CALL(geteuid), CALL(getgid), CALL(getegid),
	CALL(connect), CALL(bind), CALL(getsockname), CALL(getpeername), CALL(getsockopt), CALL(setsockopt),
	CALL(sendto), CALL(sendmsg), CALL(sendmmsg), CALL(recvfrom), CALL(recvmsg), CALL(recvmmsg), CALL(shutdown),
	CALL(socketpair), CALL(poll), CALL(ppoll), CALL(select), CALL(pselect6), CALL(epoll_create1), CALL(epoll_ctl),
	CALL(epoll_wait), CALL(epoll_pwait), CALL(eventfd2), CALL(pipe), CALL(pipe2), CALL(fcntl), CALL(clock_gettime),
	CALL(clock_getres), CALL(gettimeofday), CALL(time), CALL(nanosleep), CALL(clock_nanosleep), CALL(getrandom),
	CALL(uname), CALL(sysinfo), CALL(sched_yield), CALL(sched_getaffinity), CALL(access), CALL(faccessat),
	CALL(faccessat2), CALL(readlink), CALL(readlinkat), CALL(getdents64), CALL(getcwd), CALL(getrlimit),
	CALL(restart_syscall), CALL(membarrier), CALL(dup), CALL(arch_prctl) };

static const int socket_families[] = { AF_INET, AF_INET6, AF_NETLINK };

enum { WRITING_FLAGS = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND };

#define ALLOW_IF(filter, call, compare) seccomp_rule_add((filter), SCMP_ACT_ALLOW, SCMP_SYS(call), 1, (compare))

/* Each returns 0 or a negative errno; the sum of several is 0 only when all were. */
static int allow_by_argument(scmp_filter_ctx filter)
{
	int bad = 0;
	for (size_t i = 0; i < ARRAY_LEN(socket_families); i++) {
		bad |= ALLOW_IF(filter, socket, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)socket_families[i]));
	}
	bad |= ALLOW_IF(filter, openat, SCMP_A2(SCMP_CMP_MASKED_EQ, WRITING_FLAGS, O_RDONLY));
	bad |= ALLOW_IF(filter, open, SCMP_A1(SCMP_CMP_MASKED_EQ, WRITING_FLAGS, O_RDONLY));
	bad |= ALLOW_IF(filter, ioctl, SCMP_A1(SCMP_CMP_EQ, FIONBIO));
	bad |= ALLOW_IF(filter, ioctl, SCMP_A1(SCMP_CMP_EQ, FIONREAD));
	bad |= ALLOW_IF(filter, prctl, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
	bad |= ALLOW_IF(filter, prlimit64, SCMP_A2(SCMP_CMP_EQ, 0));
	/* Its own threads, as abort() does: neither its parent, nor anything else of its user. */
	bad |= ALLOW_IF(filter, tgkill, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
	/* Threads, never processes. */
	bad |= ALLOW_IF(filter, clone, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
	/* Its flags are behind a pointer: glibc falls back to clone on ENOSYS. */
	bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0);
	return bad;
}

bool sandbox_enter_fetcher(const struct sandbox_options *options, struct sandbox_facts *facts, struct err *e)
{
	*facts = (struct sandbox_facts){ 0 };
	if (!drop_user(options->user, facts, e)) {
		return false;
	}
	/* Becoming another user cleared it, and the filter allows it no more. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0 || prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL) != 0) {
		return fail_errno(e, "give up new privileges");
	}
	return bound_memory(e) && enter_landlock(options, facts, e) &&
	       callfilter_allow_only(plain_calls, ARRAY_LEN(plain_calls), allow_by_argument,
			       "restrict the fetching process", e);
}

/* Calls that could make a socket by another door, or work inside another process that may have one. */
static const int parent_denied[] = {
	CALL(io_uring_setup),
	CALL(io_uring_enter),
	CALL(io_uring_register),
	CALL(process_vm_writev),
	CALL(pidfd_getfd),
#ifndef __SANITIZE_ADDRESS__ /* the leak checker stops its own process with it */
	CALL(ptrace),
#endif
};

bool sandbox_deny_network(struct err *e)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0) {
		return fail_errno(e, "give up new privileges");
	}
	if (geteuid() != 0 && !sandbox_drop_capabilities(e)) {
		return false;
	}
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter) {
		return fail(e, "this machine has no seccomp");
	}
	int bad = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
	for (size_t i = 0; i < ARRAY_LEN(parent_denied); i++) {
		bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), parent_denied[i], 0);
	}
	return callfilter_load(filter, bad, "give up the network", e);
}
