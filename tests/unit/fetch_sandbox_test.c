/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each half of borne-syncd can no longer do. Each check runs in a process of its own: it cannot be undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "fetch/landlock.h"
#include "fetch/sandbox.h"
#include "fetch/spawner.h"
#include "fetch/worker.h"

/* Last: it defines a macro named fail. */
#include <cmocka.h>

/* Exit status of `check` in a child of its own; -1 when a signal ended it. */
static int in_a_child(int (*check)(void))
{
	pid_t pid = fork();
	if (pid == 0) {
		_exit(check());
	}
	int status = 0;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int parent_opens_sockets(void)
{
	struct err e;
	if (!sandbox_deny_network(&e)) {
		return 100;
	}
	static const int families[] = { AF_INET, AF_INET6, AF_NETLINK, AF_PACKET };
	for (size_t i = 0; i < ARRAY_LEN(families); i++) {
		if (socket(families[i], SOCK_DGRAM, 0) >= 0) {
			return 1;
		}
	}
	return socket(AF_UNIX, SOCK_DGRAM, 0) >= 0 ? 0 : 2;
}

static void the_parent_has_no_network(void **state)
{
	(void)state;
	assert_int_equal(in_a_child(parent_opens_sockets), 0);
}

static int a_child_of_the_parent_has_none(void)
{
	struct err e;
	if (!sandbox_deny_network(&e)) {
		return 100;
	}
	pid_t pid = fork();
	if (pid == 0) {
		_exit(socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 1 : 0);
	}
	int status = 0;
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

static void nor_has_what_it_starts(void **state)
{
	(void)state;
	assert_int_equal(in_a_child(a_child_of_the_parent_has_none), 0);
}

/* What a taken-over fetching process would try. Returns the number of the first thing that worked. */
static int fetcher_misbehaves(void)
{
	struct err e;
	struct sandbox_facts facts;
	struct sandbox_options options = { .user = "nobody" };
	if (!sandbox_enter_fetcher(&options, &facts, &e)) {
		return 100;
	}
	char *const args[] = { (char *)(uintptr_t) "/bin/true", NULL };
	if (open("/tmp/borne-sandbox-test", O_WRONLY | O_CREAT, (mode_t)0600) >= 0) {
		return 1;
	}
	if (open("/dev/null", O_RDWR) >= 0) {
		return 2;
	}
	if (symlink("/etc/passwd", "/tmp/borne-sandbox-link") == 0) {
		return 3;
	}
	if (mkdir("/tmp/borne-sandbox-dir", 0700) == 0 || unlink("/tmp/borne-sandbox-none") == 0 || errno != EPERM) {
		return 4;
	}
	if (fork() >= 0) {
		return 5;
	}
	if (execv(args[0], args) == 0) {
		return 6;
	}
	if (kill(getppid(), 0) == 0) {
		return 7;
	}
	if (syscall(SYS_tgkill, getppid(), getppid(), 0) == 0 || syscall(SYS_tgkill, getpid(), gettid(), 0) != 0) {
		return 11;
	}
	if (socket(AF_UNIX, SOCK_STREAM, 0) >= 0) {
		return 8;
	}
	if (chmod("/tmp", 0777) == 0 || rename("/tmp/a", "/tmp/b") == 0 || errno != EPERM) {
		return 9;
	}
	if (setuid(0) == 0) {
		return 10;
	}
	/* And what it needs still works. */
	if (socket(AF_INET, SOCK_STREAM, 0) < 0 || socket(AF_INET6, SOCK_STREAM, 0) < 0) {
		return 20;
	}
	return open("/etc/hosts", O_RDONLY | O_CLOEXEC) >= 0 ? 0 : 21;
}

static void the_fetcher_has_nothing_else(void **state)
{
	(void)state;
	assert_int_equal(in_a_child(fetcher_misbehaves), 0);
}

static int fetcher_reads_elsewhere(void)
{
	struct err e;
	struct sandbox_facts facts;
	struct sandbox_options options = { .user = "nobody" };
	if (!sandbox_enter_fetcher(&options, &facts, &e)) {
		return 100;
	}
	if (facts.landlock_abi == 0) {
		return 0; /* this kernel cannot say where */
	}
	if (open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 || open("/etc", O_RDONLY | O_CLOEXEC) >= 0) {
		return 2;
	}
	return open("/var/log", O_RDONLY | O_CLOEXEC) >= 0 || open("/tmp", O_RDONLY | O_CLOEXEC) >= 0 ? 1 : 0;
}

static void the_fetcher_reads_named_system_files_only(void **state)
{
	(void)state;
	assert_int_equal(in_a_child(fetcher_reads_elsewhere), 0);
}

static int checker_misbehaves(void)
{
	struct err e;
	char writable[] = "/tmp/borne-checker-XXXXXX";
	static const char *const readable[] = { "/usr/share/zoneinfo" };
	char *const args[] = { (char *)(uintptr_t) "/bin/true", NULL };
	if (!mkdtemp(writable) || chdir(writable) != 0 || !sandbox_enter_checker(readable, 1, writable, &e)) {
		return 100;
	}
	bool landlock = landlock_abi() > 0;
	if (landlock && open("/tmp/borne-sandbox-test", O_WRONLY | O_CREAT, (mode_t)0600) >= 0) {
		return 1;
	}
	if (landlock && (open("/etc/passwd", O_RDONLY) >= 0 || open("/tmp", O_RDONLY) >= 0)) {
		return 2;
	}
	if (symlink("/etc/passwd", "link") == 0 || link("/etc/passwd", "hard") == 0 || mkdir("dir", 0700) == 0) {
		return 3;
	}
	if (fork() >= 0 || execv(args[0], args) == 0) {
		return 4;
	}
	if (kill(getppid(), 0) == 0 || kill(getpid(), 0) == 0 || ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0) {
		return 5;
	}
	if (socket(AF_UNIX, SOCK_STREAM, 0) >= 0 || socket(AF_INET, SOCK_STREAM, 0) >= 0) {
		return 6;
	}
	if (chmod(".", 0777) == 0 || chown(".", 1, 1) == 0 || truncate("/etc/hosts", 0) == 0 || setuid(0) == 0) {
		return 7;
	}
	if (mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) {
		return 8;
	}
	/* And what it needs still works: its own folder. */
	int fd = open("made", O_RDWR | O_CREAT | O_CLOEXEC, (mode_t)0600);
	if (fd < 0 || write(fd, "x", 1) != 1 || ftruncate(fd, 0) != 0 || fsync(fd) != 0) {
		return 20;
	}
	return rename("made", "kept") == 0 && unlink("kept") == 0 ? 0 : 21;
}

static void the_checker_reads_and_writes_files_only(void **state)
{
	(void)state;
	assert_int_equal(in_a_child(checker_misbehaves), 0);
}

static int unknown_user(void)
{
	struct err e;
	struct sandbox_facts facts;
	struct sandbox_options options = { .user = "no-such-user-here" };
	if (sandbox_enter_fetcher(&options, &facts, &e)) {
		return 1;
	}
	return strstr(e.message, "no-such-user-here") ? 0 : 2;
}

static void root_never_fetches_as_root(void **state)
{
	(void)state;
	if (geteuid() != 0) {
		skip();
	}
	assert_int_equal(in_a_child(unknown_user), 0);
}

static void a_fresh_child_replaces_the_last_one(void **state)
{
	(void)state;
	struct err e;
	struct spawner s = SPAWNER_CLOSED;
	struct spawner_options options = { .sandbox.user = "nobody" };
	int fd[2];
	pid_t pid[2];
	assert_true(spawner_open(&s, &options, &e));
	for (int i = 0; i < 2; i++) {
		assert_true(spawner_spawn(&s, &fd[i], &pid[i], &e));
		char line[256];
		ssize_t got = read(fd[i], line, sizeof line - 1);
		assert_true(got > 0);
		line[got] = '\0';
		assert_non_null(strstr(line, "\"ready\""));
	}
	assert_int_not_equal(pid[0], pid[1]);
	assert_int_equal(kill(pid[0], 0), -1);
	assert_int_equal(errno, ESRCH);
	(void)close(fd[0]);
	(void)close(fd[1]);
	spawner_close(&s);
	assert_int_equal(kill(pid[1], 0), -1);
}

static void only_whole_requests_are_taken(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		bool good;
	} rows[] = {
		{ "{\"id\":1,\"url\":\"http://a/\",\"max_bytes\":5,\"check_dates\":true}", true },
		{ "{\"id\":1,\"url\":\"http://a/\",\"max_bytes\":5,\"resume_from\":3,\"if_range\":\"\\\"x\\\"\"}",
				true },
		{ "{\"id\":1,\"url\":\"http://a/\",\"max_bytes\":5,\"resume_from\":3,\"if_range\":\"W/\\\"x\\\"\"}",
				false },
		{ "{\"id\":1,\"url\":\"http://a/\",\"max_bytes\":5,\"resume_from\":3}", false },
		{ "{\"id\":1,\"max_bytes\":5}", false },
		{ "{\"id\":-1,\"url\":\"http://a/\"}", false },
		{ "{\"id\":1,\"url\":\"http://a/\\r\\nHost: b\"}", false },
		{ "{\"id\":1,\"id\":2,\"url\":\"http://a/\"}", false },
		{ "[1]", false },
		{ "", false },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct worker_request r;
		struct err e;
		assert_int_equal(worker_parse_request(rows[i].line, strlen(rows[i].line), &r, &e), rows[i].good);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_parent_has_no_network),
		cmocka_unit_test(nor_has_what_it_starts),
		cmocka_unit_test(the_fetcher_has_nothing_else),
		cmocka_unit_test(the_fetcher_reads_named_system_files_only),
		cmocka_unit_test(the_checker_reads_and_writes_files_only),
		cmocka_unit_test(root_never_fetches_as_root),
		cmocka_unit_test(a_fresh_child_replaces_the_last_one),
		cmocka_unit_test(only_whole_requests_are_taken),
	};
	return cmocka_run_group_tests_name("fetch_sandbox", tests, NULL, NULL);
}
