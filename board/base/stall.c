/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/stall.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 64, STAT_BYTES = 128 };

/* 0 for a process that is gone. */
static int64_t read_clock_us(const struct stall *s)
{
	struct timespec used = { 0 };
	return s->has_clock && clock_gettime(s->clock, &used) == 0
			       ? (int64_t)used.tv_sec * 1000000 + used.tv_nsec / 1000
			       : 0;
}

/* proc(5): "TID (NAME) STATE ...", and a name may hold a parenthesis. */
static bool can_run(pid_t pid, const char *tid)
{
	char path[PATH_BYTES];
	char text[STAT_BYTES];
	int len = snprintf(path, sizeof path, "/proc/%d/task/%s/stat", (int)pid, tid);
	int fd = len > 0 && len < (int)sizeof path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	if (fd < 0) {
		return false;
	}
	ssize_t got = read(fd, text, sizeof text - 1);
	(void)close(fd);
	text[got > 0 ? got : 0] = '\0';
	const char *name_end = strrchr(text, ')');
	return name_end && strncmp(name_end, ") R", 3) == 0;
}

static bool any_can_run(pid_t pid)
{
	char path[PATH_BYTES];
	(void)snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	DIR *threads = opendir(path);
	bool any = false;
	const struct dirent *thread;
	while (threads && !any && (thread = readdir(threads))) {
		any = thread->d_name[0] != '.' && can_run(pid, thread->d_name);
	}
	if (threads) {
		(void)closedir(threads);
	}
	return any;
}

void stall_begin_process(struct stall *s, pid_t pid, int64_t now_us)
{
	*s = (struct stall){ .pid = pid };
	s->has_clock = clock_getcpuclockid(pid, &s->clock) == 0;
	stall_progress(s, now_us);
}

void stall_begin_thread(struct stall *s, int64_t now_us)
{
	*s = (struct stall){ .pid = getpid(), .tid = gettid() };
	s->has_clock = pthread_getcpuclockid(pthread_self(), &s->clock) == 0;
	stall_progress(s, now_us);
}

void stall_progress(struct stall *s, int64_t now_us)
{
	s->clock_us = read_clock_us(s);
	s->looked_us = now_us;
	s->busy_us = 0;
	s->blocked_us = 0;
}

void stall_look(struct stall *s, int64_t now_us)
{
	int64_t passed_us = now_us - s->looked_us;
	if (passed_us < STALL_LOOK_US) {
		return;
	}
	char tid[16];
	(void)snprintf(tid, sizeof tid, "%d", (int)s->tid);
	int64_t busy_us = read_clock_us(s) - s->clock_us;
	s->busy_us = busy_us > s->busy_us ? busy_us : s->busy_us;
	if (!(s->tid ? can_run(s->pid, tid) : any_can_run(s->pid))) {
		s->blocked_us += passed_us < STALL_GAP_US ? passed_us : STALL_GAP_US;
	}
	s->looked_us = now_us;
}

bool stall_is_over(const struct stall *s, int64_t busy_limit_us, int64_t blocked_limit_us)
{
	return s->busy_us >= busy_limit_us || s->blocked_us >= blocked_limit_us;
}
