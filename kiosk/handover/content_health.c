/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does what is shown work? A frame, an answered search and some time without a restart are the proof. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "handover/content.h"
#include "handover/content_private.h"

#define LOG_MODULE "content"
#include "base/log.h"

struct probe_job {
	struct content *content;
	struct generation *generation; /* content_forget_old() drains the group before it is freed */
	struct search_results *found;  /* owned */
	struct err *e;                 /* owned */
	bool ok;
};

static void probe_run(struct worker_job *job, int thread)
{
	struct probe_job *j = (struct probe_job *)(void *)job->payload;
	struct search *s = generation_search(j->generation, thread, j->e);
	const struct search_asker asker = { .weekday = -1 };
	j->ok = s && search_query(s, "a", &asker, 1, j->found, j->e);
}

static void probe_done(const struct worker_job *job, enum worker_outcome outcome)
{
	const struct probe_job *j = (const struct probe_job *)(const void *)job->payload;
	struct content *c = j->content;
	if (c->shown != j->generation) {
		/* of what was shown before */
	} else if (outcome != WORKER_RAN) {
		c->probe = PROBE_NONE; /* a visitor's search came first */
	} else if (j->ok) {
		c->probe = PROBE_ANSWERED;
	} else {
		c->probe = PROBE_FAILED;
		content_refuse(c, c->shown->number, REFUSAL_DAMAGED, j->e->message);
	}
	free(j->found);
	free(j->e);
}

static void submit_probe(struct content *c)
{
	if (!c->shown->search_path) { /* borne-syncd switches to nothing without an index: there is none to ask */
		c->probe = PROBE_ANSWERED;
		return;
	}
	struct worker_job job = { .run = probe_run,
		.done = probe_done,
		.group = WORKER_GROUP_SEARCH,
		.priority = WORKER_SPARE };
	struct probe_job *j = (struct probe_job *)(void *)job.payload;
	*j = (struct probe_job){ .content = c,
		.generation = c->shown,
		.found = mem_zalloc(1, sizeof *j->found),
		.e = mem_zalloc(1, sizeof *j->e) };
	if (worker_submit(c->worker, &job)) {
		c->probe = PROBE_ASKED;
	} else {
		free(j->found);
		free(j->e);
	}
}

static bool is_watched(const struct content *c)
{
	return c->shown && c->shown->number != 0 && c->since_us != 0 && !c->options.only;
}

void content_follow_health(struct content *c, int64_t now_us)
{
	if (!is_watched(c)) {
		return;
	}
	uint64_t number = c->shown->number;
	if (c->probe == PROBE_NONE) {
		submit_probe(c);
	}
	if (c->confirmed != number) {
		if (c->probe == PROBE_ANSWERED && now_us - c->since_us >= c->options.healthy_us) {
			c->confirmed = number;
			starts_healthy(c->starts, number);
			log_info("content works generation=%" PRIu64 " edition=%s", number,
					c->shown->catalogue->edition);
			content_tell(c);
		}
	} else if (!c->forgotten && now_us - c->since_us >= STARTS_FORGET_US) {
		c->forgotten = true;
		starts_forget(c->starts, number);
	}
}

int64_t content_health_due_us(const struct content *c)
{
	if (!is_watched(c)) {
		return INT64_MAX;
	}
	bool new = c->confirmed != c->shown->number;
	/* After its time only the answer of a worker is missing, which wakes the loop itself. */
	bool counts = new ? c->probe == PROBE_ANSWERED || c->probe == PROBE_NONE : !c->forgotten;
	return counts ? c->since_us + (new ? c->options.healthy_us : STARTS_FORGET_US) : INT64_MAX;
}

void content_painted(struct content *c, int64_t now_us)
{
	if (c->since_us == 0 && c->shown) {
		c->since_us = now_us;
	}
}
