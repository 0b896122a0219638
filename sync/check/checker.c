/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/checker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "check/checker_child.h"
#include "check/checker_words.h"

#define LOG_MODULE "checker"
#include "base/log.h"

enum {
	STEP_MS = 200,
	END_MS = 2000, /* from the end of the pipe to the end of the child */
	END_STEP_MS = 5,
	MIB = 1024 * 1024,
	PROCESSOR_MIB_S = 2, /* a second of processor time is given for so many MiB of files that are only read */
	INDEX_S_MIB = 4,     /* and so many seconds for a MiB of content.sqlite, which is indexed */
	MEMORY_MIB = 256,
	INDEX_FACTOR = 6, /* an index is about as large as its content */
	INDEX_SMALLEST_MIB = 16,
	SECOND_US = 1000000,
};

struct checker_limits checker_limits_for(const struct bundle *b, long base_s)
{
	uint64_t bytes = 0;
	for (size_t i = 0; i < b->components_len; i++) {
		/* Lengths are signed, and still not to be added without a look: BUNDLE_LENGTH_MAX bounds each. */
		bytes += b->components[i].length;
	}
	const struct bundle_component *content = bundle_find(b, "content.sqlite");
	uint64_t indexed_bytes = content ? content->length : 0;
	uint64_t extra_s = bytes / MIB / PROCESSOR_MIB_S + indexed_bytes / MIB * INDEX_S_MIB;
	long processor_s = base_s + (long)(extra_s < CHECKER_TIME_MAX_S ? extra_s : CHECKER_TIME_MAX_S);
	processor_s = processor_s < CHECKER_TIME_MAX_S ? processor_s : CHECKER_TIME_MAX_S;
	return (struct checker_limits){ .processor_s = processor_s,
		.wall_s = 3 * processor_s,
		.memory_bytes = (uint64_t)MEMORY_MIB * MIB,
		.file_bytes = indexed_bytes * INDEX_FACTOR + (uint64_t)INDEX_SMALLEST_MIB * MIB };
}

/* ---- listening --------------------------------------------------------------------------------------- */

/* False at the end of the pipe. */
static bool read_some(struct checker_words *w, int fd)
{
	char bytes[CHECKER_LINE_BYTES];
	ssize_t got = read(fd, bytes, sizeof bytes);
	if (got > 0) {
		checker_words_take(w, bytes, (size_t)got);
	}
	return got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN));
}

enum wait_end { WAIT_ENDED, WAIT_LATE, WAIT_STOPPED };

/* Until the pipe closes, which the child's end does. */
static enum wait_end listen_to(struct checker_words *w, const struct checker_job *job, int fd)
{
	int64_t until_us = clock_monotonic_us() + (int64_t)job->limits.wall_s * SECOND_US;
	for (;;) {
		struct err ignored;
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int ready = poll(&p, 1, STEP_MS);
		if (ready > 0 && !read_some(w, fd)) {
			return WAIT_ENDED;
		}
		if (!work_goes_on(&job->store->work, &ignored)) {
			return WAIT_STOPPED;
		}
		if (clock_monotonic_us() > until_us) {
			return WAIT_LATE;
		}
	}
}

/* ---- how it ended -------------------------------------------------------------------------------------- */

/* The child wrote it, so it is looked at before it becomes part of a generation; the interface checks what is in it. */
static bool take_index(const struct checker_job *job, struct err *e)
{
	CLEANUP(free_ptr) char *dir = fs_join(job->staging, CHECKER_INDEX_DIR);
	CLEANUP(free_ptr) char *made = fs_join(dir, CHECKER_INDEX_FILE);
	CLEANUP(free_ptr) char *kept = fs_join(job->staging, CHECKER_INDEX_FILE);
	struct stat st;
	if (lstat(made, &st) != 0) {
		return fail_errno(e, "look at %s", made);
	}
	if (!S_ISREG(st.st_mode) || st.st_nlink != 1 || (uint64_t)st.st_size > job->limits.file_bytes) {
		return fail_kind(e, ERR_FORMAT, "%s is not a plain file of the right size", made);
	}
	if (rename(made, kept) != 0) {
		return fail_errno(e, "rename %s to %s", made, kept);
	}
	return fs_remove_tree(dir, e);
}

static void end_child(pid_t pid, int *status)
{
	(void)kill(pid, SIGKILL);
	while (waitpid(pid, status, 0) < 0 && errno == EINTR) {
	}
}

/* The pipe is closed by the child's end, or by a child that was taken over and goes on: that one is ended. */
static bool ended_by_itself(pid_t pid, int *status)
{
	for (int waited_ms = 0; waited_ms < END_MS; waited_ms += END_STEP_MS) {
		if (waitpid(pid, status, WNOHANG) == pid) {
			return true;
		}
		(void)poll(NULL, 0, END_STEP_MS);
	}
	end_child(pid, status);
	return false;
}

static enum checker_outcome follow_child(const struct checker_job *job, pid_t pid, int fd, struct err *e)
{
	struct checker_words w = { 0 };
	int status = 0;
	enum wait_end end = listen_to(&w, job, fd);
	if (end != WAIT_ENDED) {
		end_child(pid, &status);
	} else if (!ended_by_itself(pid, &status)) {
		(void)fail_kind(e, ERR_FORMAT, "the check of the content closed its pipe and went on");
		return CHECKER_CRASHED;
	}
	if (end == WAIT_STOPPED) {
		(void)fail_kind(e, ERR_STOPPED, "asked to stop");
		return CHECKER_STOPPED;
	}
	if (end == WAIT_LATE) {
		(void)fail(e, "the check of the content did not end within %ld s", job->limits.wall_s);
		return CHECKER_ENDED;
	}
	enum checker_outcome outcome = checker_words_judge(&w, status, &job->limits, e);
	if (outcome == CHECKER_GOOD && !take_index(job, e)) {
		return e->kind == ERR_FORMAT ? CHECKER_CRASHED : CHECKER_INDEX;
	}
	return outcome;
}

enum checker_outcome checker_run(const struct checker_job *job, struct err *e)
{
	CLEANUP(free_ptr) char *index_dir = fs_join(job->staging, CHECKER_INDEX_DIR);
	int ends[2];
	if (!fs_remove_tree(index_dir, e) || !fs_make_dirs(index_dir, 0755, e)) {
		return CHECKER_INDEX;
	}
	if (pipe2(ends, O_CLOEXEC) != 0) {
		(void)fail_errno(e, "make a pipe");
		return CHECKER_UNABLE;
	}
	(void)fflush(NULL);
	pid_t parent = getpid();
	pid_t pid = fork();
	if (pid == 0) {
		checker_child_run(job, parent, ends[1]);
	}
	(void)close(ends[1]);
	enum checker_outcome outcome = CHECKER_UNABLE;
	if (pid < 0) {
		(void)fail_errno(e, "start the check of new content");
	} else {
		outcome = follow_child(job, pid, ends[0], e);
	}
	(void)close(ends[0]);
	return outcome;
}
