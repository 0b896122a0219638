/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landlock_abi.c - runs a program on a kernel with an older Landlock, or with none
 *
 * landlock_abi ABI PROGRAM [ARGUMENT]...: a seccomp filter hands landlock_create_ruleset() to this process. Asked for
 * the version it answers ABI; rule sets are made by the kernel as always. ABI 0: the call does not exist. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int install(unsigned action, unsigned flags)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { .len = sizeof code / sizeof code[0], .filter = code };
	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0) {
		return -1;
	}
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

static void send_fd(int to, int fd)
{
	char byte = 0;
	struct iovec part = { &byte, 1 };
	char control[CMSG_SPACE(sizeof fd)] = { 0 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(header), &fd, sizeof fd);
	if (sendmsg(to, &message, 0) != 1) {
		_exit(125);
	}
}

static int receive_fd(int from)
{
	char byte;
	struct iovec part = { &byte, 1 };
	char control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
	int fd = -1;
	if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) == 1 && CMSG_FIRSTHDR(&message)) {
		memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
	}
	return fd;
}

static void answer(int listener, long abi)
{
	struct seccomp_notif asked = { 0 };
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) {
		return;
	}
	struct seccomp_notif_resp said = { .id = asked.id };
	if (asked.data.args[2] & LANDLOCK_CREATE_RULESET_VERSION) {
		said.val = abi;
	} else {
		said.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	}
	(void)ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &said);
}

int main(int argc, char **argv)
{
	int pair[2];
	long abi = argc > 2 ? strtol(argv[1], NULL, 10) : -1;
	if (abi < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		fprintf(stderr, "usage: landlock_abi ABI PROGRAM [ARGUMENT]...\n");
		return 2;
	}
	if (abi == 0) {
		if (install(SECCOMP_RET_ERRNO | ENOSYS, 0) != 0) {
			return 125;
		}
		execvp(argv[2], argv + 2);
		return 127;
	}
	pid_t pid = fork();
	if (pid == 0) {
		int listener = install(SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);
		if (listener < 0) {
			_exit(125);
		}
		send_fd(pair[1], listener);
		close(listener);
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	close(pair[1]);
	int listener = receive_fd(pair[0]);
	int status;
	while (waitpid(pid, &status, WNOHANG) == 0) {
		struct pollfd p = { .fd = listener, .events = POLLIN };
		if (poll(&p, 1, 50) > 0 && (p.revents & POLLIN)) {
			answer(listener, abi);
		}
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
