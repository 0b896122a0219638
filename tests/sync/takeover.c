/* SPDX-License-Identifier: GPL-3.0-or-later */
/* takeover.c - what code of an attacker could do inside the fetching child
 *
 * Preloaded into borne-syncd by child.test. In the confined child, at the first transfer, it tries everything by which
 * a process could change the store (TAKEOVER_STORE), read the settings (TAKEOVER_SETTINGS) or get at another process, says on standard error what worked and
 * what was denied, and then goes on honestly. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

int curl_multi_perform(void *multi, int *running);

static int (*real_perform)(void *multi, int *running);
static char store[512];

static void __attribute__((constructor)) start(void)
{
	const char *folder = getenv("TAKEOVER_STORE");
	*(void **)&real_perform = dlsym(RTLD_NEXT, "curl_multi_perform");
	snprintf(store, sizeof store, "%s", folder ? folder : "");
}

static const char *in_store(const char *name)
{
	static char paths[2][1024];
	static int turn;
	turn = !turn;
	snprintf(paths[turn], sizeof paths[turn], "%s/%s", store, name);
	return paths[turn];
}

static bool writes(const char *path, int flags)
{
	int fd = open(path, flags, 0644);
	bool worked = fd >= 0;
	if (worked) {
		worked = write(fd, "evil", 4) == 4;
		close(fd);
	}
	return worked;
}

static bool creates(void)
{
	return writes(in_store("spool/evil"), O_WRONLY | O_CREAT);
}
static bool overwrites_state(void)
{
	return writes(in_store("state.json"), O_WRONLY);
}
static bool overwrites_content(void)
{
	return writes(in_store("current/bundle.json"), O_RDWR);
}
static bool appends_to_trust(void)
{
	return writes(in_store("tuf/root.json"), O_WRONLY | O_APPEND);
}
static bool leaves_the_spool(void)
{
	return writes(in_store("spool/../objects/evil"), O_WRONLY | O_CREAT);
}
static bool makes_a_nameless_file(void)
{
	return writes(in_store("spool"), O_TMPFILE | O_RDWR);
}
static bool reads_the_store(void)
{
	return open(in_store("state.json"), O_RDONLY) >= 0;
}
static bool truncates(void)
{
	return truncate(in_store("state.json"), 0) == 0;
}
static bool plants_a_symlink(void)
{
	return symlink("/etc/passwd", in_store("spool/evil-link")) == 0;
}
static bool plants_a_hard_link(void)
{
	return link(in_store("state.json"), in_store("spool/evil-hard")) == 0;
}
static bool makes_a_folder(void)
{
	return mkdir(in_store("generations/9"), 0755) == 0;
}
static bool removes(void)
{
	return unlink(in_store("current")) == 0;
}
static bool removes_a_folder(void)
{
	return rmdir(in_store("spool")) == 0;
}
static bool renames(void)
{
	return rename(in_store("current"), in_store("previous")) == 0;
}
static bool changes_modes(void)
{
	return chmod(in_store("state.json"), 0777) == 0;
}
static bool changes_owners(void)
{
	return chown(in_store("state.json"), getuid(), getgid()) == 0;
}
static bool makes_a_node(void)
{
	return mknod(in_store("spool/evil-pipe"), S_IFIFO | 0644, 0) == 0;
}
static bool becomes_root(void)
{
	return setuid(0) == 0 && geteuid() == 0 && getuid() == 0 && writes("/etc/evil", O_WRONLY | O_CREAT);
}
static bool signals_its_parent(void)
{
	return kill(getppid(), 0) == 0;
}
static bool signals_a_thread_of_its_parent(void)
{
	return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0 || syscall(SYS_tkill, getppid(), 0) == 0;
}
static bool queues_a_signal(void)
{
	siginfo_t info = { .si_code = SI_QUEUE };
	return syscall(SYS_rt_tgsigqueueinfo, getppid(), getppid(), SIGUSR1, &info) == 0 ||
	       syscall(SYS_rt_sigqueueinfo, getppid(), SIGUSR1, &info) == 0;
}
static bool signals_by_descriptor(void)
{
	int fd = (int)syscall(SYS_pidfd_open, getppid(), 0);
	return fd >= 0 || syscall(SYS_pidfd_send_signal, 3, 0, NULL, 0) == 0;
}
static bool reads_the_settings(void)
{
	return open(getenv("TAKEOVER_SETTINGS"), O_RDONLY) >= 0;
}
/* Landlock keeps it to named files; without that only what is secret is out of reach. */
static bool reads_what_all_may_read(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}
static bool reads_the_memory_of_its_parent(void)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/mem", getppid());
	return open(path, O_RDONLY) >= 0;
}
static bool fills_the_memory(void)
{
	size_t len = (size_t)600 << 20;
	return mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED ||
	       mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}
static bool traces_its_parent(void)
{
	return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static bool writes_into_its_parent(void)
{
	struct iovec one = { store, 1 }; /* at the same place there: it was forked from the same program */
	return process_vm_writev(getppid(), &one, 1, &one, 1, 0) > 0;
}

static bool makes_a_process(void)
{
	pid_t pid = fork();
	if (pid == 0) {
		_exit(0);
	}
	return pid > 0;
}

static bool starts_a_program(void)
{
	char *const arguments[] = { "true", NULL };
	return execv("/bin/true", arguments) == 0;
}

static bool talks_to_local_services(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

#define TRY(name)                                                                                                      \
	{                                                                                                              \
#name, name                                                                                            \
	}
static const struct {
	const char *name;
	bool (*act)(void);
} tricks[] = { TRY(creates), TRY(overwrites_state), TRY(overwrites_content), TRY(appends_to_trust),
	TRY(leaves_the_spool), TRY(makes_a_nameless_file), TRY(reads_the_store), TRY(truncates), TRY(plants_a_symlink),
	TRY(plants_a_hard_link), TRY(makes_a_folder), TRY(removes), TRY(removes_a_folder), TRY(renames),
	TRY(changes_modes), TRY(changes_owners), TRY(makes_a_node), TRY(becomes_root), TRY(signals_its_parent),
	TRY(signals_a_thread_of_its_parent), TRY(queues_a_signal), TRY(signals_by_descriptor), TRY(reads_the_settings),
	TRY(reads_what_all_may_read), TRY(reads_the_memory_of_its_parent), TRY(fills_the_memory),
	TRY(traces_its_parent), TRY(writes_into_its_parent), TRY(makes_a_process), TRY(starts_a_program),
	TRY(talks_to_local_services) };

int curl_multi_perform(void *multi, int *running)
{
	static bool tried;
	for (size_t i = 0; !tried && store[0] && i < sizeof tricks / sizeof tricks[0]; i++) {
		char line[128];
		int len = snprintf(line, sizeof line, "takeover: %s %s\n", tricks[i].name,
				tricks[i].act() ? "worked" : "denied");
		(void)!write(2, line, (size_t)len);
	}
	tried = true;
	return real_perform(multi, running);
}
