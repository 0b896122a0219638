/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover/rehearsal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

#define LOG_MODULE "content"
#include "base/log.h"

enum {
	READING_FACTOR = 10, /* the first step reads maps of hundreds of MB from a card */
	BLOCKED_FACTOR = 10, /* and any step waits for a card that others write to */
	SECOND_US = 1000000,
	LOOK_US = 2 * SECOND_US,
	LEAVE_LOOK_US = 200000,
	LEAVE_LONG_US = 60 * SECOND_US,
	END_LOOK_US = 10000, /* between the end of its words and its own */
};

/* ---- starting ---- */

/* What is said to systemd comes from the interface alone. */
static bool is_systemds(const char *variable)
{
	return str_starts(variable, "NOTIFY_SOCKET=") || str_starts(variable, "WATCHDOG_");
}

static char **environment_without_systemd(void)
{
	size_t count = 0;
	size_t kept = 0;
	while (environ[count]) {
		count++;
	}
	char **out = mem_zalloc(count + 1, sizeof *out);
	for (size_t i = 0; i < count; i++) {
		if (!is_systemds(environ[i])) {
			out[kept++] = environ[i];
		}
	}
	return out;
}

/* The program's own arguments, then what wins over them. */
static int spawn(const struct rehearsal_options *o, const struct rehearsal *r, int out_fd, pid_t *pid)
{
	size_t own = 0;
	while (o->argv[own]) {
		own++;
	}
	char number[32];
	char size[32];
	char mm[32];
	(void)snprintf(number, sizeof number, "--rehearse=%" PRIu64, r->generation);
	(void)snprintf(size, sizeof size, "--size=%dx%d", o->w, o->h);
	(void)snprintf(mm, sizeof mm, "--mm-per-px=%.5f", (double)o->mm_per_px);
	char video[] = "--video=offscreen";
	char level[] = "--log-level=error"; /* what is wrong comes as words of its own */
	char reads_only[] = "--reads-only";
	char *added[] = { number, size, mm, video, level, r->reads_only ? reads_only : NULL };
	CLEANUP(free_ptr) char **argv = mem_zalloc(own + ARRAY_LEN(added) + 1, sizeof *argv);
	memcpy(argv, o->argv, own * sizeof *argv);
	memcpy(argv + own, added, sizeof added);
	CLEANUP(free_ptr) char **environment = environment_without_systemd();

	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	(void)sigemptyset(&none);
	(void)posix_spawn_file_actions_init(&files);
	(void)posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	(void)posix_spawn_file_actions_adddup2(&files, out_fd, STDOUT_FILENO);
	(void)posix_spawnattr_init(&attributes);
	(void)posix_spawnattr_setsigmask(&attributes, &none);
	(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	int error = posix_spawn(pid, "/proc/self/exe", &files, &attributes, argv, environment);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&files);
	return error;
}

bool rehearsal_start(struct rehearsal *r, const struct rehearsal_options *options, uint64_t generation, bool reads_only,
		struct err *e)
{
	int ends[2];
	*r = REHEARSAL_NONE;
	r->generation = generation;
	r->reads_only = reads_only;
	if (pipe2(ends, O_CLOEXEC) != 0) {
		return fail_errno(e, "pipe");
	}
	(void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
	pid_t pid = 0;
	int error = spawn(options, r, ends[1], &pid);
	(void)close(ends[1]);
	if (error != 0) {
		(void)close(ends[0]);
		errno = error;
		return fail_errno(e, "start a process that tries the content");
	}
	r->pid = pid;
	r->fd = ends[0];
	r->silence_us = options->silence_us;
	r->last_us = clock_monotonic_us();
	r->due_us = r->last_us + LOOK_US;
	stall_begin_process(&r->stall, pid, r->last_us);
	return true;
}

/* ---- listening ---- */

static void take_line(struct rehearsal *r)
{
	static const char step[] = "step ";
	static const char bad[] = "bad ";
	if (str_starts(r->line, step)) {
		r->steps++;
		str_cut(r->step, sizeof r->step, r->line + sizeof step - 1);
	} else if (str_starts(r->line, bad)) {
		str_cut(r->bad, sizeof r->bad, r->line + sizeof bad - 1);
	} else if (str_equal(r->line, "good")) {
		r->good = true;
	}
}

void rehearsal_take(struct rehearsal *r, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == '\n') {
			r->line[r->line_len] = '\0';
			take_line(r);
			r->line_len = 0;
		} else if (r->line_len + 1 < sizeof r->line) {
			r->line[r->line_len++] = bytes[i];
		}
	}
}

static void close_words(struct rehearsal *r)
{
	if (r->fd >= 0) {
		(void)close(r->fd);
		r->fd = -1;
	}
}

static void listen_to(struct rehearsal *r, int64_t now_us)
{
	char bytes[1024];
	while (r->fd >= 0) {
		ssize_t len = read(r->fd, bytes, sizeof bytes);
		if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
			return;
		}
		if (len <= 0) {
			close_words(r);
			return;
		}
		r->last_us = now_us;
		stall_progress(&r->stall, now_us);
		rehearsal_take(r, bytes, (size_t)len);
	}
}

/* ---- ending ---- */

/* Also where the kernel knows no such child any more: its status is then 0. */
static bool has_ended(pid_t pid, int *status)
{
	pid_t ended = waitpid(pid, status, WNOHANG);
	return ended == pid || (ended < 0 && errno != EINTR);
}

void rehearsal_stop(struct rehearsal *r)
{
	if (r->pid > 0) {
		(void)kill(r->pid, SIGKILL);
		close_words(r);
		r->leaving = r->pid;
		r->pid = 0;
		r->left_us = clock_monotonic_us();
		(void)rehearsal_is_leaving(r, r->left_us);
	}
}

bool rehearsal_is_leaving(struct rehearsal *r, int64_t now_us)
{
	int status = 0;
	if (r->leaving > 0 && has_ended(r->leaving, &status)) {
		r->leaving = 0;
	}
	if (r->leaving > 0 && r->left_us <= now_us - LEAVE_LONG_US) {
		r->left_us = INT64_MAX;
		log_error("the process that tried new content was killed and does not end (pid %d): its card may have "
			  "failed; no other content is tried until it has ended or the unit is started again",
				(int)r->leaving);
	}
	r->due_us = r->leaving > 0 ? now_us + LEAVE_LOOK_US : INT64_MAX;
	return r->leaving > 0;
}

/* ---- judging ---- */

static const char *last_step(const struct rehearsal *r)
{
	return r->step[0] ? r->step : "start";
}

static enum rehearsal_outcome judge_exit(const struct rehearsal *r, int status, struct err *why)
{
	if (r->bad[0]) {
		(void)fail(why, "%s", r->bad);
		return REHEARSAL_BAD;
	}
	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL && WTERMSIG(status) != SIGTERM) {
		(void)fail(why, "it makes the program end by signal %d (%s) at: %s", WTERMSIG(status),
				strsignal(WTERMSIG(status)), last_step(r));
		return REHEARSAL_BAD;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && r->good) {
		return REHEARSAL_GOOD;
	}
	/* Sanitizers and allocators end the program with a code of their own once it has begun. */
	if (WIFEXITED(status) && r->steps > 0 && WEXITSTATUS(status) != EX_OSERR) {
		(void)fail(why, "it makes the program end with code %d at: %s", WEXITSTATUS(status), last_step(r));
		return REHEARSAL_BAD;
	}
	(void)fail(why, "the process that tries the content was ended by %s %d at: %s",
			WIFSIGNALED(status) ? "signal" : "code",
			WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), last_step(r));
	return REHEARSAL_FAILED;
}

int64_t rehearsal_due_us(const struct rehearsal *r)
{
	return r->pid > 0 || r->leaving > 0 ? r->due_us : INT64_MAX;
}

static bool hangs(struct rehearsal *r, int64_t now_us)
{
	int64_t busy_us = r->steps <= 1 ? r->silence_us * READING_FACTOR : r->silence_us;
	stall_look(&r->stall, now_us);
	return stall_is_over(&r->stall, busy_us, r->silence_us * BLOCKED_FACTOR);
}

enum rehearsal_outcome rehearsal_poll(struct rehearsal *r, int64_t now_us, struct err *why)
{
	int status = 0;
	listen_to(r, now_us);
	if (r->fd < 0 && has_ended(r->pid, &status)) {
		r->pid = 0;
		return judge_exit(r, status, why);
	}
	if (!hangs(r, now_us)) {
		r->due_us = now_us + (r->fd < 0 ? END_LOOK_US : LOOK_US);
		return REHEARSAL_RUNNING;
	}
	rehearsal_stop(r);
	(void)fail(why, "it makes the program hang, %ld s without progress at: %s",
			(long)((now_us - r->last_us) / SECOND_US), last_step(r));
	return REHEARSAL_BAD;
}
