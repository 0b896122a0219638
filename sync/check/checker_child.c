/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/checker_child.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/bundle_check.h"
#include "store/search.h"

enum {
	OUT_FD = 3,
	FILES_MAX = 64,                           /* open at once */
	ADDRESS_SPACE_BYTES = 1024 * 1024 * 1024, /* what it maps, the program included */
	GRACE_S = 5,                              /* from SIGXCPU to SIGKILL */
	NICE = 10,                                /* behind the interface and the daemon */
};

static const char *const classes[] = {
	[ERR_OTHER] = "other",
	[ERR_ABSENT] = "absent",
	[ERR_NO_SPACE] = "no-space",
	[ERR_FORMAT] = "format",
	[ERR_DENIED] = "denied",
	[ERR_READ_ONLY] = "read-only",
};

static const char *checker_class_name(enum err_kind kind)
{
	return (size_t)kind < ARRAY_LEN(classes) && classes[kind] ? classes[kind] : classes[ERR_OTHER];
}

enum err_kind checker_class_of(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
		if (classes[i] && str_equal(classes[i], word)) {
			return (enum err_kind)i;
		}
	}
	return ERR_OTHER;
}

/* A line that does not reach the parent needs no care: it sees the end of the pipe, and no verdict. */
static void write_line(const char *line)
{
	(void)!write(OUT_FD, line, strlen(line));
}

static void say_failure(const char *word, const struct err *e)
{
	char line[CHECKER_LINE_BYTES];
	(void)snprintf(line, sizeof line, "%s %s", word, e->message);
	for (char *c = line; *c; c++) {
		*c = *c == '\n' ? ' ' : *c;
	}
	write_line(line);
	write_line("\n");
}

static void on_exhausted(void)
{
	write_line("memory\n");
	_exit(0);
}

/* ---- what it gives up ---------------------------------------------------------------------------------- */

static void default_signals(void)
{
	static const int handled[] = { SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGXCPU, SIGXFSZ };
	for (size_t i = 0; i < ARRAY_LEN(handled); i++) {
		(void)signal(handled[i], SIG_DFL);
	}
	sigset_t none;
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	/* Ctrl-C reaches the whole foreground group and a stop the whole service: the daemon decides what they mean. */
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	(void)signal(SIGTERM, SIG_IGN);
}

/* Keeps the pipe and the log (standard error); the lock, the sockets and the store's files are the daemon's. */
static bool close_the_rest(int out, struct err *e)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0) {
		return fail_errno(e, "open /dev/null");
	}
	if (out != OUT_FD && dup2(out, OUT_FD) < 0) {
		return fail_errno(e, "keep the pipe");
	}
	if (close_range(OUT_FD + 1, ~0U, 0) != 0) {
		return fail_errno(e, "close what is the daemon's");
	}
	return true;
}

static bool set_limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard, struct err *e)
{
	struct rlimit before;
	if (getrlimit(what, &before) == 0 && before.rlim_max != RLIM_INFINITY && before.rlim_max < hard) {
		hard = before.rlim_max;
		soft = soft < hard ? soft : hard;
	}
	return setrlimit(what, &(struct rlimit){ .rlim_cur = soft, .rlim_max = hard }) == 0 ||
	       fail_errno(e, "set a limit");
}

static bool set_limits(const struct checker_limits *l, struct err *e)
{
	rlim_t processor = (rlim_t)l->processor_s;
	if (!set_limit(RLIMIT_CORE, 0, 0, e) || !set_limit(RLIMIT_NOFILE, FILES_MAX, FILES_MAX, e) ||
			!set_limit(RLIMIT_CPU, processor, processor + GRACE_S, e) ||
			!set_limit(RLIMIT_FSIZE, l->file_bytes, l->file_bytes, e)) {
		return false;
	}
#ifndef __SANITIZE_ADDRESS__ /* its shadow memory alone is larger than any limit */
	if (!set_limit(RLIMIT_DATA, l->memory_bytes, l->memory_bytes, e) ||
			!set_limit(RLIMIT_AS, ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES, e)) {
		return false;
	}
#endif
	return true;
}

/* When the machine runs out of memory it is this process that may go. Best effort: /proc may not be there. */
static void go_first(void)
{
	static const char most[] = "1000";
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
	if (fd >= 0) {
		(void)!write(fd, most, sizeof most - 1);
		(void)close(fd);
	}
	(void)!nice(NICE);
}

static bool confine(const struct checker_job *job, const char *index_dir, struct err *e)
{
	CLEANUP(free_ptr) char *objects = store_path(job->store, "objects");
	const char *const readable[] = { objects, job->staging };
	return !job->confine || job->confine(readable, ARRAY_LEN(readable), index_dir, e);
}

/* ---- the check ----------------------------------------------------------------------------------------- */

static bool check_content(const struct checker_job *job, const char *index_dir, struct err *e)
{
	CLEANUP(free_ptr) char *objects = store_path(job->store, "objects");
	struct bundle b = { 0 };
	write_line("stage files\n");
	if (!bundle_open(&b, job->staging, objects, e)) {
		return false;
	}
	bundle_keep_for(&b, job->store->site);
	bool ok = bundle_check(&b, e);
	if (ok) {
		CLEANUP(free_ptr) char *content = bundle_component_path(&b, "content.sqlite");
		CLEANUP(free_ptr) char *index = fs_join(index_dir, CHECKER_INDEX_FILE);
		write_line("stage index\n");
		ok = content ? search_build(content, index, e)
			     : fail_kind(e, ERR_FORMAT, "the bundle has no content.sqlite");
	}
	bundle_close(&b);
	return ok;
}

_Noreturn void checker_child_run(const struct checker_job *job, pid_t parent, int out)
{
	struct err e = { 0 };
	CLEANUP(free_ptr) char *index_dir = fs_join(job->staging, CHECKER_INDEX_DIR);
	(void)prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL);
	if (getppid() != parent) {
		_exit(1); /* it died before the line above */
	}
	(void)prctl(PR_SET_NAME, "borne-check");
	default_signals();
	mem_set_exhausted(on_exhausted);
	/* What sorting needs beyond memory belongs where the limits and the clean-up reach it. */
	(void)setenv("SQLITE_TMPDIR", index_dir, 1);
	(void)unsetenv("NOTIFY_SOCKET");
	bool ready = close_the_rest(out, &e);
	if (ready) {
		go_first();
		ready = set_limits(&job->limits, &e) && confine(job, index_dir, &e);
	}
	if (!ready) {
		say_failure("unable", &e);
	} else if (check_content(job, index_dir, &e)) {
		write_line("good\n");
	} else {
		char word[32];
		(void)snprintf(word, sizeof word, "bad %s", checker_class_name(e.kind));
		say_failure(word, &e);
	}
	_exit(0);
}
