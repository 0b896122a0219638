/* SPDX-License-Identifier: GPL-3.0-or-later */
/* worker.h - threads that do what would make a finger wait
 *
 * A job is a value: two functions and up to WORKER_PAYLOAD_BYTES of plain data. run()
 * works on a worker thread and writes its answer into the job's payload; done() gets
 * the job back on the UI thread, from worker_poll(). Waiting jobs start by priority
 * (lowest number first), then in the order they came. Only worker.c locks.
 *
 * Jobs in the background (a check of every file, opening a generation) have a thread of
 * their own, so that tiles and searches never wait behind them. Each job has a limit of
 * processor time, and a longer one of time in which its thread cannot run (stall.h); time in
 * which it waits for a processor has none. worker_overdue() names a job that is past a limit,
 * and the watchdog is not fed from then on.
 *
 * submit, cancel, poll, pending: UI thread only. run(): a worker thread; it may use
 * its payload and what that points to, and nothing of the UI thread's. The caller of
 * worker_submit() keeps what a payload points to until done() was called: done()
 * is called exactly once for every job accepted, so it is where it is freed. */
#ifndef JOBS_WORKER_H
#define JOBS_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WORKER_PAYLOAD_BYTES = 320,
	WORKER_JOBS_MAX = 256,  /* waiting; more are refused, or push a droppable one out */
	WORKER_THREADS_MAX = 4, /* `thread` of worker_run is below it, but for a job in the background */
	WORKER_BACKGROUND = WORKER_THREADS_MAX,
	/* Times its limit, a job may be unable to run: a card that is written to lets reads wait for seconds. */
	WORKER_BLOCKED_FACTOR = 3,
};
/* Processor time of a job that names no limit of its own: tens of times what the slowest takes on a Raspberry Pi 3. */
#define WORKER_LIMIT_US INT64_C(20000000)

/* Usual priorities; any number may be used. */
enum { WORKER_NOW = 0, WORKER_VISIBLE = 100, WORKER_AHEAD = 200, WORKER_SPARE = 300 };

enum worker_outcome {
	WORKER_RAN,
	WORKER_CANCELLED, /* taken out by worker_cancel*() or worker_destroy(); run() was not called */
	WORKER_DROPPED,   /* made room for another; run() was not called */
};

struct worker_job;
/* `thread` 0..WORKER_THREADS_MAX-1, or WORKER_BACKGROUND, is the same for all jobs of one thread: handles may be kept
 * per thread. */
typedef void worker_run(struct worker_job *job, int thread);
typedef void worker_done(const struct worker_job *job, enum worker_outcome outcome);

struct worker_job {
	worker_run *run;
	worker_done *done; /* may be NULL */
	uint32_t group;    /* whose it is, e.g. WORKER_GROUP_MAP; for worker_cancel_group() */
	uint64_t key;      /* which it is within the group */
	int priority;
	bool droppable;
	bool personal;    /* deals with what a visitor typed: the thread's stack is zeroed after it */
	bool background;  /* runs on the thread for long jobs, `thread` WORKER_BACKGROUND */
	int64_t limit_us; /* of processor time; 0: WORKER_LIMIT_US */
	_Alignas(16) unsigned char payload[WORKER_PAYLOAD_BYTES];
};

enum {
	WORKER_GROUP_MAP = 1,
	WORKER_GROUP_SEARCH,
	WORKER_GROUP_CONTENT,
	WORKER_GROUP_ARTICLE,
	WORKER_GROUP_UNIT,
	WORKER_GROUP_FILES
};

struct worker;
/* `threads` 0: one per processor beyond the UI thread's, at least 1, at most WORKER_THREADS_MAX; and the one for the
 * background. Owned. */
struct worker *worker_create(int threads);
/* Cancels what waits, lets what runs finish (without a limit: see ending_begin()), delivers all done() calls, ends the
 * threads. NULL is fine. */
void worker_destroy(struct worker *w);

/* Copies *job. False when it is full of jobs that may not be dropped; done() is not called then. The droppable job
 * that starts last makes room, unless that is this one. */
bool worker_submit(struct worker *w, const struct worker_job *job);
/* Waiting jobs of that group (and key) never run; their done() is called with WORKER_CANCELLED before this returns.
 * A running one finishes as usual. Returns how many were cancelled. */
int worker_cancel(struct worker *w, uint32_t group, uint64_t key);
int worker_cancel_group(struct worker *w, uint32_t group);
/* New priority of a waiting job; false when it is not waiting any more. */
bool worker_hurry(struct worker *w, uint32_t group, uint64_t key, int priority);

/* Readable when worker_poll() has something to deliver; owned by the worker. */
int worker_fd(const struct worker *w);
/* Calls done() of what has finished; returns how many. Never blocks. done() may submit. */
int worker_poll(struct worker *w);
/* A job is past one of its limits: its group and key are given (either may be NULL). Monotonic time, us. To be called
 * every few seconds while a job runs. */
bool worker_overdue(struct worker *w, int64_t now_us, uint32_t *group, uint64_t *key);
/* Jobs waiting, running or finished but not yet delivered. */
int worker_pending(struct worker *w);
/* Blocks until nothing of that group is running (waiting ones are cancelled first): before freeing what they use. Ends
 * the process when it is told to end meanwhile and the job goes on (ending.h). */
void worker_drain_group(struct worker *w, uint32_t group);
/* Jobs that made room for others since the start. */
uint64_t worker_dropped(struct worker *w);

#endif
