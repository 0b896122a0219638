/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/worker.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/stall.h"
#include "jobs/ending.h"
#include "jobs/forget.h"

#define LOG_MODULE "worker"
#include "base/log.h"

enum {
	SEATS = WORKER_THREADS_MAX + 1,
	FINISHED_MAX = WORKER_JOBS_MAX + SEATS,
	LOOK_US = 100000, /* how often what waits for a job looks whether the program is told to end */
};

struct seat {
	struct worker *worker;
	int thread;
	pthread_t id;
	bool busy;
	struct stall stall; /* of the job */
	struct worker_job job;
};

struct worker {
	pthread_mutex_t lock;
	pthread_cond_t work;  /* a job was added, or it is time to end */
	pthread_cond_t quiet; /* a job has finished */
	struct worker_job waiting[WORKER_JOBS_MAX];
	uint64_t order[WORKER_JOBS_MAX]; /* when each came */
	size_t waiting_len;
	/* Bounded: nothing is started while it has no room for the answers. */
	struct worker_job finished[FINISHED_MAX];
	size_t finished_len;
	uint64_t next_order;
	uint64_t dropped;
	int running;
	bool ending;
	int fd;
	struct seat seats[SEATS]; /* `threads` of them, then the one for the background */
	int threads;
};

/* Index of the waiting job of that kind that starts first, or of the droppable one that starts last; SIZE_MAX: none. */
static size_t pick(const struct worker *w, bool background, bool last_droppable)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < w->waiting_len; i++) {
		if (last_droppable ? !w->waiting[i].droppable : w->waiting[i].background != background) {
			continue;
		}
		if (best == SIZE_MAX) {
			best = i;
			continue;
		}
		int a = w->waiting[i].priority;
		int b = w->waiting[best].priority;
		bool before = a < b || (a == b && w->order[i] < w->order[best]);
		if (before != last_droppable) {
			best = i;
		}
	}
	return best;
}

/* Into *job: a copy by value would stay on the stack. */
static void take_job(struct worker *w, size_t i, struct worker_job *job)
{
	*job = w->waiting[i];
	w->waiting_len--;
	w->waiting[i] = w->waiting[w->waiting_len];
	w->order[i] = w->order[w->waiting_len];
	explicit_bzero(&w->waiting[w->waiting_len], sizeof w->waiting[0]); /* may hold what a visitor typed */
}

static void *run_jobs(void *arg)
{
	struct seat *seat = arg;
	struct worker *w = seat->worker;
	bool background = seat->thread == WORKER_BACKGROUND;
	(void)pthread_mutex_lock(&w->lock);
	for (;;) {
		size_t next = pick(w, background, false);
		while (!w->ending && (next == SIZE_MAX || w->finished_len + (size_t)w->running >= FINISHED_MAX)) {
			(void)pthread_cond_wait(&w->work, &w->lock);
			next = pick(w, background, false);
		}
		if (w->ending) {
			break;
		}
		take_job(w, next, &seat->job);
		stall_begin_thread(&seat->stall, clock_monotonic_us());
		seat->busy = true;
		w->running++;
		(void)pthread_mutex_unlock(&w->lock);
		seat->job.run(&seat->job, seat->thread);
		if (seat->job.personal) {
			forget_stack();
		}
		if (background) {
			/* These jobs are rare and large, and the allocator would keep what they freed for this thread
			 * alone. */
			(void)malloc_trim(0);
		}
		(void)pthread_mutex_lock(&w->lock);
		w->finished[w->finished_len++] = seat->job;
		explicit_bzero(&seat->job, sizeof seat->job);
		seat->busy = false;
		w->running--;
		(void)pthread_cond_broadcast(&w->quiet);
		(void)eventfd_write(w->fd, 1);
	}
	(void)pthread_mutex_unlock(&w->lock);
	return NULL;
}

struct worker *worker_create(int threads)
{
	struct worker *w = mem_zalloc(1, sizeof *w);
	(void)pthread_mutex_init(&w->lock, NULL);
	(void)pthread_cond_init(&w->work, NULL);
	(void)pthread_cond_init(&w->quiet, NULL);
	w->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	long cores = sysconf(_SC_NPROCESSORS_ONLN) - 1;
	long wanted = threads > 0 ? threads : cores;
	w->threads = wanted < 1 ? 1 : wanted > WORKER_THREADS_MAX ? WORKER_THREADS_MAX : (int)wanted;
	/* Signals are the UI thread's: it waits in poll(2) for them. */
	sigset_t all;
	sigset_t before;
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	for (int i = 0; i <= w->threads; i++) {
		w->seats[i] = (struct seat){ .worker = w, .thread = i < w->threads ? i : WORKER_BACKGROUND };
		if (w->fd < 0 || pthread_create(&w->seats[i].id, NULL, run_jobs, &w->seats[i]) != 0) {
			log_error("no worker thread could be started; the supervisor tries again");
			abort();
		}
	}
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return w;
}

void worker_destroy(struct worker *w)
{
	if (!w) {
		return;
	}
	(void)pthread_mutex_lock(&w->lock);
	w->ending = true;
	(void)pthread_cond_broadcast(&w->work);
	(void)pthread_mutex_unlock(&w->lock);
	for (int i = 0; i <= w->threads; i++) {
		(void)pthread_join(w->seats[i].id, NULL);
	}
	while (w->waiting_len > 0) {
		struct worker_job job;
		take_job(w, 0, &job);
		if (job.done) {
			job.done(&job, WORKER_CANCELLED);
		}
	}
	(void)worker_poll(w);
	(void)close(w->fd);
	(void)pthread_cond_destroy(&w->work);
	(void)pthread_cond_destroy(&w->quiet);
	(void)pthread_mutex_destroy(&w->lock);
	explicit_bzero(w, sizeof *w);
	free(w);
}

bool worker_submit(struct worker *w, const struct worker_job *job)
{
	struct worker_job gone = { 0 };
	bool was_dropped = false;
	(void)pthread_mutex_lock(&w->lock);
	if (w->waiting_len == WORKER_JOBS_MAX) {
		size_t victim = pick(w, false, true);
		if (victim != SIZE_MAX && !(job->droppable && w->waiting[victim].priority < job->priority)) {
			take_job(w, victim, &gone);
			was_dropped = true;
			w->dropped++;
		}
	}
	bool ok = !w->ending && w->waiting_len < WORKER_JOBS_MAX;
	if (ok) {
		w->waiting[w->waiting_len] = *job;
		w->order[w->waiting_len++] = w->next_order++;
		(void)pthread_cond_broadcast(&w->work); /* the thread that takes it is not the only one that waits */
	}
	(void)pthread_mutex_unlock(&w->lock);
	if (was_dropped && gone.done) {
		gone.done(&gone, WORKER_DROPPED);
	}
	explicit_bzero(&gone, sizeof gone);
	return ok;
}

static int cancel(struct worker *w, uint32_t group, bool any_key, uint64_t key)
{
	int count = 0;
	for (;;) {
		struct worker_job gone = { 0 };
		bool found = false;
		(void)pthread_mutex_lock(&w->lock);
		for (size_t i = 0; i < w->waiting_len && !found; i++) {
			if (w->waiting[i].group == group && (any_key || w->waiting[i].key == key)) {
				take_job(w, i, &gone);
				found = true;
			}
		}
		(void)pthread_mutex_unlock(&w->lock);
		if (!found) {
			return count;
		}
		count++;
		if (gone.done) {
			gone.done(&gone, WORKER_CANCELLED);
		}
		explicit_bzero(&gone, sizeof gone);
	}
}

int worker_cancel(struct worker *w, uint32_t group, uint64_t key)
{
	return cancel(w, group, false, key);
}

int worker_cancel_group(struct worker *w, uint32_t group)
{
	return cancel(w, group, true, 0);
}

bool worker_hurry(struct worker *w, uint32_t group, uint64_t key, int priority)
{
	bool found = false;
	(void)pthread_mutex_lock(&w->lock);
	for (size_t i = 0; i < w->waiting_len && !found; i++) {
		if (w->waiting[i].group == group && w->waiting[i].key == key) {
			w->waiting[i].priority = priority;
			found = true;
		}
	}
	(void)pthread_mutex_unlock(&w->lock);
	return found;
}

int worker_fd(const struct worker *w)
{
	return w->fd;
}

int worker_poll(struct worker *w)
{
	eventfd_t count;
	(void)eventfd_read(w->fd, &count);
	int delivered = 0;
	for (;;) {
		(void)pthread_mutex_lock(&w->lock);
		if (w->finished_len == 0) {
			(void)pthread_mutex_unlock(&w->lock);
			return delivered;
		}
		struct worker_job job = w->finished[0];
		w->finished_len--;
		memmove(w->finished, w->finished + 1, w->finished_len * sizeof w->finished[0]);
		explicit_bzero(&w->finished[w->finished_len], sizeof w->finished[0]);
		(void)pthread_cond_broadcast(&w->work);
		(void)pthread_mutex_unlock(&w->lock);
		if (job.done) {
			job.done(&job, WORKER_RAN);
		}
		explicit_bzero(&job, sizeof job);
		delivered++;
	}
}

bool worker_overdue(struct worker *w, int64_t now_us, uint32_t *group, uint64_t *key)
{
	bool found = false;
	(void)pthread_mutex_lock(&w->lock);
	for (int i = 0; i <= w->threads && !found; i++) {
		struct seat *s = &w->seats[i];
		int64_t limit_us = s->job.limit_us > 0 ? s->job.limit_us : WORKER_LIMIT_US;
		if (!s->busy) {
			continue;
		}
		stall_look(&s->stall, now_us);
		if (stall_is_over(&s->stall, limit_us, limit_us * WORKER_BLOCKED_FACTOR)) {
			found = true;
			if (group) {
				*group = s->job.group;
			}
			if (key) {
				*key = s->job.key;
			}
		}
	}
	(void)pthread_mutex_unlock(&w->lock);
	return found;
}

int worker_pending(struct worker *w)
{
	(void)pthread_mutex_lock(&w->lock);
	int count = (int)w->waiting_len + w->running + (int)w->finished_len;
	(void)pthread_mutex_unlock(&w->lock);
	return count;
}

static bool runs_group(const struct worker *w, uint32_t group)
{
	for (int i = 0; i <= w->threads; i++) {
		if (w->seats[i].busy && w->seats[i].job.group == group) {
			return true;
		}
	}
	return false;
}

static void wait_for_quiet(struct worker *w)
{
	int64_t until_us = clock_monotonic_us() + LOOK_US;
	struct timespec until = { .tv_sec = until_us / 1000000, .tv_nsec = until_us % 1000000 * 1000 };
	(void)pthread_cond_clockwait(&w->quiet, &w->lock, CLOCK_MONOTONIC, &until);
}

void worker_drain_group(struct worker *w, uint32_t group)
{
	int64_t leave_us = INT64_MAX;
	(void)worker_cancel_group(w, group);
	(void)pthread_mutex_lock(&w->lock);
	while (runs_group(w, group)) {
		wait_for_quiet(w);
		int64_t now_us = clock_monotonic_us();
		if (leave_us == INT64_MAX && ending_is_asked()) {
			leave_us = now_us + ENDING_LIMIT_MS * INT64_C(1000);
		}
		if (now_us >= leave_us) {
			(void)pthread_mutex_unlock(&w->lock);
			ending_leave(EXIT_SUCCESS); /* the loop, which would hear of it, waits here */
		}
	}
	(void)pthread_mutex_unlock(&w->lock);
	(void)worker_poll(w);
}

uint64_t worker_dropped(struct worker *w)
{
	(void)pthread_mutex_lock(&w->lock);
	uint64_t dropped = w->dropped;
	(void)pthread_mutex_unlock(&w->lock);
	return dropped;
}
