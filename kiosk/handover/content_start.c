/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which content is opened when the program starts, and opening by a worker. */
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "handover/content_private.h"
#include "jobs/ending.h"
#include "store/bundle_check.h"

#define LOG_MODULE "content"
#include "base/log.h"

struct open_job {
	struct content *content;
	uint64_t number;
	struct generation *opened; /* answer; NULL: see e */
	bool first;                /* the program waits for it before its first frame */
	struct err *e;             /* owned */
};

static void open_run(struct worker_job *job, int thread)
{
	(void)thread;
	struct open_job *j = (struct open_job *)(void *)job->payload;
	const struct content_options *o = &j->content->options;
	j->opened = o->bundle ? generation_open_folder(o->bundle, o->site, j->e)
			      : generation_open_store(o->store, j->number, o->site, j->e);
}

static void open_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct open_job *j = (const struct open_job *)(const void *)job->payload;
	struct content *c = j->content;
	c->loading = c->loading == j->number ? 0 : c->loading;
	if (j->first) {
		c->opening = false;
		c->shown = j->opened;
		if (!j->opened) {
			str_cut(c->why, sizeof c->why, j->e->message);
		}
	} else if (outcome == WORKER_RAN && !j->opened) {
		content_refuse(c, j->number, REFUSAL_DAMAGED, j->e->message);
	} else if (outcome == WORKER_RAN) {
		generation_close(c->ready);
		c->ready = j->opened;
	}
	free(j->e);
}

/* Of one generation, with its search index and routes: seconds of a Raspberry Pi 3. */
static const int64_t OPEN_LIMIT_US = 60 * INT64_C(1000000);
enum { OPEN_LOOK_MS = 1000 }; /* how often is looked whether it hangs */

static bool submit(struct content *c, struct open_job order)
{
	struct worker_job job = { .run = open_run,
		.done = open_done,
		.group = WORKER_GROUP_CONTENT,
		.key = order.number,
		.priority = WORKER_SPARE,
		.background = true,
		.limit_us = OPEN_LIMIT_US };
	struct open_job *j = (struct open_job *)(void *)job.payload;
	*j = order;
	j->content = c;
	j->e = mem_zalloc(1, sizeof *j->e);
	if (!worker_submit(c->worker, &job)) {
		free(j->e);
		return false;
	}
	return true;
}

void content_submit_open(struct content *c, uint64_t number)
{
	if (submit(c, (struct open_job){ .number = number })) {
		c->loading = number;
	}
}

bool content_open_and_wait(struct content *c, uint64_t number)
{
	c->opening = submit(c, (struct open_job){ .number = number, .first = true });
	while (c->opening) {
		if (worker_overdue(c->worker, clock_monotonic_us(), NULL, NULL)) {
			/* The thread that hangs cannot be taken back. The start was counted on the disk: after
			 * STARTS_FAILED_MAX of them `previous` is opened. */
			log_error("opening hangs: ending, to be started again generation=%" PRIu64, number);
			abort();
		}
		struct pollfd fds[2] = { { .fd = worker_fd(c->worker), .events = POLLIN },
			{ .fd = ending_fd(), .events = POLLIN } };
		(void)poll(fds, ARRAY_LEN(fds), OPEN_LOOK_MS);
		if (ending_is_asked()) {
			ending_leave(EXIT_SUCCESS); /* there is no loop yet that would hear of it, nor a screen */
		}
		(void)worker_poll(c->worker);
	}
	return c->shown != NULL;
}

/* Opens it with its start counted before. */
static bool open_now(struct content *c, uint64_t number, const char *id)
{
	starts_begin(c->starts, number, id, clock_monotonic_us());
	if (!content_open_and_wait(c, number)) {
		CLEANUP(free_ptr) char *why = mem_strdup(c->why);
		content_refuse(c, number, REFUSAL_DAMAGED, why);
		return false;
	}
	c->unread = number; /* what loads is shown, and all of it is read behind the first frame */
	return true;
}

/* Shown without being tried first? What was confirmed before, what was tried before it came with the unit, and what the
 * daemon kept as a refuge. */
static bool is_trusted(const struct content *c, uint64_t number, const char *id, bool is_current)
{
	return !is_current || !c->starts || !c->options.rehearsal.argv || starts_is_confirmed(c->starts, number, id) ||
	       content_came_tried(c, number);
}

void content_open_first(struct content *c)
{
	static const char *const links[] = { "current", "previous" };
	uint64_t numbers[2] = { 0 };
	bool current_used_up = false;
	for (size_t i = 0; i < 2 && !c->shown; i++) {
		char id[GENERATION_ID_BYTES];
		if (!generation_linked(c->options.store, links[i], &numbers[i]) ||
				(i == 1 && numbers[1] == numbers[0])) {
			continue;
		}
		generation_id(c->options.store, numbers[i], id);
		if (!starts_may_open(c->starts, numbers[i], id)) {
			log_error("not opened, %d starts in a row failed generation=%" PRIu64, STARTS_FAILED_MAX,
					numbers[i]);
			current_used_up = current_used_up || i == 0;
		} else if (is_trusted(c, numbers[i], id, i == 0)) {
			(void)open_now(c, numbers[i], id);
		}
	}
	c->linked = numbers[0];
	if (current_used_up && c->shown) {
		content_refuse(c, numbers[0], REFUSAL_CRASH,
				"the program was started on it again and again and did not end well");
	} else if (current_used_up) {
		c->used_up = true;
		c->retry_us = clock_monotonic_us() + c->options.healthy_us * USED_UP_FACTOR;
	} else if (!c->shown && c->linked == 0) {
		log_info("no content yet store=%s", c->options.store);
	}
}

void content_open_only(struct content *c)
{
	struct err e;
	if (content_open_and_wait(c, c->options.only) && !bundle_check(&c->shown->bundle, &e)) {
		generation_close(c->shown);
		c->shown = NULL;
		str_cut(c->why, sizeof c->why, e.message);
	}
}
