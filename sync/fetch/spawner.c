/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/spawner.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "fetch/worker.h"

#define LOG_MODULE "fetch"
#include "base/log.h"

enum { PROGRAM_FD = 3 };

/* What the parent may ask for, a byte each; both are answered when it is done. */
enum { ASK_SPAWN = 'S', ASK_END = 'E' };

/* What the spawner answers: pid of the new child, or 0 with an errno. */
struct answer {
	pid_t pid;
	int problem;
};

static void default_signals(void)
{
	static const int handled[] = { SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGCHLD, SIGUSR1 };
	for (size_t i = 0; i < sizeof handled / sizeof handled[0]; i++) {
		(void)signal(handled[i], SIG_DFL);
	}
	sigset_t none;
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Ctrl-C reaches the whole foreground group and a stop the whole service: only the parent decides what they mean,
 * the others end when it does. */
static void leave_stopping_to_parent(void)
{
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	(void)signal(SIGTERM, SIG_IGN);
}

static void run_program(const char *program, int fd)
{
	if (fd == PROGRAM_FD ? fcntl(fd, F_SETFD, 0) != 0 : dup2(fd, PROGRAM_FD) < 0) {
		_exit(127);
	}
	char *const args[] = { mem_strdup(program), NULL };
	(void)execv(program, args);
	_exit(127);
}

static void child_main(const struct spawner_options *options, int fd)
{
	(void)prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL);
	(void)prctl(PR_SET_NAME, "borne-fetch");
	if (options->program) {
		run_program(options->program, fd);
	}
	struct sandbox_facts facts;
	struct http_files files = { 0 };
	struct http_options http = options->http;
	struct err e;
	/* Read as who may: the child's own user need not be able to. */
	http_files_read(&files, &http);
	http.files = &files;
	if (!sandbox_enter_fetcher(&options->sandbox, &facts, &e)) {
		log_error("cannot start the fetching process: %s", e.message);
		_exit(1);
	}
	_exit(worker_run(fd, &http, &facts));
}

static bool send_answer(int to, struct answer answer, int fd)
{
	struct iovec part = { .iov_base = &answer, .iov_len = sizeof answer };
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr aligned;
	} control = { 0 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	if (fd >= 0) {
		message.msg_control = control.bytes;
		message.msg_controllen = sizeof control.bytes;
		struct cmsghdr *header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(header), &fd, sizeof fd);
	}
	return sendmsg(to, &message, MSG_NOSIGNAL) == (ssize_t)sizeof answer;
}

static void end_child(pid_t *pid)
{
	if (*pid > 0) {
		(void)kill(*pid, SIGKILL);
		while (waitpid(*pid, NULL, 0) < 0 && errno == EINTR) {
		}
		*pid = 0;
	}
}

static bool replace_child(const struct spawner_options *options, int parent, pid_t *child)
{
	end_child(child);
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		return send_answer(parent, (struct answer){ .problem = errno }, -1);
	}
	pid_t pid = fork();
	if (pid == 0) {
		(void)close(parent);
		(void)close(pair[0]);
		child_main(options, pair[1]);
	}
	struct answer answer = { .pid = pid > 0 ? pid : 0, .problem = pid > 0 ? 0 : errno };
	*child = answer.pid;
	bool sent = send_answer(parent, answer, pid > 0 ? pair[0] : -1);
	(void)close(pair[0]);
	(void)close(pair[1]);
	return sent;
}

static void spawner_main(const struct spawner_options *options, int parent)
{
	pid_t child = 0;
	char request;
	default_signals();
	leave_stopping_to_parent();
	(void)prctl(PR_SET_NAME, "borne-spawn");
	for (;;) {
		ssize_t got = fs_read_some(parent, &request, 1);
		if (got != 1) {
			break;
		}
		bool answered;
		if (request == ASK_END) {
			end_child(&child);
			answered = send_answer(parent, (struct answer){ 0 }, -1);
		} else {
			answered = replace_child(options, parent, &child);
		}
		if (!answered) {
			break;
		}
	}
	end_child(&child);
	_exit(0);
}

bool spawner_open(struct spawner *out, const struct spawner_options *options, struct err *e)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		return fail_errno(e, "make a socket pair");
	}
	pid_t pid = fork();
	if (pid < 0) {
		(void)close(pair[0]);
		(void)close(pair[1]);
		return fail_errno(e, "fork");
	}
	if (pid == 0) {
		(void)close(pair[0]);
		(void)prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL);
		spawner_main(options, pair[1]);
	}
	(void)close(pair[1]);
	*out = (struct spawner){ .fd = pair[0], .pid = pid };
	return true;
}

void spawner_close(struct spawner *s)
{
	if (s->fd >= 0) {
		fs_close_fd(&s->fd);
		while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR) {
		}
	}
}

static bool receive_answer(int from, struct answer *answer, int *fd, struct err *e)
{
	struct iovec part = { .iov_base = answer, .iov_len = sizeof *answer };
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr aligned;
	} control = { 0 };
	struct msghdr message = { .msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof control.bytes };
	ssize_t got;
	do {
		got = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof *answer) {
		return fail(e, "the process that starts fetching processes is gone");
	}
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
		memcpy(fd, CMSG_DATA(header), sizeof *fd);
	}
	return true;
}

void spawner_end(struct spawner *s)
{
	static const char request = ASK_END;
	struct answer answer = { 0 };
	int none = -1;
	struct err ignored;
	if (s->fd >= 0 && send(s->fd, &request, 1, MSG_NOSIGNAL) == 1) {
		(void)receive_answer(s->fd, &answer, &none, &ignored);
	}
}

bool spawner_spawn(struct spawner *s, int *fd, pid_t *pid, struct err *e)
{
	static const char request = ASK_SPAWN;
	struct answer answer = { 0 };
	int received = -1;
	if (send(s->fd, &request, 1, MSG_NOSIGNAL) != 1) {
		return fail(e, "the process that starts fetching processes is gone");
	}
	if (!receive_answer(s->fd, &answer, &received, e)) {
		return false;
	}
	if (received < 0) {
		errno = answer.problem;
		return fail_errno(e, "start a fetching process");
	}
	*fd = received;
	*pid = answer.pid;
	return true;
}
