/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stall.h - a process or a thread that hangs, told from one that gets no processor
 *
 * On a machine with too much to do, what works takes any time, so wall time proves
 * nothing. Two amounts are counted: the processor time that was used (an endless loop),
 * and the time in which nothing could run (a deadlock, a read that does not come back, a
 * process that was stopped). Time in which it waits for a processor is in neither.
 *
 * The second amount is sampled: a look charges the time since the look before to the
 * state that /proc shows now, so looks have to come every few seconds. Where /proc tells
 * nothing, it counts as unable to run. Any thread, one at a time. */
#ifndef BASE_STALL_H
#define BASE_STALL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

enum {
	STALL_LOOK_US = 250000,  /* looks that come sooner change nothing */
	STALL_GAP_US = 10000000, /* the most that one look charges: the one who looks may have been held up itself */
};

/* A plain value; holds nothing open. */
struct stall {
	pid_t pid;       /* its process */
	pid_t tid;       /* that thread alone; 0: all of the process */
	bool has_clock;  /* false: it was gone already */
	clockid_t clock; /* of its processor time */
	int64_t clock_us, looked_us;
	int64_t busy_us;    /* processor time used since the beginning, or the last progress */
	int64_t blocked_us; /* time since then in which none of its threads could run */
};

/* Times are monotonic, in microseconds. */
void stall_begin_process(struct stall *s, pid_t pid, int64_t now_us);
/* The thread that calls; another one may look. */
void stall_begin_thread(struct stall *s, int64_t now_us);
/* It has done something: both amounts begin again. */
void stall_progress(struct stall *s, int64_t now_us);
/* Brings both amounts up to date. Reads /proc, never blocks. */
void stall_look(struct stall *s, int64_t now_us);
/* At the last look, one of the two had reached its limit. */
bool stall_is_over(const struct stall *s, int64_t busy_limit_us, int64_t blocked_limit_us);

#endif
